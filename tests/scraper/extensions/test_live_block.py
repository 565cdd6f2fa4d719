"""The block of lines, at any size of the terminal."""

import pytest

from scraper.extensions.live_block import SiteRow, block_lines
from scraper.terminal import Style, columns

ROWS = [
    SiteRow(
        name="gazette.example",
        waiting=16,
        fetched=11,
        filed=8,
        removed=0.287,
        failed=2,
        rate=164.2,
        note="its host rests until 16:20:05 UTC",
    ),
    SiteRow(name="kurier.example", fetched=11, filed=10, note="nothing waits"),
]


def test_all_columns():
    assert block_lines("first", ROWS, width=120, height=9) == [
        "first",
        "site              waiting  fetched  filed  removed  failed  a minute",
        "gazette.example        16       11      8     29 %       2       164  its host rests until 16:20:05 UTC",
        "kurier.example          0       11     10                0         0  nothing waits",
    ]


def test_a_narrow_terminal_keeps_what_matters_most():
    assert block_lines("first line", ROWS, width=44, height=9) == [
        "first line",
        "site            waiting  filed  failed",
        "gazette.examp…       16      8       2",
        "kurier.example        0     10       0",
    ]
    assert block_lines("first line", ROWS, width=7, height=9) == ["first…"]


@pytest.mark.parametrize("width", [20, 39, 40, 47, 60, 79, 200])
def test_no_line_is_wider_than_the_terminal(width):
    rows = [*ROWS, SiteRow(name="дуже-довга-назва-сайту.example", waiting=10**9, note="報" * 50)]
    assert all(columns(line) <= width for line in block_lines("x" * 300, rows, width=width, height=9))


def test_of_many_sites_the_busiest_are_shown_by_name():
    rows = [SiteRow(name=f"s{number:03}.example", waiting=number % 3, rate=number) for number in range(200)]
    lines = block_lines("first", rows, width=100, height=6)
    assert [line.split()[0] for line in lines] == [
        "first",
        "site",
        "s196.example",
        "s197.example",
        "s199.example",
        "and",
    ]
    assert lines[-1] == "and 197 more sites"
    assert len(block_lines("first", rows, width=100, height=2)) == 1


def test_a_name_cannot_move_the_cursor():
    lines = block_lines(
        "first\x1b[2J", [SiteRow(name="a\x1b[2J\nb")], width=100, height=9, style=Style(colour=True)
    )
    assert not any("\x1b[2J" in line or "\n" in line for line in lines)
