"""Spans that a style sheet sets as blocks, told by what they hold and how they stand."""

import pytest

from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

TOLD = (
    "The lock keeper opened the gates at dawn. Nobody had asked him to.",
    "„Das Wasser kam zu schnell“, sagt er. Dann schweigt er lange und zählt die Boote.",
    "Le canal est fermé depuis lundi. Les bateliers attendent une réponse du préfet.",
)


def texts(html):
    page = Page(url="https://gazette.example/story", body=f"<body>{html}</body>".encode())
    return [block.text for block in list_blocks(load_document(page))]


def spans(*lines, classes="ln"):
    return "".join(f"<span class='{classes}'>{line}</span>\n" for line in lines)


def test_spans_of_several_sentences_side_by_side_are_blocks_with_all_that_look_alike():
    lines = (TOLD[0], "Advertisement", TOLD[1], "<b>Who pays?</b>", TOLD[2], "He does not know.")
    plain = [line.replace("<b>", "").replace("</b>", "") for line in lines]
    assert texts(f"<div>{spans(*lines)}</div>") == plain
    assert texts("".join(f"<div>{spans(*lines[i : i + 2])}</div>" for i in (0, 2, 4))) == plain
    assert texts(f"<section>{spans(*lines, classes='')}</section>") == plain
    chinese = ("水闸在清晨打开。没有人要求他这样做，他也没有告诉任何人。",) * 3
    assert texts(f"<article>{spans(*chinese, '广告')}</article>") == [*chinese, "广告"]


def test_a_column_of_sentences_is_told_by_a_line_that_is_none():
    column = (
        "The lock keeper opened the gates at dawn on Monday.",
        "“I have the only key,” he told the boats that waited.",
        "Gazette/Mara Holm",
        "The canal company has asked the county for a second keeper.",
        "A lock of this size costs about £40,000 a year to run.",
        "Nobody knows who will open it in May.",
    )
    assert texts(f"<div>{spans(*column)}</div>") == list(column)
    told = tuple(line for line in column if line.endswith("."))
    assert len(texts(f"<div>{spans(*told, *told)}</div>")) == 1


def test_a_question_that_has_a_class_more_is_alike():
    parted = "".join(spans(line) + spans("Why?", classes="ln q") for line in TOLD)
    assert texts(f"<div>{parted}</div>") == [text for line in TOLD for text in (line, "Why?")]


@pytest.mark.parametrize(
    "html",
    [
        # Sentence by sentence, as readers aloud mark them.
        "".join(
            f"<div>{spans('The gates were opened at dawn.', 'Nobody had asked for it.')}</div>"
            for _ in "abcd"
        ),
        # Pasted text, of which the looks change within a sentence.
        "".join(f"<div>{spans(line[:-20], line[-20:])}</div>" for line in TOLD * 2),
        # In a paragraph, and in a line of text.
        "".join(f"<p>{spans(line, line)}</p>" for line in TOLD),
        f"<div>{spans(*TOLD)}</div><div>He read {spans('the letter')} aloud.</div>",
        # A byline and its date.
        f"<div>{spans('By Mara Holm', '12 March 2024', '3 min read', 'Photo: Jan Vos')}</div>",
    ],
    ids=["sentences", "pasted", "paragraph", "line", "byline"],
)
def test_spans_in_a_line_of_text_stay_in_it(html):
    parents = html.count("<div>") + html.count("<p>")
    assert len(texts(html)) == parents


def test_many_spans_are_quick():
    page = "<div>" + spans(*TOLD * 5_000) + "</div>"
    assert len(texts(page)) == 15_000
