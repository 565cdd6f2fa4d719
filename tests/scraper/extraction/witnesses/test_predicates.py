"""A predicate says of an element what libxml2 says of it."""

import re
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from trafilatura import xpaths

from scraper.extraction.witnesses import chief  # noqa: F401 (it makes trafilatura's expressions remember)
from scraper.extraction.witnesses.predicates import parse_paths
from scraper.extraction.witnesses.remembered import Remembered, Sifted

RE = {"re": "http://exslt.org/regular-expressions"}
LISTS = [one for value in vars(xpaths).values() if isinstance(value, list) for one in value]
LISTS.append(import_module("trafilatura.baseline").BASIC_CLEAN_XPATH)
READ = [one.may_fit if isinstance(one, Sifted) else one for one in LISTS]
PATHS = sorted({one.path for one in READ if isinstance(one, Remembered)})


def paths_of(expression):
    """What of *expression* says which elements fit, without which of them is wanted."""
    return re.sub(r"\[1\]\Z", "", re.sub(r"\A\((.+)\)\[1\]\Z", r"\1", expression, flags=re.DOTALL))


def elements(expression):
    """Some elements with attributes of the names, and values of the words, that *expression* has."""
    literals = re.findall("'([^']*)'", expression)
    joined = re.sub(r"\[(.)[^]]*\]", r"\1", " ".join(literals))
    whole = re.sub(r"\?:|\?", "", joined)  # "infinite-?scroll": "infinite-scroll" and its halves
    words = sorted({*literals, *re.split(r"[][\s|()?:^$!{},\\]+", f"{joined} {whole} ")})
    word = st.sampled_from([*words, *map(str.title, words), *map(str.upper, words)])
    value = st.tuples(word, st.sampled_from(["", "-", " ", "s ", "İ", "\n"]), word).map("".join)
    names = sorted({*re.findall(r"@([\w-]+)", expression), "lang"})
    tags = sorted({*re.findall(r"(?:self::|\.//)(\w+)", expression), "b"})
    given = st.lists(st.tuples(st.sampled_from(names), value), max_size=3, unique_by=lambda item: item[0])
    return st.lists(st.tuples(st.sampled_from(tags), given), min_size=10, max_size=20)


@pytest.mark.parametrize("expression", PATHS)
def test_trafilaturas_expressions(expression):
    predicates, asked = parse_paths(paths_of(expression)), etree.XPath(paths_of(expression), namespaces=RE)
    found = []

    @settings(max_examples=10, deadline=None, database=None, derandomize=True)
    @given(elements(expression))
    def holds(invented):
        body = etree.Element("body")
        for tag, given_here in invented:
            etree.SubElement(body, tag, dict(given_here))
        theirs = asked(body)
        ours = [one for one in body if any(fits(one.tag, dict(one.items())) for fits in predicates)]
        assert [(one.tag, one.items()) for one in ours] == [(one.tag, one.items()) for one in theirs]
        found.extend(theirs)

    holds()
    assert found


@pytest.mark.parametrize(
    ("test", "fitting"),
    [
        ("@id", ["<p id='' class='x'/>", "<p id='n'/>"]),
        ("not(@id)", ["<p/>", "<p class='x'/>", "<div/>"]),
        ("@id=''", ["<p id='' class='x'/>"]),
        ("@id|@class = 'x'", None),
        ("contains(@id|@class, 'x')", ["<p class='x'/>"]),
        ("contains(@id, '')", ["<p/>", "<p id='' class='x'/>", "<p class='x'/>", "<p id='n'/>", "<div/>"]),
        ("starts-with(@class, 'x')", ["<p id='' class='x'/>", "<p class='x'/>"]),
        ("re:test(@class, '^X?$')", ["<p/>", "<p id='n'/>", "<div/>"]),
        ("re:test(@class, '^X$', 'gi')", ["<p id='' class='x'/>", "<p class='x'/>"]),
        ("re:test(@class, '^X$', 'g')", []),
        ("contains(translate(@class, 'xx', 'ab'), 'a')", ["<p id='' class='x'/>", "<p class='x'/>"]),
        ("translate(@class, 'x', 'a')", None),
        ("@id and translate(@class, 'x', '')=''", None),
        ("starts-with(translate(@id, 'nx', 'x'), \"x\")", ["<p id='n'/>"]),
        ("contains(translate(@class, 'xy', 'n'), 'n') and @id", ["<p id='' class='x'/>"]),
        ("re:test(translate(@id, 'n', ''), '^$') and @id", ["<p id='' class='x'/>", "<p id='n'/>"]),
        ("self::div or self::p and @id='n'", ["<p id='n'/>", "<div/>"]),
        ("(self::div or self::p) and @id='n'", ["<p id='n'/>"]),
        ("not(self::p or @id)", ["<div/>"]),
        ("@id][@class", ["<p id='' class='x'/>"]),
    ],
)
def test_what_the_grammar_says(test, fitting):
    path = f".//*[{test}]"
    row = ("<p/>", "<p id='' class='x'/>", "<p class='x'/>", "<p id='n'/>", "<div/>")
    made = [etree.fromstring(one) for one in row]
    if fitting is None:
        assert not parse_paths(path)
        return
    (fits,) = parse_paths(path)
    assert [text for text, one in zip(row, made, strict=True) if fits(one.tag, dict(one.items()))] == fitting
    asked = etree.XPath(f"self::*[{test}]", namespaces=RE)
    assert [text for text, one in zip(row, made, strict=True) if asked(one)] == fitting


def test_each_path_has_its_predicate():
    cite, quote = parse_paths(".//cite | .//div[@id]")
    assert [cite("cite", {}), cite("div", {"id": ""}), quote("div", {"id": ""}), quote("div", {})] == [
        True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "expression",
    [
        "", ".", ".//", "//p", ".//p//b", ".//p/b", ".//p[", ".//p[]", ".//p[@id", ".//p[@id]]", ".//p[1]", ".//p[.//b]",
        ".//p|", "|.//p", ".//p[@xml:lang]", ".//p[@a.b]", ".//p[self::svg:g]", ".//p[self::*]", ".//p[self::text()]",
        ".//p[@id or]", ".//p[or]", ".//p[not @id]", ".//p[not(@id]", ".//p['a']", ".//p['a'=@id]", ".//p[@id=@class]",
        ".//p[@id != 'a']", ".//p[contains(@id)]", ".//p[contains('ab', @id)]", ".//p[contains(@id, 'a', 'b')]",
        ".//p[contains(text(), 'a')]", ".//p[re:test(@id, 'a', 'i', 'i')]", ".//p[@id|self::p]", ".//p[(@id)|@class]",
        ".//p[contains(translate(@id, 'a'), 'a')]", ".//p[contains", ".//p[contains(", ".//p[=(@id)]", ".//p[position()=1]",
    ],
)  # fmt: skip
def test_what_is_not_read(expression):
    assert parse_paths(expression) == []
