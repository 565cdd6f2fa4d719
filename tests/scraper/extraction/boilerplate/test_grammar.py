"""Words of the trade by class: what a line holds, and files that are wrong."""

from dataclasses import replace

import pytest

from scraper.extraction.boilerplate.grammar import bare
from scraper.extraction.boilerplate.grammar_files import GrammarError, load_grammars, parse_grammar


@pytest.mark.parametrize(
    ("language", "clauses", "asks", "ours", "name"),
    [
        ("en", ["Sign up for our weekly bulletin"], 1, 1, "newsletter"),
        ("en", ["The council said", "follow us"], 1, 1, None),
        ("de", ["Folgen Sie uns auf Telegram"], 1, 1, "promo"),
        ("ru", ["Выделите ошибочное слово и нажмите Ctrl+Enter"], 1, 0, "correction_request"),
        ("tr", ["Bültenimize abone olun"], 1, 1, "newsletter"),
        ("fi", ["Lataa sovelluksemme"], 1, 1, "promo"),
        ("ar", ["انضم إلى قناتنا على تلغرام"], 1, 1, "promo"),
        ("ja", ["メールマガジンにご登録ください"], 1, 0, "newsletter"),
        ("en", ["The mayor opened the bridge"], 0, 0, None),
    ],
)
def test_classes_of_words(language, clauses, asks, ours, name):
    reading = load_grammars()[language].read(clauses)
    assert (reading.asks, min(1, reading.ours)) == (asks, ours)
    assert (max(reading.nouns, key=lambda reason: reading.nouns[reason]) if name else None) == name


def test_past_and_reported_speech_are_told():
    assert load_grammars()["en"].read(["Follow us", "they had said"]).told == 3


def test_a_line_is_the_sum_of_its_clauses():
    grammar = load_grammars()["en"]
    alone = replace(grammar.read(["Tell our editors"]))
    assert (alone.content, alone.covered, alone.asks, alone.ours) == (3, 3, 1, 1)
    line = grammar.read(["Tell our editors", " ", "tell our editors today"])
    assert (line.content, line.asks, line.ours) == (6, 2, 2)
    assert grammar.read(["Tell our editors"]) == alone


@pytest.mark.parametrize(
    ("word", "rest"), [("والصحيفة", "صحيفة"), ("للقراء", "قراء"), ("خبر", "خبر"), ("the", "the")]
)
def test_arabic_words_are_known_without_what_hangs_before_them(word, rest):
    assert bare(word) == rest


@pytest.mark.parametrize("source", ['wes = ["our"]', '[name]\nadvert = ["ad"]', '[ask]\nall = ["get"]'])
def test_a_wrong_file_is_named(source):
    with pytest.raises(GrammarError, match=r"^xx\.toml: "):
        list(parse_grammar(source, "xx"))
