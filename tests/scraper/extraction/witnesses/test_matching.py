"""An extractor's lines find their blocks again, in order, whatever stands twice."""

import pytest

from scraper.extraction.walk import list_blocks
from scraper.extraction.witnesses import jsonld_body, structure
from scraper.extraction.witnesses.matching import match_lines, text_key
from scraper.page import Page, load_document

LONG = "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall again."


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("It is here, at 3_4.", "Itishereat34"),
        ("“It’s here” – at last…", "Itshereatlast"),
        ("Cafés, “here”", "Cafés" + "here"),
        ("日本、東京", "日本東京"),
        (" — ", "—"),
        ("* * *", "* * *"),
    ],
)
def test_text_key(text, key):
    assert text_key(text) == key


def blocks(html):
    return list_blocks(load_document(Page(url="https://gazette.example/a", body=html.encode())))


def page(*texts):
    return blocks("".join(f"<p>{text}</p>" for text in texts))


@pytest.mark.parametrize(
    ("texts", "lines", "numbers"),
    [
        (["a", "b", "c"], ["a", "c"], {0, 2}),
        (["a", "b"], ["- a", "b |"], {0, 1}),
        (["top", "menu", "one", "top", "two"], ["top", "one", "two"], {1 - 1, 2, 4}),
        (["one", "ad", "two", "ad", "three"], ["one", "two", "ad", "three"], {0, 2, 3, 4}),
        (["a", "b"], [], set()),
        ([], ["a"], set()),
        ([LONG, "x"], [LONG.replace("the old", "the very old")], {0}),
        (["***", "a"], ["***", "a"], {0, 1}),
    ],
)
def test_match_lines(texts, lines, numbers):
    assert match_lines(lines, page(*texts)) == numbers


def test_structure_finds_the_prose_and_leaves_the_rest():
    found = blocks(
        f"<ul><li><a href=/>Menu</a></ul><div><p>{LONG}</p><p>{LONG}</p></div><footer>Imprint</footer>"
    )
    assert structure.votes(found) == {1, 2}
    assert structure.votes(()) == frozenset()


def test_jsonld_body_votes_only_when_it_is_a_body():
    found = page(LONG, "Subscribe to our newsletter for more of this")
    assert jsonld_body.votes(LONG * 5, found) == {0}
    assert jsonld_body.votes(LONG, found) == frozenset()
    assert jsonld_body.votes(None, found) == frozenset()
