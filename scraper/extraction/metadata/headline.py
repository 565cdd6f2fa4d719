"""Which of a page's titles is the headline, and where the site's name ends in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scraper.extraction.metadata.headings import resembles
from scraper.normalise.printed_days import find_day
from scraper.normalise.text import clean_text, fold, tokens

_PARTING = re.compile(r"\s+[|\-–—·•»:/]{1,2}\s+|\s*[|｜丨ㅣ]\s*|(?<=\S):\s+")
_TRAILING = re.compile(r"\s+[|\-–—•:]+\s*$")
_SHORTEST = 3
_LONG_ENOUGH = 12
_CUT = 40
_MARKS = (":", "|", "-", "–", "—", "/")
_KICKER_WORDS = 4
_SHORTEST_REST = 2
_KICKED = 0.97
_LEADING_DAY = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{4}\s*[-–—|·:]?\s+(?=\S)")
_LONGEST_HEADLINE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One title of the page."""

    source: str
    text: str
    raw: str = ""
    """With the site's name, where that was cut."""
    whole: bool = True
    """False: a part of a heading, which another title must confirm."""


# What a title counts by itself, and what it adds to another that it confirms. `<title>` and og:title are
# often written for search engines and shares: together they do not outvote the printed page or JSON-LD.
_ALONE = {"markup": 1.26, "jsonld": 1.3, "metatags": 0.9, "microdata": 0.5, "window": 0.4, "lower": 0.8}
_VOTES = {"markup": 1.0, "jsonld": 1.0, "metatags": 0.9, "microdata": 0.5, "window": 0.35, "lower": 0.35}
_HINTED = 0.3  # a feed or a sitemap
_STRANGE = 0.6  # a heading that shares no words with any title


def choose_headline(
    declared: Sequence[tuple[str, str]],
    headings: Sequence[Sequence[str]],
    window: Sequence[str],
    names: Iterable[str],
    lower: Sequence[str] = (),
) -> tuple[str | None, str | None]:
    """(headline, its source): the title that most of the others confirm.

    *declared*: (source, title) in order of trust; *headings*: the texts of each `<h1>`, the whole one first;
    *window*: the text of `<title>`; *names*: what the site and its section are called; *lower*: headings
    below the first rank that are titles. A title confirms another that it begins with, or ends with behind
    a kicker.
    """
    names = [name for name in names if name]
    titles = [
        Title(source="markup", text=without_day(text), whole=place == 0)
        for versions in headings
        for place, text in enumerate(versions)
        if place == 0 or not _is_parted(text, versions[0])
    ]
    titles += [
        Title(source=source, text=without_day(text)) for source, text in declared if source != "markup"
    ]
    titles += [Title(source="window", text=text) for text in window]
    titles += [Title(source="lower", text=without_day(text)) for text in lower]
    best: tuple[float, Title] | None = None
    bare = _candidates(titles, names, window)
    for title in bare:
        score = _score(title, bare)
        if score > 0 and (best is None or score > best[0] + 1e-9):
            best = score, title
    if best is None:
        return None, None
    best = best[0], _best_spelt(best[1], bare)
    return best[1].text, "markup" if best[1].source in {"window", "lower"} else best[1].source


def _best_spelt(chosen: Title, titles: Sequence[Title]) -> Title:
    """Of the titles with the words of *chosen*, one spelt as most of them are: "A: b" rather than "A - b"."""
    words = _words(chosen.text)
    same = [title for title in titles if title.whole and _words(title.text) == words]
    spelt = [fold(title.text) for title in same]
    most = max(map(spelt.count, spelt), default=0)
    if fold(chosen.text) not in spelt or spelt.count(fold(chosen.text)) == most:
        return chosen
    return same[[spelt.count(text) for text in spelt].index(most)]


def _candidates(titles: Sequence[Title], names: Sequence[str], window: Sequence[str]) -> list[Title]:
    """*titles* that are more than the site's name, and without it; a printed heading is not cut."""
    found = []
    for title in titles:
        bare = without_site(title.text, names)
        if bare and title.source != "markup":
            found.append(replace(title, text=bare, raw=title.text))
        elif bare and not _is_last_part(title.text, window):
            found.append(replace(title, raw=title.text))
    return found


def _score(title: Title, titles: Sequence[Title]) -> float:
    own = _words(title.text)
    confirmed: dict[str, float] = {}
    for other in titles:
        if other.source != title.source and other.whole:
            vote = _VOTES.get(other.source, _HINTED) * max(
                _confirms(title, own, _words(text), text) for text in {other.text, other.raw}
            )
            confirmed[other.source] = max(confirmed.get(other.source, 0.0), vote)
    votes = sum(confirmed.values())
    alone = _ALONE.get(title.source, _HINTED)
    if title.source == "markup":
        others = [other.text for other in titles if other.source != "markup"]
        single = len({fold(other.text) for other in titles if other.source == "markup" and other.whole}) == 1
        known = (single or votes > 0) and resembles(title.text, others)
        alone = 0.0 if not title.whole else alone if known else _STRANGE
    voted = votes + _VOTES.get(title.source, _HINTED) if votes else 0.0
    return max(voted, alone) + min(len(own), 1000) / 1e6 if voted or alone else 0.0


