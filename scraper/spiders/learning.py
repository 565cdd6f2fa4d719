"""What a crawl takes from the site memory, and what it leaves there for the next one."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports.record import Record
from scraper.article import Trace
from scraper.extraction.repeats import Repeats
from scraper.memory import MemoryFault, SiteMemory

logger = logging.getLogger(__name__)


class Learner:
    """The memory in the file *path*, opened when first asked; None: nothing is known and nothing learned.

    An article is learned once its record has passed every pipeline. A memory that cannot be used is told of
    once, and the crawl goes on without it.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._memory: SiteMemory | None = None
        self._expected: dict[str, Trace] = {}

    def repeats(self, site: str) -> Repeats | None:
        """What earlier runs learned of *site*; None: there is no memory."""
        try:
            memory = self._open()
            return memory.repeats(site) if memory else None
        except MemoryFault as fault:
            self._give_up(fault)
            return None

    def expect(self, record: Record, trace: Trace) -> None:
        """*record* goes to the pipelines; *trace* is what its page taught."""
        if self.path is not None:
            self._expected[record.id] = trace

    def learn(self, item: Any) -> None:
        """*item* has passed the pipelines."""
        trace = self._expected.pop(item.id, None) if isinstance(item, Record) else None
        if trace is None:
            return
        try:
            memory = self._open()
            if memory:
                today = datetime.now(UTC).date()
                memory.learn(item.site, item.id, item.text_hash, trace, day=today)
        except MemoryFault as fault:
            self._give_up(fault)

    def pass_over(self, item: Any) -> None:
        """*item* was dropped or lost in the pipelines: nothing is learned from it."""
        if isinstance(item, Record):
            self._expected.pop(item.id, None)

    def close(self) -> None:
        """Keep what was learned."""
        if self._memory:
            try:
                self._memory.close()
            except MemoryFault as fault:
                self._give_up(fault)

    def _open(self) -> SiteMemory | None:
        if self._memory is None and self.path is not None:
            self._memory = SiteMemory(self.path)
            self._memory.forget_before(datetime.now(UTC).date())
        return self._memory

    def _give_up(self, fault: MemoryFault) -> None:
        logger.warning("nothing is known of what recurs on the sites, and nothing is learned: %s", fault)
        self.path = self._memory = None
        self._expected.clear()
