"""`scrapy sites`: the sites that are known, and what is known of one; sites added, checked and tested."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from scraper.command_line import refuse, refuse_in_one_line, refuse_options, refuse_settings
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.commands.site_listing import list_lines, site_lines
from scraper.memory import FILE, KnownSite, KnownText, MemoryFault, SiteMemory
from scraper.sites.load import SiteError, shipped_sites, site_for
from scraper.sites.site import Site
from scraper.statuses import FAILURE, GOOD
from scraper.terminal import complain, style_of, width_of, write_lines

_EXAMPLES = """\
Examples:
  scrapy sites
  scrapy sites kyivpost.com
  scrapy sites gazette.toml              # a site file of your own
  scrapy sites kyivpost.com -s COPYDESK_STATE=/srv/copydesk/state
  scrapy sites add https://example.org   # looks at the site and writes example.toml
  scrapy sites check example.toml        # is the file right?
  scrapy sites test example.toml         # do its saved pages give their records? (scrapy savepage)

Exit status:
  0 good   1 nothing is known of the site; the file is wrong; a page gives another record
  2 wrong usage   5 could not write
"""
_VERBS = ("add", "check", "test")


class Command(ScrapyCommand):
    """Lists the sites with a file or a memory; of one site its file and what recurs over its articles."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [domain, name or site file | add URL | check FILE... | test [NAME or FILE...]]"

    def short_desc(self) -> str:
        return "Show the known sites or one of them; add, check and test sites"

    def long_desc(self) -> str:
        return (
            "Show the known sites, or of one what its file says and which texts recur over its articles. "
            "Such a text goes from the next crawl on where a second sign agrees; [remove] texts and "
            "[keep] texts of the site's file decide it for good. add looks at a site and writes its file; "
            "check reads site files; test reads saved pages anew and compares them with their records."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        from scraper.console.saved_pages import FOLDER

        super().add_options(parser)
        refuse_in_one_line("sites", parser)
        parser.add_argument(
            "--file", metavar="FILE", help="add: the file to write (default: NAME.toml, here)"
        )
        parser.add_argument("--dry-run", action="store_true", help="add: print the file, write nothing")
        parser.add_argument(
            "--pages", metavar="FOLDER", default=FOLDER, help=f"test: the saved pages (default: {FOLDER})"
        )
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("sites", args)
        refuse_settings(opts)
        assert self.settings is not None
        if args and args[0] in _VERBS:
            self.exitcode = self._do(args[0], args[1:], opts)
            return
        if opts.file or opts.dry_run:
            refuse("sites: --file and --dry-run belong to add: scrapy sites add https://example.org")
        if len(args) > 1:
            refuse(f"sites: name one site, none to see all, or one of {', '.join(_VERBS)} first")
        memory = Path(self.settings.get("COPYDESK_STATE") or "state") / FILE
        try:
            self.exitcode = _show(args[0], memory) if args else _list(memory)
        except MemoryFault as fault:
            complain(str(fault))
            self.exitcode = FAILURE

    def _do(self, verb: str, words: list[str], opts: argparse.Namespace) -> int:
        """The exit status of `sites VERB WORDS`."""
        # Here, so that a list of the commands does not wait for it.
        from scraper.console.site_add import add_site
        from scraper.console.site_checks import check_files, check_pages

        assert self.settings is not None
        if verb == "test":
            return check_pages(words, Path(opts.pages))
        if verb == "check":
            return check_files(words) if words else refuse("sites check: name a site file: example.toml")
        if len(words) != 1:
            refuse("sites add: give one address: scrapy sites add https://example.org")
        return add_site(words[0], self.settings, file=opts.file, dry_run=opts.dry_run)


def _list(memory: Path) -> int:
    files = {site.domain: name for name, site in shipped_sites().items()}
    known = {site.domain: site for site in _known(memory)}
    lines = list_lines(files, known, width=width_of(sys.stdout), style=style_of(sys.stdout))
    write_lines(sys.stdout, lines)
    return GOOD


def _show(word: str, memory: Path) -> int:
    try:
        site = site_for(word)
    except SiteError as error:
        refuse(f"sites: {error}")
    name = word if word.endswith(".toml") else _file_of(site)
    known = next((one for one in _known(memory) if one.domain == site.domain), None)
    if name is None and known is None:
        complain(f"{site.domain}: nothing is known of it: no site file, and no article of it in {memory}")
        return FAILURE
    texts = _texts(memory, site) if known else []
    write_lines(sys.stdout, site_lines(site, name, known, texts, style=style_of(sys.stdout)))
    return GOOD


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
