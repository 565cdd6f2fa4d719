"""Help that shows an example."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyHelpFormatter


class _Formatter(ScrapyHelpFormatter):
    """Scrapy's help, but a text of several lines is printed as it is written."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def add_epilog(parser: argparse.ArgumentParser, text: str) -> None:
    """Print *text*, several lines as they are, at the end of the help of *parser*."""
    parser.formatter_class = _Formatter
    parser.epilog = text
