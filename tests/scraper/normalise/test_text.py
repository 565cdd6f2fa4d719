import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.normalise.text import clean_line, clean_text, fold, tokens, words_of, words_of_each


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("", ""),
        ("  a\n\t b\u00a0c\u2028d ", "a b c d"),
        ("a\x00b\x07c", "abc"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("\u202eright to left\u202c", "right to left"),
        ("lone \ud800 half", "lone half"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200cab\u200d c", "ab c"),
        ("👩\u200d🚒 rescues", "👩\u200d🚒 rescues"),
        ("a \u200b b", "a b"),
        ("T" + "\u200d\u200b\u200c" * 500 + "ram", "T\u200d\u200cram"),
        ("日本\u3000東京", "日本 東京"),
    ],
)
def test_clean_text(text, clean):
    assert clean_text(text) == clean


@given(st.text(st.characters()))
def test_clean_text_is_stable_and_encodable(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    once.encode("utf-8")


@given(st.text(st.characters(categories=["Cs", "Cf", "Mn", "Lo", "Zs"])))
def test_clean_text_is_stable_on_rare_characters(text):
    once = clean_text(text)
    assert clean_text(once) == once


@pytest.mark.parametrize("between", ["", "\u200b"])
def test_a_crowd_of_marks_costs_no_time(between):
    """Put in order by the standard library, so many take minutes; some scripts have a few on a letter."""
    crowd = "\u0315\u0300" * 10
    began = time.process_time()
    clean = clean_text("a" + f"{crowd}{between}" * 10_000 + " Việt שָׁלוֹם")
    assert time.process_time() - began < 1
    crowded, *others = clean.split()
    assert crowded[0] == "à"
    assert 30 <= len(unicodedata.normalize("NFD", crowded)) <= 33
    assert others == ["Việt", unicodedata.normalize("NFC", "שָׁלוֹם")]
    assert clean_text(clean) == clean


@pytest.mark.parametrize("text", [None, "", " \n", "\u200b\x00"])
def test_clean_line_of_nothing(text):
    assert clean_line(text) is None


def test_fold():
    assert fold("“Straße” – l’ＡＢＣ") == '"strasse" - l\'abc'
    assert fold("“It’s” – ‘so’ — now…\u00a0Yes") == "\"it's\" - 'so' - now... yes"


def test_tokens():
    assert tokens("Zoë’s 3 new_rules: 東京 now") == ["zoë", "s", "3", "new", "rules", "東", "京", "now"]


def test_vowel_signs_and_points_stand_inside_words():
    assert tokens("साल का तरणताल") == ["साल", "का", "तरणताल"]
    assert tokens("مُحَمَّد هنا") == ["مُحَمَّد", "هنا"]


def test_the_turkish_capital_folds_to_its_small_letter():
    assert tokens("İlgili İLGİLİ ilgili") == ["ilgili"] * 3


PLAIN = st.text("Ab1_ -'`\"\t\n\x07\x1b[m\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u00a0")


@given(PLAIN)
def test_plain_texts_are_folded_as_any_other(text):
    """A letter with an accent keeps a text from the short way that most texts take."""
    assert fold(f"{text} é") == f"{fold(text)} é".lstrip()
    assert tokens(f"{text} é") == [*tokens(text), "é"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[31mThe tram\x1b[0m is back", "The tram is back"),
        ("\x1b]0;a title\x07The tram", "The tram"),
        ("The \x9b1mtram", "The tram"),
        ("The price\x9b. All of it", "The price. All of it"),
    ],
)
def test_terminal_escapes_go_whole(text, clean):
    assert clean_text(text) == clean


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["Read more"],
        ["Read  more", "ΛΕΞΗ", "’tis Straße", "", "क्ष\u200dत्र", "続きを読む", "İstanbul 9", "\u0301e"],
        ["one | two", "three"],
        ["one ｜ two", "three"],
    ],
)
def test_words_of_each(texts):
    assert words_of_each(texts) == [words_of(text) for text in texts]
