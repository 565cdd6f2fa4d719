"""Help that shows an example."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyHelpFormatter


class _Formatter(ScrapyHelpFormatter):
    """Scrapy's help, but a text of several lines is printed as it is written."""

    def format_part_strings(self, part_strings: list[str]) -> list[str]:
        """The parts with their titles: for Scrapy all lines that end in a colon, here only those of sections.

        A section begins with an empty line, the help of an option does not.
        """
        parts = list(part_strings)
        if parts[:1] != ["\n"]:
            parts = [f"{part[:-1]} \n" if part.endswith(":\n") else part for part in parts]
        return super().format_part_strings(parts)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def add_epilog(parser: argparse.ArgumentParser, text: str) -> None:
    """Print *text*, several lines as they are, at the end of the help of *parser*."""
    parser.formatter_class = _Formatter
    parser.epilog = text
