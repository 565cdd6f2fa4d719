"""The archive: what was fetched, kept as WARC files of up to one GiB."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from exports.disk import make_folder, told_clearly
from exports.record import Warc
from scraper.archive.exchange import Exchange, to_date
from scraper.archive.files import OPEN, SUFFIX, WarcFile, salvage
from scraper.archive.payloads import Payloads
from scraper.archive.records import Original, payload_digest, to_info, to_members
from scraper.archive.sending import Sender

logger = logging.getLogger(__name__)

_SYNC_SECONDS = 1.0
_SYNC_RECORDS = 5000


@dataclass(slots=True, kw_only=True)
class Kept:
    """What was kept so far."""

    answers: int = 0
    repeats: int = 0
    """Of these, the ones without a payload of their own: 304, or the same bytes again."""
    bytes: int = 0
    """As they are on disk."""


@dataclass(slots=True, kw_only=True)
class Archive:
    """The archive in *folder*, written by the crawl *run*. For one thread at a time.

    What a killed crawl left is salvaged when it is opened. What is kept outlives the process at once, and a
    loss of power a second later. DeliveryError: it can't be written.
    """

    folder: Path
    run: str
    info: Mapping[str, str]
    """What the `warcinfo` record of every file says."""
    largest: int = 1 << 30
    """Bytes of a file; only a single answer that is larger makes it so."""
    address: str | None = None
    """The store to which whole files go; the folder keeps none of those then."""
    kept: Kept = field(default_factory=Kept)
    _sender: Sender | None = None
    _number: int = 0
    _file: WarcFile | None = None
    _payloads: Payloads | None = None
    _synced: float = 0.0
    _since: int = 0

    def open(self) -> None:
        """Take the folder, made where it is missing, and salvage what a killed crawl left in it."""
        with told_clearly(self.folder, setting="COPYDESK_ARCHIVE"):
            self.folder.mkdir(parents=True, exist_ok=True)
        make_folder(self.folder)
        self._payloads = Payloads(self.folder)
        for path in sorted(self.folder.glob(f"*{SUFFIX}{OPEN}")):
            cut = salvage(path, self._payloads.known_size(path.name.removesuffix(OPEN)))
            if cut is not None:
                logger.warning("%s: left by a crawl that was killed; %d torn bytes cut off", path, cut)
        if self.address:
            self._sender = Sender(self.address)
            for path in sorted(self.folder.glob(f"*{SUFFIX}")):
                self._sender.send(path)
            self._sender.check(wait=True)

    def keep(self, exchange: Exchange) -> Warc:
        """Where the answer of *exchange* is kept from now on."""
        assert self._payloads
        if self._sender:
            self._sender.check()
        digest = payload_digest(exchange.body)
        original = self._original(exchange, digest)
        if original and exchange.status != 304:
            place = (original.file, original.offset)
            exchange = replace(exchange, facts=replace(exchange.facts, payload=place))
        members = to_members(exchange, digest=digest, original=original)
        if self._file and self._file.size + len(members.data) > self.largest:
            self._finish()
        file = self._current()
        offset = file.append(members.data)
        self.kept.answers += 1
        self.kept.repeats += bool(original) or exchange.status == 304
        self.kept.bytes += len(members.data)
        if _is_whole(exchange):
            own = Original(
                id=members.id,
                url=exchange.url,
                date=to_date(exchange.received_at),
                file=file.name,
                offset=offset,
            )
            self._payloads.add(exchange.url, digest, None if original else own)
        self._since += 1
        self._sync_when_due()
        return Warc(file=file.name, offset=offset)

    def close(self) -> None:
        """Give the last file its name and send it, where there is a store. Can be called twice."""
        try:
            self._finish()
            if self._sender:
                self._sender.check(wait=True)
        finally:
            if self._sender:
                self._sender.close()
                self._sender = None
            if self._file:
                self._file.let_go()
                self._file = None
            if self._payloads:
                self._payloads.close()
                self._payloads = None

    def _original(self, exchange: Exchange, digest: bytes) -> Original | None:
        assert self._payloads
        if exchange.status == 304:
            return self._payloads.last(exchange.url)
        return self._payloads.find(digest) if _is_whole(exchange) else None

    def _current(self) -> WarcFile:
        if self._file is None:
            self._number += 1
            name = f"copydesk-{self.run}-{self._number:05d}{SUFFIX}"
            self._file = WarcFile(self.folder, name)
            self._file.append(to_info(name, self.info, datetime.now(UTC)))
            self._synced = time.monotonic()
        return self._file

    def _sync_when_due(self) -> None:
        if self._since >= _SYNC_RECORDS or time.monotonic() - self._synced >= _SYNC_SECONDS:
            self._sync()

    def _sync(self) -> None:
        if self._file and self._payloads and self._since:
            self._file.sync()
            self._payloads.commit(self._file.name, self._file.size)
            self._since = 0
        self._synced = time.monotonic()

    def _finish(self) -> None:
        if self._file:
            self._sync()
            self._file.finish()
            if self._sender:
                self._sender.send(self.folder / self._file.name)
            self._file = None


def _is_whole(exchange: Exchange) -> bool:
    """Whether the payload is there to its end, and there is one."""
    cut = {"dataloss", "download_stopped"} & set(exchange.facts.flags)
    return bool(exchange.body) and exchange.status != 304 and not cut
