"""Inline elements that nothing parts: label, headline and summary of a box, and what is one line of text."""

import pytest

from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document


def texts(html):
    page = Page(url="https://gazette.example/story", body=f"<body>{html}</body>".encode())
    return [block.text for block in list_blocks(load_document(page))]


@pytest.mark.parametrize(
    "parts",
    [
        ("Read this as well", "The lock keeper goes on strike", "Nobody opened the gates on Monday."),
        ("READ NEXT", "The lock keeper goes on strike", "Nobody opened the gates on Monday."),
        ("Zum Thema", "Schleuse bleibt bis Mai zu", "„Das Tor klemmt“, sagt der Wärter."),
        ("Тема дня", "Шлюз закрыт до мая", "Ворота заклинило ещё в феврале."),
        ("Στο αρχείο", "Η κλειδαριά έμεινε κλειστή", "Ο φύλακας ζητά βοήθεια."),
        ("ملف النهر", "البوابة مغلقة حتى أيار", "يقول الحارس إن الباب عالق."),
        ("专题：运河", "水闸五月前不开放", "看守人说闸门卡住了。"),
        ("特集・運河", "水門、5月まで閉鎖", "門が動かなくなったという。"),
    ],
)
def test_parts_that_would_be_one_word_are_blocks(parts):
    label, headline, summary = parts
    box = f'<span class="k">{label}</span><a href="/locks">{headline}</a><span class="s">{summary}</span>'
    assert texts(f"<side-box>{box}</side-box>") == list(parts)
    assert texts(f"<div>{box}</div>") == list(parts)


def test_a_part_that_is_a_link_is_no_more_than_its_link():
    page = Page(
        url="https://gazette.example/story",
        body=b"<body><div><span>More on this</span><a href='/locks'>Locks closed for good</a></div></body>",
    )
    label, headline = list_blocks(load_document(page))
    assert (label.link_share, headline.link_share) == (0, 1)
    assert headline.links == (("/locks", "Locks closed for good"),)


@pytest.mark.parametrize(
    "html",
    [
        # An initial, a name in two parts, a word and its number, a sentence that goes on.
        "<div><span class='cap'>T</span><span>The lock keeper</span></div>",
        "<div><span>Mc</span><span>Donald opened the gates</span></div>",
        "<div><span>THE BIG</span><span>Apple fell</span></div>",
        "<div><span>NASA</span><span>Watch sees the gates close</span></div>",
        "<div><span>Covid</span><span>19 closed the locks</span></div>",
        "<div><span>The lock keeper opened </span><span>Gate Nine</span></div>",
        "<div><span>The lock keeper</span><span>, who is 61, </span><span>Opened it</span></div>",
        # With blanks between, in a line of text, in a paragraph.
        "<div><span>By Mara Holm</span> <span>The Gazette</span></div>",
        "<div>He said: <span>Open it</span><span>Now and wide</span></div>",
        "<p><span>The lock keeper</span><span>Opened the gates</span></p>",
        # Signs that stand without blanks anyway.
        "<div><span>看守人说闸门</span><span>卡住了。</span></div>",
        "<table><tr><td><span>Gate</span><span>Nine</span></td><td>4 m</td></tr></table>",
    ],
)
def test_parts_that_may_be_a_line_of_text_stay_in_it(html):
    assert len(texts(html)) == 1


def test_many_are_quick():
    page = "<div>" + "<span>Read this</span><a href=/x>Locks closed</a>\n" * 20_000 + "</div>"
    assert len(texts(page)) == 40_000
