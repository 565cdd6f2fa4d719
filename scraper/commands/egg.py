"""`scrapy egg`: Copydesk as the one file that scrapyd runs."""

from __future__ import annotations

import argparse
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from scrapy.commands import ScrapyCommand

from exports.version import __version__
from scraper.command_line import refuse, refuse_in_one_line, refuse_options, refuse_settings
from scraper.commands.help import add_epilog
from scraper.terminal import complain

PACKAGES = ("exports", "pipelines", "scraper")
_LEFT_OUT = (".pyc", ".pyo")
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file in it, so that the same code makes the same egg."""
_INFO = {
    "PKG-INFO": f"Metadata-Version: 2.1\nName: copydesk\nVersion: {__version__}\n",
    "entry_points.txt": "[scrapy]\nsettings = scraper.settings\n",
    "top_level.txt": "".join(f"{package}\n" for package in PACKAGES),
    "zip-safe": "\n",
}
_EXAMPLES = """\
Examples:
  scrapy egg copydesk.egg
  curl http://localhost:6800/addversion.json -F project=copydesk -F version=1 -F egg=@copydesk.egg
"""


class Command(ScrapyCommand):
    """Packs the packages with their data into a zip file that scrapyd takes."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "<file>"

    def short_desc(self) -> str:
        return "Pack Copydesk into an egg for scrapyd"

    def long_desc(self) -> str:
        return (
            "Pack Copydesk into an egg for scrapyd, which needs Copydesk's dependencies in its own "
            "environment (requirements/run.txt). See docs/scheduling.md."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("egg", parser)
        add_epilog(parser, _EXAMPLES)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_options("egg", args)
        refuse_settings(opts)
        if len(args) != 1:
            refuse("egg: name one file to write, such as copydesk.egg")
        try:
            write_egg(Path(args[0]))
        except OSError as error:
            complain(f"egg: {args[0]}: {error.strerror or error}")
            self.exitcode = 5


def write_egg(path: Path) -> None:
    """Write the egg to *path*, whole or not at all. OSError: it could not."""
    aside = path.with_name(f".{path.name}.new")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as egg:
            for name, text in _INFO.items():
                _add(egg, f"EGG-INFO/{name}", text.encode())
            for package in PACKAGES:
                for name, file in _files_in(files(package), package):
                    _add(egg, name, file.read_bytes())
        os.replace(aside, path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise


def _add(egg: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    egg.writestr(entry, data)


def _files_in(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """(path in the egg, file) of every file below *folder*, by name; compiled ones are left out."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files_in(entry, name)
        elif not entry.name.endswith(_LEFT_OUT):
            yield name, entry
