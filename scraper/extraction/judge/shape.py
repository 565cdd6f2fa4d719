"""A block's own looks in numbers: length, ending, opening, links, type."""

from __future__ import annotations

import string

from scraper.extraction.blocks import Block

SHAPE = (
    "letters",
    "words",
    "ending",
    "opening",
    "capitals",
    "digits",
    "signs",
    "link_share",
    "links",
    "link_opens",
    "link_closes",
    "away",
    "looks",
    "type",
    "tag",
)
"""What `describe_shape` finds, in its order."""

TYPES = {
    "paragraph": 0,
    "quote": 1,
    "list_item": 2,
    "preformatted": 3,
    "table_row": 4,
    "heading": 5,
    "caption": 6,
}
_TAGS = (
    "p",
    "blockquote",
    "div",
    "section",
    "article",
    "li",
    "dd",
    "dt",
    "td",
    "h6",
    "h5",
    "h4",
    "h3",
    "h2",
    "h1",
)
_TAG_NUMBERS = {tag: number for number, tag in enumerate(_TAGS, 1)}
_LONGEST = 2000
_SAMPLE = 80
_CLOSERS = "\"'”’»“)]*"
_STOP, _COLON, _PAUSE = 3, 2, 1
_ENDINGS = {
    **dict.fromkeys(".!?。！？।؟۔…", _STOP),
    **dict.fromkeys(":：", _COLON),
    **dict.fromkeys(",;-–—", _PAUSE),
}
_SMALL, _CAPITAL, _DIGIT, _QUOTE, _DASH, _OTHER = range(6)
_OPENINGS = {**dict.fromkeys("\"'“”„«»‘’「『", _QUOTE), **dict.fromkeys("-–—•*·→►▶|>»#@(", _DASH)}
_CAPITALS = string.ascii_uppercase.encode()
_DIGITS = string.digits.encode()
_SIGNS = "|/@•©»"


def describe_shape(block: Block, size: float, host: str) -> tuple[float, ...]:
    """The numbers of `SHAPE`. *size*: its letters, weighed by script; *host*: the site's, without `www`."""
    text = block.text
    head = text[:_SAMPLE]
    capitals, digits = _count(head)
    links = block.links
    return (
        min(size, _LONGEST),
        text.count(" ") + 1,
        _ENDINGS.get(text[-6:].rstrip(_CLOSERS)[-1:], 0),
        _opening(text[0]),
        capitals / len(head),
        digits / len(head),
        sum(map(text.count, _SIGNS)),
        block.link_share,
        len(links),
        bool(links) and text.startswith(links[0][1]),
        bool(links) and text.endswith(links[-1][1]),
        _away(links, host) if links else 0,
        block.bold + 2 * block.italic,
        TYPES[block.type],
        _TAG_NUMBERS.get(block.tag, 0),
    )


def _count(text: str) -> tuple[int, int]:
    """How many capitals and how many digits *text* has; those of ASCII are counted as bytes, all at once."""
    plain = text.encode("ascii", "ignore")
    capitals = len(plain) - len(plain.translate(None, _CAPITALS))
    digits = len(plain) - len(plain.translate(None, _DIGITS))
    if len(plain) < len(text):
        rest = [character for character in text if character > "\x7f"]
        capitals += sum(map(str.isupper, rest))
        digits += sum(map(str.isdigit, rest))
    return capitals, digits


def _opening(first: str) -> int:
    if first.isalpha():
        return _CAPITAL if first.isupper() else _SMALL
    return _DIGIT if first.isdigit() else _OPENINGS.get(first, _OTHER)


def _away(links: tuple[tuple[str, str], ...], host: str) -> int:
    """Where the first link leads: 1 within the site, 2 elsewhere, 3 to mail or a script."""
    href = links[0][0]
    if href.startswith("http"):
        return 1 if host and host in href[:60] else 2
    return 3 if href.startswith(("mailto:", "javascript:", "tel:")) else 1
