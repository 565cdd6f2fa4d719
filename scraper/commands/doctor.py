"""`scrapy doctor`: could a crawl go well from here?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from scraper.command_line import check_networks, refuse, refuse_options, refuse_settings
from scraper.commands.folders import export_folder
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.sites.load import SiteError, site_for
from scraper.sites.site import Site
from scraper.statuses import FAILURE, GOOD
from scraper.terminal import Style, printable, style_of, write_lines

if TYPE_CHECKING:
    from scraper.console.checkup import Finding

_EXAMPLES = """\
Examples:
  scrapy doctor
  scrapy doctor https://example.org
  scrapy doctor example.toml -s COPYDESK_OUT=/data/news

Each line is "ok: what", or "warn: what - what to do", or "fail: what - what to do".

Exit status:
  0 nothing failed   1 something did   2 wrong usage
"""


class Command(ScrapyCommand):
    """Looks at this machine and, where a site is named, at that; nothing is changed."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [URL, domain, name or site file]"

    def short_desc(self) -> str:
        return "Check this machine, its folders and, if named, a site"

    def long_desc(self) -> str:
        return (
            "Check what a crawl needs: Python and libraries, folders, disk, lock, state files and clock; "
            "with a site also its name, certificate, robots.txt, front page and feeds. Without one nothing "
            "is asked of the network."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("doctor", args)
        refuse_settings(opts)
        if len(args) > 1:
            refuse("doctor: name one site, or none")
        try:
            site = site_for(args[0]) if args else None
        except SiteError as error:
            refuse(f"doctor: {error}")
        style = style_of(sys.stdout)
        verdicts = set()
        for finding in self._findings(site):
            verdicts.add(finding.verdict)
            write_lines(sys.stdout, [_shown(finding, style)])
        self.exitcode = FAILURE if "fail" in verdicts else GOOD

    def _findings(self, site: Site | None) -> Iterator[Finding]:
        assert self.settings is not None
        # Here, so that a list of the commands does not wait for it.
        from scraper.console.checkup import check_here, warn
        from scraper.console.site_checkup import check_site
        from scraper.spiders.contact import name_contact, names_nobody

        check_networks(self.settings.getlist("COPYDESK_ALLOW_NETS"))
        yield from check_here(
            export_folder(self.settings), Path(self.settings.get("COPYDESK_STATE") or "state")
        )
        name_contact(self.settings)
        if names_nobody(self.settings):
            advice = "set COPYDESK_CONTACT to a web page or e-mail address of yours"
            yield warn("contact: the user agent names nobody", advice)
        if site is not None:
            yield from check_site(site, self.settings)


def _shown(finding: Finding, style: Style) -> str:
    paint = {"warn": style.strong, "fail": style.bad}.get(finding.verdict, style.good)
    verdict, colon, rest = str(finding).partition(":")
    return paint(verdict) + colon + printable(rest)
