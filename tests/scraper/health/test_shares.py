"""When a count is out of the ordinary."""

import pytest

from scraper.health.shares import chance_of, has_jumped, spread


@pytest.mark.parametrize(
    ("count", "of", "share", "chance"),
    [
        (0, 5, 0.3, 1.0),
        (5, 5, 0.5, 0.03125),
        (1, 2, 0.5, 0.75),
        (3, 4, 0.1, 0.0037),  # 4 * 0.1^3 * 0.9 + 0.1^4
    ],
)
def test_chance(count, of, share, chance):
    assert chance_of(count, of, share) == pytest.approx(chance)


def test_many_pages_are_no_trouble():
    assert chance_of(1500, 2000, 0.5) < 1e-100
    assert chance_of(1000, 2000, 0.5) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("count", "of", "usual", "jumped"),
    [
        (8, 8, 0.0, True),
        (5, 8, 0.02, True),  # 56 * 0.02^5 = 2e-7
        (4, 8, 0.02, False),  # 70 * 0.02^4 = 1e-5: may be chance
        (8, 8, 0.4, False),  # 0.4^8 = 7e-4: it is often so
        (32, 32, 0.4, True),
        (100, 1000, 0.02, False),  # not by chance, and not by much
        (8, 8, 1.0, False),
        (0, 0, 0.0, False),
    ],
)
def test_jumps(count, of, usual, jumped):
    assert has_jumped(count, of, usual, by=0.25) is jumped


def test_outliers_do_not_widen_the_spread():
    assert spread([0.1, 0.1, 0.1, 0.1, 0.9]) == 0
    assert spread([1.0, 2.0, 3.0, 4.0, 100.0]) == pytest.approx(1.4826)
