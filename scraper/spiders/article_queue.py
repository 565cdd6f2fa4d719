"""The article addresses of a crawl: which are new, which come next, what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from scrapy.exceptions import DropItem
from twisted.python.failure import Failure

from exports.ledger import Delivered
from exports.record import Record
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.middlewares.refused import (
    Interrupted,
    Postponed,
    Refused,
    RobotsRefused,
    RobotsUnreachable,
    failure_reason,
)
from scraper.normalise.urls import site_of
from scraper.spiders.tally import Tally

_GONE = ("http_404", "http_410")
_TRIES = 4
"""Runs in which an address is tried that does not answer."""
_FIRST_PAUSE = timedelta(hours=1)
"""Before the second of them; four times as long before each further one."""
_ROBOTS_PAUSE = timedelta(hours=24)
"""After which robots.txt may allow what it forbade."""
_BEFORE_SINCE = "before_since"
_UNCHANGED, _DUPLICATE = "unchanged", "duplicate"


@dataclass(slots=True, kw_only=True)
class SiteQueue:
    """One site's articles in one run."""

    domain: str
    budget: int
    """Articles that may be asked for."""
    seen: set[str] = field(default_factory=set)
    """Addresses that were counted as found."""
    taken: set[str] = field(default_factory=set)
    """Addresses that were asked for."""
    in_flight: set[str] = field(default_factory=set)
    """Of these, the ones not yet dealt with."""


