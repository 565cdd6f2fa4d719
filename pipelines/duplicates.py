"""The same text, or nearly the same, in another article: linked, not dropped."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from scrapy.crawler import Crawler

from exports.delivered import Link, Sketch
from exports.ledger import Ledger
from exports.record import Record
from exports.slips import Copy, Slip, to_slip
from pipelines.desk import Desk, desk_of
from pipelines.sketches import BANDS, ENOUGH_WORDS, estimate_similarity, to_sketch

SIMILAR = 0.8
"""From this estimated similarity on, a text is a near copy."""
_ALONE = Link()


class DuplicatesPipeline:
    """Link a record to the delivered article that it is a copy of."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(desk_of(crawler))

    async def process_item(self, item: Any) -> Any:
        """*item* with its link, or untouched if it is none of ours. Copies in a batch: see `settlement`."""
        if not isinstance(item, Record) or self.desk.ledger is None:
            return item
        return link_records([item], self.desk.ledger)[0]


def link_records(records: Sequence[Copy], ledger: Ledger | None) -> list[Copy]:
    """*records* (one of each id) with `duplicate_of`, `similar_to` and `similarity`, in the same order.

    The links do not depend on the order. A link leads to an original, never to a copy: a delivered article
    before one of *records*, then the one published first (undated ones last), then the smallest id. A later
    version keeps the link of the earlier one as long as it holds, and gets no other: others may point to it.
    """
    slips = [to_slip(record, sketch=_sketch(record, ledger)) for record in records]
    shelf = _Shelf(ledger=ledger, batch={slip.id for slip in slips}, shared=_shared(slips))
    links = {slip.id: shelf.place(slip) for slip in sorted(slips, key=_by_age)}
    return [_with_link(record, links[record.id]) for record in records]


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """What a record is compared with: what is delivered, and what of the batch was placed before."""

    ledger: Ledger | None
    batch: set[str]
    by_text: dict[str, tuple[str, Link]] = field(default_factory=dict)
    shared: set[int]
    """Bands that several of the batch have. The others, most by far, lead nowhere in it."""
    by_band: dict[int, list[str]] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    """Signature by id, of those that have a shared band."""

    def place(self, slip: Slip) -> Link:
        """The link of *slip*, which from now on is compared with those that come after."""
        if slip.word_count < ENOUGH_WORDS:
            return _ALONE
        sketch = slip.sketch
        if slip.version > 1:
            link = self._kept_link(slip, sketch)
        else:
            link = self._same_text(slip) or self._near_text(sketch) or _ALONE
        self.by_text.setdefault(slip.text_hash, (slip.id, link))
        if link == _ALONE and sketch:
            for band in self.shared.intersection(sketch.bands):
                self.originals[slip.id] = sketch.signature
                self.by_band.setdefault(band, []).append(slip.id)
        return link

    def _kept_link(self, slip: Slip, sketch: Sketch | None) -> Link:
        standing = self.ledger.standing(slip.id) if self.ledger else None
        original = (standing.link.duplicate_of or standing.link.similar_to) if standing else None
        if not self.ledger or not original or not sketch:
            return _ALONE
        newest = self.ledger.newest(original)
        if newest and newest.text_hash == slip.text_hash:
            return Link(duplicate_of=original)
        signature = self.ledger.sketch_of(original)
        similarity = estimate_similarity(sketch.signature, signature) if signature else 0.0
        return Link(similar_to=original, similarity=similarity) if similarity >= SIMILAR else _ALONE

    def _same_text(self, slip: Slip) -> Link | None:
        delivered = self.ledger.with_text(slip.text_hash) if self.ledger else []
        placed = self.by_text.get(slip.text_hash)
        for article, link in [*delivered, *([placed] if placed else [])]:
            if article != slip.id and slip.id not in (link.duplicate_of, link.similar_to):
                return Link(duplicate_of=article) if link == _ALONE else link
        return None

    def _near_text(self, sketch: Sketch | None) -> Link | None:
        if sketch is None:
            return None
        best: tuple[float, str] | None = None
        for article, signature in self._candidates(sketch):
            similarity = estimate_similarity(sketch.signature, signature)
            if similarity >= SIMILAR and (best is None or similarity > best[0]):
                best = (similarity, article)
        return Link(similar_to=best[1], similarity=best[0]) if best else None

    def _candidates(self, sketch: Sketch) -> Iterable[tuple[str, bytes]]:
        """(id, signature) of the originals that share a band: the delivered ones, then the oldest first."""
        if self.ledger:
            yield from (row for row in self.ledger.near(sketch.bands) if row[0] not in self.batch)
        found = {article for band in sketch.bands for article in self.by_band.get(band, ())}
        for article in self.originals:
            if article in found:
                yield article, self.originals[article]


def _shared(slips: Sequence[Slip]) -> set[int]:
    """The bands of *slips* that come more than once."""
    columns = [array("q") for _ in range(BANDS)]  # a band meets none of another column
    for slip in slips:
        for column, band in zip(columns, slip.bands or (), strict=False):
            column.append(band)
    shared: set[int] = set()
    for column in columns:
        seen: set[int] = set()
        for band in column:
            (shared if band in seen else seen).add(band)
    return shared


def _sketch(record: Record | Slip, ledger: Ledger | None) -> Sketch | None:
    if ledger:
        return ledger.sketch(record)
    return record.sketch if isinstance(record, Slip) else to_sketch(record)


def _by_age(slip: Slip) -> tuple[bool, bool, str, str]:
    """Later versions first, which stand whatever the batch holds; then by date, undated last; then by id."""
    published = slip.published_at or slip.published_on
    return slip.version == 1, published is None, published or "", slip.id


def _with_link(record: Copy, link: Link) -> Copy:
    return replace(
        record,
        duplicate_of=link.duplicate_of,
        similar_to=link.similar_to,
        similarity=link.similarity,
    )
