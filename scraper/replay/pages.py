"""What is to be done about each kept answer, as far as that can be told without unpacking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scraper.archive.reading import Capture, Source, read_payload
from scraper.hints import Hints
from scraper.normalise.urls import normalise_url, site_of
from scraper.sites.load import SiteError, site_for
from scraper.sites.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is to be done about one capture."""

    capture: Capture
    """Without its body."""
    answer: Capture | None = None
    """With it, to be read; `None`: nothing is, for the `reason`."""
    url: str = ""
    """Normalised."""
    site: Site | None = None
    """`None`: no address of an article, so that nothing is counted by site."""
    hints: Hints | None = None
    via: str = "replay"
    outcome: str = ""
    """Where nothing is read: `skipped`, `failed`, `unchanged`, `source` (a feed, a front page ..., which
    a replay does not read) or `fault` (a record that can't be read)."""
    reason: str = ""


class Pages:
    """Makes captures into readings. *sites*: site files by domain, before those that are shipped.

    *leaning*: for sites that say nothing of their own.
    """

    def __init__(self, *, sites: Mapping[str, Site], leaning: str) -> None:
        self.leaning = leaning
        self._sites = dict(sites)
        self._known: dict[str, Site] = {}

    def read(self, capture: Capture, source: Source) -> Reading:
        """What is to be done about *capture*, which stands in *source*."""
        bare = replace(capture, body=b"", lines=())
        if capture.fault:
            return Reading(capture=bare, outcome="fault", reason=capture.fault)
        facts = capture.facts
        if facts and facts.kind != "article":
            return Reading(capture=bare, outcome="source", reason=facts.kind)
        url = normalise_url(capture.url)
        if url is None:
            return Reading(capture=bare, outcome="fault", reason="bad_address")
        begun = Reading(
            capture=bare,
            url=url,
            site=self._site(site_of(url)),
            hints=facts.hints if facts else None,
            via=(facts.via if facts else None) or "replay",
        )
        if capture.revisit and capture.status != 304:
            payload = read_payload(source, *facts.payload) if facts and facts.payload else None
            if payload is None:
                return replace(begun, outcome="failed", reason="payload_elsewhere")
            capture = replace(capture, body=payload)
        return _judged(begun, capture)

    def _site(self, domain: str) -> Site:
        if domain not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            try:
                site = self._sites.get(domain) or site_for(f"https://{domain}/")
            except SiteError:
                site = Site(domain=domain)
            self._known[domain] = replace(site, leaning=site.leaning or self.leaning)
        return self._known[domain]


def _judged(begun: Reading, capture: Capture) -> Reading:
    """By its status."""
    status = capture.status
    if status == 304:
        return replace(begun, outcome="unchanged")
    if 300 <= status < 400:
        return replace(begun, outcome="skipped", reason="redirect")
    if not 200 <= status < 300:
        return replace(begun, outcome="failed", reason=f"http_{status}")
    return replace(begun, answer=capture)
