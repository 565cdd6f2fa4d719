"""A line of JSON an article, in the words of others: schema.org NewsArticle, zyte Article."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, BinaryIO

from exports.conversion.html import body_html
from exports.record import Author, Record

_TYPES = {"opinion": "OpinionNewsArticle", "live_blog": "LiveBlogPosting"}
_BREAKS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
# So that an object can stand in a page's <script> as it is.
_IN_A_PAGE = _BREAKS | {ord("<"): "\\u003c"}


def to_schema_org(record: Record) -> dict[str, Any]:
    """*record* as a JSON-LD object of schema.org's `NewsArticle`, `OpinionNewsArticle` or `LiveBlogPosting`.

    What the page does not state is left out. Not in it, as schema.org has no word for them: `removed`,
    `provenance`, `flags`, the kinds of blocks, links, and near copies.
    """
    return _stated(
        {
            "@context": "https://schema.org",
            "@type": _TYPES.get(record.kind, "NewsArticle"),
            "@id": record.canonical_url or record.url,
            "identifier": record.id,
            "version": record.version,
            "url": record.url,
            "mainEntityOfPage": record.canonical_url or record.url,
            "headline": record.headline,
            "description": record.dek,
            "author": [_agent(author) for author in record.authors if author.role is None],
            "contributor": [_agent(author) for author in record.authors if author.role is not None],
            "sourceOrganization": _named("Organization", record.agency),
            "publisher": _named("Organization", record.publisher),
            "datePublished": record.published_at or record.published_on,
            "dateModified": record.modified_at,
            "inLanguage": record.language,
            "articleSection": record.section,
            "keywords": list(record.tags),
            "articleBody": record.text,
            "wordCount": record.word_count,
            "image": [
                _stated(
                    {
                        "@type": "ImageObject",
                        "url": image.url,
                        "caption": image.caption,
                        "creditText": image.credit,
                        "description": image.alt,
                        "representativeOfPage": image.lead or None,
                    }
                )
                for image in record.images
            ],
            "video": [
                _stated({"@type": "VideoObject", "url": video.url, "name": video.title})
                for video in record.videos
            ],
            "correction": [
                _stated(
                    {
                        "@type": "CorrectionComment",
                        "text": correction.text,
                        "datePublished": correction.published_at,
                    }
                )
                for correction in record.corrections
            ],
            "isAccessibleForFree": record.access.free,
            "sdDatePublished": record.crawl.retrieved_at,
        }
    )


def to_zyte(record: Record) -> dict[str, Any]:
    """*record* with the keys of zyte-common-items' `Article`; what the page does not state is left out.

    A day without a time stands as `YYYY-MM-DD`. `breadcrumbs` holds the section alone; `mainImage` is the
    lead.
    """
    leads = [{"url": image.url} for image in record.images if image.lead]
    return _stated(
        {
            "headline": record.headline,
            "datePublished": record.published_at or record.published_on,
            "datePublishedRaw": record.published_raw,
            "dateModified": record.modified_at,
            "dateModifiedRaw": record.modified_raw,
            "authors": [
                _stated({"name": author.name, "nameRaw": author.name, "url": author.url})
                for author in record.authors
                if author.role is None
            ],
            "breadcrumbs": [{"name": record.section}] if record.section else [],
            "inLanguage": record.language,
            "mainImage": leads[0] if leads else None,
            "images": [{"url": image.url} for image in record.images],
            "description": record.dek,
            "articleBody": record.text,
            "articleBodyHtml": body_html(record.body),
            "videos": [{"url": video.url} for video in record.videos],
            "canonicalUrl": record.canonical_url,
            "url": record.url,
            "metadata": _stated({"dateDownloaded": record.crawl.retrieved_at}),
        }
    )


def _write(
    records: Iterable[Record],
    file: BinaryIO,
    *,
    convert: Callable[[Record], dict[str, Any]],
    escapes: dict[int, str],
) -> int:
    count = 0
    for record in records:
        line = json.dumps(convert(record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        file.write(line.translate(escapes).encode() + b"\n")
        count += 1
    return count


write_schema_org = partial(_write, convert=to_schema_org, escapes=_IN_A_PAGE)
"""How many records were written to a file, each as a line of JSON-LD."""
write_zyte = partial(_write, convert=to_zyte, escapes=_BREAKS)
"""How many records were written to a file, each as a line of JSON."""


def _agent(author: Author) -> dict[str, Any]:
    kind = "Person" if author.kind == "person" else "Organization"
    return _stated({"@type": kind, "name": author.name, "url": author.url})


def _named(kind: str, name: str | None) -> dict[str, Any] | None:
    return {"@type": kind, "name": name} if name else None


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    """*values* without what is null or empty."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
