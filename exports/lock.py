"""One crawl at a time owns an export folder."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from exports.disk import make_folder, told_clearly
from exports.layout import LOCK

_HELD: set[int] = set()


class FolderBusy(Exception):
    """Another process owns the folder: one line with the folder and its pid."""


class FolderLock:
    """The export folder *out*, held by this process until `release`, or until it ends, however it ends.

    FolderBusy: another one holds it. DeliveryError: the lock file can't be written.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / LOCK
        make_folder(out)
        with told_clearly(self.path):
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.read(self._descriptor, 32).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise FolderBusy(
                f"{out} is in use by another crawl (pid {pid or 'unknown'}); "
                "wait for it, or set COPYDESK_OUT to another folder"
            ) from None
        _HELD.add(self._descriptor)
        with told_clearly(self.path):
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Gives the folder free. Can be called twice."""
        if self._descriptor >= 0:
            _HELD.discard(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _leave_to_parent() -> None:
    """In a forked worker: it must not keep the folder locked when its parent is killed."""
    for descriptor in _HELD:
        with suppress(OSError):
            os.close(descriptor)
    _HELD.clear()


os.register_at_fork(after_in_child=_leave_to_parent)
