"""`scrapy article`: what it takes, refuses and prints; extraction itself is tested elsewhere."""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from scrapy.settings import Settings

from exports.record import Access, BodyBlock, Provenance, Software
from scraper import extract
from scraper.article import Article, BlockVerdict, Rejection, Trace
from scraper.commands.article import Command
from scraper.console import page_fetch
from scraper.extraction.repeats import Repeats
from scraper.memory import SiteMemory
from scraper.page import Page
from scraper.sites.site import Site

ROOT = Path(__file__).parents[3]
HTML = "<html><body><h1>Bridge opened</h1><p>Words of the story.</p></body></html>"


def _article(page: Page, site: Site) -> Article:
    return Article(
        url=page.url,
        requested_url=page.url,
        canonical_url=None,
        identity_url=page.url,
        site=site.domain,
        publisher=site.name,
        kind="article",
        headline="Міст відкрито",
        kicker=None,
        dek=None,
        authors=(),
        byline=None,
        published_at=None,
        published_on=None,
        published_raw=None,
        modified_at=None,
        modified_raw=None,
        language=None,
        section=None,
        tags=(),
        body=(BodyBlock(type="paragraph", text="Words of the story."),),
        images=(),
        videos=(),
        links=(),
        corrections=(),
        removed=(),
        access=Access(),
        agency=None,
        provenance=Provenance(),
        flags=frozenset(),
        software=Software(copydesk="0", trafilatura="0", rules="0"),
        verdicts=(BlockVerdict(text="Words of the story.", kept=True, what="paragraph", rule="content"),),
    )


def _extract(
    page: Page, site: Site, *, repeats: Repeats | None = None, leaning: str = "balanced"
) -> Article | Rejection:
    if b"no article" in page.body:
        return Rejection(reason="soft_404", detail="the page says that it was not found\x1b[2J")
    article = _article(page, site)
    return replace(article, publisher=f"{repeats.articles} articles") if repeats else article


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A saved page, and an extractor that is quick."""
    module = ModuleType("scraper.extraction.extract")
    module.extract_article = _extract  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "scraper.extraction.extract", module)
    monkeypatch.setenv("COLUMNS", "80")
    path = tmp_path / "story.html"
    path.write_text(HTML)
    return str(path)


def _run(*words: str, settings: dict[str, object] | None = None, **options: object) -> int:
    command = Command()
    command.settings = Settings(settings or {})
    values = {"url": None, "site": None, "json": False, "why": False, **options}
    command.run(list(words), argparse.Namespace(**values))
    return command.exitcode


def test_a_file_for_reading(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(saved) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.splitlines() == [
        "Міст відкрито",
        "",
        "Publisher  saved-page.invalid",
        "Kind       article, 4 words",
        "Address    https://saved-page.invalid/story.html",
        "",
        "Words of the story.",
        "",
        "Nothing was removed.",
    ]


def test_what_crawls_from_here_have_learned_is_known(
    saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"COPYDESK_STATE": str(tmp_path / "state"), "COPYDESK_SITE_MEMORY": True}
    assert _run(saved, settings=given) == 0
    assert not (tmp_path / "state").exists()
    path = tmp_path / "state" / "memory.sqlite"
    with SiteMemory(path) as memory:
        memory.learn("saved-page.invalid", "1" * 32, "text", Trace(), day=date(2026, 3, 1))
    capsys.readouterr()
    assert _run(saved, settings=given) == 0
    assert "Publisher  1 articles" in capsys.readouterr().out
    path.write_bytes(b"no database" * 500)
    assert _run(saved, settings=given) == 0
    shown = capsys.readouterr()
    assert "Publisher  saved-page.invalid" in shown.out
    assert shown.err.count("\n") == 1


def test_json_is_one_line_with_an_empty_crawl(saved: str, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii"))
    assert _run(saved, url="https://gazette.example/bridge", json=True) == 0
    text = buffer.getvalue().decode("utf-8")
    assert text.count("\n") == 1
    record = json.loads(text)
    assert record["headline"] == "Міст відкрито"
    assert record["url"] == "https://gazette.example/bridge"
    assert record["crawl"] == {"run": None, "retrieved_at": None, "status": None, "via": None, "warc": None}


def test_why(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(saved, why=True) == 0
    assert capsys.readouterr().out == "keep  paragraph  content  Words of the story.\n"


def test_a_site_file_reads_the_page(saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "gazette.toml"
    site.write_text('name = "The Gazette"\ndomain = "gazette.example"\n')
    assert _run(saved, site=str(site)) == 0
    assert "Publisher  The Gazette\n" in capsys.readouterr().out


def test_no_article(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(saved).write_text("<html><body>no article</body></html>")
    assert _run(saved, json=True) == 1
    assert capsys.readouterr() == (
        "",
        f"copydesk: {saved}: not an article: soft_404: the page says that it was not found\\x1b[2J\n",
    )


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {}),
        (["one.html", "two.html"], {}),
        (["--jsn", "one.html"], {}),
        (["missing.html"], {}),
        (["https://gazette.example/a"], {"url": "https://gazette.example/b"}),
        (["SAVED"], {"url": "ftp://gazette.example/a"}),
        (["SAVED"], {"url": "not an address"}),
        (["SAVED"], {"site": "missing.toml"}),
        (["http://[broken"], {}),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    words: list[str], options: dict[str, object], saved: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        _run(*[saved if word == "SAVED" else word for word in words], **options)
    assert end.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("copydesk: ")
    assert shown.err.count("\n") == 1


def test_an_address_is_fetched(
    saved: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetch(url: str, settings: Settings) -> Page:
        return Page(url=url, body=HTML.encode(), status=200, retrieved_at="2026-01-31T08:00:00Z")

    monkeypatch.setattr(page_fetch, "fetch_page", fetch)
    assert _run("HTTPS://gazette.example/a", json=True) == 0
    crawl = json.loads(capsys.readouterr().out)["crawl"]
    assert crawl == {
        "run": None,
        "retrieved_at": "2026-01-31T08:00:00Z",
        "status": 200,
        "via": "url",
        "warc": None,
    }


def test_an_address_that_cannot_be_had(
    saved: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetch(url: str, settings: Settings) -> Page:
        raise page_fetch.FetchError(f"{url}: robots: forbidden by robots.txt")

    monkeypatch.setattr(page_fetch, "fetch_page", fetch)
    assert _run("https://gazette.example/a") == 1
    assert capsys.readouterr() == (
        "",
        "copydesk: https://gazette.example/a: robots: forbidden by robots.txt; ask the site if you need it\n",
    )


def test_the_record_is_that_of_the_extractor_for_programs(tmp_path: Path) -> None:
    url = "https://gazette.example/2026/bridge"
    sentence = "The bridge over the Lesna was opened on Monday, nine years after the old one was closed. "
    paragraphs = "".join(f"<p>Part {number}. {sentence * 3}</p>" for number in range(6))
    html = (
        f"<html lang=en><head><title>Bridge opened</title><link rel=canonical href={url}></head>"
        f"<body><article><h1>Bridge opened</h1>{paragraphs}</article></body></html>"
    )
    path = tmp_path / "story.html"
    path.write_text(html)
    shown = subprocess.run(
        [sys.executable, "-m", "scraper.cli", "article", str(path), "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
    )
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode() == extract(html.encode(), url).to_json() + "\n"
