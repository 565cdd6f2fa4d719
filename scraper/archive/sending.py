"""WARC files on their way to a store: sent whole, one after the other, beside the crawl."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from exports.disk import DeliveryError, remove
from exports.stores import AddressError, Store, StoreError


class Sender:
    """The store *address*. A file goes from the disk when it is there; one that could not be sent stays, and
    the next crawl sends it. DeliveryError: the store can't be had."""

    def __init__(self, address: str) -> None:
        try:
            self._store = Store(address)
        except (AddressError, StoreError) as error:
            raise DeliveryError(str(error)) from error
        self._thread = ThreadPoolExecutor(1, "archive-sender")
        self._under_way: deque[Future[None]] = deque()

    def send(self, path: Path) -> None:
        """Have *path*, a whole file, sent."""
        self._under_way.append(self._thread.submit(self._send, path))

    def check(self, *, wait: bool = False) -> None:
        """DeliveryError: a file could not be sent. *wait*: until all are."""
        while self._under_way and (wait or self._under_way[0].done()):
            self._under_way.popleft().result()

    def close(self) -> None:
        """Give up what has not begun. Can be called twice."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._under_way.clear()

    def _send(self, path: Path) -> None:
        try:
            with suppress(FileNotFoundError):  # another crawl has sent it
                path.stat()
                self._store.put(path, path.name)
                remove(path)
        except StoreError as error:
            if not path.exists():
                return
            raise DeliveryError(
                f"{error}; see to the store and who may write there, and run again (the file is kept as "
                f"{path}, the next run sends it)"
            ) from error
