"""The chief judge is believed, unless his answer has collapsed."""

import pytest

from scraper.extraction import content
from scraper.extraction.content import common_place, find_content
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

LONG = "The town council of Marlow Bay voted on Tuesday evening to rebuild wall number {} of the old harbour."


def load(html):
    document = load_document(Page(url="https://gazette.example/a", body=html.encode()))
    return document, list_blocks(document)


def story(count):
    return "".join(f"<p>{LONG.format(number)}</p>" for number in range(count))


def speak(monkeypatch, numbers):
    """Make trafilatura say *numbers*, however it is asked."""
    for asked in ("quick_votes", "votes"):
        monkeypatch.setattr(content.chief, asked, lambda root, blocks, **_: numbers)


def test_region_spans_the_content():
    document, blocks = load(
        f"<nav><a href=/>Home</a></nav><article>{story(5)}</article><footer>Imprint</footer>"
    )
    found = find_content(document, blocks, None)
    assert (found.judge, sorted(found.numbers)) == ("chief", [1, 2, 3, 4, 5])
    assert (found.first, found.last) == (1, 5)


def test_a_collapsed_answer_is_replaced(monkeypatch):
    speak(monkeypatch, frozenset({0}))
    document, blocks = load(f"<p>Short</p><article>{story(6)}</article>")
    found = find_content(document, blocks, None)
    assert found.judge == "witnesses"
    assert set(range(1, 7)) <= found.numbers


@pytest.mark.parametrize(
    ("quick", "asked"),
    [(frozenset(range(1, 9)), 0), (frozenset({1, 2}), 1), (frozenset(), 1)],
    ids=["all", "little", "none"],
)
def test_the_whole_page_is_read_only_where_its_frame_holds_little(monkeypatch, quick, asked):
    calls = []
    monkeypatch.setattr(content.chief, "quick_votes", lambda root, blocks: quick)
    monkeypatch.setattr(
        content.chief, "votes", lambda root, blocks, **how: calls.append(how) or frozenset(range(1, 9))
    )
    document, blocks = load(f"<p>Short</p><article>{story(8)}</article>")
    assert find_content(document, blocks, None).numbers >= set(range(1, 9))
    assert len(calls) == asked


def test_a_long_menu_is_no_answer(monkeypatch):
    speak(monkeypatch, frozenset(range(200)))
    menu = "".join(f"<li><a href=/{number}>Sea and harbour {number}</a></li>" for number in range(200))
    document, blocks = load(f"<nav><ul>{menu}</ul></nav><article>{story(3)}</article>")
    found = find_content(document, blocks, None)
    assert found.judge == "witnesses"
    assert {200, 201, 202} <= found.numbers


def test_no_text_gives_an_empty_region():
    document, blocks = load("<p></p>")
    found = find_content(document, blocks, None)
    assert (found.numbers, found.first, found.last) == (frozenset(), 0, -1)


def test_the_site_files_choice_stands_above_the_judges():
    document, blocks = load(f"<article>{story(5)}</article>")
    found = find_content(document, blocks, None, chosen=frozenset({1, 2}))
    assert (found.judge, found.numbers) == ("site", {1, 2})


def test_common_place_of_distant_blocks():
    _, blocks = load("<main><div><p>a</p></div><section><div><p>b</p></div></section></main>")
    assert common_place([block.place for block in blocks]).tag == "main"


@pytest.mark.parametrize(("agreed", "heard"), [(1, False), (4, True)])
def test_a_judge_that_sees_another_article_is_not_heard(monkeypatch, agreed, heard):
    def score(document, blocks, **_):
        return tuple(0.9 if number < agreed else 0.1 for number in range(len(blocks)))

    monkeypatch.setattr(content, "score_blocks", score)
    document, blocks = load(f"<article>{story(6)}</article>")
    assert bool(find_content(document, blocks, None).scores) is heard


def test_prose_that_the_chief_passed_over_joins_the_content(monkeypatch):
    speak(monkeypatch, frozenset(range(1, 6)))
    monkeypatch.setattr(content, "score_blocks", lambda document, blocks, **_: (0.85, *[0.8] * 5, 0.75))
    document, blocks = load(f"<article>{story(7)}</article>")
    found = find_content(document, blocks, None)
    assert (found.first, found.last) == (0, 5)


