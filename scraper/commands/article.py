"""`scrapy article`: the record of one page, for reading, as JSON, or block by block with the reasons."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand

from scraper.article import Article
from scraper.command_line import (
    log_level_mistake,
    refuse,
    refuse_in_one_line,
    refuse_options,
    refuse_settings,
)
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.commands.one_page import read_page, to_record
from scraper.page import Page
from scraper.statuses import FAILURE, GOOD
from scraper.terminal import style_of, width_of, write_lines

_EXAMPLES = """\
Examples:
  scrapy article https://example.org/2026/a-story
  scrapy article saved.html --url https://example.org/2026/a-story --why
  curl -s https://example.org/2026/a-story | scrapy article - --json

Exit status:
  0 an article   1 no article, or the page could not be had   2 wrong usage
"""


class Command(ScrapyCommand):
    """Prints what is made of one page; nothing is filed."""

    # Only an address needs the crawler's machinery, a file should not wait for it.
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <URL, file or ->"

    def short_desc(self) -> str:
        return "Show the article that is read from one page"

    def long_desc(self) -> str:
        return (
            "Show the article that is read from one page: an address, a saved file, or - for standard input."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("article", parser)
        parser.add_argument("--url", metavar="URL", help="the address that the file was saved from")
        parser.add_argument(
            "--site", metavar="FILE", help="site file, or name of a shipped one, to read the page by"
        )
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="print the record as one line of JSON")
        shape.add_argument("--why", action="store_true", help="print each block with its verdict and rule")
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("article", args)
        refuse_settings(opts)
        if len(args) != 1:
            refuse("article: give one address or file: scrapy article https://example.org/a-story")
        assert self.settings is not None
        if mistake := log_level_mistake(self.settings["LOG_LEVEL"]):
            refuse(mistake)
        self.exitcode = self._show(args[0], opts)

    def _show(self, source: str, opts: argparse.Namespace) -> int:
        assert self.settings is not None
        found = read_page("article", source, url=opts.url, site=opts.site, settings=self.settings)
        if found is None:
            return FAILURE
        _print(*found, opts)
        return GOOD


def _print(article: Article, page: Page, opts: argparse.Namespace) -> None:
    from scraper.commands.reading import article_lines, verdict_lines

    record = to_record(article, page)
    width, style = width_of(sys.stdout), style_of(sys.stdout)
    if opts.json:
        # JSON is UTF-8 whatever the terminal speaks (RFC 8259, 8.1).
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        write_lines(sys.stdout, [record.to_json()])
    elif opts.why:
        write_lines(sys.stdout, verdict_lines(article.verdicts, width=width, style=style))
    else:
        write_lines(sys.stdout, article_lines(record, width=width, style=style))
