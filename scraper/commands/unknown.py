"""A mistyped command: one line and status 2, also where it was given to `scrapy` itself."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Any

from scraper.command_line import nearest, refuse


def refuse_command(word: str, commands: Collection[str]) -> None:
    """End the process with status 2, with the one of *commands* that is nearest to *word*."""
    near = nearest(word, commands)
    refuse(f"unknown command {word!r}: " + (f"did you mean {near!r}?" if near else "see copydesk --help"))


def answer_for_scrapy() -> None:
    """From now on, let Scrapy's command line, where it runs, answer so. It has no public word for this."""
    cmdline: Any = sys.modules.get("scrapy.cmdline") or sys.modules["__main__"]
    if hasattr(cmdline, "_print_unknown_command"):

        def answer(settings: Any, word: str, inproject: bool) -> None:
            refuse_command(word, cmdline._get_commands_dict(settings, inproject))

        cmdline._print_unknown_command = answer
