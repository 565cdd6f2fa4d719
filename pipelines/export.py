"""Records on their way to disk: into the journal at once, as parts when it is full or old, or at the end."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call, run_in_thread
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future

from exports.delivered import Gone
from exports.journal import Journal
from exports.ledger import Ledger
from exports.lock import FolderBusy
from exports.manifest import RUNNING
from exports.outcomes import stat_name
from exports.parts import Delivery, DeliveryError, deliver
from exports.record import Record
from exports.recovery import recover
from exports.signals import page_gone, records_durable
from exports.slips import Slip
from pipelines.desk import Desk, desk_of
from pipelines.run_book import RunBook
from pipelines.settlement import settle
from pipelines.versions import outcome_stat

logger = logging.getLogger(__name__)

WRITE_ERROR = "copydesk/write_error"
FOLDER_BUSY = "copydesk/folder_busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When a journal is delivered, and how."""

    records: int = 5_000
    bytes: int = 64 * 1024 * 1024
    seconds: float = 300.0
    """Since the journal's first record."""
    compress: bool = False
    """Whether parts are gzipped."""


def read_limits(settings: BaseSettings) -> Limits:
    """The limits that the settings `COPYDESK_PART_*` and `COPYDESK_OUT_GZIP` name."""
    return Limits(
        records=settings.getint("COPYDESK_PART_RECORDS", Limits().records),
        bytes=settings.getint("COPYDESK_PART_BYTES", Limits().bytes),
        seconds=settings.getfloat("COPYDESK_PART_SECONDS", Limits().seconds),
        compress=settings.getbool("COPYDESK_OUT_GZIP"),
    )


