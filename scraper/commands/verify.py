"""`scrapy verify`: is an export whole?"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from itertools import islice

from scrapy.commands import ScrapyCommand

from exports.reader import ReadError
from exports.verify import Summary, verify
from scraper.command_line import (
    refuse,
    refuse_in_one_line,
    refuse_options,
    refuse_settings,
)
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.statuses import FAILURE, GOOD, USAGE
from scraper.terminal import complain, printable, write_lines

_EXAMPLES = """\
Examples:
  scrapy verify out
  scrapy verify 'out/site=example.org/date=*/*.jsonl' --most 5
  scrapy verify out --pages saved       # saved/ID.html or saved/ID.html.gz, ID as in the record

Exit status:
  0 whole   1 faults were found   2 there is nothing at the path
"""


class Command(ScrapyCommand):
    """Names every fault with file and line, then sums up."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <path>..."

    def short_desc(self) -> str:
        return "Check that delivered files are whole"

    def long_desc(self) -> str:
        return (
            "Check that delivered files are whole: an export folder with its manifests and ledger, files or "
            "glob patterns, here or in a store (s3://bucket/folder). "
            "Finds what is cut, changed, missing, doubled, invalid or wrongly summed up."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("verify", parser)
        parser.add_argument(
            "--most",
            type=int,
            default=20,
            metavar="N",
            help="print at most N faults of each path (default: 20)",
        )
        parser.add_argument(
            "--pages",
            metavar="FOLDER",
            help="folder of saved pages, each named by its record's id: is every block of the article region "
            "in the body or among what was removed?",
        )
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            refuse("verify: name what to check: scrapy verify out")
        refuse_options("verify", args)
        refuse_settings(opts)
        if opts.most < 0:
            refuse(f"verify: --most {opts.most}: write a number from 0 on")
        if opts.pages and not os.path.isdir(opts.pages):
            refuse(f"verify: --pages {opts.pages}: no such folder")
        self.exitcode = max(_check(path, opts.most) for path in args)
        if opts.pages:
            self.exitcode = max(self.exitcode, *(_check_pages(path, opts.pages, opts.most) for path in args))


def _check_pages(path: str, folder: str, most: int) -> int:
    """The exit status for the records of *path* whose page is in *folder*; gaps and sum printed."""
    from scraper.commands.page_check import Checked, find_gaps

    checked = Checked()
    try:
        gaps = [printable(str(fault)) for fault in find_gaps(path, folder, checked)]
    except ReadError:
        return 0  # told already
    lines = gaps[:most]
    if len(gaps) > most:
        lines.append(f"... and {len(gaps) - most} more articles")
    whole = f"{_counted(len(gaps), 'article')} with a gap" if gaps else "nothing vanished"
    pages = f"{checked.pages:,} of {_counted(checked.articles, 'article')} have a page in {printable(folder)}"
    write_lines(sys.stdout, [*lines, f"{printable(path)}: {whole}: {pages}"])
    return FAILURE if gaps or not checked.pages else GOOD


def _check(path: str, most: int) -> int:
    """The exit status for *path*, its faults and sum printed."""
    summary = Summary()
    try:
        faults = (printable(str(fault)) for fault in verify(path, summary))
    except ReadError as error:
        complain(str(error))
        return FAILURE if os.path.exists(path) else USAGE
    write_lines(sys.stdout, _report(path, faults, summary, most))
    return FAILURE if summary.faults else GOOD


def _report(path: str, faults: Iterator[str], summary: Summary, most: int) -> Iterator[str]:
    yield from islice(faults, most)
    if left_out := sum(1 for _ in faults):
        yield f"... and {left_out} more faults"
    yield f"{printable(path)}: {_verdict(summary)}"


def _verdict(summary: Summary) -> str:
    what = (
        f"{_counted(summary.records, 'record')} of {_counted(summary.articles, 'article')} and "
        f"{_counted(summary.sites, 'site')} in {_counted(summary.files, 'file')}, {summary.bytes:,} bytes"
    )
    waiting = f"; {_counted(summary.waiting, 'journal')} not delivered yet" if summary.waiting else ""
    verdict = _counted(summary.faults, "fault") if summary.faults else "whole"
    return f"{verdict}: {what}{waiting}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
