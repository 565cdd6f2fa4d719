from itertools import permutations

import pytest

from scraper.extraction.repeats import KEY_BYTES, Repeats, count_repeats, key_of

A, B, C = (key_of(text) for text in ("Advertisement", "Read more", "Our paper"))


@pytest.mark.parametrize("text", ["ADVERTISEMENT", " Advertisement ", "Adver\u00adtisement"])
def test_case_spaces_and_soft_hyphens_do_not_part_texts(text):
    assert key_of(text) == A
    assert len(A) == KEY_BYTES


@pytest.mark.parametrize("text", ["", "***", "3:1", "— 12 —", "7:35PM", "1. 2. 2026 A"])
def test_what_holds_hardly_a_letter_is_not_known(text):
    assert key_of(text) == b""


def test_three_different_articles_at_least():
    twice = [frozenset({A, B}), frozenset({A}), frozenset({C})]
    assert count_repeats(twice) == Repeats(articles=3, counts={})
    assert count_repeats([*twice, frozenset({A, C})]) == Repeats(articles=4, counts={A: 3})


def test_the_order_of_articles_changes_nothing():
    articles = [frozenset({A, B}), frozenset({A, B, C}), frozenset({A, B}), frozenset({A, C}), frozenset({C})]
    told = {repr(count_repeats(order)) for order in permutations(articles)}
    assert told == {repr(Repeats(articles=5, counts={A: 4, **dict.fromkeys(sorted((B, C)), 3)}))}


def test_no_more_than_a_thousand_the_most_frequent_first():
    keys = [number.to_bytes(KEY_BYTES, "big") for number in range(1, 1501)]
    repeats = count_repeats([frozenset(keys)] * 3 + [frozenset(keys[-1:])])
    assert len(repeats.counts) == 1000
    assert next(iter(repeats.counts)) == keys[-1]


@pytest.mark.parametrize(
    ("count", "articles", "common"), [(5, 10, True), (5, 11, False), (4, 4, False), (0, 0, False)]
)
def test_common_is_half_of_the_articles_and_five(count, articles, common):
    assert Repeats(articles=articles, counts={A: count}).is_common(A) is common


def test_nothing_is_said_of_texts_to_keep():
    known = Repeats(articles=4, counts={A: 3, B: 3})
    assert known.without(["advertisement", "Other"]) == Repeats(articles=4, counts={B: 3})
