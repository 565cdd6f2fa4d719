"""All that is known of one address: in the frontier, in the ledger, in the delivered records."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from exports.history import read_versions
from exports.layout import RUNS
from exports.record import Record, article_id
from scraper.discovery.addresses import judge_address
from scraper.discovery.traps import is_trap
from scraper.frontier import Frontier
from scraper.normalise.urls import identity_of, site_of

FRONTIER = "frontier.sqlite"
"""Its name in the folder `COPYDESK_STATE`."""
_MOST_COMPARED = 500
_KNOWN = """
SELECT state, reason, attempts, next_try, via, changed, first_seen, last_visit, article_id
FROM urls WHERE url = ?
"""
# What was found just before and just after it in the order of the alphabet is likest to it.
_AROUND = """
SELECT url FROM (SELECT url FROM urls WHERE url >= ?1 ORDER BY url LIMIT ?2)
UNION SELECT url FROM (SELECT url FROM urls WHERE url < ?1 ORDER BY url DESC LIMIT ?2)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """The frontier's word on an address. Instants are UTC, `YYYY-MM-DDTHH:MM:SSZ`."""

    state: str
    """One of `scraper.frontier.STATES`."""
    reason: str | None
    attempts: int
    """Visits that have ended, one way or the other."""
    next_try: str | None
    """When it is due: an instant, empty for at once; `None`: never again."""
    via: str
    changed: str | None
    """Newest moment that is stated for it."""
    first_seen: str
    last_visit: str | None
    article_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A delivered record of the article."""

    version: int
    change: str
    run: str | None
    retrieved_at: str | None
    url: str
    headline: str | None
    word_count: int
    removed: dict[str, int]
    """Blocks that were taken out, by reason, the most frequent first."""
    flags: tuple[str, ...]
    duplicate_of: str | None
    similar_to: str | None
    similarity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlFacts:
    """What is known of the address *url*."""

    url: str
    """In the spelling that the crawl uses."""
    site: str
    visits: Visits | None = None
    """None: the frontier does not hold it."""
    source_read: str | None = None
    """When it was read last, if it is a feed, sitemap, front or section page."""
    article_id: str | None = None
    """None: nothing of it was delivered."""
    versions: tuple[Version, ...] = ()
    gone: tuple[tuple[str, str, str], ...] = ()
    """(address, reason, instant) of its pages that are not there any more."""
    found_in: str | None = None
    """The run that was under way, or had just ended, when it was first seen."""
    runs_since: int = 0
    """Runs that began later, of whatever sites."""
    site_known: int = 0
    """Addresses of its site that the frontier holds."""
    refused_as: str | None = None
    """What discovery would take the address itself for, if not for an article's: `trap`, `list_word` ..."""
    near: tuple[str, ...] = field(default=())
    """Known addresses that are like it, where it is not known."""

    @property
    def is_known(self) -> bool:
        """Whether a crawl ever had to do with it."""
        return bool(self.visits or self.source_read or self.versions)


def find_facts(url: str, *, state: Path, out: Path) -> UrlFacts:
    """What is known of *url*, which is normalised, in the folders *state* and *out*, which may be missing.

    FrontierError, ReadError, DeliveryError, sqlite3.DatabaseError: a file there cannot be read.
    """
    visits, source_read, site_known = None, None, 0
    near: tuple[str, ...] = ()
    if (state / FRONTIER).exists():
        with Frontier(state / FRONTIER, read_only=True) as frontier:
            visits = _visits(frontier, url)
            source_read = _source_read(frontier, url)
            site_known = sum(frontier.counts(site_of(url)).values())
            near = () if visits or source_read else tuple(_near(frontier, url))
    versions, gone, article = _delivered(out, url, visits)
    found_in, runs_since = _runs(out, visits.first_seen if visits else None)
    return UrlFacts(
        url=url,
        site=site_of(url),
        visits=visits,
        source_read=source_read,
        article_id=article,
        versions=versions,
        gone=gone,
        found_in=found_in,
        runs_since=runs_since,
        site_known=site_known,
        refused_as="trap" if is_trap(url) else judge_address(url).refused,
        near=() if versions else near,
    )


