from itertools import product
from math import exp, isfinite, log

import pytest

from scraper.extraction.ties import TIE, find_ties, settle
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document


def ties_of(body, numbers=slice(None)):
    document = load_document(
        Page(url="https://gazette.example/a", body=f"<html><body>{body}</body></html>".encode())
    )
    return find_ties(list_blocks(document)[numbers])


@pytest.mark.parametrize(
    ("body", "ties"),
    [
        ("<div><p>Boats.</p><p>Nets.</p><p>Ice.</p></div>", [False, True, True]),
        ('<div><p>Boats.</p><p class="lead">Nets.</p><p>Ice.</p></div>', [False, False, False]),
        ("<div><p>Boats.</p><h2>Nets</h2><p>Ice.</p></div>", [False, False, False]),
        ("<div><p>Boats.</p></div><div><p>Nets.</p></div>", [False, False]),
        ("<ul><li>Boats.</li><li>Nets.</li></ul><ul><li>Ice.</li></ul>", [False, True, False]),
        ("", []),
    ],
)
def test_neighbours_set_alike_are_tied(body, ties):
    assert ties_of(body) == ties


def test_blocks_with_another_between_them_are_not_tied():
    assert ties_of("<p>Boats.</p><p>Nets.</p><p>Ice.</p><p>Cod.</p>", slice(0, 4, 2)) == [False, False]


def test_a_doubtful_block_goes_with_its_sure_neighbour():
    # 2 * atanh(tanh(1/2) * tanh(3/2)) = 0.8912, and 2 * atanh(tanh(1/2) * tanh(-1/4)) = -0.2273
    assert settle([3.0, -0.5], [False, True]) == pytest.approx([2.7727, 0.3912], abs=1e-4)


def test_without_ties_nothing_changes():
    assert settle([3.0, -0.5, 1.0], [False, False, False]) == [3.0, -0.5, 1.0]
    assert settle([], []) == []


def test_the_odds_are_those_of_all_ways_to_deal_the_blocks():
    points, ties = [2.0, -1.0, -0.3, 0.4, -3.0], [False, True, True, False, True]
    weights = {
        deal: exp(
            sum(own * there for own, there in zip(points, deal, strict=True))
            + sum(TIE for place in range(1, 5) if ties[place] and deal[place] == deal[place - 1])
        )
        for deal in product((0, 1), repeat=5)
    }
    odds = [
        log(
            sum(weight for deal, weight in weights.items() if deal[place])
            / sum(weight for deal, weight in weights.items() if not deal[place])
        )
        for place in range(5)
    ]
    assert settle(points, ties) == pytest.approx(odds)


def test_each_neighbour_adds_no_more_than_the_tie():
    settled = settle([900.0, 0.0, 900.0, *[-900.0] * 5000], [False, True, True, *[True] * 5000])
    assert settled[1] == pytest.approx(2 * TIE)
    assert all(map(isfinite, settled))
