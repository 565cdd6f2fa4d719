"""The site file that a first look at a site suggests."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports.record import Record
from scraper.console.site_zone import find_zone
from scraper.page import Page, load_document
from scraper.sites.fields import read_site

_NAME = "meta[@property='og:site_name']", "meta[@name='application-name']"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """What a site file would say. None, (): not found."""

    domain: str
    name: str | None
    language: str | None
    timezone: str | None
    start_urls: tuple[str, ...] = ()
    """Only where the front page is not `https://DOMAIN/`."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()

    def to_toml(self) -> str:
        """The text of the file, which `scraper.sites.load.load_site` reads."""
        lines = [
            _pair("name", self.name) or '# name = ""            # the printed name: not found',
            _pair("domain", self.domain),
            _pair("language", self.language) or '# language = "en"      # not found',
            _pair("timezone", self.timezone)
            or '# timezone = ""        # not sure: the clock of times printed without a zone (Europe/London)',
            *(_list(key, getattr(self, key)) for key in ("start_urls", "feeds", "sitemaps")),
        ]
        text = "\n".join(line for line in lines if line) + "\n"
        read_site(tomllib.loads(text), "draft")
        return text


def draft_site(
    domain: str, front: Page, records: Sequence[Record], *, feeds: Iterable[str], sitemaps: Iterable[str]
) -> SiteDraft:
    """The site *domain*, judged by its *front* page and a few of its articles.

    SiteError: what was found cannot stand in a site file.
    """
    language = _most(record.language for record in records) or _page_language(front)
    return SiteDraft(
        domain=domain,
        name=_most(record.publisher for record in records) or _page_name(front),
        language=language,
        timezone=find_zone(
            domain, language, [(record.published_raw, record.published_at) for record in records]
        ),
        start_urls=()
        if front.url.startswith((f"https://{domain}/", f"https://www.{domain}/"))
        else (front.url,),
        feeds=tuple(feeds),
        sitemaps=tuple(sitemaps),
    )


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent of *values*, the first of those that are as frequent."""
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def _page_name(front: Page) -> str | None:
    root = load_document(front).root
    for path in _NAME:
        for meta in root.iterfind(f".//{path}"):
            if name := " ".join((meta.get("content") or "").split()):
                return str(name)
    return None


def _page_language(front: Page) -> str | None:
    from scraper.normalise.languages import parse_language

    return parse_language(load_document(front).root.get("lang") or "")


def _pair(key: str, value: str | None) -> str | None:
    return f"{key} = {_quoted(value)}" if value else None


def _list(key: str, values: Sequence[str]) -> str | None:
    if not values:
        return None
    if len(values) == 1:
        return f"{key} = [{_quoted(values[0])}]"
    return f"{key} = [\n" + "".join(f"    {_quoted(value)},\n" for value in values) + "]"


def _quoted(text: str) -> str:
    """*text* as a basic string of TOML, which is one of JSON but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
