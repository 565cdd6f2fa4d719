"""Expressions that remember find what trafilatura's own find, wherever they are asked."""

from importlib import import_module

import pytest
from lxml import etree, html
from trafilatura import xpaths

from scraper.extraction.witnesses import chief  # noqa: F401 (it makes trafilatura's expressions remember)
from scraper.extraction.witnesses.remembered import Remembered, Sifted, find_first, remember

RE = {"re": "http://exslt.org/regular-expressions"}
LISTS = {name: value for name, value in vars(xpaths).items() if name.endswith(("XPATH", "ELEMENTS"))}
REMEMBERED = [(name, one) for name, value in LISTS.items() for one in value if isinstance(one, Remembered)]
NAMES = (
    "post-body", "entry", "sidebar left", "nav-menu", "teaser-box", "Comment 12", "cookie-bar", "caption",
    "article-content", "hide-print", "x social", "share-row", "story-body main-column", "main-content",
)  # fmt: skip
ATTRIBUTES = [
    *(f"{kind}='{name}'" for kind in ("class", "id") for name in NAMES),
    "id='a' class='cookie'", "class='cookie' id='a'", "style='display: none' class=p", "role=Navigation",
    "itemprop=articleBody", "data-component=MostPopularStories", "aria-hidden=true", "role=article",
    "data-lp-replacement-content", "hidden", "class=''", "",
]  # fmt: skip
TAGS = ("div", "section", "article", "p", "span", "ul", "o:p")
PAGE = "".join(
    f"<{tag} {one}><div {two}>Text</div><main {one}>More</main></{tag}>"
    for tag in TAGS
    for one, two in zip(ATTRIBUTES, reversed(ATTRIBUTES), strict=True)
)


def trees():
    page = html.document_fromstring(f"<html><body>{PAGE}</body></html>")
    inner = html.document_fromstring(f"<html><body><section class=nav>{PAGE}</section></body></html>")[0][0]
    for element in inner.iter("ul"):
        element.tag = "list"  # as trafilatura names them
    return page, inner


@pytest.mark.parametrize(("name", "expression"), REMEMBERED)
def test_it_finds_what_the_expression_finds(name, expression):
    for tree in trees():
        theirs = etree.XPath(expression.path, namespaces=RE)(tree)
        assert theirs or name not in ("BODY_XPATH", "OVERALL_DISCARD_XPATH")
        for _ in range(2):  # asked and remembered
            assert expression(tree) == theirs
        assert find_first(expression, tree) is (theirs[0] if theirs else None)


def test_a_row_of_paths_finds_what_they_find():
    row = etree.XPath(
        ".//main|.//div[contains(@class|@id, 'cookie')]|.//*[re:test(@class, 'NAV|[e]ntry', 'i')]",
        namespaces=RE,
    )
    expression = remember(row)
    assert isinstance(expression, Remembered)
    for tree in trees():
        for _ in range(2):
            assert expression(tree) == row(tree)
    assert {element.tag for element in row(tree)} == {*TAGS, "main"} - {"ul"} | {"list"}


def test_the_row_that_measures_a_page_remembers():
    assert isinstance(import_module("trafilatura.baseline").BASIC_CLEAN_XPATH, Remembered)


def test_the_lists_that_cost_most_remember():
    names = {name for name, _ in REMEMBERED}
    assert names >= {"BODY_XPATH", "OVERALL_DISCARD_XPATH", "TEASER_DISCARD_XPATH", "DISCARD_IMAGE_ELEMENTS"}


@pytest.mark.parametrize(
    "path",
    [
        ".//*[self::div][not(.//h1)]",
        ".//*[self::div][2]",
        ".//*[position() < 3]",
        ".//*[contains(text(), 'a')]",
        ".//div[@class]",
        ".//header",
        "(.//*[@id])[1]|(.//main)[1]",
        ".//*[ancestor::div]",
        ".//p|.//div[.//h1]",
        ".//p|.//div[2]",
        ".//p|//main",
    ],
)
def test_what_looks_farther_than_the_element_is_left_alone(path):
    expression = etree.XPath(path)
    assert remember(expression) is expression


def test_one_that_looks_farther_is_asked_where_its_first_tests_fit():
    path = ".//*[self::div or self::p][contains(@class, 'cookie')][@id][not(.//h1)][2]"
    theirs = etree.XPath(path)
    expression = remember(theirs)
    assert isinstance(expression, Sifted)
    assert expression.may_fit.names == {"class", "id"}
    page = html.document_fromstring(
        f"<html><body><div>{'<p class=cookie id=a>a</p>' * 3}</div></body></html>"
    )
    for tree in (*trees(), page):
        for _ in range(2):  # asked and remembered
            assert expression(tree) == theirs(tree)
    assert [element.getprevious() is page[0][0][0] for element in expression(page)] == [True]
    expression.asked = None  # nobody asks it of a page that has no such element
    assert expression(html.document_fromstring("<html><body><p class=cookie>a</p></body></html>")) == []


def test_the_search_for_appended_articles_is_sifted():
    assert isinstance(xpaths.RAW_TREE_PRUNE_XPATH[0], Sifted)


def test_characters_that_only_a_page_may_have():
    tree = html.document_fromstring("<body><div class='post-body&#1;'>a</div><o:p class=nav>b</o:p></body>")
    expression = remember(etree.XPath(".//*[re:test(@class, 'post-body|nav')]", namespaces=RE))
    assert [element.tag for element in expression(tree)] == ["div", "o:p"]


def test_what_made_up_pages_bring_does_not_pile_up():
    expression = remember(etree.XPath(".//*[contains(@class, 'x')]"))
    for number in range(50):
        tree = html.fragment_fromstring(f"<div><p class='{number}{'x' * 100_000}'>a</p></div>")
        assert len(expression(tree)) == 1
    assert sum(len(value) for _, given in expression._known for _, value in given) < 2_200_000


def test_what_is_remembered_of_an_element_is_kept_once_for_all():
    tree = html.document_fromstring("<html><body><div class='only-here'>Text</div></body></html>")
    same = [
        remember(etree.XPath(f".//*[self::div][contains(@class, '{word}')]")) for word in ("menu", "teaser")
    ]
    assert [one(tree) for one in same] == [[], []]
    first, second = (list(one._known) for one in same)
    assert first == second == [("div", (("class", "only-here"),))]
    assert first[0] is second[0]
