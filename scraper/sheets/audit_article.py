"""One article on an audit page: as filed, with what was removed standing where it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from lxml import etree

from exports.differences import find_differences
from exports.record import BodyBlock, Record, Removed, count_words
from scraper.sheets.exhibit import Exhibit
from scraper.sheets.markup import Content, Piece, link, tag, words
from scraper.sheets.reasons import class_of


def article_part(exhibit: Exhibit, number: int) -> etree._Element:
    """The article numbered *number*, from 1, with the id `aNUMBER`."""
    record = exhibit.record
    return tag(
        "article",
        tag("h2", words(record.headline or "(no headline)")),
        tag("p", words(record.kicker), class_="kicker", dir="auto") if record.kicker else None,
        tag("p", words(record.dek), class_="dek", dir="auto") if record.dek else None,
        _doubts(exhibit),
        tag(
            "div",
            tag(
                "div",
                tag("h3", "The page, in its order"),
                tag("p", sum_of(record), class_="faint"),
                story(record),
                _corrections(record),
            ),
            tag("div", tag("h3", "Fields and their sources"), _metadata(record), _media(record)),
            class_="beside",
        ),
        _versions(exhibit),
        id=f"a{number}",
        tabindex="-1",
        aria_label=f"Article {number}",
    )


def _doubts(exhibit: Exhibit) -> etree._Element | None:
    if exhibit.doubts:
        return tag("ul", (tag("li", doubt) for doubt in exhibit.doubts), class_="doubts warn")
    return tag("p", "Drawn by chance.", class_="faint") if exhibit.by_chance else None


def _metadata(record: Record) -> etree._Element:
    rows = [
        tag("tr", tag("th", name, scope="row"), tag("td", value), tag("td", source or "", class_="faint"))
        for name, value, source in _fields(record)
        if value is not None
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Field", "Value", "Source")))
    return tag("table", tag("thead", head), tag("tbody", rows), class_="facts")


def _fields(record: Record) -> Iterator[tuple[str, Content, str | None]]:
    """(name, value, source) of each field that is stated."""
    source, access = record.provenance, record.access
    yield "Address", link(record.url), None
    if record.canonical_url and record.canonical_url != record.url:
        yield "Canonical address", link(record.canonical_url), source.canonical_url
    if record.requested_url != record.url:
        yield "Asked for", link(record.requested_url), None
    yield "Publisher", words(record.publisher), source.publisher
    yield "Authors", _joined(map(_author, record.authors)), source.authors
    yield "Byline", words(record.byline), source.byline
    published = (record.published_at, record.published_on, record.published_raw)
    yield "Published", _joined(map(words, dict.fromkeys(filter(None, published)))), source.published
    modified = dict.fromkeys(filter(None, (record.modified_at, record.modified_raw)))
    yield "Modified", _joined(map(words, modified)), source.modified
    yield "Language", record.language, source.language
    yield "Section", words(record.section), source.section
    yield "Tags", _joined(map(words, record.tags)), source.tags
    yield "Kind", record.kind, source.kind
    yield "Agency", words(record.agency), source.agency
    stated = {"free": access.free, "truncated": access.truncated}
    walls = [f"{name}: {'yes' if value else 'no'}" for name, value in stated.items() if value is not None]
    yield "Access", ", ".join(walls) or None, source.access
    yield "Text", f"{record.word_count:,} words in {len(record.body)} blocks", source.body
    yield "Flags", ", ".join(record.flags) or None, None
    if record.duplicate_of or record.similar_to:
        like = f"{record.similarity} like" if record.similar_to else "the same text as"
        yield "Copy", f"{like} {record.similar_to or record.duplicate_of}", None
    crawl, software = record.crawl, record.software
    read = (crawl.retrieved_at, crawl.via and f"by {crawl.via}", crawl.run and f"run {crawl.run}")
    yield "Read", ", ".join(filter(None, read)) or None, None
    yield "Made by", f"Copydesk {software.copydesk}, rules {software.rules}", None
    yield "Id", f"{record.id}, version {record.version} ({record.change})", None


def _author(author: object) -> etree._Element:
    name, kind, role, url = (getattr(author, key) for key in ("name", "kind", "role", "url"))
    known = link(url, name) if url else words(name)
    extra = ", ".join(filter(None, ("" if kind == "person" else kind, role)))
    return tag("span", known, f" ({extra})" if extra else None)


def _joined(pieces: Iterable[Piece]) -> list[Piece] | None:
    row: list[Piece] = []
    for piece in pieces:
        row += [", ", piece] if row else [piece]
    return row or None


def sum_of(record: Record) -> str:
    """How much of the page was kept and removed, as a sentence."""
    lost = sum(count_words(row.text) for row in record.removed)
    return f"{record.word_count:,} words kept, {lost:,} in {len(record.removed)} blocks removed."


def story(
    record: Record, note: Callable[[BodyBlock | Removed], str | None] = lambda block: None
) -> etree._Element:
    """The blocks in page order: those kept, and those removed, each where it stood.

    *note*: the words above a block; `None`: it has none.
    """
    waiting = list(record.removed)
    blocks: list[etree._Element] = []
    for index, block in enumerate(record.body):
        while waiting and waiting[0].before <= index:
            cut = waiting.pop(0)
            blocks.append(_cut(cut, note(cut)))
        blocks.append(_kept(block, note(block)))
    blocks += (_cut(cut, note(cut)) for cut in waiting)
    return tag("div", blocks, class_="story", lang=record.language)


def _kept(block: BodyBlock, note: str | None) -> etree._Element:
    heading = block.type == "heading"
    return tag(
        "div",
        tag("span", note, class_="note") if note else None,
        block.text,
        class_=f"block {block.type}{' noted' if note else ''}",
        dir="auto",
        role="heading" if heading else None,
        aria_level=min(max(block.level or 3, 3) + 1, 6) if heading else None,
    )


def _cut(row: Removed, note: str | None) -> etree._Element:
    return tag(
        "div",
        tag("span", note, class_="note") if note else None,
        tag("span", f"removed: {row.reason} by {row.rule}", class_="why"),
        tag("span", row.text, class_="text", dir="auto"),
        class_=f"cut {class_of(row.reason)}{' noted' if note else ''}",
        role="note",
        aria_label=f"removed: {row.reason}",
    )


def _corrections(record: Record) -> Iterator[etree._Element]:
    if record.corrections:
        yield tag("h3", "Corrections that the publisher printed")
        for notice in record.corrections:
            when = f" ({notice.published_at})" if notice.published_at else ""
            yield tag("p", f"{notice.kind}{when}, from {notice.source}: ", words(notice.text))


def _media(record: Record) -> Iterator[etree._Element]:
    rows = [
        tag(
            "li",
            link(image.url),
            ": " if image.caption else None,
            words(image.caption),
            _credit(image.credit),
        )
        for image in record.images
    ]
    rows += [
        tag("li", link(film.url), ": " if film.title else None, words(film.title)) for film in record.videos
    ]
    if rows:
        yield tag("details", tag("summary", f"Pictures and films: {len(rows)}"), tag("ul", rows))
    if record.links:
        links = (tag("li", link(row.url, row.text), f" in block {row.block + 1}") for row in record.links)
        yield tag("details", tag("summary", f"Links in the text: {len(record.links)}"), tag("ul", links))


def _credit(credit: str | None) -> list[Piece] | None:
    return [" (", words(credit), ")"] if credit else None


def _versions(exhibit: Exhibit) -> Iterator[etree._Element]:
    """The history, where there is one: what each version says differently from the one before it."""
    versions = exhibit.versions
    if len(versions) > 1:
        first = versions[0]
        yield tag("h3", f"Versions: {len(versions)}")
        yield tag("p", f"Version {first.version}: {first.change}, read {first.crawl.retrieved_at}.")
        for old, new in pairwise(versions):
            lines = find_differences(old, new) or ["nothing that a reader would see"]
            yield tag("p", f"Version {new.version}: {new.change}, read {new.crawl.retrieved_at}.")
            yield tag("ul", (tag("li", words(line)) for line in lines))
    for address, reason, moment in exhibit.gone:
        yield tag("p", f"Not there any more ({reason}) on {moment}: ", link(address), class_="bad")
