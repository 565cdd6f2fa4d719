"""Records for the tests of the exports and the pipelines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exports.record import (
    Access,
    BodyBlock,
    Crawl,
    Provenance,
    Record,
    Software,
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
