"""`scrapy article`: the record of one page, for reading, as JSON, or block by block with the reasons."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from scraper.article import Article, Rejection
from scraper.commands.command_line import (
    check_leaning,
    check_networks,
    log_level_mistake,
    refuse,
    refuse_in_one_line,
    refuse_options,
)
from scraper.commands.help import add_epilog
from scraper.page import Page
from scraper.terminal import complain, style_of, width_of, write_lines

if TYPE_CHECKING:
    from scraper.extraction.repeats import Repeats
    from scraper.sites.site import Site

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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("article", args)
        if len(args) != 1:
            refuse("article: give one address or file: scrapy article https://example.org/a-story")
        assert self.settings is not None
        if mistake := log_level_mistake(self.settings["LOG_LEVEL"]):
            refuse(mistake)
        try:
            self.exitcode = self._show(args[0], opts)
        except KeyboardInterrupt:
            complain("interrupted (status 4)")
            self.exitcode = 4

    def _show(self, source: str, opts: argparse.Namespace) -> int:
        is_address = source.lower().startswith(("http://", "https://"))
        if is_address and opts.url:
            refuse("article: --url is for files; give the address alone")
        address = _read_address(source if is_address else opts.url)
        page = self._fetch(address) if is_address and address else self._load(source, address)
        if page is None:
            return 1
        # Here, so that the other commands do not wait for what extraction needs.
        from scraper.extraction.extract import extract_article
        from scraper.sites.load import SiteError, site_for

        try:
            site = site_for(opts.site or page.url)
        except SiteError as error:
            refuse(f"article: {error}")
        assert self.settings is not None
        leaning = self.settings.get("COPYDESK_LEANING", "balanced")
        check_leaning(leaning)
        found = extract_article(page, site, repeats=self._recall(site), leaning=leaning)
        if isinstance(found, Rejection):
            complain(f"{source}: not an article: {found.reason}: {found.detail}")
            return 1
        _print(found, page, opts)
        return 0

    def _load(self, name: str, url: str | None) -> Page | None:
        from scraper.commands.page_file import PageFileError, load_page

        assert self.settings is not None
        try:
            limit = self.settings.getint("COPYDESK_MAX_PAGE_BYTES", 8 * 1024 * 1024)
            return load_page(name, url=url, limit=limit)
        except PageFileError as error:
            refuse(f"article: {error}")

    def _recall(self, site: Site) -> Repeats | None:
        """What the crawls from here have learned of *site*: the page is read as the next one would."""
        from scraper.memory import FILE, MemoryFault, SiteMemory

        assert self.settings is not None
        path = Path(self.settings.get("COPYDESK_STATE", "state")) / FILE
        if not self.settings.getbool("COPYDESK_SITE_MEMORY") or not path.exists():
            return None
        try:
            with SiteMemory(path, read_only=True) as memory:
                return memory.repeats(site.domain)
        except MemoryFault as fault:
            complain(str(fault))
            return None

    def _fetch(self, url: str) -> Page | None:
        from scraper.commands.page_fetch import FetchError, fetch_page

        assert self.settings is not None
        check_networks(self.settings.getlist("COPYDESK_ALLOW_NETS"))
        try:
            return fetch_page(url, self.settings)
        except FetchError as error:
            complain(str(error))
            return None


def _read_address(text: str | None) -> str | None:
    """*text* in the spelling that a crawl asks by; None: there is none."""
    from scraper.normalise.urls import normalise_url

    address = None if text is None else normalise_url(text)
    if text is not None and address is None:
        refuse(f"article: not an http or https address: {text}")
    return address


def _print(article: Article, page: Page, opts: argparse.Namespace) -> None:
    from exports.record import Crawl
    from scraper.commands.reading import article_lines, verdict_lines

    fetched = page.retrieved_at is not None
    crawl = Crawl(retrieved_at=page.retrieved_at, status=page.status, via="url") if fetched else Crawl()
    record = article.to_record(crawl)
    width, style = width_of(sys.stdout), style_of(sys.stdout)
    if opts.json:
        # JSON is UTF-8 whatever the terminal speaks (RFC 8259, 8.1).
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        write_lines(sys.stdout, [record.to_json()])
    elif opts.why:
        write_lines(sys.stdout, verdict_lines(article.verdicts, width=width, style=style))
    else:
        write_lines(sys.stdout, article_lines(record, width=width, style=style))
