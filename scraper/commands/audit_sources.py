"""What `scrapy audit` is about: one article that is filed, one page that is not, or a sample of an export."""

from __future__ import annotations

import argparse
import glob
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from scrapy.settings import BaseSettings

from exports import stores
from exports.history import read_versions
from exports.layout import LEDGER
from exports.ledger import Ledger, read_ledger
from exports.reader import find_files, read_records
from exports.record import Record
from exports.shards import export_folders
from scraper.commands.folders import readable_export
from scraper.commands.one_page import is_address, read_page, to_record
from scraper.commands.page_check import find_page, load_saved
from scraper.sheets.audit_sheet import Contents, IndexRow
from scraper.sheets.doubts import Habits, find_doubts
from scraper.sheets.exhibit import Exhibit
from scraper.sheets.sample import Pick, draw_sample, read_picks

_ID = re.compile(r"[0-9a-f]{32}")
_BEGINNING = 64

Matter = tuple[Contents, Iterator[Exhibit]]


class AuditError(Exception):
    """There is nothing to show. One line; empty where it was said."""


def find_matter(source: str, opts: argparse.Namespace, settings: BaseSettings) -> Matter:
    """What *source* is. AuditError, ReadError, DeliveryError: nothing to show."""
    if _is_export(source):
        return _sample(source, opts)
    out = readable_export(settings, opts.out)
    if _ID.fullmatch(source) and not Path(source).exists():
        matter = _filed(out, source, opts)
        if matter is None:
            raise AuditError(f"no article {source} in {out}")
        return matter
    filed = is_address(source) and not opts.fresh and out.is_dir()
    return (_filed(out, source, opts) if filed else None) or _unfiled(source, opts, settings)


def _is_export(source: str) -> bool:
    """A folder, a pattern, or a file of records rather than a page; here or in a store."""
    path = Path(source)
    if is_address(source) or source == "-":
        return False
    if stores.is_address(source):
        return True
    if path.is_dir() or (glob.has_magic(source) and not path.exists()):
        return True
    if source.endswith((".jsonl", ".jsonl.gz")):
        return True
    try:
        with path.open("rb") as file:
            return file.read(_BEGINNING).lstrip().startswith(b"{")
    except OSError:
        return False


def _filed(out: Path, word: str, opts: argparse.Namespace) -> Matter | None:
    versions, gone = read_versions(out, word)
    if not versions:
        return None
    record = versions[-1]
    likeness = _likeness(Path(opts.pages))(record) if opts.pages else None
    doubts = _doubts(record, likeness)
    exhibit = Exhibit(record=record, versions=tuple(versions), gone=tuple(gone), doubts=doubts)
    count = f" in {len(versions)} versions" if len(versions) > 1 else ""
    return _one(exhibit, f"One article of {record.site}, as filed{count}.")


def _unfiled(source: str, opts: argparse.Namespace, settings: BaseSettings) -> Matter:
    found = read_page("audit", source, url=opts.url, site=opts.site, settings=settings)
    if found is None:
        raise AuditError
    from scraper.extraction.likeness import find_likeness
    from scraper.sites.load import site_for

    record, page = to_record(*found), found[1]
    doubts = _doubts(record, find_likeness(page, record, site_for(opts.site or page.url)))
    how = "as it stands there now; it is not filed" if is_address(source) else "as read from a file"
    if opts.fresh:
        how = "as it stands there now"
    return _one(Exhibit(record=record, doubts=doubts), f"One article of {record.site}, {how}.")


def _doubts(record: Record, likeness: float | None) -> tuple[str, ...]:
    """What is suspicious about an article for itself, without others of its site."""
    return tuple(doubt.words for doubt in find_doubts(record, Habits(), likeness))


