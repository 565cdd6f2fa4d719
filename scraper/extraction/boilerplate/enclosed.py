"""Lines among a foot's: what stands between comments, keywords and notices is no text, however it is worded.

A foot is the run of removed lines under the text. Some of its reasons stand nowhere else: no paragraph
follows the comments. Others, as a call to subscribe, stand between paragraphs, too, and enclose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.credits import opens_with_new_name
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.worded import tells_news, weigh_lines
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote

_LAST = frozenset(("comments", "tags", "correction_request", "copyright", "author_bio"))
"""Reasons of what stands under a text and not within it."""
_FOOT = _LAST | {"newsletter", "promo", "paywall_prompt", "consent", "share"}
_TYPES = frozenset(("paragraph", "caption"))
_TEXT = 3
"""Paragraphs that must stand before: less is no article with a foot."""
_ABOVE = 2
_AROUND = 3
"""Removed lines that enclose one: above it, and above and below together. A page's end counts as one."""
_MOST = 2
"""Lines side by side that a foot can enclose."""
_LINE = 32
"""Words beyond which a line is none."""


def find_enclosed(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines under all paragraphs between a foot's *removed* lines, or behind them where they are last."""
    gone, end = dict(removed), len(region.blocks)
    position = _foot_start(region, removed)
    while position < end:
        first = position
        while position < end and position not in gone:
            position += 1
        if first < position <= first + _MOST and _is_enclosed(region, gone, first, position):
            for line in range(first, position):
                gone[line] = _reason(region, line)
                yield Finding(line, gone[line], "enclosed/foot")
        position += 1


def _is_enclosed(region: Region, gone: Mapping[int, str], first: int, end: int) -> bool:
    """Whether enough of a foot's lines stand around those from *first* to before *end*."""
    above, below = _run(gone, first - 1, -1), _run(gone, end, 1)
    last = end == len(region.blocks)
    if not (below or last) or not _LAST.intersection(above):
        return False
    # A single line above may stand between paragraphs, whatever it is.
    return len(above) >= _ABOVE and len(above) + len(below) + last >= _AROUND + 2 * (end - first - 1)


def _run(gone: Mapping[int, str], position: int, step: int) -> list[str]:
    """The reasons of a foot of the lines from *position* on, as far as they are *gone*."""
    found = []
    while position in gone:
        if gone[position] in _FOOT:
            found.append(gone[position])
        position += step
    return found


def _foot_start(region: Region, removed: Mapping[int, str]) -> int:
    """Where the foot can begin: behind the last line that is none of its."""
    for position in reversed(range(len(region.blocks))):
        if position not in removed and not _may_go(region, position):
            return position + 1
    return 0


def _may_go(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in _TYPES or region.before(position) < _TEXT or position in region.jsonld:
        return False
    if region.lengths[position] > _LINE or opens_quote(block.text):
        return False
    return not tells_news(region, block.text)


def _reason(region: Region, position: int) -> str:
    """What the line is: by its words, or else a note on the author where it opens with a name."""
    line = weigh_lines(region).get(position)
    if line is not None and line.reason in _FOOT:
        return line.reason
    return "author_bio" if opens_with_new_name(region, position) else "promo"
