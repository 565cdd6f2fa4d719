"""`scrapy replay`: records from kept pages, offline."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from exports.disk import DeliveryError
from exports.lock import FolderBusy
from exports.reader import ReadError, find_files
from scraper.cluster.engine import ClusterError, missing_engine
from scraper.command_line import (
    check_leaning,
    refuse,
    refuse_in_one_line,
    refuse_options,
    refuse_settings,
)
from scraper.commands.folders import export_folder
from scraper.commands.help import add_epilog
from scraper.statuses import FAILURE, GOOD, INTERRUPTED, NOT_WRITTEN, USAGE
from scraper.terminal import complain, width_of, write_lines

_EXAMPLES = """\
Examples:
  scrapy replay archive -o again
  scrapy replay CC-NEWS-20260101000000-00001.warc.gz -o news
  scrapy replay archive -o again --against out           # what today's rules read differently
  scrapy replay archive -o again --against out --audit changes.html --json changes.json
  scrapy replay archive -o again --ray                   # on the cluster at RAY_ADDRESS, or here

Exit status:
  0 replayed   1 nothing to read there, or no cluster   2 wrong usage, or the folder holds other deliveries
  4 interrupted: the same command goes on   5 could not write
"""


class Command(ScrapyCommand):
    """Reads WARC files, ours or others', and files what they hold as a crawl would."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <file or folder>..."

    def short_desc(self) -> str:
        return "Make records from WARC files, offline"

    def long_desc(self) -> str:
        return (
            "Make records from WARC files: a crawl's archive (COPYDESK_ARCHIVE) or any other. Nothing is "
            "fetched, and no crawl's state is touched. The same files and the same code give the same bytes."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("replay", parser)
        parser.add_argument("-o", "--out", metavar="FOLDER", help="where to deliver (default: COPYDESK_OUT)")
        parser.add_argument("--sites", metavar="FILE", help="a list or folder of site files, or one of them")
        parser.add_argument(
            "--memory", metavar="FILE", help="a crawl's memory.sqlite: what recurs over the sites' articles"
        )
        parser.add_argument(
            "--against", metavar="EXPORT", help="say what differs from the records of this export"
        )
        parser.add_argument(
            "--audit", metavar="FILE", help="a page that shows the sample, before beside after"
        )
        parser.add_argument("--json", metavar="FILE", help="write what differs to this file too")
        parser.add_argument(
            "--ray",
            action="store_true",
            help="let a Ray cluster read the pages: RAY_ADDRESS, or one of our own",
        )
        parser.add_argument(
            "--sample",
            type=int,
            default=20,
            metavar="N",
            help="articles to show before and after (default: 20)",
        )
        add_epilog(parser, _EXAMPLES)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("replay", args)
        refuse_settings(opts)
        if not args:
            refuse("replay: name WARC files or an archive folder: scrapy replay archive -o again")
        for name in ("audit", "json"):
            if getattr(opts, name) and not opts.against:
                refuse(f"replay: --{name} FILE needs --against EXPORT")
        if opts.sample < 0:
            refuse(f"replay: --sample {opts.sample}: write a number from 0 on")
        if opts.against:
            _check_export(opts.against)
        if opts.ray and (missing := missing_engine()):
            refuse(f"replay: {missing}")
        assert self.settings is not None
        out = opts.out or self.settings.get("COPYDESK_OUT") or "out"
        folder = export_folder(self.settings, opts.out)
        check_leaning(self.settings.get("COPYDESK_LEANING", "balanced"))
        self.exitcode = self._replay(args, out, opts)
        if opts.against and self.exitcode == GOOD:
            self.exitcode = _compare(opts.against, folder, opts)

    def _replay(self, places: list[str], out: str, opts: argparse.Namespace) -> int:
        # Here, so that a list of the commands does not wait for what reads pages.
        from scraper.memory import MemoryFault
        from scraper.replay.session import Session, SessionError

        assert self.settings is not None
        try:
            session = Session(self.settings, out=out, sites=opts.sites, memory=opts.memory, cluster=opts.ray)
            ended = session.run(places)
        except (SessionError, FolderBusy) as error:
            complain(f"replay: {error}")
            return USAGE
        except DeliveryError as error:
            complain(f"replay: could not write: {error}")
            return NOT_WRITTEN
        except (MemoryFault, ClusterError, OSError) as error:
            complain(f"replay: {error}")
            return FAILURE
        write_lines(sys.stderr, session.lines())
        return GOOD if ended else INTERRUPTED


def _check_export(place: str) -> None:
    """Refuse what no records can be read from, before hours of work."""
    try:
        find_files(place)
    except ReadError as error:
        refuse(f"replay: --against: {error}")


def _compare(old: str, new: Path, opts: argparse.Namespace) -> int:
    """The exit status of the comparison, printed, and written where that is wanted."""
    from exports.comparison import compare
    from exports.disk import write_whole
    from scraper.replay.changes import change_lines, sum_line, to_json
    from scraper.sheets.changes_sheet import write_changes
    from scraper.sheets.sheet import SheetError

    try:
        changes = compare(old, new, sample=opts.sample)
        if opts.json:
            write_whole(Path(opts.json), to_json(changes))
        if opts.audit:
            summary = f"{sum_line(changes)}. Here are {len(changes.sample):,} of them."
            write_changes(Path(opts.audit), changes.sample, title=f"Replay against {old}", summary=summary)
    except (ReadError, OSError) as error:
        complain(f"replay: {error}")
        return FAILURE
    except (DeliveryError, SheetError) as error:
        complain(f"replay: could not write: {error}")
        return NOT_WRITTEN
    write_lines(sys.stdout, change_lines(changes, width=width_of(sys.stdout)))
    return GOOD
