"""`scrapy convert`: an export in the form of others."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from scrapy.commands import ScrapyCommand

from exports.reader import ReadError
from scraper.command_line import refuse, refuse_in_one_line, refuse_options, refuse_settings
from scraper.commands.help import add_epilog
from scraper.statuses import FAILURE, GOOD
from scraper.terminal import complain

if TYPE_CHECKING:
    from exports.conversion.source import RecordSource

_EXAMPLES = """\
Examples:
  scrapy convert out articles.parquet
  scrapy convert out articles.csv --newest --spreadsheet
  scrapy convert 'out/site=example.org/date=2026-*/*.jsonl' articles.jsonl.gz --to zyte
  scrapy convert out - --to jsonld | head -1
  scrapy convert out pages --to markdown          # a folder: pages/example.org/ID.md

Forms:
  parquet   every field, with its type; needs pyarrow: pip install 'copydesk[parquet]'
  csv       a table to read and count with; lists are joined, blocks and reasons left out
  jsonld    a line an article, as schema.org's NewsArticle
  zyte      a line an article, with the keys of zyte-common-items' Article
  text, markdown   a folder with a file an article, each in its newest version

Exit status:
  0 converted   1 the input is damaged, or pyarrow is missing   2 wrong usage   4 interrupted
  5 could not write
"""
_FILES = ("parquet", "csv", "jsonld", "zyte")
_FOLDERS = ("text", "markdown")
_FORMS = (*_FILES, *_FOLDERS)
_SUFFIXES = {".parquet": "parquet", ".csv": "csv", ".jsonld": "jsonld"}
_OUTPUT = "-"


class Command(ScrapyCommand):
    """Reads an export and writes another form of it, whole or not at all."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <file, folder, pattern or -> <file, folder or ->"

    def short_desc(self) -> str:
        return "Convert articles to Parquet, CSV, JSON-LD, zyte, text or Markdown"

    def long_desc(self) -> str:
        return (
            "Convert delivered articles: an export folder, a .jsonl file (also .gz, .zst), a glob pattern, "
            "or - for standard input. What is written appears whole or not at all."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("convert", parser)
        parser.add_argument(
            "--to",
            choices=_FORMS,
            metavar="FORM",
            help=f"{', '.join(_FORMS)} (default: by the name's ending)",
        )
        parser.add_argument(
            "--newest", action="store_true", help="only the newest version of each article (reads twice)"
        )
        parser.add_argument(
            "--spreadsheet",
            action="store_true",
            help="csv: with the mark by which spreadsheets know UTF-8, and no cell that they would run",
        )
        parser.add_argument(
            "--skip-damaged", action="store_true", help="pass over lines that hold no record, and count them"
        )
        add_epilog(parser, _EXAMPLES)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("convert", args)
        refuse_settings(opts)
        if len(args) != 2:
            refuse("convert: name what to read and what to write: scrapy convert out articles.parquet")
        source, target = args
        form = opts.to or _form_of(target)
        if opts.spreadsheet and form != "csv":
            refuse("convert: --spreadsheet is for csv")
        if target == _OUTPUT and sys.stdout is None:
            refuse("convert: standard output is closed; name a file to write")
        if target == _OUTPUT and form in ("parquet", *_FOLDERS):
            kind = "file" if form in _FILES else "folder"
            refuse(f"convert: {form} cannot go to standard output; name a {kind}")
        if form == "parquet" and target.endswith(".gz"):
            refuse("convert: Parquet is packed by itself: name it without .gz")
        if form == "parquet" and not _has_pyarrow():
            complain("convert: Parquet needs pyarrow: pip install 'copydesk[parquet]'")
            self.exitcode = FAILURE
            return
        self.exitcode = _convert(source, target, form, opts)


def _form_of(target: str) -> str:
    name = target.lower().removesuffix(".gz")
    form = _SUFFIXES.get(Path(name).suffix)
    if form is None:
        refuse(f"convert: say what {target} is to be: --to {', '.join(_FORMS)}")
    return form


def _has_pyarrow() -> bool:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return False
    return True


def _convert(source: str, target: str, form: str, opts: argparse.Namespace) -> int:
    """The exit status; what was done or went wrong is said."""
    # Here, so that a list of the commands does not wait for it.
    from exports.conversion.source import RecordSource
    from exports.conversion.target import TargetError

    records = None
    try:
        records = RecordSource(source, newest=opts.newest, skip_damaged=opts.skip_damaged)
        if target != _OUTPUT and records.holds(Path(target)):
            refuse(f"convert: {target} is part of what is read; name another place")
        count = _write(records, target, form, opts)
    except ReadError as error:
        complain(f"convert: {error}")
        return 2 if records is None and not os.path.exists(source) else 1
    except TargetError as error:
        complain(f"convert: {error}")
        return 5
    except OSError as error:
        # Standard output's. Python flushes once more as it ends; that must not raise again.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 0  # the reader left (`| head`)
        complain(f"convert: standard output: {error.strerror or error} (status 5)")
        return 5
    except KeyboardInterrupt:
        complain("interrupted; nothing was written (status 4)")
        return 4
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        # A record that breaks the contract: JSON of the right keys with values of wrong types.
        complain(f"convert: at or before {records.place if records else source}: no sound record: {error}")
        return FAILURE
    _report(records, target, form, count)
    return GOOD


def _write(records: RecordSource, target: str, form: str, opts: argparse.Namespace) -> int:
    from exports.conversion import csv_table, json_lines, parquet, prose
    from exports.conversion.target import whole_file, whole_folder

    if form in _FOLDERS:
        with whole_folder(Path(target)) as folder:
            return (prose.write_text if form == "text" else prose.write_markdown)(records, folder)
    files: dict[str, Callable[[RecordSource, BinaryIO], int]] = {
        "parquet": parquet.write_parquet,
        "csv": partial(csv_table.write_csv, for_spreadsheets=opts.spreadsheet),
        "jsonld": json_lines.write_schema_org,
        "zyte": json_lines.write_zyte,
    }
    if target == _OUTPUT:
        count = files[form](records, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return count
    with whole_file(Path(target)) as file:
        return files[form](records, file)


def _report(records: RecordSource, target: str, form: str, count: int) -> None:
    """On standard error, as standard output may be the articles."""
    what = "article" if form in _FOLDERS else "record"
    passed = (
        f"; {records.damaged:,} damaged {'line' if records.damaged == 1 else 'lines'} passed over"
        if records.damaged
        else ""
    )
    place = "standard output" if target == _OUTPUT else target
    complain(f"{place}: {count:,} {what}{'' if count == 1 else 's'} as {form}{passed}")
