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
from scraper.extraction.metadata.title_parts import (
    declared_titles,
    find_printed,
    runs_of,
    split_title,
    window_title,
)
from scraper.normalise.text import clean_text, fold, tokens
from scraper.page import Document

_LONGEST = 1000
_ALIKE = 0.3
_HOST = re.compile(r"//([^/]+)")
_LONGEST_KICKER = 80
_MOST_INSIDE = 40
"""Elements of a heading that are looked at: a kicker is one of its first."""
_MOST_PARTS = 4


def choose_heading(document: Document, candidates: Sequence[HtmlElement]) -> HtmlElement | None:
    """The heading of *candidates* that the page's title begins with or holds; else its only `<h1>`."""
    titles = [fold(title) for title in declared_titles(document)]
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
    every = list(candidates) or find_headings(document.elements)
    return max(every, key=lambda heading: len(heading_text(heading)), default=None)


def heading_text(heading: HtmlElement) -> str:
    """The text of a headline without its kicker; words of neighbouring elements do not run together."""
    text, kicker = _plain(heading), kicker_within(heading)
    if kicker and text.startswith(kicker) and len(text) > len(kicker):
        return text[len(kicker) :].lstrip(" :|–—-")
    return text


def heading_versions(heading: HtmlElement) -> list[str]:
    """The text of *heading*, whole, without its first and without its last part: another title may tell
    which of them is the headline. A `<small>` at its end is such a part, too."""
    parts = [part for part in text_in_parts(heading)[:_LONGEST].split(" | ") if len(part) > 1]
    versions = [heading_text(heading)]
    if 1 < len(parts) <= _MOST_PARTS:
        versions += [" ".join(parts[count:]) for count in range(1, len(parts))]
        versions += [" ".join(parts[:count]) for count in range(1, len(parts))]
    small = clean_text(" ".join(part.text_content() for part in heading.iter("small"))[:_LONGEST])
    if small and versions[0].endswith(f" {small}"):
        versions.append(versions[0][: -len(small)].rstrip())
    return list(dict.fromkeys(versions))


def kicker_within(heading: HtmlElement) -> str | None:
    """The kicker that stands inside *heading* as an element of its own, before the rest."""
    plain: str | None = None
    for element in islice(heading.iterdescendants(), _MOST_INSIDE):
        if isinstance(element.tag, str) and KICKER.search(words_of(element)):
            text = clean_text(element.text_content()[:_LONGEST]).rstrip(" :|–—-")
            plain = _plain(heading) if plain is None else plain
            if 1 < len(text) <= _LONGEST_KICKER and plain.startswith(text):
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
    return [
        heading
        for heading in find_headings(document.elements)
        if not is_small_part(heading) and not is_site_link(heading)
    ]


def article_headings(document: Document) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """(first, lower): the `<h1>` elements that may be the headline, and the lower headings that are titles.

    Of several `<h1>` that are parts of a title the longest is left. Lower headings are those that print a
    title or a part of one, where no `<h1>` resembles a title but as the site's name at its edge.
    """
    titles = declared_titles(document)
    every = headings(document)
    trails = [heading for heading in every if _is_crumb(heading)]
    first = [heading for heading in every if heading not in trails]
    parts = runs_of(titles) if len(first) > 1 else frozenset()
    named = [heading for heading in first if fold(heading_text(heading)) in parts]
    if len(named) > 1:
        longest = max(named, key=lambda heading: len(heading_text(heading)))
        first = [heading for heading in first if heading is longest or heading not in named]
    like = [heading for heading in first if resembles(heading_text(heading), titles)]
    hosts = "".join(_HOST.findall(document.page.url))
    names = [_site_part(heading_text(heading), titles, hosts) for heading in like]
    if not all(names):
        return first, []
    most = max((len(tokens(name or "")) for name in names), default=0)
    lower = [
        heading
        for heading in find_printed(document.elements, titles)
        if len(tokens(heading_text(heading))) >= most
    ]
    kept = [heading for heading in first if not lower or heading not in like]
    if not kept:  # a heading that sets its kicker apart is the headline, whatever its rank
        kept = [heading for heading in lower if kicker_within(heading)]
        lower = [heading for heading in lower if heading not in kept]
    return kept if kept or lower else trails, lower


def _is_crumb(heading: HtmlElement) -> bool:
    """Whether *heading* is an item of a breadcrumb trail, which names the page a second time."""
    above = islice(heading.iterancestors(), 4)
    return any(
        "itemListElement" in (part.get("itemprop") or "") or "breadcrumb" in words_of(part) for part in above
    )


def _site_part(heading: str, titles: Sequence[str], hosts: str) -> str | None:
    """What ends one of *titles* behind other parts, where *heading* is that or begins with it: the site's
    name. What a title begins with counts where the address is made of it."""
    text, named = fold(heading), "".join(tokens(heading)) in "".join(tokens(hosts))
    for parts in map(split_title, titles):
        last = fold(parts[-1]) if len(parts) > 1 else None
        if last and (text == last or text.startswith(f"{last} ")):
            return last
        if last and named and text == fold(parts[0]):
            return text
    return None


def resembles(heading: str, titles: Sequence[str]) -> bool:
    """Whether *heading* shares a third of its words with one of *titles*."""
    words = set(tokens(heading))
    known = [set(tokens(title)) for title in titles]
    return len(words) > 1 and any(
        len(words & title) >= _ALIKE * min(len(words), len(title)) for title in known if title
    )


def find_titles(document: Document) -> tuple[str, ...]:
    """The texts of every `<h1>` and of `<title>`."""
    titles = [
        text
        for heading in find_headings(document.elements)
        for text in (heading_text(heading), _plain(heading))
    ]
    return tuple(dict.fromkeys([*titles, *window_title(document)]))
