"""Lines half doubted by their looks and half by their words: they go by both, and by neither alone."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.doubted import find_doubted, find_doubted_foot
from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.region import Facts

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "34567"
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
LETTER = (
    "“Harbour Life”: the newsletter of the Gazette brings you the best of the coast, straight to your inbox."
)


def scored(html, scores, *, language="en", jsonld=False):
    """The region of all blocks of *html*, the judge's *scores* for the last of them given, 0.95 for others;
    *jsonld*: whether JSON-LD has the last."""
    last = len(region_of(html).blocks) - 1
    given = dict(enumerate(scores or (), last + 1 - len(scores or ())))
    return region_of(
        html,
        score=None if scores is None else lambda block: given.get(block.number, 0.95),
        jsonld=[last] if jsonld else [],
        facts=Facts(language=language),
        phrases=load_phrases(),
    )


def doubted(line, *, score=0.4, language="en", jsonld=False, tag="p"):
    """The reason for which *line* goes, the judge's *score* for it given; None: it stays."""
    html = f"<main>{TEXT}<{tag}>{line}</{tag}></main>"
    scores = None if score is None else [score]
    region = scored(html, scores, language=language, jsonld=jsonld)
    found = list(find_doubted(region))
    return next((finding.reason for finding in found if finding.position == len(PROSE)), None)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        (LETTER, "en"),
        (
            "„Hafenleben“: Der Newsletter der Redaktion bringt Ihnen das Beste der Woche in Ihr Postfach.",
            "de",
        ),
        (
            "« Vie du port » : la newsletter de la rédaction, chaque matin dans votre boîte mail, pour vous.",
            "fr",
        ),
    ],
)
def test_an_offer_set_as_a_paragraph_goes_where_the_judge_doubts_it(line, language):
    assert doubted(line, language=language) == "newsletter"
    assert doubted(line, language=language, score=0.6) is None
    assert doubted(line, language=language, jsonld=True) is None


def test_headings_and_lists_are_not_asked():
    assert doubted(LETTER, tag="h3") is None
    assert doubted(LETTER, tag="li") is None


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Bring your own podcast to the pier.", "en"),
        ("Your council is your neighbour, said the mayor, and took the boat home.", "en"),
        ("The newsletter of the parish was printed in the shed behind the church until the war.", "en"),
        ("She said that your newsletter had been read to her in hospital by her son.", "en"),
        ("Sie können Ihren Kahn jederzeit im alten Hafen vertäuen und zu Fuß in die Stadt gehen.", "de"),
        ("Le bulletin paroissial était imprimé dans la remise derrière l'église jusqu'à la guerre.", "fr"),
        ("El boletín de la parroquia se imprimía en el cobertizo de detrás de la iglesia.", "es"),
    ],
)
def test_prose_that_names_such_things_or_speaks_to_the_reader_stays(line, language):
    assert doubted(line, language=language) is None


def test_where_the_judge_is_not_heard_the_words_must_say_more():
    assert (
        doubted("Subscribe to our newsletter and support our journalism today.", score=None) == "newsletter"
    )
    assert doubted(LETTER, score=None) is None


SEEN = "This is how the Gazette sees the harbour."


@pytest.mark.parametrize(
    ("scores", "removed", "gone"),
    [
        ([0.3, 0.1], {6: "newsletter"}, [5]),
        ([0.1, 0.3], {5: "author_bio"}, [6]),
        ([0.3, 0.3, 0.1], {7: "promo"}, [6, 5]),  # each that goes is company to the next
        ([0.4, 0.1], {6: "newsletter"}, []),
        ([0.3, 0.1], {6: "navigation"}, []),
        ([0.3, 0.3], {}, []),
        ([0.3, 0.1, 0.9], {6: "newsletter"}, []),  # the text goes on
    ],
)
def test_lines_beside_a_removed_call_at_the_foot_go_where_the_judge_sees_no_text(scores, removed, gone):
    html = f"<main>{TEXT}{f'<p>{SEEN}</p>' * len(scores)}</main>"
    region = scored(html, scores)
    assert [finding.position for finding in find_doubted_foot(region, removed)] == gone


def test_lists_and_what_json_ld_has_end_the_foot():
    items = f"<main>{TEXT}<ul><li>{SEEN}</li></ul><p>Call us</p></main>"
    assert list(find_doubted_foot(scored(items, [0.1, 0.1]), {6: "promo"})) == []
    stated = scored(f"<main>{TEXT}<p>Call us</p><p>{SEEN}</p></main>", [0.1, 0.1], jsonld=True)
    assert list(find_doubted_foot(stated, {5: "promo"})) == []


def test_a_full_paragraph_ends_the_foot():
    long = "On Friday the keepers of the wall sent three hundred boats home, one of them without a sail, to wait for a calmer sea. GAZ"
    html = f"<main>{TEXT}<p>{long}</p><p>Call us</p></main>"
    assert list(find_doubted_foot(scored(html, [0.1, 0.1]), {6: "promo"})) == []
    short = html.replace(long, "On Friday the keepers sent boats home. GAZ")
    assert [found.position for found in find_doubted_foot(scored(short, [0.1, 0.1]), {6: "promo"})] == [5]