def _is_last_part(heading: str, window: Sequence[str]) -> bool:
    """Whether `<title>` ends with *heading* behind a longer title: the site's name set as `<h1>`."""
    for title in window:
        marks = list(_PARTING.finditer(title))
        if marks and fold(title[marks[-1].end() :]) == fold(heading):
            first = title[: marks[-1].start()]
            if len(tokens(first)) > 2 and len(first) > len(heading):
                return True
    return False


def _confirms(title: Title, words: str, known: str, printed: str) -> float:
    """How far another title confirms *title*: it is the same; a printed heading may also be its beginning,
    its end behind a kicker, or what it was cut from."""
    if len(words) < _SHORTEST or not known:
        return 0.0
    if words == known:
        return 1.0
    if title.source not in {"markup", "lower", "window"} and _is_behind_kicker(words, printed):
        return _KICKED
    if not title.whole:
        return 1.01 if _is_behind_kicker(words, printed) else 0.0
    if title.source != "markup":
        return 0.0
    if known.startswith(f"{words} "):
        return 0.98
    if len(words) >= _LONG_ENOUGH and known.endswith(f" {words}"):
        return 0.3
    cut = printed.rstrip().endswith(("…", "..."))
    return 0.95 if words.startswith(known) and len(known) >= (20 if cut else _CUT) else 0.0


def _is_parted(part: str, heading: str) -> bool:
    """Whether *heading* itself parts *part* from what stands before it: a printed "Kicker: headline"."""
    before = heading.partition(part)[0].rstrip()
    return part[:1] in _MARKS or before[-1:] in (*_MARKS, "?", "!")


def _is_behind_kicker(words: str, title: str) -> bool:
    """Whether *title* is a short kicker, a colon, bar or dash, and *words*."""
    mark = _PARTING.search(title)
    if mark is None or len(words) < _LONG_ENOUGH or fold(title[:1]) in {'"', "'"}:
        return False
    return len(tokens(title[: mark.start()])) <= _KICKER_WORDS and _words(title[mark.end() :]) == words


def _words(text: str) -> str:
    """The words of *text*, folded, with single spaces: punctuation does not count."""
    return " ".join(tokens(text))


def without_day(title: str) -> str:
    """*title* without a whole date that stands before it."""
    found = _LEADING_DAY.match(title)
    if found is None and title[:2].strip().rstrip(".").isdigit():
        rest = _behind_day(title)
        return rest if rest and len(rest) >= _LONG_ENOUGH else title
    return title[found.end() :] if found and len(title) - found.end() >= _LONG_ENOUGH else title


def _behind_day(title: str) -> str | None:
    """What follows a day with its month's name at the very beginning of *title*, begun with a capital."""
    try:
        found = find_day(title[:40], None)
    except ValueError:
        return None
    if found is None or found[1] != 0:
        return None
    rest = title[found[2] :].lstrip(" -–—|·:")
    return rest if rest[:1].isupper() or rest[:1] in '„“"«»' else None


def without_site(title: str, names: Iterable[str]) -> str | None:
    """*title* without the site's or section's name behind or before it; `None` where nothing else is left."""
    return _without_names(title, tuple(names))


@lru_cache(maxsize=64)
def _without_names(title: str, names: tuple[str, ...]) -> str | None:
    """As `without_site`. A page says its title some five times."""
    folded = [tokens(name) for name in names if name]
    title = _TRAILING.sub("", clean_text(title[: _LONGEST_HEADLINE * 4]))
    for _ in range(3):
        shorter = _without_one(title, folded)
        if shorter == title:
            break
        title = shorter
    return title or None


def _without_one(title: str, names: list[list[str]]) -> str:
    marks = list(_PARTING.finditer(title))
    if not marks:
        return "" if _is_whole_site(title, names) else title
    for mark in marks:  # a name may hold a dash itself: "Gazette - News of the coast"
        if tokens(title[mark.end() :]) in names and mark[0].strip() != ":":
            return title[: mark.start()].strip()
    last, first = marks[-1], marks[0]
    if _is_site(title[last.end() :], names) and last[0].strip() != ":":
        return title[: last.start()].strip()
    rest = title[first.end() :].strip()
    if first[0].strip() == ":":  # "River: the bridge is closed" is one sentence
        alone = len(tokens(rest)) > _SHORTEST_REST and not rest[:1].islower()
        return rest if alone and tokens(title[: first.start()]) in names else title
    return rest if _is_site(title[: first.start()], names) else title


def _is_whole_site(title: str, names: list[list[str]]) -> bool:
    """Whether *title* is one of the *names* and nothing more."""
    joined = "".join(tokens(title))
    return any(joined in {"".join(name), f"the{''.join(name)}"} for name in names)


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
