"""What tells a live blog, an opinion piece or a gallery from an ordinary article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exports.record import BodyBlock
from scraper.extraction.kind_words import load_phrases
from scraper.extraction.metadata.stated import Metadata
from scraper.normalise.text import fold
from scraper.page import Document

_LIVE = re.compile(
    r"/(?:live|live-?blog|live-?ticker|live-updates?|livestory|en-direct|en-directo|diretta)(?:[/-]|$)"
)


def is_live(document: Document, metadata: Metadata, body: Sequence[BodyBlock], path: str) -> bool:
    """Whether dated entries stand in *body*, or on a page whose address or headline calls it live."""
    said = is_called(metadata, "live_blog")
    times = len(document.root.xpath("(//main | //article)//time")) if said or _LIVE.search(path) else 0
    return _has_entries(body) or (bool(said or _LIVE.search(path)) and times >= 5)


def is_called(metadata: Metadata, kind: str) -> bool:
    """Whether a phrase of *kind* stands in the headline."""
    headline = fold(metadata.headline or "")
    return any(phrase in headline for phrase in load_phrases()[kind])


def _has_entries(body: Sequence[BodyBlock]) -> bool:
    """Whether several dated or timed entries stand in *body*, most of them with text of their own below."""
    entries = [place for place, block in enumerate(body) if block.type == "entry"]
    told = sum(place + 1 < len(body) and body[place + 1].type != "entry" for place in entries)
    return len(entries) >= 3 and told * 2 > len(entries)


def is_opinion(metadata: Metadata, path: str) -> bool:
    """Whether the page declares it, or its section, kicker or a folder of its address is called so."""
    words = frozenset(load_phrases()["opinion"])
    stated = {fold(text) for text in (metadata.section, metadata.kicker) if text}
    return metadata.kind == "opinion" or bool(words & (stated | set(path.split("/")[1:-1])))
