"""The race against others: which pages, what it prints."""

import sys

from benchmarks import speed
from benchmarks.meter import Cost
from benchmarks.speed import choose_urls, main
from benchmarks.speed_tables import Result, to_growth, to_table

URLS = [f"http://127.0.1.{site}:8100/a/{number}.html" for site in (1, 2, 3) for number in range(5)]


def result(racer, pages, cpu, seconds):
    return Result(
        racer=racer,
        pages=pages,
        records=pages - 1,
        cost=Cost(seconds=seconds, cpu=cpu, peak_mib=100.4, status=0),
    )


def test_every_site_gives_as_many_pages():
    assert choose_urls(URLS, 4, 2) == (*URLS[0:2], *URLS[5:7])
    assert choose_urls(URLS, 100, 3) == tuple(URLS)


def test_ratios_are_taken_round_by_round():
    table = to_table(
        [
            result("copydesk", 100, 1.0, 2.0),
            result("floor", 100, 2.0, 1.0),
            result("copydesk", 100, 2.0, 2.0),
            result("floor", 100, 8.0, 4.0),
            result("copydesk", 50, 2.0, 2.0),
            result("floor", 100, 8.0, 4.0),
        ]
    ).splitlines()
    assert table[1].split() == ["copydesk", "100", "99", "20.0", "50.0", "100"]
    assert table[2].split()[:6] == ["floor", "100", "99", "80.0", "25.0", "100"]
    assert "0.50 (0.25 to 0.50) of its CPU, 1.00 (0.50 to 2.00) times its pages/s" in table[2]


def test_each_page_more_leaves_the_start_out():
    """3 s of start and 10 ms a page, beside 1 s of start and 20 ms a page."""
    small = [result("copydesk", 100, 4.0, 5.0), result("floor", 100, 3.0, 2.0)]
    large = [result("copydesk", 500, 8.0, 9.0), result("floor", 500, 11.0, 4.0)]
    _, own, floor = to_growth(small, large).splitlines()
    assert own.split() == ["copydesk", "10.0", "100.0", "3.0", "s", "of", "CPU"]
    assert floor.split()[:3] == ["floor", "20.0", "200.0"]
    assert "0.50 (0.50 to 0.50) of its CPU, 0.50 (0.50 to 0.50) times its pages/s; 1.0 s" in floor


def test_a_folder_without_addresses_is_refused(tmp_path, capsys):
    assert main(["--web", str(tmp_path)]) == 2
    assert "urls.txt" in capsys.readouterr().err


def test_a_racer_that_is_not_installed_is_named_and_left_out(tmp_path, capsys, monkeypatch):
    (tmp_path / "urls.txt").write_text("\n".join(URLS))
    (tmp_path / "nginx.conf").write_text("")
    monkeypatch.setitem(speed.RACERS, "news_please", "no_such_module")
    monkeypatch.setattr(speed, "serving", lambda folder: __import__("contextlib").nullcontext("a test"))
    monkeypatch.setattr(speed, "_run", lambda name, race, given: result(name, len(race.urls), 1.0, 1.0))
    given = ["--web", str(tmp_path), "--racers", "copydesk", "news_please", "--peer-python", sys.executable]
    assert main([*given, "--rounds", "1", "--pages", "6", "--sites", "3"]) == 0
    said = capsys.readouterr()
    assert "news_please" in said.err
    assert "6 pages, 3 sites, 2 workers" in said.out
    assert "news_please" not in said.out