class ExportPipeline:
    """Deliver records; leave nothing half done, and stop the crawl where they can't be written.

    What a killed run left is delivered on opening. That is not announced by `records_durable`: no one has
    begun to listen, and the ledger tells it.
    """

    def __init__(self, crawler: Crawler, desk: Desk, limits: Limits) -> None:
        self.crawler = crawler
        self.stats = crawler.stats
        self.desk = desk
        self.limits = limits
        self._book: RunBook | None = None
        self._number = 0
        self._journal: Journal | None = None
        self._waiting: list[Journal] = []
        self._delivering: Any = None
        self._timer = create_looping_call(self._tick)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pipeline = cls(crawler, desk_of(crawler), read_limits(crawler.settings))
        crawler.signals.connect(pipeline.spider_closed, signals.spider_closed)
        crawler.signals.connect(pipeline.page_gone, page_gone)
        return pipeline

    async def open_spider(self) -> None:
        """Takes the folder and sets right what a killed run left. CloseSpider: it can't be had or written."""
        if self.desk.out is None:
            return
        try:
            self.desk.open()
            ledger = self._ledger()
            compress = self.limits.compress
            recover(
                self.desk.out,
                ledger=ledger,
                settle=lambda slips: list(settle(slips, ledger).kept),
                compress=compress,
            )
            if mirror := self.desk.mirror:
                await run_in_thread(mirror.send)
            self._begin()
        except (FolderBusy, DeliveryError) as error:
            self._book = None
            self.desk.close()
            busy = isinstance(error, FolderBusy)
            stat, reason = (FOLDER_BUSY, "folder_busy") if busy else (WRITE_ERROR, "write_error")
            # A folder that is in use is no fault; the command that was typed says it in its last line.
            logger.log(logging.INFO if busy else logging.ERROR, "%s", error)
            self.stats.set_value(stat, str(error))
            raise CloseSpider(reason) from None

    async def process_item(self, item: Any) -> Any:
        """*item*, once it is in the journal. DropItem: it could not be written, and the crawl stops."""
        if not isinstance(item, Record) or self.desk.out is None:
            return item
        if not self._write(item):
            self.stats.inc_value(stat_name(item.site, "failed", "write_error"))
            raise DropItem("write_error")
        self.stats.inc_value(stat_name(item.site, "filed"))
        self._deliver_if_due()
        return item

    async def close_spider(self) -> None:
        """Delivers what is left."""
        if self._book is None:
            return
        if self._timer.running:
            self._timer.stop()
        if self._delivering is not None:
            await maybe_deferred_to_future(self._delivering)
        try:
            self._set_aside()
        except DeliveryError as error:
            self._fail(error)
        await self._deliver_waiting()

    async def spider_closed(self, reason: str) -> None:
        """Closes the manifest, now that all is counted, and gives the folder free."""
        try:
            if self._book is not None:
                failed = self.stats.get_value(WRITE_ERROR)
                self._book.write("write_error" if failed else reason)
                await self._send()
        except DeliveryError as error:
            self._fail(error)
        finally:
            self._book = None
            self.desk.close()

    def page_gone(self, requested_url: str, article_id: str, reason: str, seen_at: str) -> None:
        """Notes in the ledger that the page of a filed article is not there any more."""
        if self.desk.ledger is None or self._book is None:
            return
        page = Gone(requested_url=requested_url, id=article_id, reason=reason, seen_at=seen_at)
        self._book.gone.append(page)
        try:
            self.desk.ledger.note_gone(page)
        except DeliveryError as error:
            self._fail(error)

    def _begin(self) -> None:
        assert self.desk.out
        self._book = RunBook(self.desk.out, self.stats, self._ledger())
        if mirror := self.desk.mirror:
            self.stats.set_value("copydesk/store", mirror.address)
        self._number = self._ledger().last_journal(self._book.run)
        self._timer.start(1.0, now=False)

    def _write(self, record: Record) -> bool:
        """Whether *record* is in the journal; if not, the crawl is about to stop."""
        if self._book is None or self.desk.out is None or self.stats.get_value(WRITE_ERROR):
            return False
        try:
            if self._journal is None:
                self._journal = Journal(self.desk.out, self._book.run, self._number + 1)
                self._number += 1
            self._journal.append(record, sketch=self._ledger().sketch(record))
        except DeliveryError as error:
            self._fail(error)
            return False
        return True

    def _tick(self) -> None:
        """Once a second."""
        try:
            if self._journal:
                self._journal.sync_when_due()
            if self._book and self._delivering is None:  # a delivery writes the manifest itself
                self._book.write_when_due()
        except DeliveryError as error:
            self._fail(error)
        self._deliver_if_due()

    def _deliver_if_due(self) -> None:
        """Has the journal delivered in the background if it is full or old."""
        journal, limits = self._journal, self.limits
        if journal is None or not (
            journal.records >= limits.records or journal.size >= limits.bytes or journal.age >= limits.seconds
        ):
            return
        try:
            self._set_aside()
        except DeliveryError as error:
            self._fail(error)
        if self._delivering is None:
            self._delivering = deferred_from_coro(self._deliver_waiting())

    def _set_aside(self) -> None:
        """Closes the journal and lets it wait for its delivery."""
        if journal := self._journal:
            self._journal = None
            self._waiting.append(journal)
            journal.close()

    async def _deliver_waiting(self) -> None:
        """Delivers the journals that wait, in a thread: the crawl goes on."""
        try:
            while self._waiting:
                await self._announce(*await run_in_thread(self._deliver, self._waiting[0]))
                del self._waiting[0]
                await self._send()
        except DeliveryError as error:
            self._fail(error)
        finally:
            self._delivering = None

    def _deliver(self, journal: Journal) -> tuple[Delivery, list[tuple[Slip, str]]]:
        assert self.desk.out
        ledger = self._ledger()
        dropped: list[tuple[Slip, str]] = []

        def settle_and_note(slips: list[Slip]) -> list[Slip]:
            settled = settle(slips, ledger)
            dropped[:] = settled.dropped
            return list(settled.kept)

        delivery = deliver(
            journal.path,
            out=self.desk.out,
            ledger=ledger,
            settle=settle_and_note,
            written=journal.slips,
            compress=self.limits.compress,
        )
        return delivery, dropped

    async def _announce(self, delivery: Delivery, dropped: list[tuple[Slip, str]]) -> None:
        for slip, reason in dropped:
            self.stats.inc_value(stat_name(slip.site, "filed"), -1)
            self.stats.inc_value(outcome_stat(slip.site, reason))
        if self._book:
            self._book.write(RUNNING)
        records = list(delivery.delivered)
        await self.crawler.signals.send_catch_log_async(signal=records_durable, records=records)

    async def _send(self) -> None:
        """Sends what this run delivered to the store, where there is one. After a failure the next does."""
        if self.desk.mirror and self._book and not self.stats.get_value(WRITE_ERROR):
            await run_in_thread(self.desk.mirror.send, self._book.run)

    def _fail(self, error: DeliveryError) -> None:
        """Says once what is wrong, and stops the crawl."""
        if self.stats.get_value(WRITE_ERROR):
            return
        logger.error("%s", error)
        self.stats.set_value(WRITE_ERROR, str(error))
        if engine := self.crawler.engine:
            deferred_from_coro(engine.close_spider_async(reason="write_error"))

    def _ledger(self) -> Ledger:
        assert self.desk.ledger
        return self.desk.ledger
