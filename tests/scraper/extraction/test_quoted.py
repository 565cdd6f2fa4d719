"""A quoted line of a look of its own stays, whatever the learned judge says; other odd lines do not."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.verdicts import judge

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "3456"
]


def fate(line, *, above=PROSE[1], block="<div class=b><p class=x9>{}</p></div>"):
    """(kept, rule) of *line* between four paragraphs, each in a box of its own, that the judge doubts."""
    boxes = [f"<div class=b><p>{text}</p></div>" for text in (PROSE[0], above)]
    rest = [f"<div class=b><p>{text}</p></div>" for text in PROSE[2:]]
    region = region_of(
        f"<main>{''.join([*boxes, block.format(line), *rest])}</main>",
        score=lambda found: 0.01 if found.text in line else 0.95,
        phrases=load_phrases(),
    )
    return next((one.kept, one.rule) for one in judge(region) if region.blocks[one.position].text in line)


@pytest.mark.parametrize(
    ("above", "line"),
    [
        (
            "The whole quay sang along with the old song of the boatmen and of the sea:",
            "The tide comes in, the tide goes out.",
        ),
        (
            "Die ganze Mole stimmte in das alte Lied der Schiffer und der See mit ein:",
            "Die Flut kommt an, die Flut zieht fort.",
        ),
        (
            "Tout le quai a repris en chœur le vieux chant des marins et de la mer :",
            "La mer s'en va, la mer revient.",
        ),
        ("Весь причал подхватил старую песню лодочников о море и о доме родном:", "Придёт вода, уйдёт вода."),
    ],
)
def test_a_line_of_a_song_that_the_text_announces_stays(above, line):
    assert fate(line, above=above) == (True, "judges")
    assert fate(line) == (False, "judge/doubt")


@pytest.mark.parametrize(
    "block",
    [
        '<div class=b data-block="quote"><p class=x9>{}</p></div>',
        '<div class=b><p class="pull-quote">{}</p></div>',
        '<div class="b verse"><p class=x9>{}</p></div>',
    ],
)
def test_a_line_that_the_page_calls_a_quotation_stays(block):
    assert fate("The tide comes in, the tide goes out.", block=block) == (True, "judges")


@pytest.mark.parametrize(
    "block",
    [
        '<div class=b data-block="promo"><p class=x9>{}</p></div>',
        '<div class=b data-block="quote"><p class=x9><a href="/n">{}</a></p></div>',
        '<aside class=b data-block="quote"><p class=x9>{}</p></aside>',
    ],
)
def test_what_is_no_quotation_between_paragraphs_is_doubted_as_before(block):
    assert fate("Boats for all of you in the old town.", block=block)[0] is False


def test_words_pulled_out_of_the_text_are_no_line_of_it():
    quote = '<div class=b><p class="pull-quote">{}</p></div>'
    assert fate("The tide goes out", above=f"{PROSE[1]} The tide goes out.", block=quote)[0] is False
