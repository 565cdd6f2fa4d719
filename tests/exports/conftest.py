"""Records for the tests of the exports and the pipelines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exports.record import (
    Access,
    Author,
    BodyBlock,
    Correction,
    Crawl,
    Image,
    Link,
    Provenance,
    Record,
    Removed,
    Software,
    Video,
    article_id,
    count_words,
    join_text,
    text_hash,
)

DEFAULTS: dict[str, Any] = {
    "publisher": None,
    "kind": "article",
    "headline": "Ferry runs again",
    "kicker": None,
    "dek": None,
    "authors": (),
    "byline": None,
    "published_at": "2026-01-02T08:00:00Z",
    "published_on": "2026-01-02",
    "published_raw": "2026-01-02T08:00:00Z",
    "modified_at": None,
    "modified_raw": None,
    "language": "en",
    "section": None,
    "tags": (),
    "images": (),
    "videos": (),
    "links": (),
    "corrections": (),
    "removed": (),
    "access": Access(),
    "agency": None,
    "provenance": Provenance(),
    "flags": (),
    "software": Software(copydesk="0.1.0", trafilatura="2.3.1", rules="0a1b2c3d"),
}


@pytest.fixture
def make_record() -> Callable[..., Record]:
    """Makes a good record: `make_record(7)` is article 7 of gazette.example; any field can be named."""
    return record_of


def record_of(
    number: int = 1,
    *,
    text: str | None = None,
    run: str = "RUN",
    retrieved_at: str | None = "2026-01-03T09:00:00Z",
    **fields: Any,
) -> Record:
    """The record of article *number*."""
    paragraphs = (f"Article {number} is short." if text is None else text).split("\n\n")
    body = tuple(BodyBlock(type="paragraph", text=paragraph) for paragraph in paragraphs if paragraph)
    site = fields.setdefault("site", "gazette.example")
    url = fields.setdefault("url", f"https://{site}/{number}")
    fields.setdefault("canonical_url", url)
    fields.setdefault("requested_url", url)
    fields.setdefault("id", article_id(fields["canonical_url"] or url))
    joined = join_text(body)
    return Record(
        **DEFAULTS
        | {"text": joined, "body": body, "word_count": count_words(joined), "text_hash": text_hash(joined)}
        | {"crawl": Crawl(run=run, retrieved_at=retrieved_at, status=200, via="feed")}
        | fields
    )


@pytest.fixture
def full_record(make_record: Callable[..., Record]) -> Record:
    """A record with something in every field."""
    body = (
        BodyBlock(type="heading", text="The pier", level=2),
        BodyBlock(type="paragraph", text="The ferry is back after nine days."),
        BodyBlock(type="preformatted", text="07:10\tPier A\n07:40\tPier B"),
    )
    return make_record(
        1,
        text=join_text(body),
        body=body,
        authors=(Author(name="Ida Marsh", kind="person", role="photo", url="https://gazette.example/ida"),),
        tags=("ferry",),
        images=(
            Image(url="https://gazette.example/a.jpg", caption="Pier", credit="Ida", alt="x", lead=True),
        ),
        videos=(Video(url="https://gazette.example/v", title="Film"),),
        links=(Link(url="https://gazette.example/2", text="nine days", block=1),),
        corrections=(
            Correction(kind="correction", text="It was nine days.", published_at="2026-01-02"),
            Correction(
                kind="update", text="It is ten now.", published_at="2026-01-02T10:00:00Z", source="jsonld"
            ),
        ),
        removed=(
            Removed(before=0, reason="share", rule="share_words", text="Share\nMail"),
            Removed(before=3, reason="newsletter", rule="sign_up", text="Sign up"),
        ),
        flags=("future_date", "short_body"),
        duplicate_of="0" * 32,
        similar_to="1" * 32,
        similarity=0.87,
    )
