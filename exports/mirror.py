"""An export folder sent to a store: parts first, then the manifest that names them.

The folder stays the truth. What goes up is what a manifest names, so that nothing which a killed run may
still change is ever seen there; names and bytes are the same at every try, so that a second doubles nothing.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from exports.disk import DeliveryError, told_clearly, write_whole
from exports.layout import manifest_path
from exports.manifest import find_manifests, parse_manifest
from exports.reader import ReadError
from exports.stores import AddressError, Store, StoreError, is_address

_LOG = logging.getLogger(__name__)

OWNER = ".copydesk-owner"
"""Says, in the folder and in the store, which folder the store is filled from."""
SENT = ".sent.sqlite"
"""What is up. Removed: all is sent again, to the same effect."""


class Mirror:
    """The store *address*, filled from the export folder *folder*. For one thread at a time."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.address = address
        self._store: Store | None = None

    def send(self, run: str | None = None) -> None:
        """Send what is not up yet of the *run*; None: of every one. DeliveryError: it could not be sent, what
        is missing goes up the next time; or the store is filled from another folder."""
        self.claim()
        assert self._store
        with self._told():
            runs = [manifest_path(self.folder, run)] if run else list(find_manifests(self.folder))
            with closing(self._open_sent()) as sent:
                for path in runs:
                    self._send_run(path, self._store, sent)

    def claim(self) -> None:
        """Make sure that the store can be had, and is filled from here alone. DeliveryError: it can't, or is
        not."""
        if self._store is None:
            with self._told():
                self._store = self._claim()

    def _claim(self) -> Store:
        """The store, which is ours from now on, if it was nobody's."""
        store = Store(self.address)
        path = self.folder / OWNER
        if not path.exists():
            write_whole(path, f"{secrets.token_hex(16)}\n".encode())
        with told_clearly(path):
            own = path.read_bytes()
        held = store.read(OWNER)
        if held is None:
            store.create(own, OWNER)
            held = store.read(OWNER)
        if held != own:
            raise DeliveryError(
                f"{self.address} is filled from another state folder than {self.folder}: use that one, set "
                f"COPYDESK_OUT to another address, or copy {self.address} to {self.folder}, {OWNER} included"
            )
        return store

    def _send_run(self, path: Path, store: Store, sent: sqlite3.Connection) -> None:
        with told_clearly(path):
            data = path.read_bytes()
        name, digest = path.relative_to(self.folder).as_posix(), hashlib.sha256(data).hexdigest()
        if _is_sent(sent, name, digest):
            return
        try:
            manifest = parse_manifest(data, str(path))
        except ReadError as error:
            _LOG.warning("%s; not sent", error)
            return
        for part in manifest.parts:
            if _is_sent(sent, part.path, part.sha256):
                continue
            if not (self.folder / part.path).is_file():
                _LOG.warning("%s: missing, with %d records; not sent", self.folder / part.path, part.records)
                continue
            store.put(self.folder / part.path, part.path)
            _note(sent, part.path, part.sha256)
        store.put_bytes(data, name)
        _note(sent, name, digest)

    def _open_sent(self) -> sqlite3.Connection:
        path = self.folder / SENT
        for _ in range(2):
            database = sqlite3.connect(path, isolation_level=None)
            try:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS sent (name TEXT PRIMARY KEY, sha256 TEXT) WITHOUT ROWID"
                )
                return database
            except sqlite3.OperationalError:
                database.close()
                raise
            except sqlite3.DatabaseError:
                database.close()
                with suppress(FileNotFoundError):
                    path.unlink()
        raise sqlite3.DatabaseError(f"{path}: can't be made anew")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except AddressError as error:
            raise DeliveryError(str(error)) from None
        except (StoreError, sqlite3.DatabaseError) as error:
            raise DeliveryError(
                f"{error}; see to the store and who may write there, and run again (all is kept in "
                f"{self.folder}, the next run sends it)"
            ) from error


def mirror_of(place: str, folder: Path) -> Mirror | None:
    """The mirror that fills the store *place* from *folder*; None: *place* is a folder itself."""
    return Mirror(folder, place) if is_address(place) else None


def _is_sent(sent: sqlite3.Connection, name: str, digest: str) -> bool:
    row = sent.execute("SELECT 1 FROM sent WHERE name = ? AND sha256 = ?", (name, digest)).fetchone()
    return row is not None


def _note(sent: sqlite3.Connection, name: str, digest: str) -> None:
    sent.execute("INSERT OR REPLACE INTO sent VALUES (?, ?)", (name, digest))
