"""Headings and lists in a row with the paragraphs, each in a frame of its own as page builders set them."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.lists import group_rows, stands_amid
from scraper.extraction.rows import heads_text

LINE = "The ferrymen of the upper river met on {} and talked about the new fares until the evening."
FIRST, SECOND, THIRD = (f"<p>{LINE.format(day)}</p>" for day in ("Monday", "Tuesday", "Friday"))
LIST = "<ul><li>Two boats<li>One landing</ul>"
SHORT = ("A ring of the bell", "What they want", "Two boats", "One landing")


def region(html):
    return region_of(
        html, kept=lambda block: block.text not in (*SHORT, "Advertisement"), phrases=load_phrases()
    )


def framed(*parts):
    """The parts in a row, each in a frame within a frame."""
    return "<main>" + "".join(f"<div class=x{n}><div class=in>{p}</div></div>" for n, p in enumerate(parts))


def is_head(html):
    found = region(html)
    return heads_text(found, next(i for i, b in enumerate(found.blocks) if b.text == "What they want"))


def amid(html):
    found = region(html)
    return [block.text for i, block in enumerate(found.blocks) if stands_amid(found, i)]


def test_a_heading_in_a_frame_of_its_own():
    assert is_head(framed(FIRST, SECOND, "<h2>What they want</h2>", THIRD))


def test_page_builders_frame_everything_five_times():
    deep = ["<div><div><div>" + part + "</div></div></div>" for part in (FIRST, SECOND, LIST, THIRD)]
    assert amid(framed(*deep)) == ["Two boats", "One landing"]
    headed = [*deep[:2], deep[2].replace(LIST, "<h2>What they want</h2>"), deep[3]]
    assert is_head(framed(*headed))


def test_the_label_of_an_advertisement_may_stand_between():
    assert is_head(framed(FIRST, SECOND, "<h2>What they want</h2>", "<p>Advertisement</p>", THIRD))
    assert not is_head(framed(FIRST, SECOND, "<h2>What they want</h2>", "<p>Two boats</p>", THIRD))


def test_a_heading_in_the_row_over_a_framed_paragraph():
    html = framed(FIRST, SECOND, "", THIRD).replace(
        "<div class=x2><div class=in></div></div>", "<h2>What they want</h2>"
    )
    assert is_head(html)


@pytest.mark.parametrize(
    "box",
    [
        "<h2><a href=/bell>What they want</a></h2>",
        "<p>A ring of the bell</p><h2>What they want</h2>",
        "<div>" * 6 + "<h2>What they want</h2>" + "</div>" * 6,
    ],
)
def test_a_link_a_shared_frame_and_one_far_below_head_nothing(box):
    assert not is_head(framed(FIRST, SECOND, box, THIRD))


def test_nothing_heads_the_first_paragraph():
    assert not is_head(framed("<h2>What they want</h2>", FIRST, SECOND, THIRD))


def test_a_heading_over_a_kept_list():
    html = framed(FIRST, SECOND, "<h2>What they want</h2>", "<ul><li>Lower fares<li>A roof</ul>", THIRD)
    assert is_head(html)
    assert not is_head(html.replace("Lower fares", "<a href=/fares>Lower fares</a>"))


@pytest.mark.parametrize(
    "parts",
    [
        (FIRST, SECOND, LIST, THIRD),
        (FIRST, SECOND, LIST, "<p>A ring of the bell</p>", THIRD),
        (FIRST, SECOND + LIST, THIRD),
    ],
)
def test_a_list_among_the_paragraphs(parts):
    assert amid(framed(*parts)) == ["Two boats", "One landing"]
    assert amid("<main>" + "".join(parts)) == ["Two boats", "One landing"]


def test_head_body_and_foot_of_a_table_are_one_table():
    rows = [
        "<thead><tr><th>Boat<th>Fare</tr></thead>",
        "<tbody><tr><td>Owl<td>4</tr><tr><td>Heron<td>5</tr></tbody>",
    ]
    table = f"<table>{rows[0]}{rows[1]}<tfoot><tr><td>Both<td>9</tr></tfoot></table>"
    found = region(framed(FIRST, SECOND, table, THIRD, f"<table>{rows[1]}</table>"))
    assert sorted(map(len, group_rows(found).values())) == [2, 4]


def test_a_few_lines_under_what_announces_a_list():
    box = "<p>A ring of the bell</p>" * 3
    announced = FIRST.replace("evening.", "evening:")
    assert amid(framed(FIRST, SECOND, THIRD, announced, box, LIST, THIRD)) == ["Two boats", "One landing"]
    assert amid(framed(FIRST, SECOND, THIRD, announced, box + box, LIST, THIRD)) == []


@pytest.mark.parametrize(
    "parts",
    [
        (LIST, FIRST, SECOND, THIRD),
        (FIRST, SECOND, THIRD, LIST),
        (FIRST, SECOND, "<ul><li>Two boats</ul>", THIRD),
        (FIRST, SECOND, "<ul><li><a href=/b>Two boats</a><li>One landing</ul>", THIRD),
        (FIRST, SECOND, "<p>A ring of the bell</p>" + LIST, THIRD),
        (FIRST, SECOND, "<div>" * 6 + LIST + "</div>" * 6, THIRD),
    ],
)
def test_other_lists(parts):
    assert amid(framed(*parts)) == []
