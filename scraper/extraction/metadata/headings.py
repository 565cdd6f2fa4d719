"""The headings of a page, and which of them is the article's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from scraper.extraction.metadata.surroundings import (
    KICKER,
    find_headings,
    is_small_part,
    text_in_parts,
    words_of,
)
from scraper.normalise.text import clean_line, clean_text, fold, tokens
from scraper.page import Document

_LONGEST = 1000
_ALIKE = 0.3
_BAR = re.compile(r"\s*[|｜»«·•]|\s+[-:/]+\s|_")
_LONGEST_KICKER = 80
_MOST_PARTS = 4
_MOST_LOWER = 300
_SHORTEST_LOWER = 12


def choose_heading(document: Document) -> HtmlElement | None:
    """The heading that the page's title begins with or holds; else its only `<h1>`."""
    found = headings(document)
    candidates = [*found, *lower_headings(document, found)]
    titles = [fold(title) for title in _declared_titles(document)]
    confirmed = [
        heading
        for heading in candidates
        if len(text := fold(heading_text(heading))) > 5 and any(text in title for title in titles)
    ]
    if confirmed:
        return max(confirmed, key=lambda heading: len(heading_text(heading)))
    inside = [
        heading
        for heading in candidates
        if any(above.tag in {"article", "main"} for above in heading.iterancestors())
    ]
    for choice in (candidates, inside):
        if len(choice) == 1:
            return choice[0]
    every = candidates or find_headings(document.root)
    return max(every, key=lambda heading: len(heading_text(heading)), default=None)


def heading_text(heading: HtmlElement) -> str:
    """The text of a headline without its kicker; words of neighbouring elements do not run together."""
    text, kicker = _plain(heading), kicker_within(heading)
    if kicker and text.startswith(kicker) and len(text) > len(kicker):
        return text[len(kicker) :].lstrip(" :|–—-")
    return text


def heading_versions(heading: HtmlElement) -> list[str]:
    """The text of *heading*, whole, without its first and without its last part: another title may tell
    which of them is the headline."""
    parts = [part for part in text_in_parts(heading)[:_LONGEST].split(" | ") if len(part) > 1]
    versions = [heading_text(heading)]
    if 1 < len(parts) <= _MOST_PARTS:
        versions += [" ".join(parts[count:]) for count in range(1, len(parts))]
        versions += [" ".join(parts[:count]) for count in range(1, len(parts))]
    return list(dict.fromkeys(versions))


def kicker_within(heading: HtmlElement) -> str | None:
    """The kicker that stands inside *heading* as an element of its own, before the rest."""
    for element in heading.iterdescendants():
        if isinstance(element.tag, str) and KICKER.search(words_of(element)):
            text = clean_text(element.text_content()[:_LONGEST]).rstrip(" :|–—-")
            if 1 < len(text) <= _LONGEST_KICKER and _plain(heading).startswith(text):
                return text
    return None


def _plain(heading: HtmlElement) -> str:
    return clean_text(text_in_parts(heading).replace(" | :", ":").replace(" | ", " ")[:_LONGEST])


def is_site_link(heading: HtmlElement) -> bool:
    """Whether *heading* is nothing but a link to the front page: the site's name."""
    link = heading.find(".//a")
    if link is None:
        link = next((above for above in heading.iterancestors() if above.tag == "a"), None)
    if link is None:
        return False
    home = (link.get("href") or "").strip().split("://", 1)[-1].rstrip("/")
    whole = clean_text(link.text_content()[:_LONGEST]) == clean_text(heading.text_content()[:_LONGEST])
    return whole and (
        "home" in (link.get("rel") or "").split()
        or (bool(home) and "/" not in home and "." in home)
        or link.get("href") in {"/", "./", "index.html", "/index.html", "index.php", "/index.php"}
    )


def headings(document: Document) -> list[HtmlElement]:
    """The `<h1>` elements that stand in no other part of the page and are not the site's name."""
    found = [heading for heading in find_headings(document.root) if not is_small_part(heading)]
    return [heading for heading in found if not is_site_link(heading)]


def lower_headings(document: Document, first: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The lower headings that are titles themselves, where none of *first* (`headings`) resembles a title."""
    titles = _declared_titles(document)
    if any(resembles(heading_text(heading), titles) for heading in first):
        return []
    return _titled(document.root, [fold(title) for title in titles])


def resembles(heading: str, titles: Sequence[str]) -> bool:
    """Whether *heading* shares a third of its words with one of *titles*."""
    words = set(tokens(heading))
    known = [set(tokens(title)) for title in titles]
    return len(words) > 1 and any(
        len(words & title) >= _ALIKE * min(len(words), len(title)) for title in known if title
    )


def _titled(root: HtmlElement, titles: list[str]) -> list[HtmlElement]:
    """`<h2>` to `<h4>`, and what calls itself a headline, whose text is one of *titles*, or stands there
    before a bar or a dash."""
    found = []
    marked = root.xpath("//h2 | //h3 | //h4 | //*[contains(@itemprop, 'headline')]")
    for heading in islice(marked, _MOST_LOWER):
        text = fold(heading.text_content()[:_LONGEST])
        if len(text.split()) > 1 and len(text) > _SHORTEST_LOWER:
            named = any(
                title.startswith(text) and _BAR.match(title[len(text) :] or " | ") for title in titles
            )
            if named and not is_small_part(heading):
                found.append(heading)
    return found[:_MOST_PARTS]


def _declared_titles(document: Document) -> list[str]:
    """`<title>` and og:title."""
    shared = next(
        (
            meta.get("content")
            for meta in document.root.iter("meta")
            if "og:title" in (meta.get("property"), meta.get("name"))
        ),
        None,
    )
    return [title for title in (*window_title(document), clean_line((shared or "")[:_LONGEST])) if title]


def find_titles(document: Document) -> tuple[str, ...]:
    """The texts of every `<h1>` and of `<title>`."""
    titles = [
        text for heading in find_headings(document.root) for text in (heading_text(heading), _plain(heading))
    ]
    return tuple(dict.fromkeys([*titles, *window_title(document)]))


def window_title(document: Document) -> list[str]:
    """The text of `<title>`, if there is one."""
    title = clean_line((document.root.findtext(".//title") or "")[:1000])
    return [title] if title else []
