"""The demo newsroom's articles against records written by hand, a case a field."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from exports.record import REASONS, Crawl
from scraper.article import Article, Rejection
from scraper.demo.shelf import load_newsroom
from scraper.extraction.extract import extract_article
from scraper.hints import Hints
from scraper.page import Page
from scraper.sites.site import Site

PAGES = Path(__file__).parent / "pages"
CASES = sorted(path.parent for path in PAGES.glob("*/*/expected.json"))
OUTCOMES: dict[str, str] = json.loads((PAGES / "outcomes.json").read_text(encoding="utf-8"))
# Reasons that not every site need show: they come from the judges, from other pages, or from an empty block.
UNSHOWN = {"extractor", "site_repeat", "empty"}


def load(case: Path, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((case / name).read_text(encoding="utf-8"))
    return data


def read_page(url: str, body: bytes | None = None) -> Page:
    host, _, path = url.removeprefix("http://").partition("/")
    shelved = load_newsroom()[host].find(f"/{path}")
    return Page(
        url=url,
        body=shelved.body if body is None else body,
        content_type=shelved.content_type,
        status=shelved.status,
        retrieved_at="2026-10-14T06:00:00Z",
    )


def read_site(domain: str, said: dict[str, Any] | None = None) -> Site:
    zone = (said or {}).get("timezone")
    return Site(domain=domain, timezone=ZoneInfo(zone) if zone else None)


@cache
def extract(case: Path) -> dict[str, Any]:
    """The record of *case*, as plain data; `{"rejection": reason}` when the page is taken for no article."""
    meta = load(case, "meta.json")
    body = (files("scraper.demo") / "sites" / meta["page"]).read_bytes()
    said = meta.get("hints")
    hints = Hints(**said | {key: tuple(said.get(key, ())) for key in ("authors", "tags")}) if said else None
    answer = extract_article(
        read_page(meta["url"], body), read_site(case.parent.name, meta.get("site")), hints
    )
    if isinstance(answer, Rejection):
        return {"rejection": answer.reason}
    assert isinstance(answer, Article)
    return answer.to_record(Crawl()).to_dict()


def fields() -> list[Any]:
    return [
        pytest.param(case, field, id=f"{case.parent.name}/{case.name}-{field}")
        for case in CASES
        for field in load(case, "expected.json")
    ]


@pytest.mark.parametrize(("case", "field"), fields())
def test_field(case: Path, field: str) -> None:
    expected = load(case, "expected.json")[field]
    record = extract(case)
    assert "rejection" not in record
    check = CHECKS.get(field)
    if check is None:
        assert record[field] == expected
    else:
        check(record, expected)


def check_body(record: dict[str, Any], expected: list[list[str]]) -> None:
    assert [[block["type"], block["text"]] for block in record["body"]] == expected


def check_parts(field: str, record: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    """Of every author, correction: the keys that *expected* states."""
    assert len(record[field]) == len(expected)
    for part, stated in zip(record[field], expected, strict=True):
        assert {key: part[key] for key in stated} == stated


def check_removed(record: dict[str, Any], expected: list[list[str]]) -> None:
    """Residue between the first and the last paragraph: each piece is there, in order, for its reason."""
    texts = {text for _, text in expected}
    rest = iter(actual := [pair for pair in removed(record) if pair[1] in texts])
    assert [pair for pair in expected if pair not in rest] == [], actual


def check_outside(record: dict[str, Any], expected: list[list[str]]) -> None:
    """Residue before or after the text: never kept; where it is listed, its reason is right."""
    kept = {block["text"] for block in record["body"]}
    reasons = {text: reason for reason, text in removed(record)}
    assert [text for _, text in expected if text in kept] == []
    assert [[reasons[text], text] for _, text in expected if text in reasons] == [
        pair for pair in expected if pair[1] in reasons
    ]


def check_body_contains(record: dict[str, Any], expected: list[str]) -> None:
    at = 0
    for text in expected:
        at = record["text"].index(text, at) + len(text)


def check_access(record: dict[str, Any], expected: dict[str, Any]) -> None:
    assert {key: record["access"][key] for key in expected} == expected


def check_urls(field: str, record: dict[str, Any], expected: list[str]) -> None:
    assert [part["url"] for part in record[field]] == expected


def removed(record: dict[str, Any]) -> list[list[str]]:
    return [[block["reason"], block["text"]] for block in record["removed"]]


CHECKS: dict[str, Any] = {
    "body": check_body,
    "body_contains": check_body_contains,
    "removed": check_removed,
    "outside": check_outside,
    "authors": lambda record, expected: check_parts("authors", record, expected),
    "corrections": lambda record, expected: check_parts("corrections", record, expected),
    "access": check_access,
    "images": lambda record, expected: check_urls("images", record, expected),
    "videos": lambda record, expected: check_urls("videos", record, expected),
}

FETCHED = {"section_page", "soft_404", "consent_wall", "login_wall"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [(url, end.partition("/")[2]) for url, end in OUTCOMES.items() if end.partition("/")[2] in FETCHED],
)
def test_page_that_is_no_article(url: str, reason: str) -> None:
    answer = extract_article(read_page(url), read_site(url.split("/")[2]))
    assert isinstance(answer, Rejection)
    assert answer.reason == reason


def test_a_bare_time_is_local_to_the_zone_of_the_site_file() -> None:
    page = read_page("http://kurier.example/politik/haushalt-abstimmung.html", UNZONED)
    without = extract_article(page, read_site("kurier.example"))
    within = extract_article(page, read_site("kurier.example", {"timezone": "Europe/Berlin"}))
    assert isinstance(without, Article)
    assert isinstance(within, Article)
    assert (without.published_at, str(without.published_on)) == (None, "2026-10-01")
    assert within.to_record(Crawl()).published_at == "2026-10-01T19:10:00Z"
    assert within.published_raw == without.published_raw == "2026-10-01T21:10:00"


UNZONED = (
    load_newsroom()["kurier.example"]
    .pages["politik/haushalt-abstimmung.html"]
    .replace(b"2026-10-01T21:10:00+02:00", b"2026-10-01T21:10:00")
)


def test_every_article_has_a_case_and_an_outcome() -> None:
    metas = [load(case, "meta.json") for case in CASES]
    assert {meta["url"] for meta in metas} == {url for url, end in OUTCOMES.items() if end == "filed"}
    pages = {f"{site.domain}/{path}" for site in load_newsroom().values() for path in site.pages}
    assert {meta["page"] for meta in metas} <= pages
    assert len(CASES) >= 36


@pytest.mark.parametrize("domain", sorted(load_newsroom()))
def test_every_kind_of_residue_is_somewhere_on_each_site(domain: str) -> None:
    shown: Counter[str] = Counter()
    for case in CASES:
        if case.parent.name == domain:
            expected = load(case, "expected.json")
            shown.update(reason for reason, _ in expected["removed"] + expected["outside"])
    assert set(REASONS) - UNSHOWN == set(shown) - UNSHOWN


def test_every_reason_appears() -> None:
    """A text recurs over a site only once three articles are known: that is shown in test_site_memory."""
    found = {row["reason"] for case in CASES for row in extract(case).get("removed", ())}
    assert set(REASONS) - found == {"site_repeat"}