def _one(exhibit: Exhibit, summary: str) -> Matter:
    record = exhibit.record
    row = IndexRow(site=record.site, headline=record.headline, doubt=None)
    reasons = Counter(removed.reason for removed in record.removed)
    title = f"Audit: {record.headline or record.url}"
    return Contents(title=title, summary=summary, rows=[row], reasons=reasons), iter([exhibit])


def _sample(source: str, opts: argparse.Namespace) -> Matter:
    files = find_files(source)
    likeness = _likeness(Path(opts.pages)) if opts.pages else None
    sample = draw_sample(files, size=opts.sample, most=opts.most, seed=opts.seed, likeness=likeness)
    if not sample.picks:
        raise AuditError(f"{source}: no record in it{_passed_over(sample.damaged)}")
    rows, reasons = [], Counter[str]()
    for pick, record in _read(files, sample.picks):
        doubt = None if pick.by_chance or not pick.doubts else pick.doubts[0]
        rows.append(IndexRow(site=record.site, headline=record.headline, doubt=doubt))
        reasons.update(removed.reason for removed in record.removed)
    chance = sum(pick.by_chance for pick in sample.picks)
    records, sites = _counted(sample.records, "record"), _counted(sample.sites, "site")
    summary = (
        f"{len(rows):,} of {records} of {sites}: {len(rows) - chance:,} for what is suspicious about "
        f"them, {chance:,} by lot{_passed_over(sample.damaged)}."
    )
    contents = Contents(title=f"Audit of {source}", summary=summary, rows=rows, reasons=reasons)
    return contents, _exhibits(source, files, sample.picks)


def _passed_over(damaged: int) -> str:
    lines = _counted(damaged, "damaged line")
    return f"; {lines} passed over (scrapy verify names them)" if damaged else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _exhibits(source: str, files: Sequence[Path], picks: Sequence[Pick]) -> Iterator[Exhibit]:
    with ExitStack() as stack:
        # One for each shard. In a store there is none: only here it knows what is delivered.
        ledgers = {
            folder: stack.enter_context(closing(read_ledger(folder / LEDGER)))
            for folder in export_folders(Path(source))
            if (folder / LEDGER).is_file()
        }
        for pick, record in _read(files, picks):
            exhibit = Exhibit(record=record, doubts=pick.doubts, by_chance=pick.by_chance)
            for out, ledger in ledgers.items():
                exhibit = _with_history(exhibit, out, ledger)
            yield exhibit


def _with_history(exhibit: Exhibit, out: Path, ledger: Ledger) -> Exhibit:
    """The same with all the versions that *ledger* says are delivered, shown in the newest."""
    picked = exhibit.record
    rows = ledger.versions(picked.id)
    exhibit = replace(exhibit, gone=(*exhibit.gone, *ledger.gone(picked.id)))
    if len(rows) < 2:
        return exhibit
    parts = dict.fromkeys(row.part for row in rows)
    found = (record for part in parts for record in read_records(out / part) if record.id == picked.id)
    versions = tuple(sorted(found, key=lambda record: record.version))
    doubts = exhibit.doubts
    if versions[-1].version != picked.version:
        doubts = tuple(f"in version {picked.version}: {doubt}" for doubt in doubts)
    return replace(exhibit, record=versions[-1], versions=versions, doubts=doubts)


def _read(files: Sequence[Path], picks: Sequence[Pick]) -> Iterator[tuple[Pick, Record]]:
    try:
        yield from read_picks(files, picks)
    except ValueError as error:
        raise AuditError(str(error)) from error


def _likeness(folder: Path) -> Callable[[Record], float | None]:
    """How like a record is to the JSON-LD of its saved page, where there is one in *folder*."""
    from scraper.extraction.likeness import find_likeness
    from scraper.sites.load import site_for

    def likeness(record: Record) -> float | None:
        place = find_page(folder, record.id)
        if place is None:
            return None
        try:
            page = load_saved(place, record)
        except (OSError, EOFError, zlib.error):
            return None
        return find_likeness(page, record, site_for(record.url))

    return likeness
