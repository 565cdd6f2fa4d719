"""How a text ends, in every house's quotation marks."""

import pytest

from scraper.extraction.shape import ends_clause, ends_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("»The wall will stand.«", True),
        ("«The wall will stand.»", True),
        ("„Steht sie?“", True),
        ("Sie heißt ›Mauer.‹", True),
        ("The »wall«", False),
        ("« Le mur tiendra. »", True),
        ("« Tiendra-t-il\u00a0?\u202f»", True),
        ("Le « mur »", False),
    ],
)
def test_a_sentence_ends_inside_its_marks(text, sentence):
    assert ends_sentence(text) is sentence
    assert ends_clause(text) is sentence
