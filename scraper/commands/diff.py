"""`scrapy diff`: what changed between the versions of an article, in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import pairwise

from scrapy.commands import ScrapyCommand

from exports.differences import find_differences
from exports.disk import DeliveryError
from exports.history import read_versions
from exports.reader import ReadError
from exports.record import Record
from scraper.command_line import refuse, refuse_in_one_line, refuse_options, refuse_settings
from scraper.commands.folders import readable_export
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.statuses import FAILURE
from scraper.terminal import complain, printable, width_of, wrap, write_lines

_EXAMPLES = """\
Examples:
  scrapy diff 29efe26116ecd61d2aab10386e627221
  scrapy diff https://example.org/2026/a-story --out /data/news

Exit status:
  0 shown   1 there is no such article, or the export cannot be read   2 wrong usage
"""


class Command(ScrapyCommand):
    """Reads an export; nothing is changed."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <id or URL>"

    def short_desc(self) -> str:
        return "Show what changed between the versions of an article"

    def long_desc(self) -> str:
        return "Show in words what changed between the delivered versions of one article."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("diff", parser)
        parser.add_argument("--out", metavar="FOLDER", help="the export folder (default: COPYDESK_OUT)")
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("diff", args)
        refuse_settings(opts)
        if len(args) != 1:
            refuse("diff: give one id or address: scrapy diff 29efe26116ecd61d2aab10386e627221")
        assert self.settings is not None
        try:
            out = readable_export(self.settings, opts.out)
            versions, gone = read_versions(out, args[0])
        except (ReadError, DeliveryError) as error:
            complain(f"diff: {error}")
            self.exitcode = FAILURE
            return
        if not versions:
            complain(f"diff: no article {args[0]} in {out}")
            self.exitcode = FAILURE
            return
        write_lines(sys.stdout, diff_lines(versions, gone, width=width_of(sys.stdout)))


def diff_lines(versions: list[Record], gone: list[tuple[str, str, str]], *, width: int) -> Iterator[str]:
    """The history of an article in lines of at most *width* columns."""
    first = versions[0]
    yield from wrap(printable(f"{first.headline or first.url}"), width)
    yield printable(first.canonical_url or first.url)
    yield f"version {first.version}: {first.change}, read {first.crawl.retrieved_at}"
    for old, new in pairwise(versions):
        yield f"version {new.version}: {new.change}, read {new.crawl.retrieved_at}"
        for line in find_differences(old, new) or ["nothing that a reader would see"]:
            yield from wrap(printable(line), width, first="- ", rest="  ")
    for address, reason, seen_at in gone:
        yield from wrap(printable(f"not there any more ({reason}) on {seen_at}: {address}"), width)
