"""A folder with one file an article, to read or to search: plain text, or Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from exports.conversion.markdown import block_markdown, escape_markdown
from exports.conversion.source import Newest
from exports.layout import escape_site
from exports.record import Record


def to_text(record: Record) -> str:
    """Headline, standfirst and text, each apart from the next by a blank line; nothing else."""
    return "\n\n".join(part for part in (record.headline, record.dek, record.text) if part) + "\n"


def to_markdown(record: Record) -> str:
    """*record* as CommonMark below front matter in YAML, with its facts; `null`, `[]`: not stated.

    What the page printed is escaped: it makes no links, markup or HTML.
    """
    facts = {
        "title": record.headline,
        "url": record.canonical_url or record.url,
        "site": record.site,
        "publisher": record.publisher,
        "kind": record.kind,
        "authors": [author.name for author in record.authors],
        "published": record.published_at or record.published_on,
        "modified": record.modified_at,
        "language": record.language,
        "section": record.section,
        "tags": list(record.tags),
        "id": record.id,
        "version": record.version,
        "retrieved": record.crawl.retrieved_at,
    }
    # JSON on one line is YAML; escaped to ASCII it is so whatever is in it.
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in facts.items())
    parts = [f"# {escape_markdown(record.headline)}"] if record.headline else []
    parts += [f"*{escape_markdown(record.dek)}*"] if record.dek else []
    parts += [block_markdown(block) for block in record.body]
    parts += [f"**{each.kind}:** {escape_markdown(each.text)}" for each in record.corrections]
    return f"---\n{head}---\n\n" + "\n\n".join(parts) + "\n"


def _write(records: Iterable[Record], folder: Path, *, convert: Callable[[Record], str], suffix: str) -> int:
    """How many articles were written to *folder*, each in its newest version as `SITE/ID.SUFFIX`."""
    newest = Newest()
    made: set[str] = set()
    count = 0
    for record in records:
        if not newest.note(record):
            continue
        name = escape_site(record.site)
        if name not in made:
            (folder / name).mkdir(exist_ok=True)
            made.add(name)
        path = folder / name / f"{record.id}{suffix}"
        count += not path.exists()
        path.write_bytes(convert(record).encode())
    return count


write_text = partial(_write, convert=to_text, suffix=".txt")
"""How many articles were written to a folder as plain text, `SITE/ID.txt`."""
write_markdown = partial(_write, convert=to_markdown, suffix=".md")
"""How many articles were written to a folder as Markdown, `SITE/ID.md`."""
