"""What is remembered of feeds, sitemaps and section pages: so that what did not change is not read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scraper.discovery.leads import Leads
from scraper.discovery.sitemaps import ChildSitemap
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.revisits import is_newer

_FORM = "%Y-%m-%dT%H:%M:%SZ"
_LONGEST_VALIDATOR = 1024
_RESTING = ("feed", "sitemap")
# Articles of one source that are remembered, so that a run that does not read it knows what it holds.
_MOST_REMEMBERED = 1000
# A sitemap is asked for once a day, whatever the index says of its age.
_LONGEST_TRUST = timedelta(hours=24)

_FIND = """
SELECT etag, last_modified, last_visit, interval, digest, leads FROM sources
WHERE url = ? AND reader = ? AND since <= ?
"""
_NOTE = "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source as it was read last."""

    url: str
    etag: str | None
    last_modified: str | None
    last_visit: str
    """UTC instant `YYYY-MM-DDTHH:MM:SSZ`."""
    interval: int
    """Seconds after that visit in which it need not be asked again."""
    digest: str
    """Of the articles that it led to."""
    leads: Leads
    """The further sources that it names, and its articles, without their hints, where they are few."""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only if it changed; none where it gave no validator."""
        known = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in known.items() if value}

    def is_due(self, kind: str, now: str, lastmod: str | None = None) -> bool:
        """Whether it must be asked for at *now*. *lastmod*: what its index says of it, if it is a sitemap.

        Front and section pages always are.
        """
        if kind not in _RESTING:
            return True
        if lastmod and kind == "sitemap":
            return is_newer(lastmod, self.last_visit) or now >= _after(self.last_visit, _LONGEST_TRUST)
        return now >= _after(self.last_visit, timedelta(seconds=self.interval))


class SourceBook:
    """The sources of all sites, in the file of the *frontier*.

    They stand in one transaction with the addresses that they led to, or after them: a kill can't leave a
    source that counts as read and addresses that are lost. *reader* names the version that reads them:
    another one reads everything once more. *since* (YYYY-MM-DD, "" for all) is what a run asks for: a source
    of which an earlier run left out more is read anew. *shortest* and *longest* bound the rest in seconds.
    """

    def __init__(
        self, frontier: Frontier, *, reader: str, since: str = "", shortest: int, longest: int
    ) -> None:
        self.frontier = frontier
        self.reader = reader
        self.since = since
        self.shortest = shortest
        self.longest = longest

    def find(self, url: str) -> Source | None:
        """What is known of the source at *url*; None: it must be read whole."""
        for etag, last_modified, last_visit, interval, digest, leads in self.frontier.rows(
            _FIND, (url, self.reader, self.since)
        ):
            return Source(
                url=url,
                etag=etag,
                last_modified=last_modified,
                last_visit=last_visit,
                interval=interval,
                digest=digest,
                leads=_from_json(leads),
            )
        return None

    def note_read(self, url: str, validators: Mapping[str, str], leads: Leads, now: str) -> None:
        """The source at *url* was read at *now* and led to *leads*, whose articles are in the frontier."""
        known = self.find(url)
        digest = _digest(leads)
        interval = 0
        if known:
            interval = next_interval(
                known.interval, known.digest != digest, shortest=self.shortest, longest=self.longest
            )
        validator = {name: value for name, value in validators.items() if len(value) <= _LONGEST_VALIDATOR}
        row = (url, validator.get("ETag"), validator.get("Last-Modified"), now, interval, digest)
        self.frontier.change(_NOTE, (*row, _to_json(leads), self.reader, self.since))

    def note_unchanged(self, source: Source, now: str) -> None:
        """*source* answered at *now* that it is as it was."""
        interval = next_interval(source.interval, False, shortest=self.shortest, longest=self.longest)
        self.frontier.change(
            "UPDATE sources SET last_visit = ?, interval = ? WHERE url = ?", (now, interval, source.url)
        )


def next_interval(interval: int, changed: bool, *, shortest: int, longest: int) -> int:
    """The seconds in which a source rests after a visit, from those before it.

    Twice as long where nothing was new, within the bounds; half as long where something was, and below
    *shortest* none at all.
    """
    if changed:
        return min(interval // 2, longest) if interval // 2 >= shortest else 0
    return min(max(interval * 2, shortest), longest)


def _after(visit: str, pause: timedelta) -> str:
    return (datetime.strptime(visit, _FORM).replace(tzinfo=UTC) + pause).strftime(_FORM)


def _digest(leads: Leads) -> str:
    rows = sorted((link.url, link.changed or "") for link in leads.articles)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]


def _to_json(leads: Leads) -> str:
    facts = {
        "form": leads.form,
        "feeds": leads.feeds,
        "sitemaps": [(child.url, child.lastmod) for child in leads.sitemaps],
        "sections": leads.sections,
        "next_pages": leads.next_pages,
        "articles": [(link.url, link.via, link.changed) for link in leads.articles]
        if len(leads.articles) <= _MOST_REMEMBERED
        else (),
    }
    return json.dumps({name: value for name, value in facts.items() if value}, separators=(",", ":"))


def _from_json(text: str) -> Leads:
    facts = json.loads(text)
    return Leads(
        form=facts.get("form"),
        feeds=tuple(facts.get("feeds", ())),
        sitemaps=tuple(ChildSitemap(url=url, lastmod=lastmod) for url, lastmod in facts.get("sitemaps", ())),
        sections=tuple(facts.get("sections", ())),
        next_pages=tuple(facts.get("next_pages", ())),
        articles=tuple(
            FoundLink(url=url, via=via, changed=changed) for url, via, changed in facts.get("articles", ())
        ),
    )
