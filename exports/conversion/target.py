"""What is converted appears whole or not at all: written aside, synced, renamed."""

from __future__ import annotations

import errno
import fcntl
import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from exports.disk import aside_name, sync_folder

_ADVICE = {
    errno.ENOSPC: "free some space on this disk and run again",
    errno.EDQUOT: "free some space within the quota and run again",
    errno.EFBIG: "raise the file size limit (ulimit -f) and run again",
    errno.EACCES: "choose a place that you may write to",
    errno.EPERM: "choose a place that you may write to",
    errno.EROFS: "choose a place on a disk that can be written",
    errno.ENOENT: "make the folder that it is to stand in first",
    errno.ENOTDIR: "make the folder that it is to stand in first",
    errno.ENAMETOOLONG: "choose a shorter name",
}


class TargetError(Exception):
    """What was asked for cannot be written there: one line that names the place and what to do."""


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes the name *path* when the block has ended well, in the place of another.

    A name in `.gz` is packed. TargetError: it is a folder, another process writes it, or the disk refuses.
    """
    path = Path(os.path.realpath(path))  # a link stays, and what it names is written
    if path.is_dir():
        raise TargetError(f"{path}: is a folder; name a file")
    if path.exists() and not path.is_file():
        raise TargetError(f"{path}: is no plain file; - writes to standard output")
    aside = aside_name(path)
    with _told(path):
        descriptor = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            _claim(descriptor, path)
            os.ftruncate(descriptor, 0)
            with os.fdopen(os.dup(descriptor), "wb", buffering=1 << 20) as file:
                yield from _packed(file, path)
                file.flush()
            os.fsync(descriptor)
            os.replace(aside, path)
        except BaseException as error:
            if not isinstance(error, TargetError):
                with suppress(OSError):
                    os.unlink(aside)
            raise
        finally:
            os.close(descriptor)
        sync_folder(path.parent)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which takes the name *path* when the block has ended well.

    TargetError: *path* is there and is no empty folder, another process fills it, or the disk refuses.
    """
    with _told(path):
        if path.is_symlink() or (path.exists() and not (path.is_dir() and not any(path.iterdir()))):
            raise TargetError(f"{path}: is there already; remove it, or name a new folder")
        aside = aside_name(path)
        aside.mkdir(exist_ok=True)
        descriptor = os.open(aside, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _claim(descriptor, path)
            _empty(aside)
            yield aside
            os.sync()  # a file at a time it would take hours for a million
            os.rename(aside, path)
        except BaseException as error:
            if not isinstance(error, TargetError):
                shutil.rmtree(aside, ignore_errors=True)
            raise
        finally:
            os.close(descriptor)
        sync_folder(path.parent)


def _packed(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if path.suffix != ".gz":
        yield file
        return
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
        yield cast("BinaryIO", packed)


def _claim(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise TargetError(f"{path}: another process writes it; wait for it, or name another") from None


def _empty(folder: Path) -> None:
    """Removes what an earlier run that was killed left in *folder*."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error) or type(error).__name__
        advice = _ADVICE.get(error.errno or 0, "see to the disk and run again")
        raise TargetError(f"{path}: {what}; {advice}") from error
