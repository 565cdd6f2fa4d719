"""The text behind a slot: boxes beside the text's own, set alike, go on with it."""

import pytest

from scraper.extraction.sequel import find_sequel
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

LINE = "The keeper of the harbour opened lock {} and went back to his tea."
BOX = "".join(f"<p>{LINE.format(number)}</p>" for number in range(3))
SLOT = "<div class=slot><span>Advertisement</span></div>"
LAST = "He sleeps till three."


def sequel(behind, score=0.3, box=BOX):
    """The texts found *behind* the text's own box, which the judges kept, where all have *score*."""
    html = f"<div class=page><div class=text>{box}</div>{behind}</div>"
    blocks = list_blocks(load_document(Page(url="https://gazette.example/a", body=html.encode())))
    kept = frozenset(range(box.count("<p>")))
    return [blocks[number].text for number in sorted(find_sequel(blocks, kept, [score] * len(blocks)))]


@pytest.mark.parametrize(
    "behind",
    [
        f"{SLOT}<div class=text><p>{LAST}</p></div>",
        f"{SLOT}<div class=text><p>{LAST}</p><div class=note>Ida Kerr reports from the coast.</div></div>",
        f"{SLOT * 2}<div class=text><p>{LAST}</p></div>",
    ],
)
def test_the_next_box_goes_on(behind):
    assert sequel(behind) == [LAST]
    assert sequel(behind, score=0.1) == []
    assert sequel(behind, box=BOX[: BOX.rindex("<p>")]) == []


def test_so_does_the_one_behind_it():
    assert sequel(f"{SLOT}<div class=text><p>Why?</p></div>" * 2) == ["Why?", "Why?"]


@pytest.mark.parametrize(
    "behind",
    [
        f"{SLOT}<div class=more><p>{LAST}</p></div>",
        f"{SLOT}<div class=text><div>{LAST}</div></div>",
        f"{SLOT}<div class=text><p><a href=/s>{LAST}</a></p></div>",
        f"{SLOT}<div class=text><p>More on the harbour</p></div>",
        f"{SLOT}<div><div class=text><p>{LAST}</p></div></div>",
        f"{SLOT * 3}<div class=text><p>{LAST}</p></div>",
        f"{SLOT}</div><div class=page><div class=text><p>{LAST}</p></div>",
        "",
    ],
)
def test_others_do_not(behind):
    assert sequel(behind) == []
