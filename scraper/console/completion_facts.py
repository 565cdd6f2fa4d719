"""The words that can follow each other on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

from scrapy.settings import BaseSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a command."""

    names: tuple[str, ...]
    """`-s`, `--set`."""
    help: str
    """One line."""
    takes_value: bool
    choices: tuple[str, ...] = ()
    """The values that it takes, if they are few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFacts:
    """One command."""

    help: str
    options: tuple[Option, ...]
    words: tuple[str, ...] = ()
    """Words that may follow it, such as the names of spiders; files always may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is completed."""

    commands: Mapping[str, CommandFacts]
    settings: tuple[str, ...]
    """Names for `-s`."""
    arguments: tuple[str, ...]
    """Names for `-a`, of all spiders."""


def gather_facts(settings: BaseSettings) -> Facts:
    """What the commands of the project with *settings* take."""
    # Here, so that the other commands do not wait for what the spiders need.
    from scrapy.cmdline import _get_commands_dict
    from scrapy.spiderloader import get_spider_loader

    from scraper.sites.load import shipped_sites

    loader = get_spider_loader(settings)
    spiders = sorted(loader.list())
    arguments = {name for spider in spiders for name in getattr(loader.load(spider), "ARGUMENTS", {})}
    sites = tuple(name.partition("/")[2] for name in shipped_sites())
    words = {
        "crawl": tuple(spiders),
        "sites": ("add", "check", "test", *sites),
        "doctor": sites,
        "completion": ("bash", "zsh", "fish"),
    }
    commands = {}
    for name, command in sorted(_get_commands_dict(settings, True).items()):
        parser = argparse.ArgumentParser(conflict_handler="resolve")
        command.settings = settings  # type: ignore[assignment]
        command.add_options(parser)
        commands[name] = CommandFacts(
            help=_line(command.short_desc()), options=_options(parser), words=words.get(name, ())
        )
    return Facts(
        commands=commands,
        settings=tuple(sorted(name for name in settings if str(name).startswith("COPYDESK_"))),
        arguments=tuple(sorted(arguments)),
    )


def _options(parser: argparse.ArgumentParser) -> tuple[Option, ...]:
    return tuple(
        Option(
            names=tuple(action.option_strings),
            help=_line(action.help if action.help != argparse.SUPPRESS else ""),
            takes_value=action.nargs != 0,
            choices=tuple(map(str, action.choices or ())),
        )
        for action in parser._actions
        if action.option_strings
    )


def _line(text: str | None) -> str:
    """*text* on one line without what a shell could take for its own."""
    kept = "".join(letter if letter.isalnum() or letter in " .,;-_=/()" else " " for letter in text or "")
    return " ".join(kept.split())
