"""`scrapy savepage`: a page saved as it was sent, with the record to correct by eye."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from scraper.command_line import (
    refuse,
    refuse_in_one_line,
    refuse_options,
    refuse_settings,
)
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.commands.one_page import get_page
from scraper.page import Page
from scraper.sites.load import SiteError, site_for
from scraper.statuses import FAILURE
from scraper.terminal import complain, write_lines

_EXAMPLES = """\
Examples:
  scrapy savepage https://example.org/2026/a-story
  scrapy savepage saved.html --url https://example.org/2026/a-story --site example.toml
  scrapy sites test example.toml          # after the record was corrected

What is written: pages/example.org/a-story/
  page.html       the page as it was sent
  meta.json       its address and when it was fetched
  expected.json   the record: look at the page, correct what is wrong; keys may be left out

Exit status:
  0 saved   1 the page could not be had, or its record was corrected before   2 wrong usage
  5 could not write
"""


class Command(ScrapyCommand):
    """Saves one page for the tests of its site."""

    # Only an address needs the crawler's machinery, a file should not wait for it.
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <URL, file or ->"

    def short_desc(self) -> str:
        return "Save a page with its record, to be corrected and tested"

    def long_desc(self) -> str:
        return (
            "Save a page, as it was sent, with a draft of its record. Once the draft is corrected by eye, "
            "scrapy sites test says whenever another record is made of the page."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        from scraper.console.saved_pages import FOLDER

        super().add_options(parser)
        refuse_in_one_line("savepage", parser)
        parser.add_argument("--url", metavar="URL", help="the address that the file was saved from")
        parser.add_argument(
            "--site", metavar="FILE", help="site file, or name of a shipped one, to read it by"
        )
        parser.add_argument(
            "--pages", metavar="FOLDER", default=FOLDER, help=f"where to save it (default: {FOLDER})"
        )
        parser.add_argument(
            "--force", action="store_true", help="write over a record that was corrected by hand"
        )
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("savepage", args)
        refuse_settings(opts)
        if len(args) != 1:
            refuse("savepage: give one address or file: scrapy savepage https://example.org/a-story")
        # Here, so that a list of the commands does not wait for it.
        from exports.conversion.target import TargetError
        from scraper.console.page_reading import read_page
        from scraper.console.saved_pages import EXPECTED, SavedPageError, save_page

        try:
            site = site_for(opts.site) if opts.site else None
        except SiteError as error:
            refuse(f"savepage: {error}")
        page = self._page(args[0], opts)
        if page is None:
            self.exitcode = FAILURE
            return
        found = read_page(page, site)
        try:
            place = save_page(page, found, folder=Path(opts.pages), force=opts.force)
        except SavedPageError as error:
            complain(f"savepage: {error}")
            self.exitcode = FAILURE
        except (TargetError, OSError) as error:
            complain(f"savepage: {error}")
            self.exitcode = 5
        else:
            write_lines(sys.stdout, [f"{place} is saved: look at the page and correct {place / EXPECTED}"])

    def _page(self, source: str, opts: argparse.Namespace) -> Page | None:
        """The page at the address, or in the file, *source*; None: it could not be had, which was said."""
        assert self.settings is not None
        page = get_page("savepage", source, url=opts.url, settings=self.settings)
        if page is None:
            return None
        from scraper.commands.page_file import NOWHERE

        if page.url.startswith(NOWHERE):
            refuse(f"savepage: {source} does not say from where it is: add --url https://example.org/a-story")
        return page
