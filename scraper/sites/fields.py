"""The keys of a site file, each with the check that its value must pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from cssselect import HTMLTranslator, SelectorError
from lxml.etree import Element, XPath, XPathError

from exports.record import REASONS
from scraper.normalise.languages import parse_language
from scraper.normalise.text import clean_line, fold
from scraper.normalise.urls import normalise_url, site_of
from scraper.sites.site import EXPECTED_FIELDS, LEANINGS, Expect, Pin, Select, Site

_NOTHING = Element("html")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)

Reader = Callable[[Any], Any]


class SiteError(ValueError):
    """A site file, or the word for a site, is wrong: what, where, what to do, in one line."""


def read_site(table: Mapping[str, Any], label: str) -> Site:
    """The site that *table*, the content of a site file, describes.

    SiteError: `LABEL: KEY: what is wrong`, with the nearest right name for an unknown key.
    """
    try:
        values = _read_table(table, _KEYS)
        values |= values.pop("remove", {})
        _refuse_both(values.get("pinned", ()), values.get("keep", ()))
        if "domain" not in values:
            raise SiteError("domain: is missing; write the registrable domain, such as gazette.example")
        for key in ("start_urls", "sections"):
            for url in values.get(key, ()):
                if site_of(url) != values["domain"]:
                    raise SiteError(f"{key}: {url!r} is not on {values['domain']}")
    except SiteError as error:
        raise SiteError(f"{label}: {error}") from None
    return Site(**values)


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'X'?` with the word of *known* that is nearest to *word*, or nothing."""
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _read_table(table: Any, keys: Mapping[str, Reader]) -> dict[str, Any]:
    if not isinstance(table, Mapping):
        raise SiteError(f"must be a table, not {table!r}")
    values = {}
    for key, value in table.items():
        if key not in keys:
            shown = key if key.isprintable() else repr(key)
            raise SiteError(f"{shown}: unknown key{nearest(key, keys)}")
        try:
            values[key] = keys[key](value)
        except SiteError as error:
            raise SiteError(f"{key}: {error}") from None
    return values


def _line(value: Any) -> str:
    text = clean_line(value) if isinstance(value, str) else None
    if text is None:
        raise SiteError(f"must be a text, not {value!r}")
    return text


def _domain(value: Any) -> str:
    text = _line(value).lower()
    if normalise_url(f"https://{text}/") != f"https://{text}/":
        raise SiteError(f"{value!r} is not a host name")
    if site_of(text) != text:
        raise SiteError(f"{value!r} is not the registrable domain; write {site_of(text)!r}")
    return text


def _language(value: Any) -> str | None:
    text = _line(value)
    if not _LANGUAGE.fullmatch(text) or parse_language(text) is None:
        raise SiteError(f"{value!r} is not a BCP 47 language such as 'en' or 'pt-BR'")
    return parse_language(text)


def _zone(value: Any) -> ZoneInfo:
    text = _line(value)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SiteError(f"unknown zone {text!r}{nearest(text, available_timezones())}") from None


def _list(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise SiteError(f"must be a list of texts, not {value!r}")
    return [_line(item) for item in value]


def _urls(value: Any) -> tuple[str, ...]:
    urls = _list(value)
    for url in urls:
        if normalise_url(url) is None:
            raise SiteError(f"{url!r} is not an http(s) address")
    return tuple(urls)


def _selector(value: Any) -> str:
    text = _line(value)
    try:
        XPath(HTMLTranslator().css_to_xpath(text))(_NOTHING)  # a prefix is missed only then
    except (SelectorError, XPathError) as error:
        raise SiteError(f"{text!r} is not a CSS selector: {error}") from None
    except RecursionError:
        raise SiteError(f"{text[:40]!r}... is too long for a CSS selector") from None
    return text


def _selectors(value: Any) -> tuple[str, ...]:
    return tuple(map(_selector, _list(value)))


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise SiteError(f"must be a whole number from 0, not {value!r}")
    return value


def _select(value: Any) -> Select:
    keys = ("headline", "dek", "authors", "published", "body")
    return Select(**_read_table(value, dict.fromkeys(keys, _selector)))


def _remove(value: Any) -> dict[str, Any]:
    """The values of `Site.remove` and `Site.pinned`."""
    table = _read_table(value, {"blocks": _selectors, "texts": _pins})
    return {"remove": table.get("blocks", ()), "pinned": table.get("texts", ())}


def _pins(value: Any) -> tuple[Pin, ...]:
    """Each item is a text, or a table of a text and the reason that it is removed for."""
    if not isinstance(value, list):
        raise SiteError(f"must be a list of texts, not {value!r}")
    pins: dict[str, Pin] = {}
    for item in value:
        table = _read_table(item, {"text": _line, "reason": _reason}) if isinstance(item, Mapping) else None
        if table is not None and "text" not in table:
            raise SiteError(f"{item!r}: text: is missing")
        pin = Pin(**table) if table is not None else Pin(text=_line(item))
        if pins.setdefault(fold(pin.text), pin) != pin:
            raise SiteError(f"{pin.text!r} stands there twice, for two reasons; keep one")
    return tuple(pins.values())


def _reason(value: Any) -> str:
    text = _line(value)
    # A notice is filed among the corrections; a text that is always the same is none.
    known = [reason for reason in REASONS if reason != "correction_notice"]
    if text not in known:
        hint = nearest(text, known) or f"; use one of {', '.join(known)}"
        raise SiteError(f"unknown reason {text!r}{hint}")
    return text


def _keep(value: Any) -> tuple[str, ...]:
    return tuple(_read_table(value, {"texts": _list}).get("texts", ()))


def _refuse_both(pinned: Iterable[Pin], keep: Iterable[str]) -> None:
    spared = {fold(text) for text in keep}
    for pin in pinned:
        if fold(pin.text) in spared:
            raise SiteError(f"keep: texts: {pin.text!r} is among the texts to remove, too; keep it in one")


def _leaning(value: Any) -> str:
    text = _line(value)
    if text not in LEANINGS:
        raise SiteError(f"unknown leaning {text!r}{nearest(text, LEANINGS) or f'; use one of {LEANINGS}'}")
    return text


def _expect(value: Any) -> Expect:
    keys: Mapping[str, Reader] = {
        "articles_a_day": _count,
        "max_gap_hours": _hours,
        "body_words": _count,
        "fields": _expected_fields,
    }
    return Expect(**_read_table(value, keys))


def _hours(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise SiteError(f"must be a number of hours over 0, not {value!r}")
    return float(value)


def _expected_fields(value: Any) -> tuple[str, ...]:
    names = _list(value)
    for name in names:
        if name not in EXPECTED_FIELDS:
            hint = nearest(name, EXPECTED_FIELDS) or f"; use some of {', '.join(EXPECTED_FIELDS)}"
            raise SiteError(f"unknown field {name!r}{hint}")
    return tuple(dict.fromkeys(names))


_KEYS: Mapping[str, Reader] = {
    "name": _line,
    "domain": _domain,
    "language": _language,
    "timezone": _zone,
    "start_urls": _urls,
    "feeds": _urls,
    "sitemaps": _urls,
    "sections": _urls,
    "select": _select,
    "remove": _remove,
    "keep": _keep,
    "leaning": _leaning,
    "expect": _expect,
}
