"""Whether a record accounts for every text block of its page's article region: in `body` or in `removed`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from exports.record import BodyBlock, Record, Removed
from scraper.extraction.blocks import Block
from scraper.extraction.content import common_place
from scraper.extraction.places import Place
from scraper.extraction.scripted import read_scripted
from scraper.extraction.walk import list_blocks
from scraper.page import Document, Page, load_document

_SHOWN = 60


def find_gap(page: Page, record: Record) -> str | None:
    """What of *page* the *record* does not account for, in one line; None: it accounts for all.

    Body and removed blocks, in their order, must be a run of the text blocks of one element of the page with
    none left out; where the run begins and ends is the judges' to say. White space is not compared: lines of
    one verse or heading are one block in the record.
    """
    texts = list(told_texts(record.body, record.removed))
    told = "".join(map(squeeze, texts))
    if not told:
        return None
    document = load_document(page)
    blocks = _list_squeezed(document)
    if _stands_in_one(blocks, told):
        return None
    shown = read_scripted(document)
    if shown is not None and _stands_in_one(_list_squeezed(shown), told):
        return None
    return _explain(blocks, texts, told)


def _list_squeezed(document: Document) -> list[tuple[Block, str]]:
    """Every block of *document* with its text, white space left out."""
    return [(block, squeeze(block.text)) for block in list_blocks(document)]


def told_texts(body: Sequence[BodyBlock], removed: Sequence[Removed]) -> Iterator[str]:
    """The texts of *body* and *removed* in the page's order."""
    rows = iter(removed)
    row = next(rows, None)
    for index, block in enumerate(body):
        while row is not None and row.before <= index:
            yield row.text
            row = next(rows, None)
        yield block.text
    while row is not None:
        yield row.text
        row = next(rows, None)


def squeeze(text: str) -> str:
    """*text* without any white space."""
    return "".join(text.split())


def _stands_in_one(blocks: Sequence[tuple[Block, str]], told: str) -> bool:
    """Whether *told* is a run of whole blocks of the page, or of those inside one of its elements."""
    tried: set[int] = set()
    for block, text in blocks:
        if not told.startswith(text):
            continue
        place: Place | None = block.place
        while place is not None:
            if place.number not in tried:
                tried.add(place.number)
                if _is_run([other for one, other in blocks if _is_under(one.place, place.number)], told):
                    return True
            place = place.parent
    return False


def _is_run(texts: Sequence[str], told: str) -> bool:
    starts = [0, *accumulate(len(text) for text in texts)]
    whole = "".join(texts)
    at = whole.find(told)
    while at >= 0:
        if _has(starts, at) and _has(starts, at + len(told)):
            return True
        at = whole.find(told, at + 1)
    return False


def _has(numbers: Sequence[int], wanted: int) -> bool:
    at = bisect_left(numbers, wanted)
    return at < len(numbers) and numbers[at] == wanted


def _is_under(place: Place, root: int) -> bool:
    up: Place | None = place
    while up is not None and up.number > root:
        up = up.parent
    return up is not None and up.number == root


def _explain(blocks: Sequence[tuple[Block, str]], texts: Sequence[str], told: str) -> str:
    """The first text of the record that the page lacks, or the first block that the record lacks."""
    known = "".join(text for _, text in blocks)
    for text in texts:
        if squeeze(text) not in known:
            return f"not on the page: {_shown(text)}"
    here = [number for number, (_, text) in enumerate(blocks) if text in told]
    root = common_place([blocks[number][0].place for number in here]).number if here else 0
    for block, text in blocks[here[0] : here[-1]] if here else ():
        if text not in told and _is_under(block.place, root):
            return f"neither in body nor in removed: {_shown(block.text)}"
    return "body and removed are not in the order of the page"


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
