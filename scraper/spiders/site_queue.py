"""One site's article addresses in one run: which were seen, which come next, which are left."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from exports.outcomes import WAITING
from scraper.discovery.traps import family_of
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.normalise.urls import fingerprint
from scraper.spiders.address_set import AddressSet
from scraper.spiders.novelty import Novelty
from scraper.spiders.site_budget import SiteBudget
from scraper.spiders.tally import Tally

# (where they wait, what `Frontier.pick` calls them, how many are taken out of it at a time)
_PICKS = (
    ("named", "named", 200),
    ("unnamed", "unnamed", 1000),  # among which the families take turns
    ("filed", "again", 200),
)
_MOST_REFUSED = 50_000
"""Refused addresses of a site that are remembered; what comes after them may be counted twice."""


@dataclass(slots=True, kw_only=True)
class SiteQueue:
    """The articles of the site *domain* in this run, the newest first."""

    domain: str
    budget: SiteBudget
    novelty: Novelty = field(default_factory=Novelty)
    counted: AddressSet = field(default_factory=AddressSet)
    """Addresses that were counted as found."""
    refused: dict[int, str] = field(default_factory=dict)
    """Fingerprint of each address that was refused, with the reason."""
    aside: dict[int, str] = field(default_factory=dict)
    """Fingerprint of each address that is not due, with the reason why it waits."""
    taken: AddressSet = field(default_factory=AddressSet)
    """Addresses that were asked for."""
    again: AddressSet = field(default_factory=AddressSet)
    """Of these, the ones that are filed already."""
    in_flight: set[str] = field(default_factory=set)
    """Of these, the ones not yet dealt with."""
    named: deque[FoundLink] = field(default_factory=deque)
    unnamed: deque[FoundLink] = field(default_factory=deque)
    filed: deque[FoundLink] = field(default_factory=deque)
    prominent: dict[str, None] = field(default_factory=dict)
    """What stands on the front page. Of what nothing names and dates, it is the likeliest to be new."""
    passed: AddressSet = field(default_factory=AddressSet)
    """Addresses that are not to come out of the frontier again: taken, or of a family that was left."""
    stale: bool = True
    """Whether a source brought more since these were filled."""
    _full: set[str] = field(default_factory=set)
    """Which of these were filled to the brim, so that the frontier may hold more."""

    def refuse(self, number: int, reason: str, tally: Tally) -> None:
        """The address with this fingerprint is no article to ask for; counted once."""
        if number in self.refused or self.counted.has(number):
            return
        if len(self.refused) < _MOST_REFUSED:
            self.refused[number] = reason
        tally.refused(self.domain, reason)

    def find(self, url: str, tally: Tally, put_off: str | None = None) -> None:
        """*url* is an article to ask for, now or, where *put_off* says why not, later; counted once."""
        number = fingerprint(url)
        if self.counted.has(number):
            return
        if refused := self.refused.pop(number, None):
            tally.refused(self.domain, refused, -1)
        self.counted.put(number)
        if put_off:
            self.aside[number] = put_off
        tally.found(self.domain, put_off or WAITING)

    def next(self, frontier: Frontier, now: str, since: str) -> FoundLink | None:
        """The next address to ask for: named ones, then unnamed ones, then what is filed; None: no more."""
        if self.stale or any(not getattr(self, kind) for kind in self._full):
            self._fill(frontier, now, since)
        link: FoundLink | None
        if self.named and self.budget.allows_named(len(self.unnamed)):
            link = self.named.popleft()
            self.budget.ask_article(named=True)
        elif link := self._next_unnamed():
            self.budget.ask_article(named=False)
        elif self.filed and self.budget.allows_named(0):
            link = self.filed.popleft()
            self.budget.ask_article(named=True)
            self.again.add(link.url)
        else:
            return None
        self.taken.add(link.url)
        self.passed.add(link.url)
        self.in_flight.add(link.url)
        return link

    def _next_unnamed(self) -> FoundLink | None:
        while self.unnamed and self.budget.has_allowance(len(self.in_flight)):
            link = self.unnamed.popleft()
            if not self.budget.is_dropped(link.url):
                return link
            self.passed.add(link.url)
        return None

    def _fill(self, frontier: Frontier, now: str, since: str) -> None:
        self._full.clear()
        self.stale = False
        if self.budget.left or self.budget.asked >= self.budget.articles:
            return
        for kind, pick, count in _PICKS:
            links = frontier.pick(pick, self.domain, count, now, self.passed, since=since)
            if len(links) == count:
                self._full.add(kind)
            if kind == "unnamed":
                ahead = [url for url in self.prominent if url not in self.passed]
                front = [frontier.pick_unnamed(url, now, since=since) for url in ahead]
                others = [link for link in links if link.url not in self.prominent]
                links = [*take_turns(link for link in front if link), *take_turns(others)]
            setattr(self, kind, deque(links))

    def leftovers(self, frontier: Frontier, now: str, since: str) -> Iterator[tuple[str, str]]:
        """(address, why it was not asked for) of everything that was due in this run and waits still."""
        for kind in ("named", "unnamed", "again"):
            for url, _, _ in frontier.due(kind, self.domain, now, since=since):
                if url not in self.taken and fingerprint(url) not in self.aside:
                    yield url, self.budget.why_left(url, named=kind != "unnamed")


def take_turns(links: Iterable[FoundLink]) -> Iterator[FoundLink]:
    """*links*, one of each family in turn, each family in its order."""
    families: dict[str, deque[FoundLink]] = {}
    for link in links:
        families.setdefault(family_of(link.url), deque()).append(link)
    turn = deque(families.values())
    while turn:
        family = turn.popleft()
        yield family.popleft()
        if family:
            turn.append(family)
