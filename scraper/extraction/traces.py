"""What is learned from one article for its site's memory: the texts of the region, as hashes and samples."""

from __future__ import annotations

from scraper.article import Trace
from scraper.extraction.region import Region

_MOST = 300
"""Different texts of each kind that are told of: a live blog has thousands."""
_SAMPLE = 100
_ENDS = 2


def make_trace(region: Region) -> Trace:
    """The trace of *region*: first, with samples, what is no paragraph of the text or stands at its ends."""
    inner = frozenset(region.prose[_ENDS:-_ENDS])
    told: dict[bytes, str] = {}
    prose: dict[bytes, None] = {}
    for position, key in enumerate(region.keys):
        if key and not (position in inner and region.is_usual(position)):
            told.setdefault(key, _cut(region.blocks[position].text))
        elif key:
            prose[key] = None
    first = dict(list(told.items())[:_MOST])
    rest = [key for key in prose if key not in told][:_MOST]
    return Trace(keys=b"".join([*first, *rest]), samples=tuple(first.values()))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SAMPLE else line[: _SAMPLE - 1].rstrip() + "…"
