"""JSON-LD and zyte Articles, read by the standard library and by zyte-common-items."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from exports.conversion.json_lines import write_schema_org, write_zyte
from exports.record import Record


def _lines(write: Any, *records: Record) -> list[dict[str, Any]]:
    file = BytesIO()
    assert write(records, file) == len(records)
    lines = file.getvalue().decode().splitlines()
    return [json.loads(line) for line in lines]


def test_schema_org(full: Record, bare: Record) -> None:
    first, second = _lines(write_schema_org, full, bare)
    assert first == {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle",
        "@id": "https://gazette.example/1",
        "identifier": full.id,
        "version": 2,
        "url": "https://gazette.example/1",
        "mainEntityOfPage": "https://gazette.example/1",
        "headline": "Trams, again",
        "description": "They are back.",
        "author": [
            {"@type": "Person", "name": "Ada Vale", "url": "https://gazette.example/ada"},
            {"@type": "Organization", "name": "AFP"},
        ],
        "contributor": [{"@type": "Person", "name": "Lena Orrick"}],
        "sourceOrganization": {"@type": "Organization", "name": "AFP"},
        "publisher": {"@type": "Organization", "name": "The Gazette"},
        "datePublished": "2026-01-02T08:00:00Z",
        "dateModified": "2026-01-02T10:00:00Z",
        "inLanguage": "en",
        "articleSection": "City",
        "keywords": ["trams", "river"],
        "articleBody": full.text,
        "wordCount": full.word_count,
        "image": [
            {
                "@type": "ImageObject",
                "url": "https://gazette.example/a.jpg",
                "caption": "A tram",
                "creditText": "L. O.",
                "representativeOfPage": True,
            }
        ],
        "video": [{"@type": "VideoObject", "url": "https://gazette.example/v", "name": "A film"}],
        "correction": [{"@type": "CorrectionComment", "text": "It was two.", "datePublished": "2026-01-03"}],
        "isAccessibleForFree": True,
        "sdDatePublished": "2026-01-03T09:00:00Z",
    }
    assert second == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "https://kurier.example/2",
        "identifier": bare.id,
        "version": 1,
        "url": "https://kurier.example/2",
        "mainEntityOfPage": "https://kurier.example/2",
        "datePublished": "2026-01-02",
        "wordCount": 0,
        "sdDatePublished": "2026-01-03T09:00:00Z",
    }


def test_a_line_can_stand_in_a_page(hostile: Record) -> None:
    file = BytesIO()
    write_schema_org([hostile], file)
    assert b"<" not in file.getvalue()
    assert json.loads(file.getvalue())["articleBody"] == hostile.text


def test_zyte(full: Record, bare: Record, hostile: Record) -> None:
    first, second, third = _lines(write_zyte, full, bare, hostile)
    assert first["articleBodyHtml"] == (
        "<p>The tram ran again<br>along the river.</p>\n<h2>Sixty years</h2>\n"
        "<ul>\n<li>one bell</li>\n<li>two bridges</li>\n</ul>\n"
        "<blockquote>“We waited.”</blockquote>\n<pre>08:00  River\n```\n08:10  Mill</pre>"
    )
    assert "<script" not in third["articleBodyHtml"]
    assert first["authors"][0] == {
        "name": "Ada Vale",
        "nameRaw": "Ada Vale",
        "url": "https://gazette.example/ada",
    }
    assert len(first["authors"]) == 2
    assert second == {
        "datePublished": "2026-01-02",
        "canonicalUrl": "https://kurier.example/2",
        "url": "https://kurier.example/2",
        "metadata": {"dateDownloaded": "2026-01-03T09:00:00Z"},
    }


def test_zyte_by_its_own_reader(full: Record) -> None:
    items = pytest.importorskip("zyte_common_items", reason="zyte-common-items is not installed")
    (line,) = _lines(write_zyte, full)
    article = items.Article.from_dict(line)
    assert article._unknown_fields_dict == {}
    for part in (article.mainImage, *article.images, *article.authors, *article.breadcrumbs, *article.videos):
        assert part._unknown_fields_dict == {}
    assert article.metadata._unknown_fields_dict == {}
    assert (article.headline, article.mainImage.url) == ("Trams, again", "https://gazette.example/a.jpg")
    assert article.metadata.dateDownloaded == "2026-01-03T09:00:00Z"
