"""`scrapy report`: what many runs did, as one page of charts and tables."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.commands import ScrapyCommand

from exports.layout import RUNS
from exports.shards import export_folders
from scraper.command_line import refuse, refuse_in_one_line, refuse_options, refuse_settings
from scraper.commands.folders import export_folder
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.statuses import FAILURE
from scraper.terminal import complain, printable, write_lines

_EXAMPLES = """\
Examples:
  scrapy report
  scrapy report /data/news --days 30 -o november.html
  scrapy report --no-records                       # quicker: what the manifests say

Exit status:
  0 written   1 there are no runs, or the page could not be written   2 wrong usage
"""
_MOST_DAYS = 36_500


class Command(ScrapyCommand):
    """Writes one HTML file; nothing is changed."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [export folder]"

    def short_desc(self) -> str:
        return "Write a page of charts over the runs"

    def long_desc(self) -> str:
        return (
            "Write one HTML file with what the runs of an export folder did: articles by day and site, "
            "outcomes, response times, health, fields, what was removed, text lengths, copies between sites."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("report", parser)
        parser.add_argument(
            "-o", dest="target", metavar="FILE", default="report.html", help="the page (default: report.html)"
        )
        parser.add_argument(
            "--days", type=int, default=365, metavar="N", help="the last N days (default: 365)"
        )
        parser.add_argument(
            "--no-records", action="store_true", help="read the manifests alone: quicker, and says less"
        )
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("report", args)
        refuse_settings(opts)
        if len(args) > 1:
            refuse("report: give one export folder: scrapy report out")
        if not 1 <= opts.days <= _MOST_DAYS:
            refuse(f"report: --days {opts.days}: write a number from 1 to {_MOST_DAYS}")
        assert self.settings is not None
        out = export_folder(self.settings, args[0] if args else None)
        state = Path(self.settings.get("COPYDESK_STATE") or "state")
        if not any((folder / RUNS).is_dir() for folder in export_folders(out)):
            complain(
                f"report: {out}: no export folder with runs in it ({out / RUNS}); crawl first, or name it"
            )
            self.exitcode = FAILURE
            return
        # Here, so that the other commands do not wait for what pages need.
        from scraper.sheets.report_figures import gather
        from scraper.sheets.report_sheet import summary_of, write_report
        from scraper.sheets.sheet import SheetError

        since = datetime.now(UTC).date() - timedelta(days=opts.days - 1)
        try:
            figures = gather(out, state, since=since, with_records=not opts.no_records)
            if not figures.runs.count:
                complain(f"report: {out}: no run in the last {opts.days} days; --days N looks further back")
                self.exitcode = FAILURE
                return
            write_report(Path(opts.target), figures, title=f"Runs of {out}")
        except (SheetError, OSError) as error:
            complain(f"report: {error}")
            self.exitcode = FAILURE
            return
        count = len(figures.problems)
        things = "1 thing" if count == 1 else f"{count} things"
        unread = f" {things} could not be read, see there." if count else ""
        write_lines(
            sys.stdout, [printable(f"{opts.target}: {summary_of(figures)}{unread} Open it in a browser.")]
        )
