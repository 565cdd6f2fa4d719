"""What markup says of a block: hidden from whom, in a box or under a picture, in a header or a footer."""

import pytest
from regions import region_of

from scraper.extraction.verdicts import judge

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "345678"
]
ODD = "Boats of all sizes can be had in the old town, where three yards have stood since 1870."
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
PICTURE = "<img src=/boat.jpg>"


def fate(html, line=ODD, *, jsonld=()):
    """(kept, rule) of the first block that starts with *line*; the judges kept all blocks."""
    region = region_of(html, jsonld=jsonld)
    pairs = zip(region.blocks, judge(region), strict=True)
    return next((found.kept, found.rule) for block, found in pairs if block.text.startswith(line))


@pytest.mark.parametrize(
    ("attributes", "kept"),
    [
        ("class=wall aria-hidden=true", True),
        ("class=wall aria-hidden=true hidden", False),
        ("class=other aria-hidden=true", False),
    ],
)
def test_paragraphs_kept_from_screen_readers_alone_are_read(attributes, kept):
    text = "".join(f"<p class=wall>{line}</p>" for line in PROSE)
    assert fate(f"<main>{text}<p {attributes}>{ODD}</p></main>")[0] is kept


@pytest.mark.parametrize("name", ["infobox", "story-factbox left", "Faktaruta", "fact-box wide"])
def test_fact_boxes_are_no_part_of_the_text(name):
    html = f"<main>{TEXT}<div class='{name}'>In short<h3>The yards</h3><p>{ODD}</p></div></main>"
    assert fate(html) == (False, "markup/fact_box")
    assert fate(html, "The yards") == (False, "markup/fact_box")


def test_a_box_without_a_title_stays():
    assert fate(f"<main>{TEXT}<div class=infobox><p>{ODD}</p></div>{TEXT.replace('wall', 'pier')}</main>")[0]


def test_names_of_two_elements_make_no_fact_box():
    html = f"<main>{TEXT}<div class=info><div class=box><p>{ODD}</p></div></div></main>"
    assert fate(html)[1] != "markup/fact_box"


def test_a_box_with_half_of_the_text_is_the_text():
    assert fate(f"<main><div class=infobox>{TEXT}<p>{ODD}</p></div></main>")[0] is True


def test_what_stands_below_pictures_in_elements_named_so_is_a_caption():
    shot = f"<div class=image-widget>{PICTURE}<p>{{}}</p><p>Image: Ida Kerr</p></div>"
    html = f"<main>{TEXT}{shot.format(ODD)}{shot.format(ODD)}{TEXT.replace('wall', 'pier')}</main>"
    assert fate(html) == (False, "markup/picture_text")
    plain = html.replace("image-widget", "part")
    assert fate(plain)[0] is True


def test_a_sentence_after_a_picture_that_json_ld_has_is_no_caption():
    html = f"<main>{TEXT}{PICTURE}<div class=x>{ODD}</div>{TEXT.replace('wall', 'pier')}</main>"
    assert fate(html) == (False, "markup/after_picture")
    assert fate(html, jsonld=[6])[0] is True


def test_a_standfirst_in_the_header_is_no_part_of_the_text():
    html = f"<article><header><h1>Boats</h1><div class=x><p class=y>{ODD}</p></div></header>{TEXT}</article>"
    assert fate(html) == (False, "edges/standfirst")
    assert fate(html.replace("header>", "section>"))[0] is True


def test_a_long_note_in_the_footer_is_no_part_of_the_text():
    note = " ".join([ODD, *PROSE])
    html = f"<main>{TEXT}<div class='{{}}'><div class=x>{note}</div></div></main>"
    assert fate(html.format("page-footer")) == (False, "edges/legal_note")
    assert fate(html.format("page"))[0] is True


def test_a_page_that_is_one_big_menu_is_read():
    rows = "".join(f"<tr><td>Setting {n}<td>On, off or set by the weather</tr>" for n in range(4))
    html = f"<nav><h2>Camera</h2><table>{rows}</table></nav>"
    assert fate(f"<main>{html}</main>", "Setting 2")[0] is True
    assert fate(f"<main><p>{ODD}</p>{html}</main>", "Setting 2") == (False, "markup/nav")
    links = "".join(f"<p><a href=/{n}>Setting {n}</a></p>" for n in range(4))
    assert fate(f"<main><nav>{links}</nav></main>", "Setting 2") == (False, "markup/nav")


def test_a_name_that_most_of_a_page_without_paragraphs_bears_says_nothing():
    lines = "".join(f"<p>Shot {n}: the pier at noon</p>" for n in range(4))
    html = f"<article class=gallery><div>{lines}</div></article>"
    assert fate(html, "Shot 2")[0] is True
    some = f"<div class=plain>{lines.replace('Shot', 'Walk')}</div><article class=gallery><p>Shot 9</p></article>"
    assert fate(f"<main>{some}</main>", "Shot 9") == (False, "markup/named_caption")


def test_what_is_as_long_as_a_text_is_no_standfirst():
    html = f"<article><div><h2>{{}}</h2></div><div>{TEXT}</div></article>"
    assert fate(html.format("The ferry sails"), "The ferry") == (False, "edges/standfirst")
    assert fate(html.format(" ".join([ODD] * 6)))[0] is True


def test_where_no_paragraph_stands_a_kept_line_below_a_picture_is_no_caption():
    line = "<h2>Facts</h2><p>Opened</p><img src=/a.jpg><div class=k>Keeper of the lock</div>"
    assert fate(f"<main>{line}</main>", "Keeper") == (True, "judges")
    assert fate(f"<main>{TEXT}{line}{TEXT.replace('wall', 'pier')}</main>", "Keeper")[0] is False
