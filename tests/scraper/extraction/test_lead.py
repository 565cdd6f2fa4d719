"""The lead between headline and text: found by the judge's word, its place and its looks."""

import pytest

from scraper.extraction.lead import find_lead
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

TEXT = (
    "<p>The town council of Marlow Bay voted on Tuesday evening to rebuild the wall of the old harbour.</p>"
)
LEAD = "After forty years of talks the harbour of Marlow Bay is to have a wall again"


def leads(above, score=0.6, text=TEXT):
    """The texts found above *text*, the only block that the judges kept, where all above has *score*."""
    html = f"<body><div>{above}</div><div class=story>{text}</div></body>"
    blocks = list_blocks(load_document(Page(url="https://gazette.example/a", body=html.encode())))
    kept = frozenset({len(blocks) - 1})
    return [blocks[number].text for number in sorted(find_lead(blocks, kept, [score] * len(blocks)))]


@pytest.mark.parametrize(
    "set_as",
    ["<p>{}</p>", "<div class=teaser-text><p>{}</p></div>", "<ul><li>{}</li></ul>", "<p>{}</p><p>4 May</p>"],
)
def test_what_the_judge_likes_under_the_headline_leads(set_as):
    assert LEAD in leads(f"<h1>Harbour wall</h1>{set_as.format(LEAD)}")


@pytest.mark.parametrize(
    ("set_as", "score", "led"),
    [("p", 0.54, False), ("p", 0.56, True), ("h2", 0.68, False), ("h2", 0.72, True)],
)
def test_of_a_heading_the_judge_must_be_surer(set_as, score, led):
    assert bool(leads(f"<h1>Harbour wall</h1><{set_as}>{LEAD}</{set_as}>", score)) is led


@pytest.mark.parametrize(
    "above",
    [
        f"<p>{LEAD}</p>",
        f"<p>{LEAD}</p><h1>Harbour wall</h1>",
        f"<h1>Harbour wall</h1><div class=author-bio><p>{LEAD}</p></div>",
        f"<h1>Harbour wall</h1><img src=/a.jpg><p>{LEAD}</p>",
        f"<h1>Harbour wall</h1><nav><p>{LEAD}</p></nav>",
        f"<h1>Harbour wall</h1><p><a href=/b>{LEAD}</a></p>",
        f"<h1>Marlow Gazette</h1><p>{LEAD}</p>{'<p>Tide</p>' * 20}",
    ],
    ids=["no headline", "above it", "on the author", "caption", "menu", "link", "far above"],
)
def test_other_lines_are_no_lead(above):
    assert LEAD not in leads(above)


def test_captions_between_lead_and_text_do_not_count():
    pictures = "<figure><img src=/a.jpg><figcaption>The wall</figcaption></figure>" * 25
    assert LEAD in leads(f"<h1>Harbour wall</h1><p>{LEAD}</p>{pictures}")


def test_no_kept_block_has_no_lead():
    assert find_lead([], frozenset(), []) == frozenset()
