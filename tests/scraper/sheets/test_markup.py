"""Foreign text gets into a page as text alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from scraper.sheets.markup import link, tag, visible


def written(element):
    return etree.tostring(element, method="html", encoding="unicode")


def test_texts_are_escaped_and_stay_in_order():
    made = tag(
        "p", "a<b", tag("b", "&"), "c", [tag("i", "d"), None, "e"], class_="x\"'>", aria_level=2, hidden=True
    )
    assert written(made) == (
        '<p class="x&quot;\'&gt;" aria-level="2" hidden="hidden">a&lt;b<b>&amp;</b>c<i>d</i>e</p>'
    )


@pytest.mark.parametrize("name", ["onclick", "href", "src", "style", "formaction"])
def test_what_could_act_is_no_attribute(name):
    with pytest.raises(ValueError, match=name):
        tag("p", **{name: "x"})


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://gazette.example/a", True),
        ("HTTP://gazette.example/a", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//gazette.example/a", False),
        ("https:", False),
        ("http://[bad", False),
    ],
)
def test_only_the_web_is_linked(address, is_link):
    made = link(address, "words")
    assert (made.tag, made.get("href")) == (("a", address) if is_link else ("bdi", None))
    assert made.get("rel") == ("noopener noreferrer" if is_link else None)
    assert "".join(made.itertext()) == "words"


def test_what_cannot_be_seen_is_shown_by_its_code():
    assert visible("a\x00b\u202ec\ud800\u2067\tא") == "a⟨U+0000⟩b⟨U+202E⟩c⟨U+D800⟩⟨U+2067⟩\tא"


@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_written_and_read_back(text):
    written = etree.tostring(tag("p", text, title=text), method="html", encoding="utf-8")
    read = html.fromstring(written, parser=html.HTMLParser(encoding="utf-8"))
    assert read.text_content() == visible(text)
    assert len(read) == 0
