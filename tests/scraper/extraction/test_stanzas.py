"""Verse in elements of its own stays where a paragraph announces it, whatever its words resemble."""

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
        ABOVE + set_as("div") + BELOW,
        ABOVE + "<p>Read also:</p>" + set_as("div") + BELOW,
        ABOVE + SUNG + set_as("div"),
        ABOVE + SUNG + set_as("div", VERSE[:1]) + BELOW,
        ABOVE + SUNG + set_as("div", [f"<a href=/v>{line}</a>" for line in VERSE]) + BELOW,
        ABOVE + SUNG + set_as("div", ["The lock is shut.", "The keeper sleeps."]) + BELOW,
        ABOVE + SUNG + set_as("div", [VERSE[0] * 4, VERSE[1] * 5]) + BELOW,
    ],
    ids=["unannounced", "label", "last", "one", "links", "sentences", "long"],
)
def test_other_lines(html):
    assert not find_stanzas(region(html))
