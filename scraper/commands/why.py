"""`scrapy why`: what became of one address, in every run."""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand

from exports.disk import DeliveryError
from exports.reader import ReadError
from scraper.command_line import refuse, refuse_in_one_line, refuse_options, refuse_settings
from scraper.commands.folders import export_folder, folder_of
from scraper.commands.help import add_epilog
from scraper.commands.interruption import interruptible
from scraper.normalise.urls import normalise_url
from scraper.statuses import FAILURE, GOOD
from scraper.terminal import complain, style_of, width_of, write_lines

_EXAMPLES = """\
Examples:
  scrapy why https://example.org/2026/a-story
  scrapy why example.org/2026/a-story --json
  scrapy why https://example.org/2026/a-story --out /data/news -s COPYDESK_STATE=/data/state

Exit status:
  0 the address is known   1 it is not, or what is known can't be read   2 wrong usage
"""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Command(ScrapyCommand):
    """Reads the state and the export; nothing is changed, nothing fetched."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <URL>"

    def short_desc(self) -> str:
        return "Say what became of an address"

    def long_desc(self) -> str:
        return (
            "Say what became of an address in every run: found where, visited when, filed as which versions, "
            "refused why, tried again when. A crawl may be at work meanwhile."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("why", parser)
        parser.add_argument("--out", metavar="FOLDER", help="the export folder (default: COPYDESK_OUT)")
        parser.add_argument("--json", action="store_true", help="print the facts as one line of JSON")
        add_epilog(parser, _EXAMPLES)

    @interruptible
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("why", args)
        refuse_settings(opts)
        if len(args) != 1:
            refuse("why: give one address: scrapy why https://example.org/2026/a-story")
        # Here, so that a list of the commands does not wait for it.
        from scraper.console.url_facts import find_facts
        from scraper.console.url_story import story_lines, to_json
        from scraper.frontier import FrontierError

        assert self.settings is not None
        url = _read_address(args[0])
        try:
            facts = find_facts(
                url,
                state=folder_of(Path(self.settings.get("COPYDESK_STATE") or "state"), url),
                out=folder_of(export_folder(self.settings, opts.out), url),
            )
        except (FrontierError, ReadError, DeliveryError, sqlite3.DatabaseError) as error:
            complain(f"why: {error}")
            self.exitcode = FAILURE
            return
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if opts.json:
            # ASCII, so that any terminal takes it.
            lines = [json.dumps(to_json(facts, now=now))]
        else:
            lines = story_lines(facts, now=now, width=width_of(sys.stdout), style=style_of(sys.stdout))
        write_lines(sys.stdout, lines)
        self.exitcode = GOOD if facts.is_known else FAILURE


def _read_address(text: str) -> str:
    """*text* in the spelling that a crawl remembers; `https://` goes before one without a scheme."""
    url = normalise_url(text if _SCHEME.match(text) and "://" in text else f"https://{text}")
    if url is None or "." not in text:
        refuse(f"why: not an http or https address: {text}")
    return url
