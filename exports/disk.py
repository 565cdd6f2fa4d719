"""Files that are there whole or not at all, whenever the power goes."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ADVICE = {
    errno.ENOSPC: "free some space on this disk and run again",
    errno.EDQUOT: "free some space within the quota and run again",
    errno.EFBIG: "raise the file size limit (ulimit -f) and run again",
    errno.EMFILE: "raise the limit of open files (ulimit -n) and run again",
    errno.EACCES: "make it writable for this user, or set {setting} to another folder",
    errno.EPERM: "make it writable for this user, or set {setting} to another folder",
    errno.EROFS: "set {setting} to a folder on a disk that can be written",
    errno.ENOTDIR: "a file is in the way: set {setting} to another folder",
    errno.EEXIST: "a file is in the way: set {setting} to another folder",
}
RESUMES = "what is written stays, the next run goes on"
"""What stands in each message of a write that failed."""


class DeliveryError(Exception):
    """The export folder could not be written: one line that names the file and what to do."""


@contextmanager
def told_clearly(path: Path, *, setting: str = "COPYDESK_OUT") -> Iterator[None]:
    """Turns an OSError met in writing *path*, in the folder that *setting* names, into a DeliveryError."""
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error) or type(error).__name__
        advice = _ADVICE.get(error.errno or 0, "see to the disk and run again").format(setting=setting)
        raise DeliveryError(f"{path}: {what}; {advice} ({RESUMES})") from error


def make_folder(path: Path) -> None:
    """Makes *path* and what is missing above it; every new name is on disk when this returns."""
    if path.is_dir():
        return
    if path.parent != path:
        make_folder(path.parent)
    with told_clearly(path):
        with suppress(FileExistsError):
            os.mkdir(path)
        sync_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Writes *data* aside, syncs it, names it *path*; readers see the old file, then the new one."""
    write_pieces(path, (data,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Writes *pieces*, one after the other, as `write_whole` does; the size in bytes and SHA-256 (hex) of
    them all. One at a time is in memory."""
    aside = aside_name(path)
    digest, size = hashlib.sha256(), 0
    with told_clearly(path):
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
            try:
                for piece in pieces:
                    write_all(descriptor, piece)
                    digest.update(piece)
                    size += len(piece)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            os.replace(aside, path)
        except (OSError, DeliveryError):
            with suppress(OSError):
                os.unlink(aside)
            raise
        sync_folder(path.parent)
    return size, digest.hexdigest()


def write_all(descriptor: int, data: bytes) -> None:
    """Writes all of *data*, however little the system takes at a time. OSError: it could not."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def remove(path: Path) -> None:
    """Removes *path*, which may be gone already."""
    with told_clearly(path), suppress(FileNotFoundError):
        os.unlink(path)
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Puts the names in *path* on disk. OSError: it could not."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def aside_name(path: Path) -> Path:
    """Where *path* is written before it gets its name; readers and glob patterns skip it."""
    return path.with_name(f".{path.name}.part")


def sha256_of(path: Path) -> tuple[int, str]:
    """Size in bytes and SHA-256 (hex) of the file *path*. OSError: it can't be read."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()
