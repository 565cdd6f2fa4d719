"""`scrapy completion`: what the Tab key needs to know of the commands, for bash, zsh and fish."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand

from scraper.command_line import refuse, refuse_options, refuse_settings
from scraper.commands.help import add_epilog
from scraper.terminal import write_lines

_EXAMPLES = """\
Examples:
  source <(copydesk completion bash)                                  # this shell; or into ~/.bashrc
  copydesk completion zsh > ~/.zfunc/_copydesk                        # a folder of fpath, before compinit
  copydesk completion fish > ~/.config/fish/completions/copydesk.fish

The same script completes scrapy, where it runs this project.
"""


class Command(ScrapyCommand):
    """Prints a script that starts no process when it completes."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "<bash, zsh or fish>"

    def short_desc(self) -> str:
        return "Print a script that completes these commands in a shell"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_epilog(parser, _EXAMPLES)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # Here, so that a list of the commands does not wait for it.
        from scraper.console.completion_facts import gather_facts
        from scraper.console.completion_scripts import SCRIPTS

        refuse_options("completion", args)
        refuse_settings(opts)
        if len(args) != 1 or args[0] not in SCRIPTS:
            refuse(f"completion: name a shell: {', '.join(SCRIPTS)}")
        assert self.settings is not None
        write_lines(sys.stdout, SCRIPTS[args[0]](gather_facts(self.settings)).splitlines())
