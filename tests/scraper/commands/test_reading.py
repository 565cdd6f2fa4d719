"""An article laid out for reading."""

from __future__ import annotations

import dataclasses

import pytest

from exports.record import (
    Access,
    Author,
    BodyBlock,
    Correction,
    Crawl,
    Provenance,
    Record,
    Removed,
    Software,
    article_id,
    count_words,
    join_text,
    text_hash,
)
from scraper.article import BlockVerdict
from scraper.commands.reading import article_lines, block_lines, verdict_lines
from scraper.terminal import Style, columns

BODY = (
    BodyBlock(type="paragraph", text="The bridge over the Lesna was opened on Monday after nine years."),
    BodyBlock(type="heading", text="What it cost", level=2),
    BodyBlock(type="list_item", text="Steel: 4 million"),
    BodyBlock(type="list_item", text="Paint: 1 million"),
    BodyBlock(type="quote", text="It was about time."),
)
RECORD = Record(
    id=article_id("https://gazette.example/bridge"),
    url="https://gazette.example/bridge?x=1",
    canonical_url="https://gazette.example/bridge",
    requested_url="https://gazette.example/bridge?x=1",
    site="gazette.example",
    publisher="The Gazette",
    kind="article",
    headline="Bridge opened",
    kicker="Traffic",
    dek=None,
    authors=(
        Author(name="Ada Muster", kind="person"),
        Author(name="Bo Frame", kind="person", role="photo"),
    ),
    byline="By Ada Muster, photo Bo Frame",
    published_at="2026-01-31T08:00:00Z",
    published_on="2026-01-31",
    published_raw="31 January 2026, 9:00",
    modified_at=None,
    modified_raw=None,
    language="en",
    section=None,
    tags=("Lesna", "bridges"),
    text=join_text(BODY),
    body=BODY,
    word_count=count_words(join_text(BODY)),
    images=(),
    videos=(),
    links=(),
    corrections=(Correction(kind="correction", text="An earlier version misstated the year."),),
    removed=(
        Removed(before=1, reason="ad_label", rule="ad-label", text="Advertisement"),
        Removed(before=5, reason="related_teaser", rule="teaser", text="Read also: Ferries"),
        Removed(before=5, reason="ad_label", rule="ad-label", text="Advertisement"),
    ),
    access=Access(free=False),
    agency=None,
    text_hash=text_hash(join_text(BODY)),
    provenance=Provenance(),
    flags=("short_body",),
    crawl=Crawl(),
    software=Software(copydesk="0", trafilatura="0", rules="0"),
)


def test_whole_article() -> None:
    assert article_lines(RECORD, width=44, style=Style()) == [
        "Traffic",
        "Bridge opened",
        "",
        "By         Ada Muster, Bo Frame (photo)",
        "Published  2026-01-31T08:00:00Z",
        "Publisher  The Gazette",
        "Tags       Lesna, bridges",
        "Kind       article, en, 25 words",
        "Access     not free",
        "Flags      short_body",
        "Address    https://gazette.example/bridge",
        "",
        "The bridge over the Lesna was opened on",
        "Monday after nine years.",
        "",
        "What it cost",
        "",
        "- Steel: 4 million",
        "- Paint: 1 million",
        "",
        "> It was about time.",
        "",
        "correction: An earlier version misstated the",
        "  year.",
        "",
        "Removed: ad_label 2, related_teaser 1. See",
        "each with --why.",
    ]


def test_what_is_not_stated_is_not_shown() -> None:
    bare = dataclasses.replace(
        RECORD,
        headline=None,
        kicker=None,
        authors=(),
        byline=None,
        published_at=None,
        published_on=None,
        published_raw=None,
        language=None,
        tags=(),
        body=(),
        word_count=0,
        removed=(),
        corrections=(),
        access=Access(),
        flags=(),
    )
    assert article_lines(bare, width=80, style=Style()) == [
        "(no headline)",
        "",
        "Publisher  The Gazette",
        "Kind       article, 0 words",
        "Address    https://gazette.example/bridge",
        "",
        "(no text)",
        "",
        "Nothing was removed.",
    ]


@pytest.mark.parametrize("width", [20, 40, 200])
def test_lines_fit(width: int) -> None:
    lines = article_lines(RECORD, width=width, style=Style())
    assert all(columns(line) <= width for line in lines if not line.startswith("Address"))


def test_an_address_stays_whole() -> None:
    assert "Address    https://gazette.example/bridge" in article_lines(RECORD, width=20, style=Style())


def test_long_lines_are_hard_to_read() -> None:
    block = BodyBlock(type="paragraph", text="word " * 100)
    record = dataclasses.replace(RECORD, body=(block,))
    assert max(columns(line) for line in article_lines(record, width=300, style=Style())) <= 100


def test_a_page_cannot_write_to_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\x9b2J\u202e"
    record = dataclasses.replace(
        RECORD,
        headline=evil,
        kicker=evil,
        dek=evil,
        byline=evil,
        authors=(),
        publisher=evil,
        tags=(evil,),
        body=(BodyBlock(type="preformatted", text=evil), BodyBlock(type="paragraph", text=evil)),
        corrections=(Correction(kind="update", text=evil),),
    )
    verdict = BlockVerdict(text=evil, kept=False, what=evil, rule=evil)
    lines = article_lines(record, width=80, style=Style())
    lines += verdict_lines([verdict], width=80, style=Style())
    assert not any(set("\x1b\x07\x9b\u202e") & set(line) for line in lines)


def test_preformatted_text_keeps_its_lines() -> None:
    block = BodyBlock(type="preformatted", text="Roses are red\n\tviolets blue")
    assert block_lines(block, 80, Style()) == ["    Roses are red", "        violets blue"]


def test_verdicts() -> None:
    verdicts = [
        BlockVerdict(
            text="The bridge over the Lesna was opened.", kept=True, what="paragraph", rule="content"
        ),
        BlockVerdict(text="Advertisement", kept=False, what="ad_label", rule="ad-label"),
    ]
    assert verdict_lines(verdicts, width=60, style=Style()) == [
        "keep    paragraph  content   The bridge over the Lesna was…",
        "remove  ad_label   ad-label  Advertisement",
    ]
    assert verdict_lines(verdicts, width=30, style=Style()) == [
        "keep    paragraph  content",
        "    The bridge over the Lesna…",
        "remove  ad_label   ad-label",
        "    Advertisement",
    ]
    assert verdict_lines([], width=60, style=Style()) == ["(the page has no article region)"]
