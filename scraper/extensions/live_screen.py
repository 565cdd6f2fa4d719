"""The last lines of a terminal, drawn anew in place, while all else is written above them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TextIO

from scraper.terminal import encodable

_ERASE = "\x1b[J"


class Screen:
    """A block at the bottom of the terminal behind *stream*.

    Between `start` and `stop`, what is written to `sys.stderr`, by whatever logs or prints, appears above the
    block: it is taken away, the text written, and the block put back once the line has ended. After the
    terminal was made narrower some of an old block may stay behind; a line of others is never taken.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.lines: list[str] = []
        self.drawn = 0
        """Lines of the block that stand on the terminal now."""
        self._above: _Above | None = None
        self._undo: list[Callable[[], object]] = []

    def start(self) -> None:
        """Take `sys.stderr` over, and what logs to it."""
        above = self._above = _Above(self)
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is self.stream:
                handler.setStream(above)
                self._undo.append(partial(handler.setStream, self.stream))
        if sys.stderr is self.stream:
            sys.stderr = above
            self._undo.append(self._give_back)

    def draw(self, lines: Sequence[str]) -> None:
        """Show *lines*, none of them wider than the terminal, instead of those that stand there."""
        self.lines = [encodable(line, self.stream) for line in lines]
        if self._above is None or not self._above.is_mid_line:
            self._write(self._taken_away() + self._put())

    def write_above(self, text: str, *, ends_line: bool) -> None:
        """Write *text* where the block stands, and the block below it once a line has ended."""
        self._write(self._taken_away() + text + (self._put() if ends_line else ""))

    def stop(self) -> None:
        """Take the block away and give `sys.stderr` back."""
        self.lines = []
        self._write(self._taken_away())
        while self._undo:
            self._undo.pop()()

    def _taken_away(self) -> str:
        up = f"\x1b[{self.drawn - 1}A" if self.drawn > 1 else ""
        taken = f"\r{up}{_ERASE}" if self.drawn else ""
        self.drawn = 0
        return taken

    def _put(self) -> str:
        self.drawn = len(self.lines)
        return "\n".join(self.lines)

    def _write(self, text: str) -> None:
        """All at once, so that no half of it is ever seen. A terminal that is gone is nobody's trouble."""
        try:
            self.stream.write(text)
            self.stream.flush()
        except (OSError, ValueError):
            self.lines = []

    def _give_back(self) -> None:
        if sys.stderr is self._above:
            sys.stderr = self.stream


class _Above:
    """Stands in for the stream: what is written goes above the block; all else is the stream's own."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self.is_mid_line = False

    def write(self, text: str) -> int:
        if text:
            self.is_mid_line = not text.endswith("\n")
            self._screen.write_above(text, ends_line=not self.is_mid_line)
        return len(text)

    def writelines(self, lines: Sequence[str]) -> None:
        self.write("".join(lines))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._screen.stream, name)
