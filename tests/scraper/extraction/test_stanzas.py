"""Verse in elements of its own: announced by a paragraph, or lines that run on in a box; labels are none."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.stanzas import find_stanzas
from scraper.extraction.verdicts import judge

TOLD = "The keeper of the harbour opened the lock on {} and went back to his tea before the rain came."
ABOVE = "".join(f"<p>{TOLD.format(day)}</p>" for day in ("Monday", "Tuesday", "Friday"))
SUNG = "<p>He sang a song that his mother knew:</p>"
BELOW = f"<p>{TOLD.format('Sunday')}</p>"
VERSE = ("Come with us, gulls, to the sea,", "remember us, waves,", "and the harbour is free.")


def set_as(tag, lines=VERSE):
    return "<div class=song>" + "".join(f"<{tag}>{line}</{tag}>" for line in lines) + "</div>"


def region(html):
    return region_of(
        f"<main>{html}</main>",
        kept=lambda block: block.text not in VERSE,
        score=lambda block: 0.1 if block.text in VERSE else 0.9,
        phrases=load_phrases(),
    )


@pytest.mark.parametrize("tag", ["div", "p class=line", "span class=block", "blockquote"])
def test_lines_that_a_paragraph_announces(tag):
    found = region(ABOVE + SUNG + set_as(tag).replace(f"</{tag}>", f"</{tag.split()[0]}>") + BELOW)
    assert [found.blocks[place].text for place in sorted(find_stanzas(found))] == list(VERSE)
    assert all(one.kept for one in judge(found))


@pytest.mark.parametrize(
    "html",
    [
        ABOVE + "<p>Read also:</p>" + set_as("div") + BELOW,
        ABOVE + SUNG + set_as("div"),
        ABOVE + SUNG + set_as("div", VERSE[:1]) + BELOW,
        ABOVE + SUNG + set_as("div", [f"<a href=/v>{line}</a>" for line in VERSE]) + BELOW,
        ABOVE + SUNG + set_as("div", ["The lock is shut.", "The keeper sleeps."]) + BELOW,
        ABOVE + SUNG + set_as("div", [VERSE[0] * 4, VERSE[1] * 5]) + BELOW,
    ],
    ids=["label", "last", "one", "links", "sentences", "long"],
)
def test_other_lines(html):
    assert not find_stanzas(region(html))


ABOVE_IT = "".join(
    f"<p>The ferryman of Wendle sang for {n} years on the river, and nobody wrote it down.</p>" for n in "345"
)
LAST = "<p>He sang it once more at the wedding of his sister, and then he never sang again.</p>"


def stanzas(lines, before=ABOVE_IT):
    verse = "".join(f"<div>{line}</div>" for line in lines)
    region = region_of(f"<main>{before}<div class=v>{verse}</div>{LAST}</main>", phrases=load_phrases())
    return [region.blocks[position].text for position in sorted(find_stanzas(region))]


def test_lines_that_run_on_are_a_stanza():
    for lines in (
        [
            "The water takes what it is given,",
            "the water gives it back,",
            "and I, who neither gave nor took,",
        ],
        ["Wasser nimmt, was man ihm gibt,", "Wasser trägt es fort", "und fragt nicht"],
        ["Вода берёт, что ей дают,", "и носит до весны,", "а мы не спрашиваем тут"],
    ):
        assert stanzas(lines) == lines


def test_two_lines_need_a_colon_above_them():
    lines = ["The water takes what it is given,", "the water gives it back."]
    assert stanzas(lines) == []
    announced = (
        ABOVE_IT + "<p>He sang for nobody but the two of them who had stayed until the end of the day:</p>"
    )
    assert stanzas(lines, announced) == lines


def test_labels_links_and_lines_that_end_are_no_verse():
    assert stanzas(["Share this article", "Read more", "Sign up, now,"]) == []
    assert stanzas(["Harbour wall to be raised", "School shut for a week", "Ferry for sale"]) == []
    links = ["<a href=/a>Harbour wall,</a>", "<a href=/b>ferry,</a>", "<a href=/c>school</a>"]
    assert stanzas(links) == []
