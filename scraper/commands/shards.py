"""`scrapy shards`: how a crawl is split, and moving it to another number of shards."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from exports.disk import DeliveryError
from exports.lock import FolderBusy
from exports.shards import MOST, MOVING, find_shards
from exports.stores import is_address
from scraper.command_line import (
    refuse,
    refuse_in_one_line,
    refuse_options,
    refuse_settings,
)
from scraper.commands.help import add_epilog
from scraper.statuses import FAILURE, GOOD, NOT_WRITTEN, USAGE
from scraper.terminal import complain, printable, write_lines

_EXAMPLES = """\
Examples:
  scrapy shards                    # how many there are
  scrapy shards --to 4             # four, whatever there were; then: scrapy crawl news -a shard=1/4 ...
  scrapy shards --to 1             # none: one state, one export

Exit status:
  0 done   1 the folders do not fit together   2 wrong usage, or a crawl is under way   5 could not write
"""


class Command(ScrapyCommand):
    """Moves state and export; every article, address and page that was learned from goes along."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show or change the number of shards of a crawl"

    def long_desc(self) -> str:
        return (
            "Show how many shards COPYDESK_OUT and COPYDESK_STATE are split into, or split them anew. "
            "Nothing is lost; killed in the middle, the same command completes it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("shards", parser)
        parser.add_argument("--to", type=int, metavar="N", help="split into N shards; 1 joins them")
        add_epilog(parser, _EXAMPLES)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("shards", args)
        refuse_settings(opts)
        if args:
            refuse(f"shards: {args[0]!r} is too much: scrapy shards --to N")
        assert self.settings is not None
        out = Path(self.settings.get("COPYDESK_OUT") or "out")
        if is_address(self.settings.get("COPYDESK_OUT") or ""):
            refuse("shards: COPYDESK_OUT is the address of a store, and only folders can be split anew")
        state = Path(self.settings.get("COPYDESK_STATE") or "state")
        if opts.to and (spool := _find_spool(state)):
            refuse(
                f"shards: {spool} goes to a store: finish it with the crawl that began it, or move it away"
            )
        if opts.to is None:
            write_lines(sys.stdout, _lines(out, state))
        elif not 1 <= opts.to <= MOST:
            refuse(f"shards: --to {opts.to}: write a number from 1 to {MOST}")
        else:
            self.exitcode = _move(out, state, opts.to)


def _find_spool(state: Path) -> Path | None:
    """A delivery or a WARC file that is built here for a store, and would be lost; None: there is none."""
    patterns = ("spool/out-*", "spool/archive-*/*.warc.gz*")
    found = (
        path for folder in (state, *find_shards(state)) for name in patterns for path in folder.glob(name)
    )
    return next(found, None)


def _lines(out: Path, state: Path) -> list[str]:
    found = []
    for folder in (out, state):
        shards = find_shards(folder)
        last = shards[-1].name.rpartition("-")[2] if shards else ""
        found.append(
            f"{printable(str(folder))}: {f'{len(shards)} of {last} shards' if shards else 'not split'}"
        )
    if (out / MOVING).exists():
        found.append("A move was interrupted: run scrapy shards --to N again.")
    return found


def _move(out: Path, state: Path, count: int) -> int:
    # Here, so that a list of the commands does not wait for it.
    from scraper.resharding import ShardsError, move_shards

    if not out.is_dir() and not state.is_dir():
        complain(
            f"shards: neither {out} nor {state} is there: nothing to split; crawl with -a shard=1/{count}"
        )
        return USAGE
    try:
        moved = move_shards(out, state, count)
    except FolderBusy as error:
        complain(f"shards: {error}")
        return USAGE
    except ShardsError as error:
        complain(f"shards: {error}")
        return FAILURE
    except DeliveryError as error:
        complain(f"shards: could not write: {error}")
        return NOT_WRITTEN
    lines = ["An interrupted move was completed."] if moved.resumed else []
    if moved.before == count:
        lines.append(
            f"{printable(str(out))}: is in {count} already"
            if count > 1
            else f"{printable(str(out))}: not split"
        )
    else:
        lines.append(f"{printable(str(out))} and {printable(str(state))}: {moved.before} -> {count}")
    write_lines(sys.stdout, lines)
    return GOOD
