import pytest

from scraper.extraction.metadata.bylines import choose_authors
from scraper.extraction.metadata.finding import RawAuthor


def chosen(*candidates, names=("the gazette",)):
    stated = [(source, (RawAuthor(name=name),)) for source, name in candidates]
    authors, source, _ = choose_authors(stated, frozenset(names))
    return [author.name for author in authors], source


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Gazette Desk with Agencies", ["Gazette Desk"]),
        ("red, Gazette.at/Agenturen", ["Gazette.at"]),
        ("Jane Roe, Agences", ["Jane Roe"]),
        ("Agencies", ["Agencies"]),  # nobody else is named
    ],
)
def test_agencies_without_a_name_name_nobody(byline, expected):
    assert chosen(("markup", byline))[0] == expected


def test_declared_agency_before_its_printed_short_form():
    assert chosen(("jsonld", "Deutsche Presse-Agentur"), ("markup", "dpa")) == (
        ["Deutsche Presse-Agentur"],
        "jsonld",
    )
    assert chosen(("jsonld", "The Gazette"), ("markup", "dpa")) == (["dpa"], "markup")
