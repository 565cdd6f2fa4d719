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


@pytest.mark.parametrize("title", ["Glass and silence", "Vitres et silence", "ガラスと沈黙"])
def test_a_line_larger_or_bolder_than_the_text_is_a_subhead_whatever_it_says(title):
    assert heads(title, cls="'mt-8 text-2xl font-bold'") == [title]
    assert heads(title, cls="'mt-8 text-2xl font-bold'", kept=False) == []
    assert heads("Advertisement", cls="'mt-8 text-2xl font-bold'") == []


def test_several_lines_of_one_look_part_the_text():
    titles = ("Glass and silence", "Nothing but rain")
    one, two = (f"<div class=k9>{title}</div>" for title in titles)
    region = region_of(f"<main>{ABOVE}{one}{BELOW}{two}{BELOW}</main>", phrases=load_phrases())
    assert {region.blocks[position].text for position in find_heads(region)} == set(titles)
    region = region_of(f"<main>{ABOVE}{one}{BELOW}{one}{BELOW}</main>", phrases=load_phrases())
    assert not find_heads(region)


@pytest.mark.parametrize(
    ("title", "items"),
    [
        ("For one loaf", ("400 grams of flour", "2 eggs", "salt")),
        ("Für ein Brot", ("400 Gramm Mehl", "2 Eier", "Salz")),
        ("Til fire sultne", ("400 gram mel", "2 æg", "salt")),
        ("Na jeden bochník", ("400 gramů mouky", "2 vejce", "sůl")),
        ("パン1個分", ("小麦粉400グラム", "卵2個", "塩")),
    ],
)
def test_a_list_with_its_title_in_boxes_of_their_own_is_the_articles(title, items):
    def row(inner):
        return f"<div class=row><div class=col><div class=mod>{inner}</div></div></div>"

    told = [text + "</p>" for text in ABOVE.split("</p>") if text]
    listed = "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    html = "".join(map(row, (*told, f"<h4>{title}</h4>", listed, *told)))
    region = region_of(
        f"<main>{html}</main>",
        kept=lambda block: block.tag == "p",
        score=lambda block: 0.9 if block.tag == "p" else 0.4,
    )
    texts = [region.blocks[v.position].text for v in judge(region) if v.kept]
    assert texts[3 : 4 + len(items)] == [title, *items]


def test_a_list_of_links_in_boxes_of_their_own_is_none():
    def row(inner):
        return f"<div class=row><div class=col><div class=mod>{inner}</div></div></div>"

    told = [text + "</p>" for text in ABOVE.split("</p>") if text]
    listed = "<ul>" + "".join(f"<li><a href=/{n}>Other news {n}</a></li>" for n in range(3)) + "</ul>"
    html = "".join(map(row, (*told, "<h4>From the valley</h4>", listed, *told)))
    region = region_of(
        f"<main>{html}</main>",
        kept=lambda block: block.tag == "p",
        score=lambda block: 0.9 if block.tag == "p" else 0.3,
    )
    assert all(region.blocks[v.position].tag == "p" for v in judge(region) if v.kept)
