"""XPath expressions that look at an element's tag and attributes alone, as Python functions.

Asked about a single element libxml2 takes several times as long, most of it for the way there. Read is what
trafilatura's lists of class names use of XPath 1.0 and EXSLT, and no expression that says anything else:

    paths   path {"|" path}
    path    ".//" ("*" | tag) {"[" either "]"}
    either  both {"or" both}
    both    test {"and" test}
    test    ["not"] "(" either ")" | "self::" tag | "@" name ["=" word] | function "(" value {"," word} ")"
    value   names | "translate" "(" value "," word "," word ")"
    names   "@" name {"|" "@" name}
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

_TOKEN = re.compile(
    r"\s*(\.//(?:\*|\w+)|self::\w+|@[\w-]+|(?:or|and)\b|(?:not|contains|starts-with|translate|re:test)(?=\()"
    r"|'[^']*'|\"[^\"]*\"|[=|,()\[\]])"
)
_END = ""

Given: TypeAlias = Mapping[str, str]
"""An element's attributes, in the order of the page."""

Predicate: TypeAlias = Callable[[str, Given], bool]
"""Whether an element fits, by its tag and attributes."""

_Value: TypeAlias = Callable[[Given], str]
_Part = TypeVar("_Part")


def parse_paths(expression: str) -> list[Predicate]:
    """A predicate for each path of *expression*, which finds what fits one of them; none: it is not read."""
    if _TOKEN.sub("", expression).strip():
        return []
    try:
        return _Reader(_TOKEN.findall(expression)).paths()
    except (_UnreadError, IndexError):
        return []


class _UnreadError(Exception):
    """Something stands in an expression where the grammar has something else."""


class _Reader:
    """Reads *tokens* from first to last, by a method for each line of the grammar."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = deque([*tokens, _END])

    def paths(self) -> list[Predicate]:
        paths = self.row(self.path, "|")
        self.expect(_END)
        return paths

    def path(self) -> Predicate:
        tag = self.rest(".//")
        tests = [] if tag == "*" else [_has_tag(tag)]
        while self.passes("["):
            tests.append(self.either())
            self.expect("]")
        return _fits_all(tests)

    def either(self) -> Predicate:
        return _fits_any(self.row(self.both, "or"))

    def both(self) -> Predicate:
        return _fits_all(self.row(self.test, "and"))

    def test(self) -> Predicate:
        denied = self.passes("not")
        if denied or self.tokens[0] == "(":
            self.expect("(")
            fits = self.either()
            self.expect(")")
            return (lambda tag, given: not fits(tag, given)) if denied else fits
        if self.tokens[0].startswith("self::"):
            return _has_tag(self.rest("self::"))
        if not self.tokens[0].startswith("@"):
            return self.function()
        name = self.rest("@")
        if not self.passes("="):
            return lambda _, given: name in given
        word = self.word()
        return lambda _, given: given.get(name) == word

    def function(self) -> Predicate:
        match self.tokens.popleft(), *self.arguments():
            case "contains", value, [word]:
                return lambda _, given: word in value(given)
            case "starts-with", value, [word]:
                return lambda _, given: value(given).startswith(word)
            case "re:test", value, [pattern, *flags] if len(flags) < 2:
                search = re.compile(pattern, re.IGNORECASE if "i" in "".join(flags) else 0).search
                return lambda _, given: search(value(given)) is not None
        raise _UnreadError

    def arguments(self) -> tuple[_Value, list[str]]:
        self.expect("(")
        value, words = self.value(), []
        while self.passes(","):
            words.append(self.word())
        self.expect(")")
        return value, words

    def value(self) -> _Value:
        if not self.passes("translate"):
            return _first(self.names())
        value, words = self.arguments()
        if len(words) != 2:
            raise _UnreadError
        # A letter's first place counts, and one across from no letter is dropped.
        old, new = words
        table = {ord(letter): new[at : at + 1] for at, letter in reversed(list(enumerate(old)))}
        return lambda given: value(given).translate(table)

    def names(self) -> list[str]:
        return self.row(lambda: self.rest("@"), "|")

    def word(self) -> str:
        if self.tokens[0][:1] not in ("'", '"'):
            raise _UnreadError
        return self.tokens.popleft()[1:-1]

    def row(self, part: Callable[[], _Part], joint: str) -> list[_Part]:
        parts = [part()]
        while self.passes(joint):
            parts.append(part())
        return parts

    def rest(self, start: str) -> str:
        """What the next token, which must begin with *start*, goes on with."""
        if not self.tokens[0].startswith(start):
            raise _UnreadError
        return self.tokens.popleft().removeprefix(start)

    def passes(self, token: str) -> bool:
        """Whether *token* came next; it is behind then."""
        comes = self.tokens[0] == token
        if comes:
            self.tokens.popleft()
        return comes

    def expect(self, token: str) -> None:
        if not self.passes(token):
            raise _UnreadError


def _has_tag(name: str) -> Predicate:
    return lambda tag, _: tag == name


def _fits_all(tests: list[Predicate]) -> Predicate:
    def fits(tag: str, given: Given) -> bool:
        for one_fits in tests:  # noqa: SIM110 (a generator takes longer)
            if not one_fits(tag, given):
                return False
        return True

    return tests[0] if len(tests) == 1 else fits


def _fits_any(tests: list[Predicate]) -> Predicate:
    def fits(tag: str, given: Given) -> bool:
        for one_fits in tests:  # noqa: SIM110 (as above)
            if one_fits(tag, given):
                return True
        return False

    return tests[0] if len(tests) == 1 else fits


def _first(names: list[str]) -> _Value:
    """The value of the attribute that stands first on the page; empty where there is none, as in XPath."""
    if len(names) == 1:
        return lambda given: given.get(names[0], "")
    return lambda given: next((value for name, value in given.items() if name in names), "")
