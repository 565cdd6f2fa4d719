"""The frontier: every address that was found, and what became of it. SQLite; survives a kill.

What is being fetched right now is known to the caller alone. A row changes only when its
address has ended, so whatever a kill interrupts is `pending` still, and comes again by itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from scraper.hints import FoundLink, Hints
from scraper.revisits import due_by_change, next_revisit
from scraper.state_file import FrontierError, StateFile
from scraper.stored_hints import from_json, hints_rank, to_json, via_rank

__all__ = ["FINAL", "STATES", "Frontier", "FrontierError", "UrlState"]

STATES = ("pending", "done", "gone", "refused", "failed")
FINAL = ("done", "gone", "refused", "failed")

_LONGEST_VALIDATOR = 1024
# `next_try` of a row that waits for nothing: it sorts before every instant.
_AT_ONCE = ""

_INSERT = """
INSERT INTO urls (url, site, state, next_try, via, hints, changed, first_seen)
VALUES (?, ?, 'pending', ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING
"""
# As `hints.is_named` says it.
_NAMED = "(via <> 'section' AND (via <> 'sitemap' OR changed IS NOT NULL))"
_PICKS = {
    "named": f"state <> 'done' AND {_NAMED}",
    "unnamed": f"state <> 'done' AND NOT {_NAMED}",
    "new": "state <> 'done'",
    "again": "state = 'done'",
}
_DUE = """
SELECT url, via, changed FROM urls
WHERE site = ? AND next_try IS NOT NULL AND next_try <= ? AND (changed IS NULL OR changed >= ?) AND {pick}
ORDER BY changed DESC, first_seen DESC, url
"""
_DUE_UNNAMED = f"""
SELECT via, changed FROM urls
WHERE url = ? AND next_try <= ? AND (changed IS NULL OR changed >= ?) AND {_PICKS["unnamed"]}
"""  # noqa: S608
_FILED = """
UPDATE urls SET state = 'done', reason = NULL, next_try = next_revisit(first_seen, changed, ?),
last_visit = ?, attempts = attempts + 1, article_id = coalesce(?, article_id) WHERE url = ?
"""
_CONDITIONS = """
SELECT etag, last_modified FROM validators JOIN urls USING (url)
WHERE url = ? AND state = 'done' AND article_id IS NOT NULL
"""
_STATE = "SELECT state, reason, attempts, next_try, changed, article_id FROM urls WHERE url = ?"


class UrlState(NamedTuple):
    """What is known of one address."""

    state: str
    """One of `STATES`."""
    reason: str | None
    """Why it ended so; `None`: nothing to say."""
    attempts: int
    """Visits that have ended, one way or the other."""
    next_try: str | None
    """When it is due: an instant, empty for at once; `None`: never again."""
    changed: str | None
    """Newest moment that is stated for it, as in `FoundLink.changed`."""
    article_id: str | None
    """The record that it became, or is a double of; `None`: none, or its record was never delivered."""

    def is_filed(self) -> bool:
        """Whether it is done by a record, whatever a later look at it may bring."""
        return self.state == "done" and self.article_id is not None


class Frontier(StateFile):
    """Every URL's state in the SQLite file *path*, made where it is missing. For one thread of one process.

    Changes are committed in batches, at the latest with the first call a second after the last
    commit; `flush` commits now. URLs are keys in the form of `normalise.urls.normalise_url`; instants
    are UTC, `YYYY-MM-DDTHH:MM:SSZ`. *revisits*: the ages, in rising order, at which what is filed is due
    again. Every method raises FrontierError where the file is unusable.
    """

    def __init__(
        self, path: Path | str, *, revisits: Sequence[timedelta] = (), read_only: bool = False
    ) -> None:
        self.revisits = tuple(revisits)
        super().__init__(path, read_only=read_only)
        self.define("next_revisit", 3, self._next_revisit)

    def add(self, links: Iterable[FoundLink], site: str, now: str) -> int:
        """How many of *links* were not known before; those wait for `take` from now on.

        A known address that still waits learns what is new: the hints of the better place, the best
        `via`, the newest `changed`. The outcome does not depend on the order of arrival. What is filed is
        due again where it is stated to have changed after it was read.
        """
        new = 0
        for link in links:
            hints = to_json(link.hints)
            row = (link.url, site, _AT_ONCE, link.via, hints, link.changed, now)
            if self.change(_INSERT, row):
                new += 1
            else:
                self._improve(link, hints)
        if new:
            self.flush()  # before any is asked for: what a killed run filed is known by its row
        return new

    def take(
        self, site: str, count: int, now: str, exclude: Container[str] = (), *, since: str = ""
    ) -> list[FoundLink]:
        """Up to *count* addresses of *site* that are due, without *exclude*: first what is new, then what is
        filed and to be looked at again; both as `pick` has them."""
        links = self.pick("new", site, count, now, exclude, since=since)
        return links + self.pick("again", site, count - len(links), now, exclude, since=since)

    def pick(
        self,
        pick: str,
        site: str,
        count: int,
        now: str,
        exclude: Container[str] = (),
        *,
        since: str = "",
    ) -> list[FoundLink]:
        """Up to *count* addresses of *site* that are due, newest `changed` first, then those that were seen
        first last; without *exclude*. Their state does not change.

        *pick*: `new` (pending, or failed with a `next_try` that has come), of these `named` (by a feed, or a
        sitemap that dates them) or `unnamed`; `again` (filed, and to be looked at again). *since*
        (YYYY-MM-DD) leaves out what is stated to be older.
        """
        due = self.due(pick, site, now, since=since)
        return [
            FoundLink(url=url, via=via, hints=self._hints(url), changed=changed)
            for url, via, changed in islice((row for row in due if row[0] not in exclude), max(count, 0))
        ]

    def pick_unnamed(self, url: str, now: str, *, since: str = "") -> FoundLink | None:
        """*url*, if `pick` may pick it as unnamed at *now*; None: it may not, or is not known."""
        for via, changed in self.rows(_DUE_UNNAMED, (url, now, since)):
            return FoundLink(url=url, via=via, hints=self._hints(url), changed=changed)
        return None

    def due(
        self, pick: str, site: str, now: str, *, since: str = ""
    ) -> Iterator[tuple[str, str, str | None]]:
        """(address, via, changed) of everything that `pick` may pick."""
        yield from self.rows(_DUE.format(pick=_PICKS[pick]), (site, now, since))

    def _hints(self, url: str) -> Hints | None:
        (text,) = self.execute("SELECT hints FROM urls WHERE url = ?", (url,)).fetchone()
        return from_json(text)

    def settle(
        self, url: str, state: str, reason: str | None = None, *, now: str, article_id: str | None = None
    ) -> bool:
        """Whether *url* is known; it ends in *state*, one of `FINAL`, and is not tried again.

        *article_id*: the record that the address became, or is a double of. Only what is `done` by
        such a record is fetched again when the record is lost (see `reconciliation`).
        """
        if state not in FINAL:
            raise ValueError(f"{state!r} is no final state: one of {', '.join(FINAL)}")
        return self._visit(url, state, reason, None, now, article_id)

    def settle_filed(self, url: str, *, now: str, article_id: str | None = None) -> bool:
        """Whether *url* is known; its record is filed, and it is due again while it is young (`revisits`)."""
        return self.change(_FILED, (now, now, article_id, url))

    def look_again(self, url: str, next_try: str, now: str) -> bool:
        """Whether *url* is known; it is filed, could not be read just now, and is due again at *next_try*."""
        return self._visit(url, "done", None, next_try, now, None)

    def retry_later(self, url: str, reason: str, next_try: str, now: str) -> bool:
        """Whether *url* is known; it failed for *reason* and is due again at the instant *next_try*."""
        return self._visit(url, "failed", reason, next_try, now, None)

    def note_validators(self, url: str, validators: Mapping[str, str]) -> None:
        """Remember the headers `ETag` and `Last-Modified` with which *url* answered."""
        known = [validators.get(name) for name in ("ETag", "Last-Modified")]
        row = [value if value and len(value) <= _LONGEST_VALIDATOR else None for value in known]
        if any(row):
            self.change("INSERT OR REPLACE INTO validators VALUES (?, ?, ?)", (url, *row))

    def conditions(self, url: str) -> dict[str, str]:
        """The headers that ask for *url* only if it changed since its record was filed; none: it is not."""
        for etag, last_modified in self.rows(_CONDITIONS, (url,)):
            known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
            return {name: value for name, value in known.items() if value}
        return {}

    def counts(self, site: str) -> dict[str, int]:
        """How many addresses of *site* are in each of `STATES`."""
        rows = self.rows("SELECT state, count(*) FROM urls WHERE site = ? GROUP BY state", (site,))
        return dict.fromkeys(STATES, 0) | dict(rows)

    def state_of(self, url: str) -> UrlState | None:
        """What is known of *url*; `None`: never heard of."""
        row = self.execute(_STATE, (url,)).fetchone()
        return UrlState(*row) if row else None

    def _next_revisit(self, first_seen: str, changed: str | None, visit: str | None) -> str | None:
        return next_revisit(first_seen, changed, visit or first_seen, self.revisits)

    def _improve(self, link: FoundLink, hints: str | None) -> None:
        row = self.execute(
            "SELECT via, hints, changed, state, next_try, last_visit, attempts, article_id FROM urls"
            " WHERE url = ? AND (next_try IS NOT NULL OR state = 'done')",
            (link.url,),
        ).fetchone()
        if row is None:
            return
        via, known_hints, changed, state, next_try, last_visit, attempts, article_id = row
        if state == "done":
            if article_id and last_visit and link.changed and link.changed > (changed or ""):
                self._hasten(link, next_try, last_visit, attempts)
            return
        better = (
            max(via, link.via, key=via_rank),
            max(known_hints, hints, key=hints_rank),
            max(changed or "", link.changed or "") or None,
        )
        if better != (via, known_hints, changed):
            self.change("UPDATE urls SET via = ?, hints = ?, changed = ? WHERE url = ?", (*better, link.url))

    def _hasten(self, link: FoundLink, next_try: str | None, last_visit: str, attempts: int) -> None:
        """What is filed is stated to have changed later than was known."""
        if not self.revisits or not link.changed:
            return
        due = due_by_change(link.changed, last_visit, attempts)
        if due and (next_try is None or due < next_try):
            self.change(
                "UPDATE urls SET changed = ?, next_try = ? WHERE url = ?", (link.changed, due, link.url)
            )

    def _visit(
        self,
        url: str,
        state: str,
        reason: str | None,
        next_try: str | None,
        now: str,
        article_id: str | None,
    ) -> bool:
        return self.change(
            "UPDATE urls SET state = ?, reason = ?, next_try = ?, last_visit = ?, attempts = attempts + 1,"
            " article_id = coalesce(?, article_id) WHERE url = ?",
            (state, reason, next_try, now, article_id, url),
        )
