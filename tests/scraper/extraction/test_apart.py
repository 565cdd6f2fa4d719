"""What an element says against prose that only the learned judge likes: captions, disclosures, titled boxes."""

import pytest
from regions import region_of

from scraper.extraction import content
from scraper.extraction.apart import find_apart
from scraper.extraction.content import find_content
from scraper.extraction.verdicts import judge
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "3456"
]
SAID = "The mayor of Marlow Bay looks on as the first stones of the old wall are lifted out of the water."


def page_of(box):
    """Two paragraphs, *box* with `SAID` in its place, two paragraphs."""
    first, last = ("".join(f"<p>{text}</p>" for text in part) for part in (PROSE[:2], PROSE[2:]))
    return f"<html><body><article>{first}{box.format(SAID)}{last}</article></body></html>"


def load(html):
    document = load_document(Page(url="https://gazette.example/a", body=html.encode()))
    return document, list_blocks(document)


APART = [
    "<div class=caption><p>{}</p></div>",
    "<div><p class=wp-caption-text>{}</p></div>",
    "<div class=storyDisclaimer>{}</div>",
    "<aside><h3>The old wall</h3><p>{}</p></aside>",
    "<aside><div><h3>The old wall</h3></div><div><p>Built in 1870.</p><p>{}</p></div></aside>",
]
AMONG = [
    "<p>{}</p>",
    "<div class=media><p>{}</p></div>",
    "<div class=caption><div><div><p>{}</p></div></div></div>",
    "<aside><p>{}</p></aside>",
    "<aside><p>{}</p><h3>The old wall</h3></aside>",
    "<h3>The old wall</h3><aside><p>{}</p></aside>",
]


@pytest.mark.parametrize(
    ("box", "apart"), [*((box, True) for box in APART), *((box, False) for box in AMONG)]
)
def test_what_stands_apart(box, apart):
    _, blocks = load(page_of(box))
    kept = frozenset(block.number for block in blocks if block.text in PROSE)
    found = find_apart(blocks, range(len(blocks)), kept)
    assert any(blocks[number].text == SAID for number in found) is apart


def test_what_looks_like_kept_text_does_not_stand_apart():
    _, blocks = load("<div class=caption><p>A</p><p>B</p></div><div class=caption><i>C</i></div>")
    assert find_apart(blocks, [1, 2], frozenset({0})) == frozenset({2})
    assert find_apart(blocks, [], frozenset()) == frozenset()


@pytest.mark.parametrize(
    ("box", "jsonld", "kept"),
    [
        ("<div class=media><p>{}</p></div>", (), True),
        ("<div class=caption><p>{}</p></div>", (), False),
        ("<div class=caption><p>{}</p></div>", (2,), True),
    ],
)
def test_the_learned_judge_alone_rescues_nothing_that_stands_apart(box, jsonld, kept):
    region = region_of(
        page_of(box), kept=lambda block: block.text in PROSE, score=lambda block: 0.85, jsonld=jsonld
    )
    verdict = judge(region)[2]
    assert (verdict.kept, verdict.what) == ((True, "paragraph") if kept else (False, "caption"))


@pytest.mark.parametrize(
    ("box", "taken"), [("<p class=odd>{}</p>", True), ("<p class=caption>{}</p>", False)]
)
def test_what_the_judge_is_certain_of_joins_the_content_unless_it_stands_apart(monkeypatch, box, taken):
    document, blocks = load(page_of(box))
    for asked in ("quick_votes", "votes"):
        monkeypatch.setattr(content.chief, asked, lambda *_, **__: frozenset({0, 1, 3, 4}))
    monkeypatch.setattr(content, "score_blocks", lambda *_, **__: (0.95,) * 5)
    assert (2 in find_content(document, blocks, None).numbers) is taken


def test_a_box_of_thousands_of_blocks():
    _, blocks = load("<aside><h2>Notes</h2>" + "<p>A line.</p>" * 20_000 + "</aside>")
    assert len(find_apart(blocks, range(len(blocks)), frozenset())) == 20_001
