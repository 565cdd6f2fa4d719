"""`scrapy audit`: a page to look at, on which what was removed from articles stands where it stood."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from exports.disk import DeliveryError
from exports.reader import ReadError
from scraper.command_line import (
    log_level_mistake,
    refuse,
    refuse_in_one_line,
    refuse_options,
    refuse_settings,
)
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.statuses import FAILURE
from scraper.terminal import complain, printable, write_lines

_EXAMPLES = """\
Examples:
  scrapy audit https://example.org/2026/a-story    # as filed; where it is not, as it stands there now
  scrapy audit 29efe26116ecd61d2aab10386e627221 -o story.html
  scrapy audit saved.html --url https://example.org/2026/a-story
  scrapy audit out --sample 20                     # of each site: the most suspicious, and some by lot
  scrapy audit out --sample 20 --pages saved       # held against the JSON-LD of saved/ID.html as well

Exit status:
  0 written   1 no article, it could not be had, or the page not be written   2 wrong usage
"""


class Command(ScrapyCommand):
    """Writes one HTML file; nothing is filed or changed."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <URL, file, id or export>"

    def short_desc(self) -> str:
        return "Write a page that shows what was kept and removed, and why"

    def long_desc(self) -> str:
        return (
            "Write one HTML file that shows an article as filed beside the blocks that were removed, each "
            "with its reason and rule, where its fields come from, and what changed between its versions; "
            "or a sample of a whole export to step through."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("audit", parser)
        parser.add_argument(
            "-o", dest="target", metavar="FILE", default="audit.html", help="the page (default: audit.html)"
        )
        parser.add_argument("--out", metavar="FOLDER", help="the export folder (default: COPYDESK_OUT)")
        parser.add_argument("--fresh", action="store_true", help="ask for the address anew, filed or not")
        parser.add_argument("--url", metavar="URL", help="the address that the file was saved from")
        parser.add_argument("--site", metavar="FILE", help="site file, or name of a shipped one, to read by")
        parser.add_argument(
            "--sample", type=int, default=20, metavar="N", help="articles of each site (default: 20)"
        )
        parser.add_argument(
            "--most", type=int, default=400, metavar="N", help="articles of an export in all (default: 400)"
        )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="another number, another lot (default: 1)"
        )
        parser.add_argument(
            "--pages", metavar="FOLDER", help="saved pages, ID.html or ID.html.gz, ID as in the record"
        )
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("audit", args)
        refuse_settings(opts)
        if len(args) != 1:
            refuse("audit: give one address, file, id or export: scrapy audit out")
        if opts.sample < 1 or opts.most < 1:
            refuse("audit: --sample and --most: write numbers from 1 on")
        if opts.pages and not Path(opts.pages).is_dir():
            refuse(f"audit: --pages {opts.pages}: no such folder")
        assert self.settings is not None
        if mistake := log_level_mistake(self.settings["LOG_LEVEL"]):
            refuse(mistake)
        # Here, so that the other commands do not wait for what pages need.
        from scraper.commands.audit_sources import AuditError, find_matter
        from scraper.sheets.audit_sheet import write_audit
        from scraper.sheets.sheet import SheetError

        target = Path(opts.target)
        try:
            contents, exhibits = find_matter(args[0], opts, self.settings)
            write_audit(target, contents, exhibits)
        except (AuditError, SheetError, ReadError, DeliveryError) as error:
            if str(error):
                complain(f"audit: {error}")
            self.exitcode = FAILURE
            return
        write_lines(sys.stdout, [printable(f"{target}: {contents.summary} Open it in a browser.")])
