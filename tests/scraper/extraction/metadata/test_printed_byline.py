import pytest

from scraper.extraction.metadata.trust import read_metadata
from scraper.page import Page, load_document
from scraper.sites.site import Site

LONG = "<p>" + "Some words of the text. " * 20 + "</p>"


def names(body, head=""):
    html = f"<html lang=en><head>{head}</head><body><article><h1>Old pool to close</h1>{body}</article></body></html>"
    page = Page(url="https://gazette.example/a", body=html.encode())
    found = read_metadata(load_document(page), Site(domain="gazette.example"))
    return [author.name for author in found.authors]


@pytest.mark.parametrize(
    "line",
    [
        "<p>By <strong>Jane Roe</strong></p>",
        "<h5>Author: </h5>Jane Roe",
        "<dl><dt>Author</dt><dd>Jane Roe</dd></dl>",
        "<h4>Author</h4><p><a href='/x'>Jane Roe</a>, </p>",
        "<div><p><strong>By</strong></p></div><div>Jane Roe</div>",
        '<span class="teaser-cat">By Jane Roe</span>',
        '<div class="share-author">By <span>Jane Roe</span></div>',
        '<a href="/about/editors/jane-roe/">Jane Roe</a>',
    ],
)
def test_names_beside_their_label(line):
    assert names(line + LONG) == ["Jane Roe"]


def test_signed_line_at_the_end():
    assert names(f"{LONG}<p><em>Von <span>Anna Berg</span></em></p>") == ["Anna Berg"]


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li><a href='/b'>The mayor opens a bridge over the river on Monday<h6>By Bo Berg</h6></a></li></ul>",
        "<a href='/b'>The mayor opens a bridge over the river on Monday <span class='author'>By Bo Berg</span></a>",
        "<p>By</p><h2>Victory for the mayor's party and her allies</h2>",
        "<p>By</p>",
    ],
)
def test_no_byline(line):
    assert names(line + LONG) == []


def test_authors_of_cited_works():
    cited = '<li itemscope itemtype="http://schema.org/Book" itemprop="citation"><meta itemprop="author" content="Bo Berg">'
    assert names(LONG + cited) == []
    assert names(LONG + cited, '<meta name="dc.creator" content="Jane Roe">') == ["Jane Roe"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<p style="text-align: right;"><strong>Lan Roe</strong></p>', ["Lan Roe"]),
        ('<p align="right">Lan Roe</p>', ["Lan Roe"]),
        ("<p>Lan Roe</p>", []),
        ('<p style="text-align:right">Read more of the coast</p>', []),
        ('<blockquote><p style="text-align:right">Lan Roe</p></blockquote>', []),
    ],
)
def test_name_alone_set_to_the_right_signs_the_text(line, expected):
    assert names(LONG + line) == expected


STRANGER = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Old pool to close",'
    '"author":{"@type":"Person","name":"Site Editor Roe"}}</script>'
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<div class="author">Ann Lee</div>', ["Ann Lee"]),
        ("<p>One.</p><p>By Ann Lee</p>", ["Ann Lee"]),
        ("<dl><dt>Author</dt><dd>Ann Lee</dd></dl>", ["Ann Lee"]),
        ("<p>Author Ann Lee said that she was there when the old pool was built.</p>", ["Site Editor Roe"]),
        (
            '<p>One.</p><p class="date">1</p><time>2</time><a href="/author/ann">Ann Lee</a>',
            ["Site Editor Roe"],
        ),
        ('<div class="author">Ann Lee and Bo Hill</div>', ["Site Editor Roe"]),
        ('<div class="author">Roe Ann</div>', ["Site Editor Roe"]),
    ],
)
def test_name_next_to_the_headline_against_a_declared_stranger(line, expected):
    assert names(line + LONG, STRANGER) == expected


def test_byline_of_somebody_else_is_not_the_articles():
    html = f"<html><head>{STRANGER}</head><body><article><h1>Old pool to close</h1>LINE{LONG}</article>"
    for line, byline in [
        ("<p>Author Ann Lee, from Norport, said that she was there.</p>", None),
        ("<p>By S. E. Roe</p>", "By S. E. Roe"),
    ]:
        page = Page(url="https://gazette.example/a", body=html.replace("LINE", line).encode())
        assert read_metadata(load_document(page), Site(domain="gazette.example")).byline == byline
