"""A sample of an export: the most suspicious of each site, and some by lot."""

from collections import Counter

import pytest

from exports.record import Removed
from scraper.sheets.sample import draw_sample, read_picks

RARE = (Removed(before=0, reason="promo", rule="appeals/promo", text="Our app is free."),)


@pytest.fixture
def files(tmp_path, make_record):
    """200 articles of one site in two files, three of them suspicious; three of another; a damaged line."""
    paths = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    lines = [[], []]
    for number in range(200):
        odd = {7: {"removed": RARE}, 50: {"flags": ("mostly_removed",)}, 199: {"flags": ("short_body",)}}
        lines[number % 2].append(make_record(number, **odd.get(number, {})).to_json())
    lines[1] += [make_record(number, site="kurier.example").to_json() for number in range(3)]
    lines[1][3:3] = ["{", ""]
    for path, rows in zip(paths, lines, strict=True):
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return paths


def test_the_most_suspicious_first_then_a_lot(files, make_record):
    sample = draw_sample(files, size=8, most=100, seed=1)
    assert (sample.records, sample.sites, sample.damaged) == (203, 2, 1)
    picks = [pick for pick in sample.picks if pick.site == "gazette.example"]
    assert [pick.id for pick in picks[:3]] == [make_record(number).id for number in (50, 7, 199)]
    assert [pick.by_chance for pick in picks] == [False] * 3 + [True] * 5
    assert picks[1].doubts == ("rare removal, promo by appeals/promo: in 1 of 200 articles of this site",)
    assert len({pick.id for pick in picks}) == 8
    assert Counter(pick.site for pick in sample.picks) == {"gazette.example": 8, "kurier.example": 3}


def test_half_at_most_is_for_suspicion(files):
    sample = draw_sample(files, size=4, most=100, seed=1)
    assert [pick.by_chance for pick in sample.picks if pick.site == "gazette.example"] == [
        False,
        False,
        True,
        True,
    ]


def test_the_seed_decides(files):
    assert (
        draw_sample(files, size=8, most=100, seed=5).picks
        == draw_sample(files, size=8, most=100, seed=5).picks
    )
    assert (
        draw_sample(files, size=8, most=100, seed=5).picks
        != draw_sample(files, size=8, most=100, seed=6).picks
    )


def test_every_site_gives_its_first_before_any_gives_more(files):
    sample = draw_sample(files, size=8, most=3, seed=1)
    assert Counter(pick.site for pick in sample.picks) == {"gazette.example": 2, "kurier.example": 1}


def test_likeness_is_heard(files, make_record):
    wanted = make_record(120).id
    sample = draw_sample(
        files, size=2, most=9, seed=1, likeness=lambda record: 0.1 if record.id == wanted else None
    )
    assert sample.picks[0].id == wanted


def test_picks_are_read_in_their_order(files):
    sample = draw_sample(files, size=8, most=100, seed=1)
    read = list(read_picks(files, sample.picks))
    assert [pick for pick, _ in read] == sample.picks
    assert [record.id for _, record in read] == [pick.id for pick in sample.picks]
    files[1].write_text("")
    with pytest.raises(ValueError, match=r"two\.jsonl: shorter than it was"):
        list(read_picks(files, sample.picks))


def test_of_an_article_in_two_versions_one_is_taken(tmp_path, make_record):
    path = tmp_path / "one.jsonl"
    rows = [make_record(1, version=number, flags=("mostly_removed",)).to_json() for number in (1, 2)]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert len(draw_sample([path], size=8, most=9, seed=1).picks) == 1
