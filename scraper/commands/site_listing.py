"""What is known of sites, laid out for reading on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from scraper.extraction.repeats import FEWEST
from scraper.memory import KnownSite, KnownText
from scraper.normalise.text import fold
from scraper.sites.site import Site
from scraper.terminal import Style, columns, fit, pad, printable

_INDENT = "  "
_SHOWN = 50
"""Recurring texts that are printed; the rest are counted."""


def list_lines(
    files: Mapping[str, str], known: Mapping[str, KnownSite], *, width: int, style: Style
) -> list[str]:
    """A row for each site by name: its file (*files*, by domain), articles remembered, day of the last."""
    domains = sorted({*files, *known})
    if not domains:
        return ["no site is known"]
    wide = max(columns(printable(domain)) for domain in ["site", *domains]) + 2
    head = pad("site", wide) + "articles  last seen   file"
    lines = [style.strong(head)]
    for domain in domains:
        site = known.get(domain)
        articles, seen = (f"{site.articles:,}", site.seen) if site else ("-", "-")
        row = f"{pad(printable(domain), wide)}{articles:>8}  {seen:<10}  {files.get(domain, '-')}"
        lines.append(fit(row, max(width, len(head))))
    return lines


def site_lines(
    site: Site, file: str | None, known: KnownSite | None, texts: Sequence[KnownText], *, style: Style
) -> list[str]:
    """All that is known of *site*: its *file*, what is remembered, and the *texts* that recur."""
    lines = [style.strong(printable(f"{site.domain}: {site.name}" if site.name else site.domain))]
    lines.append(f"File: {printable(file) if file else 'none; none is needed'}")
    lines += [f"{_INDENT}{printable(line)}" for line in _entries(site)]
    if known is None:
        return [*lines, "Remembered: nothing yet; the first crawl begins to learn."]
    lines.append(f"Remembered: {_articles(known.articles)}, last seen {known.seen}.")
    if not texts:
        return [*lines, f"No text recurs over {FEWEST} or more of them."]
    lines.append(f"Texts that recur over {FEWEST} or more of them; they go where a second sign agrees:")
    ruled = {fold(pin.text): f"  (the file: always removed, {pin.reason})" for pin in site.pinned}
    ruled |= {fold(text): "  (the file: kept)" for text in site.keep}
    for one in texts[:_SHOWN]:
        share = f"{one.articles} of {known.articles}"
        lines.append(f"{_INDENT}{share:>10}  {printable(one.text)}{ruled.get(fold(one.text), '')}")
    if len(texts) > _SHOWN:
        lines.append(f"{_INDENT}... and {len(texts) - _SHOWN} more")
    return lines


def _entries(site: Site) -> list[str]:
    """What the file says, a line a key."""
    lines = []
    for field in fields(site):
        value = getattr(site, field.name)
        if field.name in ("domain", "name") or not value:
            continue
        if field.name == "pinned":
            lines += [f"remove.texts = {pin.text!r}, as {pin.reason}" for pin in value]
        elif field.name == "keep":
            lines += [f"keep.texts = {text!r}" for text in value]
        elif is_dataclass(value):
            parts = ((part.name, getattr(value, part.name)) for part in fields(value))
            lines += [
                f"{field.name}.{name} = {_plain(part)}" for name, part in parts if part not in (None, ())
            ]
        else:
            lines.append(f"{'remove.blocks' if field.name == 'remove' else field.name} = {_plain(value)}")
    return lines


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _articles(number: int) -> str:
    return f"{number:,} article" + ("" if number == 1 else "s")
