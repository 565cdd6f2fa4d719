import pytest

from scraper.extraction.metadata.headline import choose_headline, without_site


@pytest.mark.parametrize(
    ("title", "names", "headline"),
    [
        ("Pool to close | The Gazette", ["The Gazette"], "Pool to close"),
        ("Pool to close - Gazette News", ["Gazette"], "Pool to close"),
        ("Pool to close | Sport | The Gazette", ["The Gazette", "Sport"], "Pool to close"),
        ("Gazette: Pool to close", ["Gazette"], "Pool to close"),
        ("Pool to close – gazette.example", ["gazette.example"], "Pool to close"),
        ("Pool - what happens now?", ["Gazette"], "Pool - what happens now?"),
        ("Mayor: the pool will close", ["Gazette"], "Mayor: the pool will close"),
        ("The Gazette", ["The Gazette"], None),
        ("", ["The Gazette"], None),
    ],
)
def test_without_site(title, names, headline):
    assert without_site(title, names) == headline


def test_heading_confirmed_by_a_declared_title():
    chosen = choose_headline(
        [
            ("jsonld", "Old pool by the river to close for good"),
            ("metatags", "Pool to close in May | Gazette"),
        ],
        [["Gazette"], ["Pool to close in May"]],
        [],
        ["Gazette"],
    )
    assert chosen == ("Pool to close in May", "markup")


def test_cut_title_is_completed_by_the_heading():
    long = "Old pool by the river to close for good after two years of argument"
    assert choose_headline([("jsonld", long[:50] + "…")], [[long]], [], []) == (long, "markup")


def test_declared_before_a_foreign_heading():
    assert choose_headline([("jsonld", "Pool to close")], [["Today's weather"]], [], []) == (
        "Pool to close",
        "jsonld",
    )


def test_nothing():
    assert choose_headline([], [], [], []) == (None, None)
