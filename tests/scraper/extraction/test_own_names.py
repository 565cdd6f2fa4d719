"""Headings and lists in elements of a page's own naming."""

from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document


def kinds(html):
    page = Page(url="https://gazette.example/story", body=f"<body>{html}</body>".encode())
    return [(block.type, block.level, block.text) for block in list_blocks(load_document(page))]


def test_names_tell_headings_and_items():
    found = kinds(
        "<gz-body><gz-par>The locks stay closed until May.</gz-par>"
        "<gz-head level='3'>What boats can do</gz-head>"
        "<gz-list><gz-item>Wait at the quay</gz-item><gz-item>Turn back</gz-item></gz-list>"
        "<gz-subhead>What it costs</gz-subhead><gz-par>Nothing, says the keeper.</gz-par></gz-body>"
    )
    assert found == [
        ("paragraph", None, "The locks stay closed until May."),
        ("heading", 3, "What boats can do"),
        ("list_item", None, "Wait at the quay"),
        ("list_item", None, "Turn back"),
        ("heading", 2, "What it costs"),
        ("paragraph", None, "Nothing, says the keeper."),
    ]


def test_a_card_has_no_heading_of_the_text_and_an_item_alone_is_none():
    cards = "<gz-card><gz-card-title>Locks closed</gz-card-title><gz-text>Until May.</gz-text></gz-card>"
    assert {kind for kind, _, _ in kinds(f"<gz-rail>{cards * 4}</gz-rail>")} == {"paragraph"}
    assert kinds("<gz-body><gz-item>The keeper opened the gates.</gz-item></gz-body>")[0][0] == "paragraph"
    long = "<gz-head>" + "The keeper opened the gates at dawn. " * 5 + "</gz-head>"
    assert kinds(f"<gz-body>{long * 4}</gz-body>")[0][0] == "paragraph"
