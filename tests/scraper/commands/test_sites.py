"""`scrapy sites`: every known site, and what is known of one."""

import argparse
from datetime import date

import pytest
from scrapy.settings import Settings

from scraper.article import Trace
from scraper.commands.sites import Command
from scraper.extraction.repeats import key_of
from scraper.memory import SiteMemory
from scraper.sites.load import shipped_sites

SITE = "gazette.example"


@pytest.fixture
def state(tmp_path):
    """A state folder that remembers four articles of a site."""
    with SiteMemory(tmp_path / "state" / "memory.sqlite") as memory:
        for number in range(4):
            texts = ("Advertisement", *(["Our paper \x1b[31m"] if number else []), f"Story {number}")
            trace = Trace(keys=b"".join(map(key_of, texts)), samples=texts)
            memory.learn(SITE, f"{number:032x}", str(number), trace, day=date(2026, 3, 1 + number))
    return tmp_path / "state"


@pytest.fixture
def run(tmp_path, capsys):
    def run(*words, state=tmp_path / "nothing"):
        command = Command()
        command.settings = Settings({"COPYDESK_STATE": str(state)})
        command.run(list(words), argparse.Namespace(file=None, dry_run=False, pages=str(tmp_path / "pages")))
        shown = capsys.readouterr()
        return command.exitcode, shown.out.splitlines(), shown.err

    return run


def test_all_sites(run, state):
    status, lines, _ = run(state=state)
    assert status == 0
    assert len(lines) == 2 + len(shipped_sites())
    assert [line.split() for line in lines if line.startswith((SITE, "kyivpost"))] == [
        [SITE, "4", "2026-03-04", "-"],
        ["kyivpost.com", "-", "-", "ua/kyivpost"],
    ]


def test_without_a_memory_the_shipped_files_are_listed(run, tmp_path):
    status, lines, _ = run()
    assert (status, len(lines)) == (0, 1 + len(shipped_sites()))
    assert not (tmp_path / "nothing").exists()


def test_what_recurs_over_a_site(run, state):
    assert run(SITE, state=state) == (
        0,
        [
            "gazette.example",
            "File: none; none is needed",
            "Remembered: 4 articles, last seen 2026-03-04.",
            "Texts that recur over 3 or more of them; they go where a second sign agrees:",
            "      4 of 4  Advertisement",
            "      3 of 4  Our paper \\x1b[31m",
        ],
        "",
    )


def test_a_site_file_with_its_exceptions(run, state, tmp_path):
    file = tmp_path / "gazette.toml"
    file.write_text(
        f'domain = "{SITE}"\nname = "The Gazette"\n[remove]\nblocks = ["aside"]\n'
        'texts = [{text = "advertisement", reason = "ad_label"}]\n[keep]\ntexts = ["Live"]\n[expect]\narticles_a_day = 5\n'
    )
    status, lines, _ = run(str(file), state=state)
    assert status == 0
    assert lines[:6] == [
        "gazette.example: The Gazette",
        f"File: {file}",
        "  remove.blocks = aside",
        "  remove.texts = 'advertisement', as ad_label",
        "  keep.texts = 'Live'",
        "  expect.articles_a_day = 5",
    ]
    assert "      4 of 4  Advertisement  (the file: always removed, ad_label)" in lines


def test_a_shipped_site_that_was_never_crawled(run):
    assert run("kyivpost.com")[1] == [
        "kyivpost.com: Kyiv Post",
        "File: ua/kyivpost",
        "  language = en",
        "  timezone = Europe/Kyiv",
        "  feeds = https://www.kyivpost.com/feed",
        "Remembered: nothing yet; the first crawl begins to learn.",
    ]
    assert run("kyivpost") == run("kyivpost.com")


def test_an_unknown_site_is_one_line(run, state):
    status, lines, error = run("nowhere.example", state=state)
    assert (status, lines) == (1, [])
    assert error.count("\n") == 1
    assert "nowhere.example: nothing is known of it" in error


def test_a_damaged_memory_is_one_line(run, state):
    (state / "memory.sqlite").write_bytes(b"no database" * 500)
    status, lines, error = run(SITE, state=state)
    assert (status, lines) == (1, [])
    assert "memory.sqlite" in error


@pytest.mark.parametrize("words", [("a.example", "b.example"), ("--al",), ("kyivpots",)])
def test_wrong_usage(words, run):
    with pytest.raises(SystemExit) as end:
        run(*words)
    assert end.value.code == 2
