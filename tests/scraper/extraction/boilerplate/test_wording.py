"""What the model of wording sees of a line, and how its weights add up."""

from collections import Counter

import pytest

from scraper.extraction.boilerplate.appeals import read_line
from scraper.extraction.boilerplate.grammar import Reading
from scraper.extraction.boilerplate.grammar_files import load_grammars
from scraper.extraction.boilerplate.wording import (
    Wording,
    count_reasons,
    is_shared,
    list_features,
    load_wording,
)
from scraper.normalise.text import tokens


def features_of(text, language="en"):
    return list_features(tokens(text), text, read_line(load_grammars()[language], text))


def test_words_beginnings_and_pairs_are_features():
    found = [
        name
        for name in list_features(["skip", "advert", "12"], "Skip advert 12", Reading())
        if not is_shared(name)
    ]
    assert found == ["skip", "advert", "adver*", "#2", "^ skip", "skip advert", "advert #2", "#2 $"]


def test_shape_tells_open_lines_calls_and_questions():
    assert "=open" in features_of("Editor's picks")
    assert {"=stop", "=call"} <= set(features_of("Join us!"))
    assert {"=stop", "=question"} <= set(features_of("Spotted an error?"))
    assert "=quote" in features_of("“Join us,” she said.")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Send up to 200 words to letters@gazette.example", "=address"),
        ("Tag us @gazette", "=handle"),
        ("Use #supperclub", "=keyword"),
        ("Print · Save", "=bars"),
        ("Baked it? Show us", "=asked"),
        ("(Written by a friend)", "=bracketed"),
        ("Ring the desk on 030 555 0011", "=number"),
    ],
)
def test_shape_tells_what_speaks_to_readers(text, sign):
    assert sign in features_of(text)


@pytest.mark.parametrize(
    "text", ["Win No. #3", "And/or", "Why not?", "(One) and two", "Bay 18 22 13 17", "3-2"]
)
def test_other_signs_say_nothing(text):
    names = ("=address", "=handle", "=keyword", "=bars", "=asked", "=bracketed", "=number")
    assert set(names).isdisjoint(features_of(text))


def test_no_feature_stands_twice():
    found = features_of("news news news, all the news")
    assert len(found) == len(set(found))


def test_a_score_is_the_bias_and_what_is_known():
    model = Wording(
        language="en",
        bias=-1.0,
        weights={"skip": 2.0, "advert": 1.0, "wall": -3.0},
        reasons={"advert": {"ad_label": 3}, "skip": {"ad_label": 1, "share": 1}},
        lines={"ad_label": 4, "share": 4},
    )
    assert model.score(["nothing"]) == -1.0
    assert model.score(["advert"]) == 1.0
    assert model.score(["skip", "nothing", "wall"]) == pytest.approx(-1 + 2 * (2 - 3) / 2**0.5)
    assert model.reason(["skip", "advert"]) == "ad_label"
    assert model.familiarity(["skip", "the", "wall", "now"]) == 0.5
    assert model.familiarity([]) == 0.0


def test_reasons_are_counted_by_feature():
    assert count_reasons([("share", ["a", "b"]), ("promo", ["a"])]) == {
        "a": Counter(share=1, promo=1),
        "b": Counter(share=1),
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sign up to our newsletter, sign up today!"),
        ("en", "“We will not sell the mill,” the council said in 1998."),
        ("en", "?"),
        ("de", "Abonnieren Sie unseren Newsletter: Abonnieren Sie ihn jetzt"),
        ("ar", "اشترك في النشرة البريدية للصحيفة"),
        ("ja", "ニュースレターに登録する"),
    ],
)
def test_a_line_weighs_what_its_features_score(language, text):
    model, reading = load_wording(language), read_line(load_grammars()[language], text)
    score = model.score(list_features(tokens(text), text, reading))
    assert score != model.bias
    for _ in range(2):  # the second time by what was kept
        assert model.weigh(tokens(text), text, reading) == score


@pytest.mark.parametrize("language", sorted(load_grammars()))
def test_every_language_has_a_model(language):
    model = load_wording(language)
    assert model is not None
    assert len(model.weights) > 500


@pytest.mark.parametrize("language", ["xx", "all", ""])
def test_other_languages_have_none(language):
    assert load_wording(language) is None
