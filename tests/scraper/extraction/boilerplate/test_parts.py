"""Boxes that a call opens, and what stands behind the readers' comments."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.region import Facts
from scraper.extraction.verdicts import judge

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "34567"
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
CALL = "<p class=head>Sign up for our newsletter</p>"
OFFER = "Harbour and hill in one envelope: each Friday the old clerk looks back on the week by the sea."
ODD = "Boats of all sizes can be had in the old town, where three yards have stood since 1870."


def fate(html, line, *, score=0.6, scored=True, jsonld=()):
    """(kept, rule) of the block *line*; the judges kept all, the learned one gives it *score*, others 0.95."""
    numbers = [block.number for block in region_of(html).blocks if block.text in jsonld]
    region = region_of(
        html,
        score=(lambda block: score if block.text == line else 0.95) if scored else None,
        jsonld=numbers,
        facts=Facts(language="en"),
        phrases=load_phrases(),
    )
    return next((one.kept, one.rule) for one in judge(region) if region.blocks[one.position].text == line)


def boxed(*lines, call=CALL):
    return f"<main>{TEXT}<div class=box>{call}{''.join(f'<p>{line}</p>' for line in lines)}</div></main>"


def test_a_call_s_box_goes_as_a_whole():
    assert fate(boxed(OFFER), OFFER) == (False, "parts/called_box")
    assert fate(boxed(OFFER), OFFER, scored=False) == (False, "parts/called_box")


@pytest.mark.parametrize(
    ("call", "offer"),
    [
        ("Abonnieren Sie unseren Newsletter", "Der Hafen im Postfach: jeden Freitag die Woche an der See."),
        (
            "Inscrivez-vous à notre newsletter",
            "Le port chez vous : chaque vendredi la semaine au bord de mer.",
        ),
        ("Suscríbete a nuestro boletín", "El puerto en casa: cada viernes la semana junto al mar en calma."),
    ],
)
def test_a_call_s_box_in_other_languages(call, offer):
    html = boxed(offer, call=f"<p class=head>{call}</p>")
    assert fate(html, offer) == (False, "parts/called_box")


def test_what_the_judges_are_for_stays_under_a_call():
    assert fate(boxed(ODD), ODD, score=0.75)[0] is True
    assert fate(boxed(ODD, OFFER), ODD, score=0.6)[0] is True  # the other line has 0.95
    assert fate(boxed(ODD), ODD, jsonld=[ODD])[0] is True
    assert fate(boxed(ODD).replace("</main>", f"{TEXT}</main>"), ODD, scored=False)[0] is True


def test_a_box_with_much_in_it_or_headed_otherwise_is_the_text():
    five = [f"{ODD} {n}" for n in "abcde"]
    assert fate(boxed(*five), five[0])[1] != "parts/called_box"
    assert fate(boxed(ODD, call="<p>Advertisement</p>"), ODD)[1] != "parts/called_box"
    assert fate(boxed(ODD, call="<p>The yards of the old town</p>"), ODD)[0] is True


COMMENTS = "".join(f"<div class=comment><p>Well said, neighbour {n}</p></div>" for n in range(5))


def test_behind_the_comments_there_is_no_text_any_more():
    html = f"<main>{TEXT}{{}}<ul class=digest><li>{ODD}</li></ul></main>"
    assert fate(html.format(COMMENTS), ODD) == (False, "parts/behind_comments")
    assert fate(html.format("<div class=comment><p>Comment now</p></div>"), ODD)[0] is True
    assert fate(html.format(""), ODD)[0] is True


def test_a_text_that_goes_on_behind_the_comments_stays():
    html = f"<main>{TEXT}{COMMENTS}{TEXT.replace('wall', 'pier')}<ul class=digest><li>{ODD}</li></ul></main>"
    assert fate(html, ODD)[0] is True
    assert fate(html, PROSE[0].replace("wall", "pier"))[0] is True


def test_a_call_that_opens_one_of_the_boxes_of_the_text_takes_nothing_with_it():
    entry = "<div class=entry><div class=body>{}<p>{}</p></div></div>"
    entries = [entry.format(f"<p>Pier {n}</p>", PROSE[n].replace("wall", "pier")) for n in range(3)]
    called = entry.format("<p>Sign up for our newsletter</p>", ODD)
    assert fate(f"<main>{''.join(entries)}{called}</main>", ODD)[0] is True
    # One is no form of the page's.
    assert fate(f"<main>{TEXT}{''.join(entries[:1])}{called}</main>", ODD) == (False, "parts/called_box")
