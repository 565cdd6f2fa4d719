"""Text whose own empty lines part it."""

import pytest

from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

FIRST = "The harbour master counted the boats twice on Monday and came to a different number each time."
SECOND = "Nobody in the village had seen the third trawler leave, although its owner lives above the quay."
THIRD = "By Thursday the search had moved to the northern bay, where the water is only four metres deep."
LABEL = "Advertisement"


def types_and_texts(html: str) -> list[tuple[str, str]]:
    page = Page(url="https://paper.example/a", body=html.encode(), content_type="text/html")
    return [(block.type, block.text) for block in list_blocks(load_document(page))]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n\n  "])
@pytest.mark.parametrize("tag", ["div", "p", "pre"])
def test_paragraphs_between_empty_lines_are_blocks(tag, gap):
    text = gap.join((FIRST, LABEL, SECOND, THIRD))
    assert types_and_texts(f"<{tag}>{text}</{tag}>") == [
        ("paragraph", FIRST),
        ("paragraph", LABEL),
        ("paragraph", SECOND),
        ("paragraph", THIRD),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n{SECOND}",
        f"By\n\nAnna Teller\n\nfor\n\nthe Paper. {FIRST}\n\n{SECOND} {THIRD}",
        f"{FIRST}\n{SECOND}\n{THIRD}",
        f"{FIRST}\n\n<b>{SECOND[:40]}\n\n{SECOND[40:]}</b> {THIRD}",
    ],
    ids=["two", "template", "wrapped", "inline"],
)
def test_empty_lines_of_a_template_part_nothing(text):
    (block,) = types_and_texts(f"<p>{text}</p>")
    assert block[0] == "paragraph"


@pytest.mark.parametrize(
    "code",
    [
        f"{FIRST}\n\n{SECOND}\n\n  {THIRD}\n  next",
        "if boats:\n\n    count(boats)\n\nreturn",
        "\n\n".join(f"Then row the boat, my brother, row the boat till morning comes, {n}" for n in range(4)),
        f"{FIRST}\nno boat\n\n{SECOND}\nno boat\n\n{THIRD}\nno boat",
    ],
    ids=["lines", "code", "verse", "stanzas"],
)
def test_code_and_verse_stay_as_they_are_printed(code):
    assert {kind for kind, _ in types_and_texts(f"<pre>{code}</pre>")} == {"preformatted"}


def test_lines_broken_at_a_width_are_one():
    lines = [
        "The harbour master counted the boats twice on Monday and",
        "came to a different number each time.",
    ]
    text = "\n\n".join(["\n".join(lines)] * 3)
    assert types_and_texts(f"<pre>{text}</pre>") == [("paragraph", " ".join(lines))] * 3


def test_a_label_right_over_a_title_is_a_line_of_its_own():
    text = "\n\n".join((FIRST, "Read also\nNew boats for the harbour", SECOND, THIRD))
    page = Page(url="https://paper.example/a", body=f"<pre>{text}</pre>".encode(), content_type="text/html")
    blocks = list_blocks(load_document(page))
    assert [block.text for block in blocks][1:3] == ["Read also", "New boats for the harbour"]
    assert [block.continues for block in blocks] == [False, False, True, False, False]


def test_items_of_a_list_are_lines_of_their_own():
    items = [f" * {text}" for text in (FIRST[:55], SECOND[:60], "rope")]
    text = "\n\n".join((FIRST, "\n".join(items), SECOND, THIRD))
    assert [text for _, text in types_and_texts(f"<pre>{text}</pre>")][1:4] == [
        item.strip() for item in items
    ]


def test_a_link_belongs_to_its_part():
    html = f"<div>{FIRST} <a href='/x'>More</a>.\n\n{SECOND}\n\n{THIRD}</div>"
    assert [text for _, text in types_and_texts(html)] == [f"{FIRST} More.", SECOND, THIRD]
