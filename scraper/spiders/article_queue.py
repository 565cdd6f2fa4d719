"""The article addresses of a crawl: which are new, which come next, what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scrapy.exceptions import DropItem
from twisted.python.failure import Failure

from exports.ledger import Delivered
from exports.outcomes import NOT_DUE, WAITING
from exports.record import Record
from scraper.discovery.leads import Leads
from scraper.discovery.traps import is_trap
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
from scraper.normalise.urls import fingerprint, site_of
from scraper.spiders.site_budget import TRAP
from scraper.spiders.site_queue import SiteQueue
from scraper.spiders.tally import FINISHED, Tally

_CAREFUL = 10
"""Requests in a row without a new article after which a site is asked for one at a time."""
_GONE = ("http_404", "http_410")
_TRIES = 4
"""Runs in which an address is tried that does not answer."""
_FIRST_PAUSE = timedelta(hours=1)
"""Before the second of them; four times as long before each further one."""
_ROBOTS_PAUSE = timedelta(hours=24)
"""After which robots.txt may allow what it forbade."""
_BEFORE_SINCE, _RETRY_LATER = "before_since", "retry_later"
_UNCHANGED, _DUPLICATE = "unchanged", "duplicate"


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
        self._since = since.isoformat() if since else ""
        self._validators: dict[str, Mapping[str, str]] = {}

    def is_recent(self, changed: str | None) -> bool:
        """Whether what changed at *changed* (see `FoundLink.changed`) may be an article that is wanted."""
        return not (self.since and changed and changed[:10] < self._since)

    # ---- in

    def add(self, site: SiteQueue, leads: Leads, *, front: bool = False) -> None:
        """Queue the new addresses among the articles of *leads*, and count them and what it refuses.

        *front*: they stand on the front page.
        """
        wanted: dict[str, FoundLink] = {}
        for link in leads.articles:
            if site_of(link.url) != site.domain:
                site.refuse(fingerprint(link.url), "other_site", self.tally)
            elif is_trap(link.url):
                site.refuse(fingerprint(link.url), TRAP, self.tally)
            elif not self.is_recent(link.changed):
                site.refuse(fingerprint(link.url), _BEFORE_SINCE, self.tally)
            else:
                wanted[link.url] = link
        self.frontier.add(wanted.values(), site.domain, now())
        for url in wanted:
            self._count(site, url)
        for reason, numbers in leads.refused.items():
            for number in numbers:
                site.refuse(number, reason, self.tally)
        site.stale = site.stale or bool(wanted)
        if front:
            site.prominent |= dict.fromkeys(wanted)

    def _count(self, site: SiteQueue, url: str) -> None:
        if url in site.counted:
            return  # counted already
        known = self.frontier.state_of(url)
        if known and known.state == "done" and (known.next_try is None or known.next_try > now()):
            site.find(url, self.tally, NOT_DUE)
        elif known and known.next_try is None:
            site.refuse(fingerprint(url), known.reason or known.state, self.tally)
        elif known and not self.is_recent(known.changed):
            site.refuse(fingerprint(url), _BEFORE_SINCE, self.tally)
        elif known and known.next_try and known.next_try > now():
            site.find(url, self.tally, _RETRY_LATER)
        else:
            site.find(url, self.tally)

    # ---- out

    def take(self, site: SiteQueue) -> list[FoundLink]:
        """As many addresses, newest first, as the site's window and budget have room for."""
        links: list[FoundLink] = []
        # Where nothing comes of it, one at a time: no limit is overrun by what is under way.
        window = self.window if site.budget.row < _CAREFUL else 1
        while len(site.in_flight) < window and (link := site.next(self.frontier, now(), self._since)):
            site.find(link.url, self.tally)
            self.tally.requested(site.domain, site.aside.pop(fingerprint(link.url), WAITING))
            links.append(link)
        return links

    def close(self, sites: Iterable[SiteQueue], reason: str) -> None:
        """The crawl ended for *reason*: say of all that is left why it is."""
        for site in sites:
            left: Counter[tuple[bool, str]] = Counter()
            for url, why in site.leftovers(self.frontier, now(), self._since):
                left[url in site.counted, why if reason == FINISHED else WAITING] += 1
            for (counted, why), count in left.items():
                if not counted:
                    self.tally.found(site.domain, count=count)
                self.tally.left(site.domain, why, count)

    # ---- ends

    def answered(self, link: FoundLink, validators: Mapping[str, str]) -> None:
        """*link* was answered with these headers: they count from the moment its record is on disk."""
        self._validators[link.url] = validators

    def handed_over(self, site: SiteQueue, link: FoundLink, record: Record) -> None:
        """*link* became *record*, which goes to the pipelines; they count what they do with it."""
        if link.url in site.again:
            return
        if not site.novelty.is_new(record):
            site.budget.bore_none(link.url)
            return
        dated = link.changed or record.published_on or record.published_at
        site.budget.bore_fruit(link.url, earns=link.via != "section" and bool(dated))

    def as_it_was(self, site: SiteQueue, link: FoundLink) -> None:
        """*link* is filed and has not changed since."""
        self.tally.unchanged(site.domain)
        self.frontier.settle_filed(link.url, now=now())

    def skipped(self, site: SiteQueue, link: FoundLink, reason: str, *, requests: int = 1) -> None:
        """*link* is no article to be filed; what is filed already stays so. *requests*: that were made."""
        self.tally.skipped(site.domain, reason)
        site.budget.bore_none(link.url, requests)
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

    def failed(self, site: SiteQueue, link: FoundLink, failure: Failure, *, requests: int) -> None:
        """*link* was not answered: refused by us, gone, or to be tried again in a later run."""
        error, reason = failure.value, failure_reason(failure)
        if isinstance(error, Interrupted):
            self.tally.put_off(site.domain, WAITING)
        elif isinstance(error, Postponed):
            self.tally.put_off(site.domain, reason)
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
            self.skipped(site, link, reason, requests=requests)
        else:
            self.broken(site, link, reason, requests=requests)

    def broken(self, site: SiteQueue, link: FoundLink, reason: str, *, requests: int = 1) -> None:
        """*link* could not be read; it is tried again in a later run, some runs long."""
        self.tally.failed(site.domain, reason)
        site.budget.bore_none(link.url, requests)
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
