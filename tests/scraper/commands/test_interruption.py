"""Ctrl-C in a command."""

import argparse

import pytest
from scrapy.cmdline import _get_commands_from_module
from scrapy.commands import ScrapyCommand

from scraper.commands.interruption import interruptible


class _Command(ScrapyCommand):
    def short_desc(self):
        return ""

    @interruptible
    def run(self, args, opts):
        raise KeyboardInterrupt


def test_an_interruption_is_one_line_and_status_4(capsys):
    command = _Command()
    command.run([], argparse.Namespace())
    assert command.exitcode == 4
    assert capsys.readouterr() == ("", "copydesk: interrupted (status 4)\n")


@pytest.mark.parametrize(
    "name", ["article", "audit", "diff", "doctor", "report", "savepage", "sites", "verify", "why"]
)
def test_commands_that_only_look_can_be_interrupted(name):
    command = _get_commands_from_module("scraper.commands", True)[name]
    assert hasattr(type(command).run, "__wrapped__")
