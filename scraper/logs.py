"""The log: no secrets in it, no forged lines and no moved cursor, whatever a page or a library puts there."""

from __future__ import annotations

import logging
from typing import Any

from scraper.normalise.urls import discreet
from scraper.terminal import printable

_FORMATTER = logging.Formatter()


class _GuardedRecord(logging.LogRecord):
    """A log record whose text can be printed as it is. Warnings and worse take one line each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0]:
            self.exc_text = _guard(_FORMATTER.formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802 (logging's name)
        message = super().getMessage()
        return discreet(printable(message)) if self.levelno >= logging.WARNING else _guard(message)


def guard_log() -> None:
    """Guard every later record of every logger in this process, Scrapy's own included."""
    if logging.getLogRecordFactory() is logging.LogRecord:
        logging.setLogRecordFactory(_GuardedRecord)


def make_no_lines_in_vain() -> None:
    """Let Scrapy make no record that no handler of the log would take: it makes two for each page."""
    least = min((handler.level for handler in logging.root.handlers), default=logging.DEBUG)
    logging.getLogger("scrapy").setLevel(max(logging.DEBUG, least))


def _guard(text: str) -> str:
    return discreet("\n".join(map(printable, text.split("\n"))))
