"""Lines over and under the text that name the site: alone, on the way to the page, beside a writer's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.blocks import Block
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.metadata.title_parts import split_title
from scraper.extraction.region import Region
from scraper.normalise.text import fold

_LONGEST = 30
_SHORTEST = 4
"""Letters of a name: shorter ones are words, too."""
_NAME = 6
"""Most words of a site's name."""
_WRITER = range(2, 5)
_STEPS = re.compile(r"\s[»›>→/|]\s")
_MENU = 3
"""Fewest links of a menu beside the name, and most words of one."""
_SIGNS = " |·•–—-/»›>:,"
_MARK = re.compile(r"\s?[|,·—–]\s")
_TYPES = frozenset(("paragraph", "caption", "heading"))


def find_site_names(region: Region) -> Iterator[Finding]:
    """Such lines where at most one paragraph, perhaps a standfirst, stands before or none behind."""
    names: frozenset[str] | None = None
    for position, block in enumerate(region.blocks):
        if region.before(position) > 1 and region.after(position):
            continue
        if not 0 < region.lengths[position] <= _LONGEST or block.type not in _TYPES:
            continue
        if region.sentences[position]:
            continue
        if names is None:
            names = _list_names(region)
        if not names:
            return
        reason = _reason(region, block.text, names)
        if reason:
            yield Finding(position, reason, f"site_name/{reason}")


def find_mastheads(region: Region) -> Iterator[Finding]:
    """Lines and rows over the text that are the site's name and its menu: short links and nothing else."""
    names: frozenset[str] | None = None
    for position in range(region.prose[0] if region.prose else 0):
        block = region.blocks[position]
        if not _MENU <= len(block.links) <= _LONGEST or region.lengths[position] > _LONGEST:
            continue
        if names is None:
            names = _list_names(region)
        if _is_masthead(block, names):
            yield Finding(position, "navigation", "site_name/masthead")


def _is_masthead(block: Block, names: frozenset[str]) -> bool:
    """Whether all that *block* has beside its links, which are short, is one of *names*."""
    rest = block.text
    for _, text in block.links:
        if len(text.split()) > _MENU:
            return False
        before, _, after = rest.rpartition(text) if text else ("", "", rest)
        rest = f"{before} {after}"
    return fold(" ".join(rest.strip(_SIGNS).split())).strip(_SIGNS) in names


def _list_names(region: Region) -> frozenset[str]:
    """The site's names, folded: as it is stated, and what ends a title of which all else is a title, too."""
    titles = {fold(title) for title in region.facts.titles}
    site = fold(region.facts.site)
    names = {fold(region.facts.publisher or ""), site, f"www.{site}"}
    for title in region.facts.titles:
        parts = split_title(title)
        last = parts[-1] if len(parts) > 1 else ""
        if last and fold(title[: title.rindex(last)].rstrip(" |-–—·»:")) in titles:
            names.add(fold(last))
    return frozenset(
        name
        for name in names - titles
        if len(name) >= _SHORTEST and len(name.split()) <= _NAME and not name.isdecimal()
    )


def _reason(region: Region, text: str, names: frozenset[str]) -> str | None:
    """What the line is for: a menu, or to say who wrote."""
    if fold(text) in names:
        return "navigation"
    steps = _STEPS.split(text)
    if len(steps) > 2 and fold(steps[0]) in names:
        return "navigation"
    parts = _MARK.split(text)
    if len(parts) == 2 and fold(parts[1]) in names and _is_person(parts[0]):
        return "byline"
    return None


def _is_person(text: str) -> bool:
    """Whether *text* is two to four words with a capital each."""
    words = text.split()
    return len(words) in _WRITER and all(word[:1].isupper() or not word[:1].isalpha() for word in words)
