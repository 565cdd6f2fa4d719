"""Which of a page's titles is the headline, and where the site's name ends in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scraper.normalise.text import clean_text, fold, tokens

_PARTING = re.compile(r"\s+[|\-–—·•»:/]{1,2}\s+|\s*\|\s*|(?<=\S):\s+")
_SHORTEST = 3
_LONGEST_HEADLINE = 1024
_ALIKE = 0.3


def choose_headline(
    declared: Sequence[tuple[str, str]], headings: Sequence[str], window: Sequence[str], names: Iterable[str]
) -> tuple[str | None, str | None]:
    """(headline, its source).

    *declared*: (source, title) in order of trust; *headings*: the `<h1>` texts; *window*: the text of
    `<title>`; *names*: what the site and its section are called. A heading that a declared title begins with
    is the headline: it lacks the site's name and is not cut. A heading that only resembles the titles
    comes after JSON-LD, since sites set their own name in `<h1>`, too.
    """
    names = [name for name in names if name]
    headings = [heading for heading in headings if without_site(heading, names)]
    spoken = [(source, text) for source, text in declared if source not in {"markup", "hints"}]
    titles = [text for _, text in spoken]
    structured = [(source, text) for source, text in spoken if source == "jsonld"]
    steps: tuple[list[tuple[str, str]], ...] = (
        [("markup", heading) for heading in _confirmed(headings, titles)],
        structured,
        [("markup", heading) for heading in _confirmed(headings, window)],
        [("markup", heading) for heading in _resembling(headings, [*titles, *window])],
        list(declared),
        [("markup", title) for title in window],
    )
    for step in steps:
        for source, text in step:
            headline = text if source == "markup" and text in headings else without_site(text, names)
            if headline:
                return headline, source
    return None, None


def _confirmed(headings: Sequence[str], titles: Sequence[str]) -> list[str]:
    """The headings that one of *titles* confirms, the longest first."""
    known = [fold(title) for title in titles]
    found = [heading for heading in headings if any(_confirms(fold(heading), title) for title in known)]
    return sorted(found, key=len, reverse=True)


def _resembling(headings: Sequence[str], titles: Sequence[str]) -> list[str]:
    """The headings that share a third of their words with one of *titles*, the longest first."""
    known = [set(tokens(title)) for title in titles]
    found = []
    for heading in headings:
        words = set(tokens(heading))
        if len(words) > 1 and any(
            len(words & title) >= _ALIKE * min(len(words), len(title)) for title in known if title
        ):
            found.append(heading)
    return sorted(found, key=len, reverse=True)


def _confirms(heading: str, title: str) -> bool:
    """Whether *title* begins with *heading*, or is its beginning, cut short."""
    if len(heading) < _SHORTEST or not title:
        return False
    if title.startswith(heading):
        return len(heading) == len(title) or not title[len(heading)].isalnum()
    cut = title.rstrip(" .…")
    return len(cut) >= 40 and heading.startswith(cut)


def without_site(title: str, names: Iterable[str]) -> str | None:
    """*title* without the site's or section's name behind or before it; `None` where nothing else is left."""
    folded = [tokens(name) for name in names if name]
    title = clean_text(title[: _LONGEST_HEADLINE * 4])
    for _ in range(3):
        shorter = _without_one(title, folded)
        if shorter == title:
            break
        title = shorter
    return title or None


def _without_one(title: str, names: list[list[str]]) -> str:
    marks = list(_PARTING.finditer(title))
    if not marks:
        return "" if _is_site(title, names) else title
    last, first = marks[-1], marks[0]
    if _is_site(title[last.end() :], names) and last[0].strip() != ":":
        return title[: last.start()].strip()
    if _is_site(title[: first.start()], names):
        return title[first.end() :].strip()
    return title


def _is_site(piece: str, names: list[list[str]]) -> bool:
    """Whether *piece* is one of the *names*, more or less: "Gazette News" or "gazette.com" of "Gazette"."""
    words = tokens(piece)
    if not words or len(words) > 6:
        return False
    joined = "".join(words)
    for name in names:
        whole = "".join(name)
        if not whole:
            continue
        if joined in {whole, f"the{whole}", f"{whole}com", f"www{whole}com"} or whole in {f"the{joined}"}:
            return True
        if len(words) <= 4 and len(whole) > 2 and (words[: len(name)] == name or words[-len(name) :] == name):
            return True
    return False
