"""Heads of the text's parts: found where they look like others and stand over text, and nowhere else."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.heads import find_heads, find_titles, heads_part

LINE = "The keeper of the harbour opened the lock for boat number {} and went back to his tea."


def heads(html, keep=lambda text: text.endswith("tea.")):
    """The heads of a page, of whose blocks the judges kept those whose text *keep* accepts."""
    region = region_of(html, kept=lambda block: keep(block.text))
    return [region.blocks[position].text for position in sorted(find_heads(region))]


def entry(number, clock=""):
    return (
        f"<div class=post>{clock}<h3>Boat {number} is through</h3>"
        f"<div><p>{LINE.format(number)}</p></div></div>"
    )


def test_headings_of_entries_stand_over_their_text():
    html = f"<main>{''.join(entry(number) for number in range(3))}</main>"
    assert heads(html) == ["Boat 0 is through", "Boat 1 is through", "Boat 2 is through"]


def test_two_headings_are_too_few():
    assert heads(f"<main>{entry(1)}{entry(2)}</main>") == []


def test_headings_over_links_are_none():
    cards = "".join(f"<h3><a href=/{n}>Other news {n}</a></h3>" for n in range(5))
    assert heads(f"<main><p>{LINE.format(1)}</p>{cards}</main>") == []


def test_linked_headings_over_the_text_are_heads_only_where_the_judges_kept_one():
    cards = "".join(f"<h3><a href=/{n}>Other news {n}</a></h3><p>{LINE.format(n)}</p>" for n in range(4))
    assert heads(f"<main>{cards}</main>") == []
    assert len(heads(f"<main>{cards}</main>", lambda text: True)) == 4


def test_a_fourth_line_of_one_look_may_stand_over_a_short_text():
    asked = "".join(f"<div class=q>Who opens lock {n}?</div><p>{LINE.format(n)}</p>" for n in range(4))
    html = f"<main><p>{LINE.format(7)}</p>{asked}</main>".replace(
        LINE.format(3), "Nobody knows but he has tea."
    )
    assert heads(html) == [f"Who opens lock {n}?" for n in range(4)]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("<div class=story__subtitle>At the lock</div>", True),
        ("<story-title>At the lock</story-title>", True),
        ("<div class=storySubhead>Who pays?</div>", True),
        ("<div class=story__aside>At the lock</div>", False),
        ("<div class=story__subtitle><a href=/l>At the lock</a></div>", False),
        ("<ul><li>" + "<div>" * 6 + "<div class=story__subtitle>At the lock" + "</div>" * 7 + "</ul>", False),
    ],
)
def test_lines_that_are_named_titles_over_the_text(title, found):
    frame = "<div class=par><p>{}</p></div>"
    told = frame.format(LINE.format(1)) + frame.format(LINE.format(2))
    twice = title + frame.format(LINE.format(3)) + title + frame.format(LINE.format(4))
    assert len(heads(f"<main>{told}{twice}</main>")) == (2 if found else 0)
    assert heads(f"<main>{title}{told}{title}</main>") == []
    rows = "<table><tr><td>Locks<td>9 tea.</tr><tr><td>Boats<td>4 tea.</tr></table>"
    assert len(heads(f"<main>{told}{title}{rows}{told}</main>")) == (1 if found else 0)


def test_clocks_over_entries():
    clocked = "".join(entry(n, f"<div class=time>{n}:45 PM</div>") for n in range(3))
    assert heads(f"<main>{clocked}</main>")[:2] == ["0:45 PM", "Boat 0 is through"]


def test_clocks_of_other_looks_are_no_entries():
    assert heads(f"<main><p>9:30</p><p>{LINE.format(1)}</p><p>{LINE.format(2)}</p></main>") == []


def test_bold_questions_between_paragraphs():
    asked = "".join(f"<p><b>Who opens lock {n}?</b></p><p>{LINE.format(n)}</p>" for n in range(2))
    html = f"<main><p>{LINE.format(7)}</p><p>{LINE.format(8)}</p>{asked}</main>"
    assert heads(html) == ["Who opens lock 0?", "Who opens lock 1?"]


def test_one_bold_line_may_be_anything():
    html = f"<main><p>{LINE.format(1)}</p><p><b>Win a boat</b></p><p>{LINE.format(2)}</p></main>"
    assert heads(html) == []


def test_heads_of_entries_may_stand_over_a_short_line():
    short = "<div class=post><h3>The lock shuts</h3><div class=time>At five.</div></div>"
    text = "".join(entry(number) for number in range(4))
    wanted = [f"Boat {number} is through" for number in range(4)]
    assert heads(f"<main>{text}{short}</main>") == wanted
    assert heads(f"<main>{text}{short}</main>", lambda text: text.endswith(("tea.", "five."))) == [
        *wanted,
        "The lock shuts",
    ]
    assert heads(f"<main>{text}<div class=post><h3>More boats</h3></div><h4>Terms</h4></main>") == wanted


def test_heads_of_one_look_vouch_for_another_that_the_judges_kept():
    over_picture = (
        "<div class=post><h3>The lock at noon</h3><figure><figcaption>By Ida</figcaption></figure></div>"
    )
    text = "".join(entry(number) for number in range(4))
    html = f"<main>{text}{over_picture}</main>"
    assert "The lock at noon" not in heads(html)
    assert "The lock at noon" in heads(html, lambda text: text.endswith(("tea.", "noon")))
    few = f"<main>{entry(1)}{over_picture}{over_picture}</main>"
    assert heads(few, lambda text: text.endswith(("tea.", "noon"))) == []


ABOVE = "".join(f"<p>{LINE.format(number)}</p>" for number in range(3))
LIST = "<ul><li>two locks</li><li>one keeper</li></ul>"


def titles(part, rule="judge/doubt", removed=(), kept=()):
    """The titles given back in *part* below the text, whose headings *rule* removed with the lines *removed*;
    the judges kept all but headings that are not *kept*."""
    region = region_of(f"<main>{ABOVE}{part}</main>", kept=lambda block: not kept or block.text in kept)
    gone = {
        position: rule
        for position, block in enumerate(region.blocks)
        if block.type == "heading" or block.text in removed
    }
    return [region.blocks[position].text for position in sorted(find_titles(region, gone))]


@pytest.mark.parametrize(
    "below",
    [LIST, "<table><tr><td>Lock<td>1870</tr></table>", f"<p>{LINE.format(7)}</p>"],
    ids=["list", "table", "paragraph"],
)
@pytest.mark.parametrize("rule", ["judge/doubt", "edges/head_line", "markup/named_navigation"])
def test_a_title_stays_over_what_stays(below, rule):
    assert titles(f"<h3>Facts</h3>{below}", rule) == ["Facts"]
    assert titles(f"<h2>More</h2><h3>Facts</h3>{below}", rule) == ["More", "Facts"]


@pytest.mark.parametrize(
    ("part", "how"),
    [
        (f"<h3>Facts</h3>{LIST}", {"rule": "teasers/headline"}),
        (f"<h3>Facts</h3>{LIST}", {"removed": ["two locks", "one keeper"]}),
        (f"<h3>Facts</h3>{LIST}", {"kept": ["two locks", "one keeper"]}),
        (f"<header><h3>Facts</h3>{LIST}</header>", {}),
        ("<h3>Facts</h3><ul><li><a href=/l>Two locks</a></li></ul>", {}),
        ("<h3>Facts</h3><p>Two locks</p>", {}),
        (f"<section><div><div><h3>Facts</h3></div></div></section><p>{LINE.format(7)}</p>", {}),
        ("<p>Nothing below</p><h3>Facts</h3>", {}),
        (f"<h3>Facts</h3><h3>Keepers</h3>{LIST}", {"removed": ["two locks", "one keeper"]}),
    ],
    ids=["words", "gone", "not kept", "header", "links", "line", "elsewhere", "last", "over a bare one"],
)
def test_other_headings_stay_away(part, how):
    assert titles(part, **how) == []


def test_of_two_headings_of_one_level_the_lower_is_the_title():
    assert titles(f"<h3>Facts</h3><h3>Keepers</h3>{LIST}") == ["Keepers"]


def test_a_heading_over_the_text_heads_only_what_stands_beside_it():
    text = f"<p>{LINE.format(7)}</p>"
    assert titles(f"<h2>More</h2><h3>Facts</h3>{text}", "edges/standfirst") == ["Facts"]
    assert titles(f"<div><h3>Facts</h3></div>{text}", "edges/standfirst") == []
    assert titles(f"<div><h3>Facts</h3></div>{text}") == ["Facts"]


BOX = "<div class=row><{0}>{1}</{0}></div>"
BOXES = "".join(BOX.format("p", LINE.format(n)) for n in range(3))


@pytest.mark.parametrize(
    ("head", "below", "score", "part"),
    [
        (BOX.format("h3", "The long wait"), "", 0.6, True),
        (BOX.format("h3", "The long wait"), BOX.format("p", "Advertisement"), 0.6, True),
        (BOX.format("h3", "The long wait"), BOX.format("p", "All boats"), 0.6, False),
        ("<div class=box><h3>The long wait</h3></div>", "", 0.2, False),
        ("<div class=box><h3>The long wait</h3></div>", "", 0.6, True),
        (BOX.format("h3", "<a href=/w>The long wait</a>"), "", 0.6, False),
    ],
)
def test_a_heading_that_the_judge_is_for_heads_a_part(head, below, score, part):
    region = region_of(
        f"<main>{BOXES}{head}{below}{BOXES}</main>",
        kept=lambda block: block.text.endswith("tea."),
        score=lambda block: score,
        phrases=load_phrases(),
    )
    position = [block.text for block in region.blocks].index("The long wait")
    assert heads_part(region, position) is part
    assert not heads_part(region, len(region.blocks) - 1)


def test_a_third_question_in_bold_heads_a_word():
    def asked(question, answer):
        return f"<section><p><strong>{question}</strong></p><p>{answer}</p></section>"

    html = (
        f"<main><p>{LINE.format(1)}</p><p>{LINE.format(2)}</p>"
        f"{asked('Who opens the lock?', LINE.format(3))}"
        f"{asked('And who closes it?', LINE.format(4))}"
        f"{asked('Do you sail yourself?', 'Never. And I like it.')}"
        f"{asked('Our hours', 'Nine to five.')}</main>"
    )
    found = heads(html, keep=lambda text: True)
    assert "Do you sail yourself?" in found
    assert "Our hours" not in found