def _visits(frontier: Frontier, url: str) -> Visits | None:
    for state, reason, attempts, next_try, via, changed, first_seen, last_visit, article in frontier.rows(
        _KNOWN, (url,)
    ):
        return Visits(
            state=state,
            reason=reason,
            attempts=attempts,
            next_try=next_try,
            via=via,
            changed=changed,
            first_seen=first_seen,
            last_visit=last_visit,
            article_id=article,
        )
    return None


def _source_read(frontier: Frontier, url: str) -> str | None:
    # A file that an old version made and no new one has opened since has no such table.
    if not next(frontier.rows("SELECT 1 FROM sqlite_schema WHERE name = 'sources'", ()), None):
        return None
    row = next(frontier.rows("SELECT last_visit FROM sources WHERE url = ?", (url,)), None)
    return row[0] if row else None


def _near(frontier: Frontier, url: str) -> Iterator[str]:
    """Known addresses that mean the same article, else at most three that are spelt like it."""
    head = url.partition("?")[0]
    others: dict[str, None] = {}
    for start, count in ((head, 50), (f"{urlsplit(head).scheme}://{urlsplit(head).netloc}/", _MOST_COMPARED)):
        for dressed in _dresses(start):
            others |= dict.fromkeys(row[0] for row in frontier.rows(_AROUND, (dressed, count)))
    own = [other for other in others if site_of(other) == site_of(url)]
    same = [other for other in own if identity_of(other) == identity_of(url)]
    by_path = {_path(other): other for other in own}
    yield from same[:3] or [by_path[path] for path in get_close_matches(_path(url), by_path, n=3, cutoff=0.7)]


def _path(url: str) -> str:
    return url.partition("://")[2].partition("/")[2]


def _dresses(url: str) -> Iterator[str]:
    """*url* over both schemes, with and without `www.`."""
    _, _, rest = url.partition("://")
    bare = rest.removeprefix("www.")
    yield from (f"{scheme}://{host}{bare}" for scheme in ("https", "http") for host in ("", "www."))


def _delivered(
    out: Path, url: str, visits: Visits | None
) -> tuple[tuple[Version, ...], tuple[tuple[str, str, str], ...], str | None]:
    """(the delivered versions, pages that are gone, the article's id)."""
    if not out.is_dir():
        return (), (), None
    identity = identity_of(url)
    words = [url, visits.article_id if visits else None, article_id(identity) if identity else None]
    for word in dict.fromkeys(filter(None, words)):
        records, gone = read_versions(out, word)
        if records:
            return tuple(map(_version, records)), tuple(gone), records[0].id
    return (), (), None


def _version(record: Record) -> Version:
    return Version(
        version=record.version,
        change=record.change,
        run=record.crawl.run,
        retrieved_at=record.crawl.retrieved_at,
        url=record.url,
        headline=record.headline,
        word_count=record.word_count,
        removed=dict(Counter(removed.reason for removed in record.removed).most_common()),
        flags=record.flags,
        duplicate_of=record.duplicate_of,
        similar_to=record.similar_to,
        similarity=record.similarity,
    )


def _runs(out: Path, first_seen: str | None) -> tuple[str | None, int]:
    """(the run in which it was *first_seen*, how many began later). The names of runs begin with their
    instant."""
    if first_seen is None:
        return None, 0
    runs = sorted(path.stem for path in (out / RUNS).glob("*.json") if not path.name.startswith("."))
    starts = [run.partition("-")[0] for run in runs]
    moment = first_seen.replace("-", "").replace(":", "")
    at = bisect_right(starts, moment)
    return (runs[at - 1] if at else None), len(runs) - at
