"""A page saved, its record corrected, and what is said when another one is made of it."""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from scraper.commands.savepage import Command
from scraper.console import page_fetch
from scraper.console.site_checks import check_pages
from scraper.page import Page

URL = "http://gazette.example/2026/10/harbour-ferry-returns"
BODY = (files("scraper.demo") / "sites/gazette.example/2026/10/harbour-ferry-returns.html").read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_bytes(BODY)
    return tmp_path


def _save(source: str = "a.html", **options: Any) -> int:
    command = Command()
    command.settings = Settings()
    values = {"url": None, "site": None, "pages": "pages", "force": False, **options}
    command.run([source], argparse.Namespace(**values))
    return command.exitcode


def _correct(place: Path, **fields: Any) -> None:
    path = place / "expected.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | fields))


def test_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _save() == 0
    place = folder / "pages" / "gazette.example" / "harbour-ferry-returns"
    assert {path.name for path in place.iterdir()} == {"page.html", "meta.json", "expected.json"}
    assert (place / "page.html").read_bytes() == BODY
    assert json.loads((place / "meta.json").read_bytes())["url"] == URL
    draft = json.loads((place / "expected.json").read_bytes())
    assert draft["headline"] == "Harbour ferry returns after two silent winters"
    assert draft["authors"][0] == {"name": "Anna Holt", "kind": "person", "role": None}
    assert ["ad_label", "Advertisement"] in draft["removed"]
    assert len((place / "expected.json").read_text().splitlines()) > 20  # a line a block
    # As it is, it is what is expected; and it may be saved again.
    assert check_pages([], Path("pages")) == 0
    assert _save() == 0
    capsys.readouterr()

    # Corrected, it stays.
    _correct(
        place, headline="The ferry is back", removed=[["ad", draft["body"][1][1]], ["promo", "Advertisement"]]
    )
    assert _save() == 1
    assert "was corrected by hand and stays; --force writes over it" in capsys.readouterr().err
    assert check_pages(["gazette.example"], Path("pages")) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "“The ferry is back” became “Harbour ferry returns after two silent winters”" in told
    assert f"not removed: ad “{draft['body'][1][1][:50]}" in told
    assert "removed as ad_label, not as promo: “Advertisement”" in told
    assert told.endswith("1 page: 1 not as expected")
    assert _save(force=True) == 0
    assert check_pages([], Path("pages")) == 0


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"body": [["paragraph", "Another one."]]}, "block 1 gone: “Another one.”"),
        (
            {"authors": [{"name": "Anna Holt", "kind": "agency"}]},
            "author Anna Holt: kind: agency became person",
        ),
        ({"authors": []}, "author added: “Peter Marsh”"),
        ({"rejection": "section_page"}, "no article is expected (section_page), and one is found"),
        ({"heading": "x"}, "heading: unknown key: did you mean 'headline'?"),
        ({"body": ["Another one."]}, "a value has a wrong form"),
        ({"body": [["para", "Another one."]]}, "'para' is none of paragraph, heading"),
        ({"authors": 7}, "a value has a wrong form"),
        ({"removed": [["ad"]]}, "a value has a wrong form"),
    ],
)
def test_what_is_wrong_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], fields: dict[str, Any], told: str
) -> None:
    _save()
    _correct(folder / "pages" / "gazette.example" / "harbour-ferry-returns", **fields)
    capsys.readouterr()
    assert check_pages([], Path("pages")) == 1
    shown = capsys.readouterr()
    assert told in " ".join((shown.out + shown.err).split())


def test_an_address(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetch(url: str, settings: Settings) -> Page:
        if url.endswith("/gone"):
            raise page_fetch.FetchError(f"{url}: http_404: the server answered with status 404")
        return Page(
            url=url, body=b"<title>x</title>", content_type="text/html", retrieved_at="2026-01-31T08:00:00Z"
        )

    monkeypatch.setattr(page_fetch, "fetch_page", fetch)
    assert _save("https://Gazette.example/a/../%D0%BC%D1%96%D1%81%D1%82-%D0%BA%D0%B8%D1%97%D0%B2/") == 0
    (place,) = (folder / "pages" / "gazette.example").iterdir()
    assert place.name == "міст-київ"
    assert json.loads((place / "expected.json").read_bytes()) == {"rejection": "no_article"}
    assert json.loads((place / "meta.json").read_bytes())["retrieved_at"] == "2026-01-31T08:00:00Z"
    assert check_pages([], Path("pages")) == 0
    assert _save("https://gazette.example/2/міст-київ") == 0  # another page of the same name
    assert len(list((folder / "pages" / "gazette.example").iterdir())) == 2
    assert _save("https://gazette.example/gone") == 1
    assert "status 404" in capsys.readouterr().err


def test_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "b.html").write_text("<p>nothing of its address</p>")
    for source, options, told in (
        ("b.html", {}, "b.html does not say from where it is: add --url https://example.org/a-story"),
        ("none.html", {}, "none.html: no such file"),
        ("b.html", {"site": "guardien"}, "did you mean 'guardian'?"),
        ("https://a.example/x", {"url": "https://a.example/x"}, "--url is for files"),
    ):
        with pytest.raises(SystemExit) as end:
            _save(source, **options)
        assert end.value.code == 2
        error = capsys.readouterr().err
        assert told in error
        assert error.count("\n") == 1


def test_nothing_saved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        check_pages([], Path("pages"))
    assert "scrapy savepage URL saves a page there" in capsys.readouterr().err
    _save()
    assert check_pages(["kyivpost.com"], Path("pages")) == 1
    (folder / "pages" / "gazette.example" / "harbour-ferry-returns" / "meta.json").write_text("{")
    assert check_pages([], Path("pages")) == 1
    assert "meta.json: is not JSON" in capsys.readouterr().err
