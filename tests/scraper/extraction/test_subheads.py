"""Lines that are set unlike the paragraphs and head them, or a list or table: titles, if they speak of the text."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.heads import find_heads
from scraper.extraction.lists import heads_items
from scraper.extraction.verdicts import judge

ABOVE = "".join(
    f"<p>The baker of Wendle baked for {n} years in the old mill, and sold raffle tickets beside.</p>"
    for n in "345"
)
BELOW = "".join(
    f"<p>Her bread was the talk of the valley for {n} winters, and people came from the coast.</p>"
    for n in "67"
)
ITEMS = "<ul><li>Two pounds of flour</li><li>A spoon of salt</li><li>Water from the well</li></ul>"


def heads(title, *, cls="x", kept=True):
    html = f"<main>{ABOVE}<div class={cls}>{title}</div>{BELOW}</main>"
    region = region_of(html, kept=lambda block: kept or block.text != title, phrases=load_phrases())
    return [region.blocks[position].text for position in find_heads(region)]


@pytest.mark.parametrize("title", ["Bread and tickets", "Winters in the valley"])
def test_a_line_that_speaks_of_the_text_is_a_subhead(title):
    assert heads(title) == [title]
    assert heads(title, kept=False) == []
    assert heads(title, cls="story__subtitle", kept=False) == [title]


@pytest.mark.parametrize(
    "title", ["Harbour wall collapses overnight", "Advertisement", "She laughed.", "“Bread and tickets”"]
)
def test_other_lines_are_none(title):
    assert heads(title) == []


def test_a_title_over_items_stays_though_the_judge_doubts_it():
    html = f"<main>{ABOVE}{BELOW}<div class=subtitle>What it takes</div>{ITEMS}</main>"
    region = region_of(html, score=lambda block: 0.05 if block.text == "What it takes" else 0.9)
    assert heads_items(region, 5)
    assert [verdict.kept for verdict in judge(region)][5]


def test_a_label_over_links_heads_none_of_the_text():
    links = "<ul>" + "".join(f"<li><a href=/{n}>Other news {n}</a></li>" for n in range(3)) + "</ul>"
    region = region_of(f"<main>{ABOVE}{BELOW}<div class=t>What it takes</div>{links}</main>")
    assert not heads_items(region, 5)
