"""`scrapy sites`: the sites that are known, and what is known of one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from scraper.commands.command_line import refuse, refuse_options
from scraper.commands.help import add_epilog
from scraper.commands.site_listing import list_lines, site_lines
from scraper.memory import FILE, KnownSite, KnownText, MemoryFault, SiteMemory
from scraper.sites.load import SiteError, shipped_sites, site_for
from scraper.sites.site import Site
from scraper.terminal import complain, style_of, width_of, write_lines

_EXAMPLES = """\
Examples:
  scrapy sites
  scrapy sites kyivpost.com
  scrapy sites gazette.toml              # a site file of your own
  scrapy sites kyivpost.com -s COPYDESK_STATE=/srv/copydesk/state

Exit status:
  0 good   1 nothing is known of the site, or the memory can't be read   2 wrong usage
"""


class Command(ScrapyCommand):
    """Lists the sites with a file or a memory; of one site its file and what recurs over its articles."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [domain, name or site file]"

    def short_desc(self) -> str:
        return "Show the known sites, or what is known of one"

    def long_desc(self) -> str:
        return (
            "Show the known sites, or of one what its file says and which texts recur over its articles. "
            "Such a text goes from the next crawl on where a second sign agrees; [remove] texts and "
            "[keep] texts of the site's file decide it for good."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_epilog(parser, _EXAMPLES)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("sites", args)
        if len(args) > 1:
            refuse("sites: name one site, or none to see all")
        assert self.settings is not None
        memory = Path(self.settings.get("COPYDESK_STATE") or "state") / FILE
        try:
            self.exitcode = _show(args[0], memory) if args else _list(memory)
        except MemoryFault as fault:
            complain(str(fault))
            self.exitcode = 1


def _list(memory: Path) -> int:
    files = {site.domain: name for name, site in shipped_sites().items()}
    known = {site.domain: site for site in _known(memory)}
    lines = list_lines(files, known, width=width_of(sys.stdout), style=style_of(sys.stdout))
    write_lines(sys.stdout, lines)
    return 0


def _show(word: str, memory: Path) -> int:
    try:
        site = site_for(word)
    except SiteError as error:
        refuse(f"sites: {error}")
    name = word if word.endswith(".toml") else _file_of(site)
    known = next((one for one in _known(memory) if one.domain == site.domain), None)
    if name is None and known is None:
        complain(f"{site.domain}: nothing is known of it: no site file, and no article of it in {memory}")
        return 1
    texts = _texts(memory, site) if known else []
    write_lines(sys.stdout, site_lines(site, name, known, texts, style=style_of(sys.stdout)))
    return 0


def _file_of(site: Site) -> str | None:
    """Name of the shipped file of *site*."""
    return next((name for name, one in shipped_sites().items() if one.domain == site.domain), None)


def _known(memory: Path) -> list[KnownSite]:
    if not memory.exists():
        return []
    with SiteMemory(memory, read_only=True) as opened:
        return opened.sites()


def _texts(memory: Path, site: Site) -> list[KnownText]:
    with SiteMemory(memory, read_only=True) as opened:
        return opened.texts(site.domain)
