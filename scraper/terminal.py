"""Text for a terminal: harmless, wrapped by the columns it takes, coloured only where that is wanted."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from scraper.statuses import NOT_WRITTEN

_NARROWEST = 20
_WIDTH_OF_A_PIPE = 100
_HEIGHT = 24
# Soft hyphen and the two joiners: invisible, harmless, and needed to write Persian, Hindi and emoji.
_INVISIBLE = frozenset("\u00ad\u200c\u200d")
_SPACES = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\u2028\u2029", " "))


def printable(text: str) -> str:
    """*text* on one line; what could move the cursor or reorder the line stands as `\\x1b`, `\\u202e` ..."""
    line = text.translate(_SPACES)
    if line.isprintable():
        return line
    return "".join(char if _is_harmless(char) else _escape(char) for char in line)


def columns(text: str) -> int:
    """How many columns *text* takes: two for a wide (East Asian) character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(char) for char in text)


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most *width* columns, broken at spaces, within a word only where it is longer than a line.

    The first line begins with *first*, the others with *rest*. No text: one line, *first*.
    """
    lines = []
    line, used, empty = first, columns(first), True
    room = max(width, columns(rest) + 2, columns(first) + 2)
    for word in text.split():
        for piece in _pieces(word, room - columns(rest)):
            taken = columns(piece)
            if not empty and used + 1 + taken > room:
                lines.append(line)
                line, used, empty = rest, columns(rest), True
            line += piece if empty else " " + piece
            used += taken if empty else taken + 1
            empty = False
    return [*lines, line]


def fit(text: str, width: int) -> str:
    """*text*, cut with an ellipsis where it takes more than *width* columns."""
    if columns(text) <= width:
        return text
    kept, used = [], 1
    for char in text:
        used += _columns_of(char)
        if used > width:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def pad(text: str, width: int) -> str:
    """*text*, filled up with spaces to *width* columns."""
    return text + " " * (width - columns(text))


def width_of(stream: TextIO) -> int:
    """Columns of the terminal behind *stream*: `COLUMNS`, else what it says, else 100; never under 20."""
    with suppress(ValueError):
        if (stated := int(os.environ.get("COLUMNS", ""))) > 0:
            return max(_NARROWEST, stated)
    with suppress(OSError, ValueError, AttributeError):
        if (stated := os.get_terminal_size(stream.fileno()).columns) > 0:
            return max(_NARROWEST, stated)
    return _WIDTH_OF_A_PIPE


def height_of(stream: TextIO) -> int:
    """Lines of the terminal behind *stream*: what it says, else `LINES`, else 24."""
    with suppress(OSError, ValueError, AttributeError):
        if (stated := os.get_terminal_size(stream.fileno()).lines) > 0:
            return stated
    with suppress(ValueError):
        if (stated := int(os.environ.get("LINES", ""))) > 0:
            return stated
    return _HEIGHT


def can_redraw(stream: TextIO) -> bool:
    """Whether *stream* is a terminal whose lines can be drawn anew."""
    return stream.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "unknown", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Emphasis, or none of it."""

    colour: bool = False
    """Whether escapes may be written."""

    def strong(self, text: str) -> str:
        """*text* in bold."""
        return self._wrap("1", text)

    def faint(self, text: str) -> str:
        """*text* in a weaker tone."""
        return self._wrap("2", text)

    def bad(self, text: str) -> str:
        """*text* in red."""
        return self._wrap("31", text)

    def good(self, text: str) -> str:
        """*text* in green."""
        return self._wrap("32", text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def style_of(stream: TextIO | None) -> Style:
    """Colour on a terminal that can show it; none in a pipe, a file or under `NO_COLOR` (no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(colour=wanted and stream is not None and stream.isatty())


def write_lines(stream: TextIO | None, lines: Iterable[str]) -> None:
    """Write *lines*; a character that the stream's encoding lacks stands as its escape.

    A reader that left (`| head`) ends the writing in silence, as a stream that was closed beforehand (None)
    does. A full disk behind standard output ends the program, with a line and status 5; behind standard
    error there is nobody to tell.
    """
    if stream is None:
        return
    try:
        for line in lines:
            stream.write(encodable(line, stream) + "\n")
        stream.flush()
    except OSError as error:
        # Python flushes once more as it ends; that must not raise again.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            complain(f"standard output: {error.strerror or error} (status {NOT_WRITTEN})")
            raise SystemExit(NOT_WRITTEN) from None


def encodable(text: str, stream: TextIO) -> str:
    """*text*; a character that the encoding of *stream* lacks stands as its escape."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def complain(message: str) -> None:
    """Say *message* in one line on standard error."""
    write_lines(sys.stderr, [f"copydesk: {printable(message)}"])


def _is_harmless(char: str) -> bool:
    return char.isprintable() or char in _INVISIBLE or unicodedata.category(char) == "Zs"


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _columns_of(char: str) -> int:
    if char in _INVISIBLE or unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pieces(word: str, room: int) -> Iterable[str]:
    """*word* in pieces that take at most *room* columns each."""
    if columns(word) <= room:
        return [word]
    pieces, start, used = [], 0, 0
    for index, char in enumerate(word):
        taken = _columns_of(char)
        if used + taken > room:
            pieces.append(word[start:index])
            start, used = index, 0
        used += taken
    return [*pieces, word[start:]]
