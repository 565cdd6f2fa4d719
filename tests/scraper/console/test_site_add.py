"""A site file made of a first look at a site."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from scraper import extract
from scraper.console import site_add
from scraper.console.page_fetch import FetchError
from scraper.console.site_add import add_site
from scraper.console.site_checks import check_files
from scraper.console.site_draft import draft_site
from scraper.console.site_survey import Survey
from scraper.page import Page
from scraper.sites.load import load_site

FRONT = Page(
    url="https://www.gazette.co.uk/",
    body=b'<html lang="en-gb"><meta property="og:site_name" content="The &quot;Gazette&quot; &#127;"></html>',
)
PROSE = "The tram ran along the river again on Monday, and people stood on the bridges to see it pass. "


def _page(number: int) -> Page:
    html = (
        f'<html lang="en"><head><title>Trams {number} are back</title>'
        f'<meta property="article:published_time" content="2026-07-0{number}T09:00:00+01:00">'
        '<meta property="og:site_name" content="The Gazette"></head><body><article>'
        f"<h1>Trams {number} are back</h1><p>{PROSE * 3}</p><p>{PROSE[::-1] * 3}</p></article></body></html>"
    )
    return Page(url=f"https://www.gazette.co.uk/2026/trams-{number}-are-back", body=html.encode())


def test_what_the_articles_say_goes_before_the_front_page(tmp_path: Path) -> None:
    records = [extract(page.body, page.url) for page in map(_page, (1, 2, 3))]
    feeds, sitemaps = (
        ["https://www.gazette.co.uk/rss"],
        ["https://www.gazette.co.uk/a", "https://x.example/b"],
    )
    draft = draft_site("gazette.co.uk", FRONT, records, feeds=feeds, sitemaps=sitemaps)
    (tmp_path / "gazette.toml").write_text(draft.to_toml(), encoding="utf-8")
    site = load_site(tmp_path / "gazette.toml")
    assert (site.name, site.domain, site.language, str(site.timezone)) == (
        "The Gazette",
        "gazette.co.uk",
        "en",
        "Europe/London",
    )
    assert (list(site.feeds), list(site.sitemaps), site.start_urls) == (feeds, sitemaps, ())


def test_of_a_bare_site_what_is_not_known_is_a_remark() -> None:
    bare = draft_site(
        "gazette.example", Page(url="http://gazette.example/", body=b"<p>x"), [], feeds=(), sitemaps=()
    )
    text = bare.to_toml()
    assert tomllib.loads(text) == {"domain": "gazette.example", "start_urls": ["http://gazette.example/"]}
    assert [line.split()[1] for line in text.splitlines() if line.startswith("#")] == [
        "name",
        "language",
        "timezone",
    ]
    odd = draft_site("gazette.co.uk", FRONT, [], feeds=(), sitemaps=())
    assert tomllib.loads(odd.to_toml())["name"].startswith('The "Gazette"')


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Looks at a site of one feed; gives back what was looked at."""
    looked: list[str] = []

    def survey(url: str, settings: Settings) -> Survey:
        looked.append(url)
        if "down" in url:
            raise FetchError(f"{url}: dns: not found")
        front = FRONT if "gazette" in url else Page(url=url, body=b"<p>x")
        broken = Page(url="https://www.gazette.co.uk/x", body=b"<title>404 not found</title>", status=404)
        return Survey(front=front, feeds=["https://www.gazette.co.uk/rss"], articles=[_page(1), broken])

    monkeypatch.setattr(site_add, "survey_site", survey)
    monkeypatch.chdir(tmp_path)
    return looked


def test_the_file_is_written_once(
    look: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings()
    assert add_site("gazette.co.uk", settings, file=None, dry_run=True) == 0
    assert list(tmp_path.iterdir()) == []
    shown = capsys.readouterr().out
    assert "Trams 1 are back\n  2026-07-01T08:00:00Z, no author, " in shown
    assert "Not read: https://www.gazette.co.uk/x: no article: soft_404" in shown
    assert 'name = "The Gazette"' in shown
    assert add_site("https://gazette.co.uk", settings, file=None, dry_run=False) == 0
    assert load_site(tmp_path / "gazette.toml").feeds == ("https://www.gazette.co.uk/rss",)
    assert check_files(["gazette.toml"]) == 0
    before = (tmp_path / "gazette.toml").read_bytes()
    with pytest.raises(SystemExit) as end:
        add_site("gazette.co.uk", settings, file=None, dry_run=False)
    assert end.value.code == 2
    assert "gazette.toml is there already and stays" in capsys.readouterr().err
    assert (tmp_path / "gazette.toml").read_bytes() == before
    assert look == ["https://gazette.co.uk/"] * 2
    assert add_site("gazette.co.uk", settings, file="no/g.toml", dry_run=False) == 5
    assert add_site("https://down.example", settings, file=None, dry_run=False) == 1
    assert add_site("theguardian.com", settings, file=None, dry_run=True) == 0
    assert "has a file already that is used without more ado: gb/guardian" in capsys.readouterr().err


def test_an_address_that_is_none(look: list[str]) -> None:
    for word in ("gazette", "ftp://gazette.example", "gazette.toml"):
        with pytest.raises(SystemExit):
            add_site(word, Settings(), file=None, dry_run=True)
    assert look == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('domian = "a.example"', "a.toml: domian: unknown key; did you mean 'domain'?"),
        (
            'domain = "a.example"\ntimezone = "Europe/Kiyv"',
            "a.toml: timezone: unknown zone 'Europe/Kiyv'; did you mean",
        ),
        ('domain = "a.example"\nlanguage = 7', "a.toml: language: must be a text, not 7"),
        ("domain = a.example", "a.toml: is not TOML: "),
    ],
)
def test_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.toml").write_text(text)
    Path("b.toml").write_text('domain = "b.example"')
    assert check_files(["a.toml", "b.toml"]) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith(f"copydesk: sites check: {told}")
    assert shown.out == "b.toml: right: no name, b.example\n"


def test_a_look_over_the_network(loopback_site: Any, scrapy_command: Any, prose: Any, tmp_path: Path) -> None:
    site = loopback_site
    for number in range(5):
        site.add_article(f"story-{number}", headline=f"Story {number} of the river", paragraphs=prose)
    site.add_feed([f"story-{number}" for number in range(5)])
    site.pages["/story-4"] = (500, {}, "")  # the newest
    site.pages["/robots.txt"] = f"User-agent: *\nDisallow: /private\nSitemap: {site.base}/none.xml\n"
    run = scrapy_command(
        "sites", "add", f"{site.base}/", "--file", "one.toml",
        "-s", "COPYDESK_ALLOW_NETS=127.0.0.0/8", "-s", "DOWNLOAD_DELAY=0", "-s", "COPYDESK_BACKOFF_SECONDS=0.01",
    )  # fmt: skip
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr
    assert "Not read: " in run.stdout
    assert f"{site.base}/none.xml: http_404" in run.stdout
    assert [line for line in run.stdout.splitlines() if line.startswith("Story")] == [
        *("Story 3 of the river", "Story 2 of the river", "Story 1 of the river")
    ]
    written = load_site(tmp_path / "one.toml")
    assert written.feeds == (f"{site.base}/feed.xml",)
    assert written.start_urls == (f"{site.base}/",)
    assert written.language == "en"
