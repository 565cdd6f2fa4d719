"""Blocks: what a page's text falls into, and what is said of each piece."""

import time

import pytest

from scraper.extraction.places import Place
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document


def blocks(html):
    return list_blocks(load_document(Page(url="https://gazette.example/a", body=html.encode())))


def texts(html):
    return [block.text for block in blocks(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<p>One<br><br>Two</p>", ["One", "Two"]),
        ("<p>One<br>Two</p>", ["One", "Two"]),
        ("<div>Bare text<p>In a paragraph</p>after it</div>", ["Bare text", "In a paragraph", "after it"]),
        ("<p>Before <div>ad</div> after</p>", ["Before", "ad", "after"]),
        ("<p>The <b>bold</b> and <a href='/x'>linked</a> words.</p>", ["The bold and linked words."]),
        ("<p>un<em>believ</em>able</p>", ["unbelievable"]),
        ("<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>", ["One", "Inner", "Two"]),
        ("<p>Seen<script>x()</script><style>p{}</style><noscript>No</noscript></p>", ["Seen"]),
        ("<p>Seen <span style='display: none'>not</span> here</p>", ["Seen here"]),
        ("<template><p>Later</p></template><p>Now</p>", ["Now"]),
        ("<table><tr><td>Leeds</td><td>2</td></tr></table>", ["Leeds | 2"]),
        ("<table><tr><td><p>One</p><p>Two</p><p>Three</p></td></tr></table>", ["One", "Two", "Three"]),
        ("<x-card>In a custom element</x-card>", ["In a custom element"]),
        ("", []),
        ("<p> \n </p><p>\u200b</p>", []),
        ("\x00\xff<p>Odd \ud7ff bytes</p", ["ÿ", "Odd \ud7ff bytes"]),
    ],
)
def test_texts(html, expected):
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "kind", "level"),
    [
        ("<p>x</p>", "paragraph", None),
        ("<h3>x</h3>", "heading", 3),
        ("<div role=heading aria-level=4>x</div>", "heading", 4),
        ("<blockquote><p>x</p></blockquote>", "quote", None),
        ("<ol><li>x</ol>", "list_item", None),
        ("<ol><li><p>x</ol>", "list_item", None),
        ("<dl><dt>x</dl>", "list_item", None),
        ("<pre>x</pre>", "preformatted", None),
        ("<table><tr><th>a<td>b</table>", "table_row", None),
        ("<figure><figcaption>x</figcaption></figure>", "caption", None),
        ("<figure><p>x</p></figure>", "caption", None),
        ("<section><caption>x</caption></section>", "paragraph", None),
        ("<table><caption>x</caption></table>", "caption", None),
        ("<figure><blockquote>x</blockquote></figure>", "quote", None),
    ],
)
def test_types(html, kind, level):
    (block,) = blocks(html)
    assert (block.type, block.level) == (kind, level)


def test_a_figure_that_was_never_closed_makes_no_captions_of_paragraphs():
    told = "The ferryman counts the boats in the evening, and again in the morning. " * 2
    page = f"<div><figure><img src=a><figcaption>The ferry</figcaption><h2>Boats</h2>{f'<p>{told}</p>' * 4}</div>"
    assert [block.type for block in blocks(page)] == ["caption", "heading", *["paragraph"] * 4]
    few = f"<figure><img src=a>{f'<p>{told}</p>' * 3}</figure>"
    assert {block.type for block in blocks(few)} == {"caption"}


def test_spans_that_are_set_as_blocks_are_blocks():
    spans = "<span class='x d-block'>One.</span> <span style='Display: block'>Two.</span> <span>Three.</span>"
    assert texts(f"<div>{spans}</div>") == ["One.", "Two.", "Three."]
    assert texts("<p><span style='display:block; float:left'>T</span>he ferry.</p>") == ["The ferry."]


def test_code_keeps_its_lines_and_indent():
    code = blocks("<pre>\ndef f():\n    return 1\n\nf()\n</pre>")
    assert [block.text for block in code] == ["def f():\n    return 1", "f()"]
    assert {block.type for block in code} == {"preformatted"}


def test_a_row_of_a_layout_table_holds_text_that_empty_lines_or_indents_part():
    told = "The ferry left the harbour of Norvik at dawn, and nobody on the quay waved to it."
    for gap in ("<br><br>", "<br>&nbsp;&nbsp;", "<br>\u3000"):
        cell = gap.join([told] * 4)
        page = f"<table><tr><td>Menu<td><div>{cell}</div></table>"
        assert texts(page) == ["Menu", *[told] * 4]
    names = "Ann Moor<br>Jan Vos<br><br>Eva Lind<br>Tom Ray"
    assert texts(f"<table><tr><td>Crew<td>{names}</table>") == ["Crew | Ann Moor Jan Vos Eva Lind Tom Ray"]


