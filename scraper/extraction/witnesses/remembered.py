"""trafilatura's expressions that look at an element's tag and attributes alone, their answers remembered.

trafilatura asks of each element of each page whether one of its lists of class names fits. A site has the
same few hundred classes on all its pages, so each is asked about once, and by a Python function. It is read
from trafilatura's own expression; one that looks farther than the element is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from types import ModuleType
from typing import TypeAlias

from lxml import etree
from lxml.html import HtmlElement

from scraper.extraction.witnesses.predicates import Predicate, parse_paths

_TEST = re.compile(r"\s*(\[(?:'[^']*'|[^'\[\]])*\])")
"""One of the tests of an expression."""
_TAGS = re.compile(r"\(?\.//\*\[((?:\s*self::\w+(?:\s+or\b)?)+)\s*\]")
_ROOM = 2_000_000
"""Letters of names after which all is forgotten: what made-up pages bring must not pile up."""

_MOST_KEYS = 50_000

Names = tuple[tuple[str, str], ...]
_keys: dict[tuple[str, Names], tuple[str, Names]] = {}
"""Each tag with its names that was asked about, once for the dozens of expressions that remember it."""


class Remembered:
    """Finds below an element what the expression *path* finds there; `remember` makes one."""

    def __init__(self, path: str, fits: list[Predicate], *, first: bool, one: bool) -> None:
        tagged = _TAGS.match(path) if len(fits) == 1 else None
        self.path = path
        self.fits = fits
        """For each of its paths, whether an element is of it."""
        self.tags = re.findall(r"self::(\w+)", tagged[1]) if tagged else ["*"]
        self.names = frozenset(re.findall(r"@([\w-]+)", path))
        self.first = first
        """Whether it finds the first child only that fits in each parent."""
        self.one = one
        """Whether it finds the first element only that fits."""
        self._known: dict[tuple[str, Names], bool] = {}
        self._room = _ROOM

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """What fits in *tree*, in document order."""
        if self.one:
            return list(islice(self.find(tree), 1))
        if not self.first:
            return list(self.find(tree))
        by_parent: dict[HtmlElement | None, HtmlElement] = {}
        for element in self.find(tree):
            by_parent.setdefault(element.getparent(), element)
        return list(by_parent.values())

    def find(self, tree: HtmlElement) -> Iterator[HtmlElement]:
        """All that fits in *tree*, one after the other."""
        names, known = self.names, self._known
        for element in tree.iterdescendants(*self.tags):
            # All attributes at once cost as much as one that is asked for by name.
            stated = element.items()
            given = tuple([item for item in stated if item[0] in names]) if stated else ()
            fits = known.get((element.tag, given))
            if fits is None:
                fits = self._ask(element.tag, given)
            if fits:
                yield element

    def _ask(self, tag: str, given: Names) -> bool:
        by_name = dict(given)
        fits = any(one_fits(tag, by_name) for one_fits in self.fits)
        self._room -= 100 + sum(len(value) for _, value in given)
        if self._room < 0:
            self._known.clear()
            self._room = _ROOM
        self._known[_shared((tag, given))] = fits
        return fits


class Sifted:
    """Asks the expression *asked* only about a tree in which an element fits its first tests, remembered.

    One whose later tests look farther: what few pages have at all is not looked for by regular expressions
    at every element of all others.
    """

    def __init__(self, asked: etree.XPath, tests: str) -> None:
        self.asked = asked
        self.may_fit = Remembered(tests, parse_paths(tests), first=False, one=True)

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """What fits in *tree*, in document order."""
        return self.asked(tree) if self.may_fit(tree) else []  # type: ignore[return-value]


Expression: TypeAlias = etree.XPath | Remembered | Sifted


def _shared(key: tuple[str, Names]) -> tuple[str, Names]:
    """*key* as another expression has it: copies would take several times the room."""
    if len(_keys) >= _MOST_KEYS:
        _keys.clear()
    return _keys.setdefault(key, key)


def remember(expression: Expression) -> Expression:
    """*expression* with its answers remembered, or those of its first tests; itself where all look at more
    than an element."""
    if not isinstance(expression, etree.XPath):
        return expression
    path = whole = expression.path.strip()
    if len(row := parse_paths(whole)) > 1:
        return Remembered(whole, row, first=False, one=False)
    one = path.startswith("(") and path.endswith(")[1]")
    path = path[1:-4] if one else path
    if not path.startswith(".//*["):  # by its tag alone lxml finds an element as quickly
        return expression
    first = path.endswith("[1]")
    fits = parse_paths(path.removesuffix("[1]"))
    if len(fits) == 1:
        return Remembered(whole, fits, first=first, one=one)
    return expression if one else _sift(expression, path)


def _sift(expression: etree.XPath, path: str) -> Expression:
    """*expression* asked where its first tests fit; itself where no such test is of an attribute."""
    tests = _TEST.findall(path)
    leading = "".join(takewhile(lambda test: parse_paths(f".//*{test}"), tests))
    whole = _TEST.sub("", path) == ".//*"
    return Sifted(expression, f".//*{leading}") if whole and "@" in leading else expression


def remember_lists(module: ModuleType) -> None:
    """Put `remember` of each expression in its place in the lists of *module*; once is enough."""
    for value in vars(module).values():
        if isinstance(value, list) and value and isinstance(value[0], etree.XPath):
            value[:] = map(remember, value)


def remember_names(module: ModuleType, *names: str) -> None:
    """Put `remember` of the expressions called *names* in their place in *module*, if they are there."""
    for name in names:
        if isinstance(value := getattr(module, name, None), etree.XPath):
            setattr(module, name, remember(value))


def find_first(expression: Expression, tree: HtmlElement) -> HtmlElement | None:
    """The first element that *expression* finds in *tree*."""
    if isinstance(expression, Remembered):
        return next(expression.find(tree), None)
    found: list[HtmlElement] = expression(tree)  # type: ignore[assignment]
    return found[0] if found else None
