"""Saved pages with the record that each should give: `FOLDER/DOMAIN/SLUG/` holds `page.html`, as it was sent,
`meta.json`, what is known of it, and `expected.json`, the record, corrected by a person."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from exports.conversion.target import whole_file
from exports.layout import escape_site
from exports.record import Record
from scraper.article import Rejection
from scraper.normalise.urls import site_of
from scraper.page import Page

PAGE, META, EXPECTED = "page.html", "meta.json", "expected.json"
FOLDER = "pages"
"""Where saved pages are, unless told otherwise."""
FIELDS = (
    "kind",
    "headline",
    "kicker",
    "dek",
    "byline",
    "published_at",
    "published_on",
    "modified_at",
    "language",
    "section",
    "canonical_url",
)
_LONGEST_SLUG = 60
_NOT_PLAIN = re.compile(r"[^\w]+")
_META = ("url", "content_type", "status", "retrieved_at")


class SavedPageError(Exception):
    """A saved page can't be used, or may not be written over. One line: what, where, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page with what is expected of it."""

    folder: Path
    page: Page
    expected: dict[str, Any]
    """As `draft_of` makes it; keys may be left out."""


def draft_of(found: Record | Rejection) -> dict[str, Any]:
    """What is to be corrected by eye: the fields a reader sees, the text block by block, what was removed."""
    if isinstance(found, Rejection):
        return {"rejection": found.reason}
    draft: dict[str, Any] = {name: getattr(found, name) for name in FIELDS}
    return draft | {
        "authors": [
            {"name": author.name, "kind": author.kind, "role": author.role} for author in found.authors
        ],
        "tags": list(found.tags),
        "images": [image.url for image in found.images],
        "body": [[block.type, block.text] for block in found.body],
        "corrections": [{"kind": each.kind, "text": each.text} for each in found.corrections],
        "removed": [[removed.reason, removed.text] for removed in found.removed],
    }


def save_page(page: Page, found: Record | Rejection, *, folder: Path, force: bool) -> Path:
    """The folder below *folder* in which *page* was saved, with the draft made of what was *found* on it.

    What was saved before from the same address is written over; a record that was corrected since only where
    *force* says so. SavedPageError: there is such a one; TargetError: the disk refuses.
    """
    place = _place(page.url, folder)
    draft = _to_text(draft_of(found))
    if not force and _is_corrected(place):
        raise SavedPageError(
            f"{place / EXPECTED}: was corrected by hand and stays; --force writes over it, "
            "scrapy sites test compares"
        )
    place.mkdir(parents=True, exist_ok=True)
    facts = {name: getattr(page, name) for name in _META} | {"draft": _digest(draft.encode())}
    for name, data in ((PAGE, page.body), (META, _to_text(facts).encode()), (EXPECTED, draft.encode())):
        with whole_file(place / name) as file:
            file.write(data)
    return place


def find_saved(folder: Path, domain: str | None = None) -> Iterator[Path]:
    """The folders of the pages saved below *folder*, of all sites or of *domain*, by name."""
    sites = [folder / escape_site(domain)] if domain else sorted(folder.glob("*"))
    for site in sites:
        yield from sorted(path.parent for path in site.glob(f"*/{EXPECTED}"))


def load_saved(place: Path) -> SavedPage:
    """The page saved in the folder *place*. SavedPageError: a file is missing or broken, or a key unknown."""
    meta, expected = _load(place / META), _load(place / EXPECTED)
    url = meta.get("url")
    if not isinstance(url, str) or not url:
        raise SavedPageError(f"{place / META}: url: is missing; write the address of the page")
    try:
        body = (place / PAGE).read_bytes()
    except OSError as error:
        raise SavedPageError(
            f"{place / PAGE}: {error.strerror}; save it with scrapy savepage {url}"
        ) from error
    facts = {name: meta.get(name) for name in _META[1:]}
    return SavedPage(folder=place, page=Page(url=url, body=body, **facts), expected=expected)  # type: ignore[arg-type]


def _place(url: str, folder: Path) -> Path:
    """The page's own folder: one with a plain name, or, if that is another page's, with a hash behind it."""
    parts = urlsplit(url)
    words = [word for word in unquote(parts.path).split("/") if word] or ["front"]
    # The last part tells most, unless it is hardly a name: /story/12345/
    name = words[-1] if len(words[-1]) > 8 or len(words) == 1 else "-".join(words[-2:])
    slug = (
        _NOT_PLAIN.sub("-", name.partition(".")[0].lower()).strip("-")[:_LONGEST_SLUG].strip("-_") or "page"
    )
    place = folder / escape_site(site_of(url)) / slug
    if (place / META).exists():
        try:
            other = _load(place / META).get("url")
        except SavedPageError:
            other = None
        if other != url:
            return place.with_name(f"{slug}-{_digest(url.encode())[:8]}")
    return place


def _is_corrected(place: Path) -> bool:
    """Whether the expected record in *place* is not the draft that was saved there."""
    try:
        expected = (place / EXPECTED).read_bytes()
    except FileNotFoundError:
        return False
    try:
        return _load(place / META).get("draft") != _digest(expected)
    except SavedPageError:
        return True


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise SavedPageError(f"{path}: {error.strerror}; scrapy savepage makes it") from error
    except (ValueError, RecursionError) as error:
        raise SavedPageError(f"{path}: is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise SavedPageError(f"{path}: must hold an object, {{...}}")
    return data


def _to_text(data: dict[str, Any]) -> str:
    """JSON with a line for each author, block and removed block, so that they are easy to correct."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value and not isinstance(value[0], str):
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            lines.append(f"  {json.dumps(key)}: [\n{rows}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
