"""Object stores: their addresses, the local folder that stands for each, and whole objects in and out."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

_SECRET = re.compile(r"://.*:.*@")  # a secret may have slashes in it
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://")
_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oci", "oss", "memory"})
"""Stores in which an object that is put appears whole or not at all."""
_PIECES: dict[str | None, dict[str, int]] = {
    "s3": {"chunksize": 16 * 1024 * 1024, "max_concurrency": 4},
    "gcs": {"chunksize": 16 * 1024 * 1024},
}
"""How a large file is sent, by extra, so that little of it is in memory."""
_WORDS: dict[type[Exception], str] = {
    FileNotFoundError: "no such bucket or object",
    PermissionError: "access is denied",
}
"""Where the library itself names no reason but the object."""
_BLOCK = 8 * 1024 * 1024  # read at a time
_LONGEST = 300


class AddressError(ValueError):
    """What can be no address of a store: one line, without the secret that may stand in it."""


class StoreError(OSError):
    """A store could not be reached, read or written: one line that names the object."""


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether *place* is the address of a store (`s3://bucket/folder`), not a file or folder."""
    return "://" in os.fspath(place)


def check_address(address: str) -> str:
    """*address* without slashes at its end. AddressError: it is none, or it holds a password."""
    if _SECRET.search(address):
        told = _SECRET.sub("://…@", address)
        raise AddressError(
            f"{told}: user and password have no place in an address: give them in the environment of the "
            "store's library (AWS_ACCESS_KEY_ID and the like)"
        )
    if "::" in address or not _SCHEME.match(address):
        raise AddressError(f"{address}: no address of one store (s3://bucket/folder)")
    if "?" in address or "#" in address or not address.isprintable():
        raise AddressError(f"{address.split('?')[0]!r}: an address has no '?', '#' or control characters")
    scheme, _, rest = address.partition("://")
    if scheme in _EXTRAS and not rest.strip("/"):
        raise AddressError(f"{address}: names no bucket")
    return f"{scheme}://{rest.rstrip('/')}"


def local_folder(place: str | os.PathLike[str], state: str | os.PathLike[str], *, kind: str = "out") -> Path:
    """The folder that *place* is, or the one in *state* in which what goes to the store *place* is built."""
    if not is_address(place):
        return Path(place)
    address = check_address(os.fspath(place))
    name = re.sub(r"[^a-z0-9]+", "-", address.lower())[:60].strip("-")
    return Path(state) / "spool" / f"{kind}-{name}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"


class Store:
    """What stands below *address* in a store that fsspec knows.

    Who we are is known from the environment alone. AddressError: see `check_address`; StoreError: the library
    for it is missing, or it can't be had.
    """

    def __init__(self, address: str) -> None:
        self.address = check_address(address)
        self._scheme = self.address.partition("://")[0]
        self._files, self._root = self._connect()

    def find(self) -> dict[str, int]:
        """Size in bytes of every object, by its name below the address; "": the address is itself one."""
        with self._told(""):
            found = self._files.find(self._root, detail=True)
        root = self._root.rstrip("/")
        return {
            name.removeprefix(root).lstrip("/"): info["size"] or 0
            for name, info in found.items()
            if info["type"] == "file" and not name.endswith("/")
        }

    def open(self, name: str) -> BinaryIO:
        """The object *name*, read in pieces. StoreError, here or in reading: it can't be read."""
        with self._told(name):
            file = self._files.open(self._path(name), "rb", block_size=_BLOCK)
        return cast("BinaryIO", io.BufferedReader(_Told(self, name, file), 256 * 1024))

    def read(self, name: str) -> bytes | None:
        """The object *name*; None: there is none."""
        with self._told(name):
            try:
                return cast("bytes", self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def put(self, source: Path, name: str) -> None:
        """Let the object *name* be the file *source*: whole, or as it was before."""
        with self._told(name):
            path = self._path(name)
            aside = path if self._scheme in _WHOLE else self._aside(path)
            self._files.put_file(str(source), aside, **_PIECES.get(_EXTRAS.get(self._scheme), {}))
            if aside != path:
                self._files.mv(aside, path)
            came, sent = self._files.info(path)["size"], source.stat().st_size
        if came != sent:
            raise StoreError(f"{self.address}/{name}: {sent} bytes were sent, {came} stand there")

    def put_bytes(self, data: bytes, name: str) -> None:
        """The same with *data*."""
        with self._told(name):
            path = self._path(name)
            aside = path if self._scheme in _WHOLE else self._aside(path)
            self._files.pipe_file(aside, data)
            if aside != path:
                self._files.mv(aside, path)

    def create(self, data: bytes, name: str) -> None:
        """Put *data* as the object *name*, unless there is one: then that stays, where the store can tell."""
        with self._told(name):
            path = self._path(name)
            if self._scheme not in _WHOLE:
                self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            try:
                self._files.pipe_file(path, data, mode="create")
            except FileExistsError:
                return
            except (TypeError, NotImplementedError, ValueError):
                self._files.pipe_file(path, data)

    def _connect(self) -> tuple[Any, str]:
        extra = _EXTRAS.get(self._scheme)
        if extra == "gcs":
            # All that goes wrong is raised and told once; this library writes pages about it beside that.
            logging.getLogger("gcsfs").setLevel(logging.CRITICAL)
        try:
            # Here, so that who keeps to folders needs neither.
            from fsspec.core import url_to_fs

            with self._told(""):
                files, root = url_to_fs(self.address, use_listings_cache=False)
        except ImportError as error:
            what = (
                f"pip install 'copydesk[{extra}]'" if extra else "install fsspec and what it needs for this"
            )
            raise StoreError(f"{self.address}: the library for such stores is missing: {what}") from error
        return files, str(root)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root

    def _aside(self, path: str) -> str:
        folder, _, name = path.rpartition("/")
        self._files.makedirs(folder, exist_ok=True)
        return f"{folder}/.{name}.part"

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """Turns whatever a store's library raises into a StoreError."""
        try:
            yield
        except (StoreError, ImportError):
            raise
        except Exception as error:
            what = (isinstance(error, OSError) and error.strerror) or _WORDS.get(type(error)) or str(error)
            words = " ".join(str(what).split())[:_LONGEST] or type(error).__name__
            place = f"{self.address}/{name}" if name else self.address
            raise StoreError(f"{place}: {words}") from error


class _Told(io.RawIOBase):
    """An object that is read; what goes wrong in it is a StoreError."""

    def __init__(self, store: Store, name: str, file: Any) -> None:
        self._store, self._name, self._file = store, name, file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        with self._store._told(self._name):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        with self._store._told(self._name):
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
