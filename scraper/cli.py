"""The console script `copydesk`: Scrapy's command line with Copydesk's project, in any folder.

Below `if __name__` nothing happens on import: worker processes import the main module again.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from exports.version import __version__
from scraper.garbage import look_seldom
from scraper.statuses import GOOD, INTERRUPTED, USAGE

OUR_COMMANDS = (
    "crawl",
    "article",
    "audit",
    "report",
    "why",
    "diff",
    "convert",
    "replay",
    "shards",
    "verify",
    "sites",
    "savepage",
    "doctor",
    "egg",
    "completion",
)
_SETTINGS = "SCRAPY_SETTINGS_MODULE"
_HELP = """\
Copydesk {version} crawls news sites and files clean articles.

Usage:
  copydesk <command> [options] [args]
  copydesk crawl demo
  copydesk crawl news -a site=https://example.org

Commands:
{ours}

Scrapy's own commands work too: {others}.
Use "copydesk <command> -h" for the options and examples of a command.
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Run *argv* (default: the process's own arguments) and end the process with the command's status."""
    words = list(sys.argv[1:] if argv is None else argv)
    _refuse_old_python()
    look_seldom(200_000)
    if words[:1] == ["make-crawl"]:
        words = to_crawl(words[1] if len(words) > 1 else "", words[2:])
    _choose_project()
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(_help())
        raise SystemExit(GOOD)
    if words[0] in ("-V", "--version"):
        sys.stdout.write(f"copydesk {__version__}\n")
        raise SystemExit(GOOD)
    _refuse_unknown(words[0])

    from scrapy.cmdline import execute

    try:
        execute(["copydesk", *words])
    except KeyboardInterrupt:
        # Only before a crawl has begun; later it is a signal that the crawl takes for itself.
        raise SystemExit(INTERRUPTED) from None


def to_crawl(site: str, more: Sequence[str]) -> list[str]:
    """The words of the crawl that `make crawl SITE=...` means.

    *site*: nothing (the demo), a file that lists sites, or URLs, domains and site files, separated by spaces
    or commas. *more*: further words, as they are.
    """
    site = site.strip()
    if not site:
        return ["crawl", "demo", *more]
    if site.endswith(".txt") and not Path(site).is_file():
        from scraper.command_line import refuse

        refuse(f"no such file of sites: {site}")
    # A name with spaces in it is one file; without such a file it is several sites.
    if Path(site).is_file() and Path(site).suffix != ".toml":
        return ["crawl", "news", "-a", f"sites={site}", *more]
    sites = [site] if Path(site).is_file() else re.split(r"[\s,]+", site.strip(" ,"))
    return ["crawl", "news", "-a", f"site={','.join(sites)}", *more]


def _refuse_old_python() -> None:
    """End with status 2 where this Python is too old: pip sees to that, but a checkout can be run by any."""
    if sys.version_info[:2] < (3, 11):  # noqa: UP036
        found = ".".join(map(str, sys.version_info[:3]))
        sys.stderr.write(f"copydesk: Python {found} is too old; take 3.11 or newer: make PYTHON=python3.12\n")
        raise SystemExit(USAGE)


def _choose_project() -> None:
    """Copydesk's settings, unless the environment or a scrapy.cfg names others."""
    from scrapy.utils.conf import get_config

    project = os.environ.get("SCRAPY_PROJECT", "default")
    if not os.environ.get(_SETTINGS) and not get_config().has_option("settings", project):
        os.environ[_SETTINGS] = "scraper.settings"


def _commands() -> dict[str, str]:
    """Every command with its one line."""
    from scrapy.cmdline import _get_commands_dict
    from scrapy.utils.project import get_project_settings

    return {
        name: command.short_desc()
        for name, command in _get_commands_dict(get_project_settings(), True).items()
    }


def _help() -> str:
    commands = _commands()
    ours = [name for name in OUR_COMMANDS if name in commands]
    return _HELP.format(
        version=__version__,
        ours="\n".join(f"  {name:<10} {commands[name]}" for name in ours),
        others=", ".join(sorted(set(commands) - set(ours))),
    )


def _refuse_unknown(word: str) -> None:
    """End with status 2 where *word* is no command, with the nearest right one."""
    from scraper.commands.unknown import refuse_command

    commands = _commands()
    if word not in commands and not word.startswith("-"):
        refuse_command(word, commands)


if __name__ == "__main__":
    main()