class ArticleQueue:
    """Puts addresses into the frontier and takes the newest out; counts and remembers their ends."""

    def __init__(
        self,
        frontier: Frontier,
        tally: Tally,
        *,
        since: date | None,
        window: int,
        on_gone: Callable[[str, str, str], None] = lambda url, article_id, reason: None,
    ) -> None:
        self.frontier = frontier
        self.tally = tally
        self.since = since
        self.window = window
        """Articles of one site that are asked for at a time."""
        self.on_gone = on_gone
        """Called with address, id and reason where the page of a filed article is not there any more."""
        self._validators: dict[str, Mapping[str, str]] = {}

    def is_recent(self, changed: str | None) -> bool:
        """Whether what changed at *changed* (see `FoundLink.changed`) may be an article that is wanted."""
        return not (self.since and changed and changed[:10] < self.since.isoformat())

    def add(self, site: SiteQueue, links: Iterable[FoundLink]) -> None:
        """Queue the new addresses among *links*; count those that need no further visit."""
        fresh: dict[str, FoundLink] = {}
        for link in links:
            if site_of(link.url) != site.domain:
                self.tally.refused_links("other_site")
            elif not self.is_recent(link.changed):
                self.tally.refused_links(_BEFORE_SINCE)
            else:
                fresh[link.url] = link
        self.frontier.add(fresh.values(), site.domain, now())
        for url in fresh:
            if url not in site.seen:
                self._count(site, url)

    def _count(self, site: SiteQueue, url: str) -> None:
        site.seen.add(url)
        self.tally.found(site.domain)
        known = self.frontier.state_of(url)
        if known and known.state == "done" and (known.next_try is None or known.next_try > now()):
            self.tally.unchanged(site.domain)
        elif known and known.next_try is None:
            self.tally.skipped(site.domain, known.reason or known.state)
        elif known and not self.is_recent(known.changed):
            self.tally.skipped(site.domain, _BEFORE_SINCE)

    def take(self, site: SiteQueue) -> list[FoundLink]:
        """As many addresses, newest first, as the site's window and budget have room for."""
        room = min(self.window - len(site.in_flight), site.budget - len(site.taken))
        since = self.since.isoformat() if self.since else ""
        links = self.frontier.take(site.domain, room, now(), site.taken, since=since)
        for link in links:
            site.taken.add(link.url)
            site.in_flight.add(link.url)
            if link.url not in site.seen:
                self._count(site, link.url)
        return links

    def answered(self, link: FoundLink, validators: Mapping[str, str]) -> None:
        """*link* was answered with these headers: they count from the moment its record is on disk."""
        self._validators[link.url] = validators

    def as_it_was(self, site: SiteQueue, link: FoundLink) -> None:
        """*link* is filed and has not changed since."""
        self.tally.unchanged(site.domain)
        self.frontier.settle_filed(link.url, now=now())

    def skipped(self, site: SiteQueue, link: FoundLink, reason: str) -> None:
        """*link* is no article to be filed; what is filed already stays so."""
        self.tally.skipped(site.domain, reason)
        if not self._stays_filed(link.url):
            self.frontier.settle(link.url, "refused", reason, now=now())

    def _stays_filed(self, url: str) -> bool:
        """Whether *url* is filed; then it stays so, and its next look comes with its age."""
        self._validators.pop(url, None)
        known = self.frontier.state_of(url)
        return bool(known and known.is_filed() and self.frontier.settle_filed(url, now=now()))

    def too_old(self, site: SiteQueue, link: FoundLink, day: date) -> None:
        """*link* is an article of *day*, before `since`. It stays queued, for a run that wants older ones."""
        self.tally.skipped(site.domain, _BEFORE_SINCE)
        if not self._stays_filed(link.url):
            self.frontier.add([replace(link, changed=day.isoformat())], site.domain, now())

    def failed(self, site: SiteQueue, link: FoundLink, failure: Failure) -> None:
        """*link* was not answered: refused by us, gone, or to be tried again in a later run."""
        error, reason = failure.value, failure_reason(failure)
        if isinstance(error, Interrupted):
            return
        if isinstance(error, Postponed):
            known = self.frontier.state_of(link.url)
            if known and known.is_filed():
                self.frontier.look_again(link.url, error.until, now())
            else:
                self.frontier.retry_later(link.url, reason, error.until, now())
        elif isinstance(error, RobotsRefused):
            self.tally.skipped(site.domain, reason)
            if not self._stays_filed(link.url):
                self.frontier.retry_later(link.url, reason, later(_ROBOTS_PAUSE), now())
        elif isinstance(error, Refused) and not isinstance(error, RobotsUnreachable):
            self.skipped(site, link, reason)
        else:
            self.broken(site, link, reason)

    def broken(self, site: SiteQueue, link: FoundLink, reason: str) -> None:
        """*link* could not be read; it is tried again in a later run, some runs long."""
        self.tally.failed(site.domain, reason)
        known = self.frontier.state_of(link.url)
        tries = known.attempts if known else 0
        if reason in _GONE:
            self.frontier.settle(link.url, "gone", reason, now=now())
            if known and known.article_id and known.is_filed():
                self.on_gone(link.url, known.article_id, reason)
        elif self._stays_filed(link.url):
            return
        elif tries + 1 >= _TRIES:
            self.frontier.settle(link.url, "failed", reason, now=now())
        else:
            self.frontier.retry_later(link.url, reason, later(_FIRST_PAUSE * 4**tries), now())

    def delivered(self, records: list[Delivered]) -> None:
        """Their records are on disk and in the ledger: these addresses need no further visit."""
        for record in records:
            self._filed(record.requested_url, record.id)
        self.frontier.flush()

    def _filed(self, url: str, article_id: str) -> None:
        self.frontier.settle_filed(url, now=now(), article_id=article_id)
        self.frontier.note_validators(url, self._validators.pop(url, {}))

    def dropped(self, record: Record, why: DropItem) -> None:
        """A pipeline found nothing new in *record*, or something wrong; unwritten ones stay queued."""
        reason = str(why)
        if reason == _UNCHANGED:
            self._filed(record.requested_url, record.id)
        elif reason == _DUPLICATE:
            self.frontier.settle(record.requested_url, "done", reason, now=now(), article_id=record.id)
        elif reason != "write_error":
            self.frontier.settle(record.requested_url, "refused", "invalid_record", now=now())


def now() -> str:
    """This moment as `YYYY-MM-DDTHH:MM:SSZ`."""
    return later(timedelta(0))


def later(pause: timedelta) -> str:
    """The moment after *pause*, in the same form."""
    return (datetime.now(UTC) + pause).strftime("%Y-%m-%dT%H:%M:%SZ")
