"""Ctrl-C in a command: one line and status 4, whatever it was at."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from scrapy.commands import ScrapyCommand

from scraper.statuses import INTERRUPTED
from scraper.terminal import complain

_Command = TypeVar("_Command", bound=ScrapyCommand)
_Run = Callable[[_Command, list[str], argparse.Namespace], None]


def interruptible(run: _Run[_Command]) -> _Run[_Command]:
    """*run* of a command that leaves nothing half done where it is interrupted."""

    @wraps(run)
    def told(self: _Command, args: list[str], opts: argparse.Namespace) -> None:
        try:
            run(self, args, opts)
        except KeyboardInterrupt:
            complain(f"interrupted (status {INTERRUPTED})")
            self.exitcode = INTERRUPTED

    return told