@pytest.mark.parametrize(("links", "judge"), [(frozenset({6, 7}), "witnesses"), (frozenset({1, 2}), "chief")])
def test_lines_are_the_answer_where_the_chief_s_is_links(monkeypatch, links, judge):
    speak(monkeypatch, links)
    said = "".join(f"<p>MR PELL: Question {number} is on the table.</p>" for number in range(5))
    document, blocks = load(
        f"<h1>Minutes</h1><div>{said}</div><div><p><a href=/a>Ferry late</a></p><p><a href=/b>Wall down</a></div>"
    )
    found = find_content(document, blocks, None)
    assert found.judge == judge
    assert found.numbers >= {1, 2, 3, 4, 5} or judge == "chief"


BESIDE = "".join(
    f"<div><a href=/n{n}>Ferry {n} runs again</a><p>The boat was under repair for {n} months.</p></div>"
    for n in range(2, 8)
)


def wrapped(count):
    """An article whose paragraphs are spans in boxes: nothing that trafilatura takes for text."""
    return "".join(
        f"<section class=x><span class=y><span>{LONG.format(n)}</span></span></section>" for n in range(count)
    )


@pytest.mark.parametrize(("liked", "judge", "own"), [("story", "witnesses", True), ("side", "chief", False)])
def test_a_side_column_is_not_taken_for_the_article(monkeypatch, liked, judge, own):
    document, blocks = load(
        f"<div><h1>The wall</h1><p>Built anew</p>{wrapped(4)}</div><div class=r><h4>Latest</h4>{BESIDE}</div>"
    )
    story = {block.number for block in blocks if block.text.startswith("The town council")}
    side = {block.number for block in blocks if block.number > max(story) + 1}
    speak(monkeypatch, frozenset(side | {min(story) - 1}))
    scores = tuple(0.97 if (block.number in story) == (liked == "story") else 0.02 for block in blocks)
    monkeypatch.setattr(content, "score_blocks", lambda *_, **__: scores)
    found = find_content(document, blocks, None)
    assert found.judge == judge
    assert (story <= found.numbers, bool(found.numbers & side)) == (own, not own)


@pytest.mark.parametrize(("stories", "judge"), [(1, "witnesses"), (3, "chief")])
def test_it_is_not_though_lines_of_the_article_and_a_story_beside_it_are_in_the_answer(
    monkeypatch, stories, judge
):
    told = "".join(f"<p>{LONG.format(n).replace('town', 'county')}</p>" for n in range(stories))
    listed = "<ul><li>two boats<li>one landing</ul>"
    document, blocks = load(
        f"<div><h1>The wall</h1>{wrapped(3)}{listed}</div><div class=r><h4>Latest</h4>{BESIDE}{told}</div>"
    )
    story = {block.number for block in blocks if block.text.startswith("The town council")}
    speak(monkeypatch, frozenset(block.number for block in blocks if block.number > max(story)))
    scores = tuple(0.97 if block.number in story else 0.1 for block in blocks)
    monkeypatch.setattr(content, "score_blocks", lambda *_, **__: scores)
    found = find_content(document, blocks, None)
    assert found.judge == judge
    assert story <= found.numbers or judge == "chief"


def test_an_answer_that_has_some_of_the_prose_stands_though_the_judge_sees_little_of_it(monkeypatch):
    entries = "".join(f"<p>At {n} the water stood {n} feet high.</p>" for n in range(1, 9))
    document, blocks = load(f"<div><h1>The wall</h1>{story(2)}{entries}</div>")
    told = {block.number for block in blocks if block.text.startswith("The town council")}
    speak(monkeypatch, frozenset(block.number for block in blocks if block.number > min(told)))
    scores = tuple(0.97 if block.number in told else 0.1 for block in blocks)
    monkeypatch.setattr(content, "score_blocks", lambda *_, **__: scores)
    assert {block.number for block in blocks[-8:]} <= find_content(document, blocks, None).numbers
