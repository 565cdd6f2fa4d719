"""Short lines of one look amid the text with amounts or bullets: a list that no element says is one."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.plain_lists import find_plain_lists
from scraper.extraction.verdicts import judge

ABOVE = "".join(
    f"<p>The baker of Wendle baked for {n} years in the old mill, and sold raffle tickets beside.</p>"
    for n in "345"
)
BELOW = "<p>Her bread was the talk of the valley for many winters, and people came from the coast.</p>"


def kept(html):
    region = region_of(
        f"<main>{ABOVE}{html}{BELOW}</main>",
        phrases=load_phrases(),
        score=lambda block: 0.9 if len(block.text) > 60 else 0.03,
    )
    listed = [region.blocks[position].text for position in sorted(find_plain_lists(region))]
    told = [region.blocks[verdict.position].text for verdict in judge(region) if verdict.kept]
    assert set(listed) <= set(told)
    return listed


@pytest.mark.parametrize(
    "lines",
    [
        ("400 g flour", "2 eggs", "a pinch of salt", "water"),
        ("400 Gramm Mehl", "2 Eier", "Salz"),
        ("小麦粉400グラム", "卵2個", "塩ひとつまみ"),
        ("• flour", "• eggs", "• salt"),
        ("- farine", "- œufs", "- sel"),
    ],
)
def test_lines_with_amounts_or_bullets_are_a_list(lines):
    assert kept("<div class=x>" + "".join(f"<div class=i>{line}</div>" for line in lines) + "</div>") == [
        *lines
    ]
    assert kept("<div class=x>" + "<br>".join(lines) + "</div>") == [*lines]


def test_its_title_stays_with_it():
    lines = ("400 g flour", "2 eggs", "salt")
    html = "<div class=t>For one loaf</div>" + "".join(f"<div class=i>{line}</div>" for line in lines)
    assert kept(html) == ["For one loaf", *lines]


@pytest.mark.parametrize(
    "lines",
    [
        ("Harbour wall collapses", "Mayor resigns overnight", "Boats wait at the lock"),
        ("Baking tray £12", "Bread knife £34", "Apron £9"),
        ("Share 12", "Comments 3", "Print 1"),
        ("12 eggs", "3 pounds of flour"),
        ("He counted 3.", "She counted 4.", "Nobody won 5."),
        ("<a href=/1>400 grams</a>", "<a href=/2>2 eggs</a>", "<a href=/3>1 loaf</a>"),
    ],
)
def test_other_short_lines_are_none(lines):
    assert kept("<div class=x>" + "".join(f"<div class=i>{line}</div>" for line in lines) + "</div>") == []


def test_lines_at_the_foot_are_none():
    lines = "".join(f"<div class=i>{line}</div>" for line in ("400 g flour", "2 eggs", "1 spoon of salt"))
    region = region_of(f"<main>{ABOVE}{BELOW}<div class=x>{lines}</div></main>", phrases=load_phrases())
    assert not find_plain_lists(region)