def test_single_breaks_tie_lines_together():
    assert [b.continues for b in blocks("<p>a<br>b<br><br>c</p><p>d<br>e</p>")] == [
        False,
        True,
        False,
        False,
        True,
    ]


def test_links_and_their_share():
    (block,) = blocks("<p>1234 <a href='/a'>56</a> <a href='/b'>78</a></p>")
    assert block.links == (("/a", "56"), ("/b", "78"))
    assert block.link_share == 0.5


def test_link_around_blocks_counts_in_each():
    first, second = blocks("<a href='/story'><h3>Head</h3><p>Summary</p></a>")
    assert (first.link_share, first.links) == (1.0, (("/story", "Head"),))
    assert (second.link_share, second.links) == (1.0, (("/story", "Summary"),))


def test_whole_bold_and_italic():
    bold, slanted, mixed = blocks(
        "<p><b>All bold</b></p><p><i>All <u>of</u> it</i></p><p><b>Part</b> of it only</p>"
    )
    assert (bold.bold, bold.italic) == (True, False)
    assert (slanted.bold, slanted.italic) == (False, True)
    assert not mixed.bold


@pytest.mark.parametrize(
    "how",
    [
        "hidden",
        "style='display:none'",
        "aria-hidden=true",
        "style='VISIBILITY: hidden'",
        "class='offer hidden'",
    ],
)
def test_hidden_text_is_flagged(how):
    seen, hidden = blocks(f"<p>Seen</p><div {how}><section><p>Hidden</p></section></div>")
    assert (seen.hidden, hidden.hidden) == (False, True)


@pytest.mark.parametrize("name", ["hidden md:block", "overflow-hidden", "hidden-xs", "unhidden"])
def test_classes_that_hide_on_some_screens_or_nothing_are_no_flag(name):
    assert not blocks(f"<div class='{name}'><p>Seen</p></div>")[0].hidden


def test_elements_of_the_pages_own_making_are_parts_by_their_role():
    before, inside, after = blocks("<p>One</p><x-box role=complementary>Two <b>in it</b></x-box>Three")
    assert [block.text for block in (before, inside, after)] == ["One", "Two in it", "Three"]
    assert [block.inside(Place.ASIDE) for block in (before, inside, after)] == [False, True, False]
    assert texts("<p>One <x-word role=note>two</x-word> three</p>") == ["One two three"]


def test_readings_of_signs_are_no_text():
    html = "<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の<ruby>壁<rt>かべ</rt></ruby>です。</p>"
    assert texts(html) == ["港の壁です。"]


def test_inline_aria_hidden_words_are_read():
    assert texts("<p>Won <span aria-hidden='true'>52</span> seats</p>") == ["Won 52 seats"]


def test_place_signature_and_tokens():
    one, two, three = blocks(
        "<div id=storyBody class=main-text><p class=a>x</p><p class=a>y</p></div><div><p class=a>z</p></div>"
    )
    assert one.signature == two.signature == "div.main-text>p.a"
    assert one.container == two.container != three.container
    assert one.own_tokens == {"a"}
    assert one.near_tokens == {"story", "body", "main", "text"}


def test_bare_text_stands_in_its_own_element():
    bare, inner = blocks("<div>bare<p>inner</p></div>")
    assert bare.container == inner.container


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p>" * 20_000,
        "x<br>" * 50_000,
        "<br>" * 50_000,
        "<div>" * 100_000 + "x",
        "<em>" * 16_000 + "x",
        "<p>" + "<a href=x>y" * 16_000,
        "<table><tr><td>" * 3_000 + "x",
        "<table>" + "<tr><td>a<td>b" * 20_000,
        "<p>" + "<span class=x>a " * 20_000,
    ],
    ids=["p", "br", "empty-br", "div", "em", "a", "tables", "rows", "span"],
)
def test_hostile_pages_are_quick(html):
    document = load_document(Page(url="https://gazette.example/a", body=html.encode()))
    began = time.process_time()
    list_blocks(document)
    assert time.process_time() - began < 5


def test_numbers_run_in_page_order():
    assert [b.number for b in blocks("<h1>a</h1><ul><li>b</ul><p>c</p>")] == [0, 1, 2]


def test_elements_of_a_sites_own_naming_are_blocks_unless_they_stand_in_a_line():
    html = "<news-body><news-par>One line.</news-par> <news-par>Another <x-tip>term</x-tip>, too.</news-par>"
    assert texts(f"<div>{html}</news-body></div>") == ["One line.", "Another term, too."]
    assert texts("<div>A <x-tip>term</x-tip> <x-tip>of art</x-tip></div>") == ["A term of art"]
