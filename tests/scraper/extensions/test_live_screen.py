"""What a person sees: log lines whole, the block below them."""

import contextlib
import io
import logging
import re
import sys

from scraper.extensions.live_screen import Screen


def show(written):
    """The lines on a terminal that was sent *written*: of escapes those that a screen uses, no others."""
    lines, row, column = [""], 0, 0
    for piece in re.findall(r"\x1b\[[0-9]*[AJm]|\r|\n|[^\x1b\r\n]+", written):
        if piece == "\n":
            row, column = row + 1, 0
            lines += [""] * (row + 1 - len(lines))
        elif piece == "\r":
            column = 0
        elif piece.endswith("A") and piece[0] == "\x1b":
            row -= int(piece[2:-1])
            assert row >= 0
        elif piece == "\x1b[J":
            lines[row:] = [lines[row][:column]]
        elif piece[0] != "\x1b":
            lines[row] = lines[row][:column] + piece + lines[row][column + len(piece) :]
            column += len(piece)
    return lines


class Terminal(io.StringIO):
    encoding = "ascii"

    def isatty(self):
        return True


@contextlib.contextmanager
def started():
    """(screen, terminal), the screen started; inside a test, for pytest changes sys.stderr before each."""
    terminal, before = Terminal(), sys.stderr
    sys.stderr = terminal
    screen = Screen(terminal)
    screen.start()
    try:
        yield screen, terminal
    finally:
        screen.stop()
        sys.stderr = before


def test_it_is_drawn_in_place():
    with started() as (screen, terminal):
        screen.draw(["one", "two", "three"])
        screen.draw(["four", "five"])
        assert show(terminal.getvalue()) == ["four", "five"]
        screen.draw(["six"])
        assert show(terminal.getvalue()) == ["six"]


def test_all_else_goes_above_it():
    with started() as (screen, terminal):
        screen.draw(["block", "block"])
        print("printed", file=sys.stderr)
        sys.stderr.write("half a")
        screen.draw(["not", "now"])
        assert show(terminal.getvalue()) == ["printed", "half a"]
        sys.stderr.write(" line\nand two\n")
        assert show(terminal.getvalue()) == ["printed", "half a line", "and two", "not", "now"]


def test_what_is_logged_goes_above_it():
    terminal = Terminal()
    handler = logging.StreamHandler(terminal)
    logging.getLogger().addHandler(handler)
    try:
        screen = Screen(terminal)
        screen.start()
        screen.draw(["block"])
        logging.getLogger("x").warning("a warning")
        logging.getLogger("x").warning("another")
        assert show(terminal.getvalue()) == ["a warning", "another", "block"]
        screen.stop()
        assert handler.stream is terminal
    finally:
        logging.getLogger().removeHandler(handler)


def test_it_leaves_nothing_behind():
    with started() as (screen, terminal):
        screen.draw(["block", "block"])
        sys.stderr.write("kept\n")
        screen.stop()
        assert show(terminal.getvalue()) == ["kept", ""]
        assert sys.stderr is terminal
        sys.stderr.write("plain\n")
        assert show(terminal.getvalue()) == ["kept", "plain", ""]


def test_what_the_terminal_cannot_write_stands_as_its_escape():
    with started() as (screen, terminal):
        screen.draw(["міст…"])
        assert show(terminal.getvalue()) == [r"\u043c\u0456\u0441\u0442\u2026"]


def test_a_terminal_that_is_gone_is_no_trouble():
    with started() as (screen, terminal):
        screen.draw(["block"])
        terminal.close()
        screen.draw(["block"])
        sys.stderr.write("x\n")
