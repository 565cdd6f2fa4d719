"""A kept answer as a page to be read, judged by the same rules as an answer in a crawl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from scraper.archive.reading import Capture, Source, read_payload
from scraper.hints import Hints
from scraper.middlewares.decompression import decoded
from scraper.middlewares.limits import check_page, content_type, is_truncated
from scraper.middlewares.refused import Refused
from scraper.normalise.urls import normalise_url, site_of, without_secrets
from scraper.page import Page
from scraper.sites.load import SiteError, site_for
from scraper.sites.site import Site

_HTML = ("text/html", "application/xhtml+xml", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is to be done about one capture."""

    capture: Capture
    """Without its body."""
    site: Site | None = None
    """`None`: no address of an article, so that nothing is counted by site."""
    page: Page | None = None
    """What is to be read; `None`: nothing is, for the `reason`."""
    hints: Hints | None = None
    via: str = "replay"
    outcome: str = ""
    """Where there is no page: `skipped`, `failed`, `unchanged`, `source` (a feed, a front page ..., which
    a replay does not read) or `fault` (a record that can't be read)."""
    reason: str = ""


class Pages:
    """Makes captures into readings. *sites*: site files by domain, before those that are shipped.

    *leaning*: for sites that say nothing of their own. *limit*: decoded bytes of a page.
    """

    def __init__(self, *, sites: Mapping[str, Site], leaning: str, limit: int) -> None:
        self.limit = limit
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
        site = self._site(site_of(url))
        begun = Reading(
            capture=bare,
            site=site,
            hints=facts.hints if facts else None,
            via=(facts.via if facts else None) or "replay",
        )
        if capture.revisit and capture.status != 304:
            payload = read_payload(source, *facts.payload) if facts and facts.payload else None
            if payload is None:
                return replace(begun, outcome="failed", reason="payload_elsewhere")
            capture = replace(capture, body=payload)
        return self._judge(begun, capture, url)

    def _judge(self, begun: Reading, capture: Capture, url: str) -> Reading:
        status, facts = capture.status, capture.facts
        if status == 304:
            return replace(begun, outcome="unchanged")
        if 300 <= status < 400:
            return replace(begun, outcome="skipped", reason="redirect")
        if not 200 <= status < 300:
            return replace(begun, outcome="failed", reason=f"http_{status}")
        response = _response(capture)
        if facts is None and content_type(response.headers) not in _HTML:
            return replace(begun, outcome="skipped", reason="not_html")
        try:
            response = decoded(response, self.limit)
            if len(response.body) > self.limit:
                return replace(begun, outcome="skipped", reason="too_large")
            check_page(response)
        except Refused as refused:
            return replace(begun, outcome="skipped", reason=refused.reason)
        header = response.headers.get("Content-Type")
        page = Page(
            # Ours stands as it was fetched, without secrets; of others nobody has looked at it.
            url=without_secrets(capture.url) if facts else url,
            requested_url=normalise_url(facts.requested_url or "") or url if facts else url,
            body=response.body,
            content_type=header.decode("latin-1") if header else None,
            status=status,
            retrieved_at=capture.retrieved_at,
            truncated=capture.truncated or is_truncated(response),
        )
        return replace(begun, page=page)

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


def _response(capture: Capture) -> Response:
    headers = Headers()
    for name, value in capture.lines:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=capture.url, body=capture.body)
    flags = list(capture.facts.flags) if capture.facts else []
    return kind(capture.url, status=capture.status, headers=headers, body=capture.body, flags=flags)
