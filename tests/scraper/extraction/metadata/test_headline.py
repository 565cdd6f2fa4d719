import pytest

from scraper.extraction.metadata.headline import choose_headline, without_day, without_site


@pytest.mark.parametrize(
    ("title", "names", "headline"),
    [
        ("Pool to close | The Gazette", ["The Gazette"], "Pool to close"),
        ("Pool to close - Gazette News", ["Gazette"], "Pool to close"),
        ("Pool to close | Sport | The Gazette", ["The Gazette", "Sport"], "Pool to close"),
        ("プール閉鎖へ｜海辺新聞", ["海辺新聞"], "プール閉鎖へ"),
        ("Gazette: Pool to close", ["Gazette"], "Pool to close"),
        ("Pool to close – gazette.example", ["gazette.example"], "Pool to close"),
        ("Pool - what happens now?", ["Gazette"], "Pool - what happens now?"),
        ("Mayor: the pool will close", ["Gazette"], "Mayor: the pool will close"),
        ("River Town: the pool will close", ["River Town"], "River Town: the pool will close"),
        ("Gazette Prices: Pool to close in May", ["Gazette"], "Gazette Prices: Pool to close in May"),
        (
            "Pool to close | The Gazette - News of the coast",
            ["The Gazette - News of the coast"],
            "Pool to close",
        ),
        ("River news: Pool", ["River news"], "River news: Pool"),  # too little would be left
        ("Pool to close -", [], "Pool to close"),
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


def test_titles_vote():
    declared = [("jsonld", "Pool closes in May"), ("metatags", "The pool and the mayor")]
    chosen = choose_headline(
        declared, [["Pool closes in May"]], ["Pool closes in May | Gazette"], ["Gazette"]
    )
    assert chosen == ("Pool closes in May", "markup")


def test_search_titles_do_not_outvote_the_declared_headline():
    declared = [("jsonld", "Pool closes in May"), ("metatags", "Swimming pool: all you need to know")]
    chosen = choose_headline(declared, [], ["Swimming pool: all you need to know"], [])
    assert chosen == ("Pool closes in May", "jsonld")


def test_part_of_a_heading_that_another_title_names():
    parts = ["Old pool to close What happens to the ducks", "What happens to the ducks", "Old pool to close"]
    declared = [("metatags", "Old pool to close")]
    assert choose_headline(declared, [parts], [], []) == ("Old pool to close", "markup")


def test_site_name_as_heading():
    chosen = choose_headline([], [["Harbour Notes"]], ["Old pool to close in May | Harbour Notes"], [])
    assert chosen == ("Old pool to close in May | Harbour Notes", "markup")


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("27.01.2022 - Old pool to close", "Old pool to close"),
        ("1. Februar 2022 Altes Bad schließt im Mai", "Altes Bad schließt im Mai"),
        ("1 March 2022 was the day the pool closed", "1 March 2022 was the day the pool closed"),
        ("30.11. | Book of the week", "30.11. | Book of the week"),
        ("2022", "2022"),
    ],
)
def test_without_day(title, bare):
    assert without_day(title) == bare


def test_kicker_that_a_declared_title_lacks():
    declared = [("jsonld", "Riverside - Pool to close in May"), ("metatags", "Pool to close in May")]
    assert choose_headline(declared, [], [], []) == ("Pool to close in May", "metatags")


def test_quotation_before_a_colon_is_no_kicker():
    declared = [("metatags", "Mayor defends the plan")]
    quoted = '"Never again": Mayor defends the plan'
    assert choose_headline(declared, [[quoted]], [quoted], []) == (quoted, "markup")


def test_kicker_as_an_element_of_its_own_within_the_heading():
    heading = ["Riverside Pool to close in May", "Pool to close in May", "Riverside"]
    declared = [("metatags", "Riverside: Pool to close in May")]
    assert choose_headline(declared, [heading], [], []) == ("Pool to close in May", "markup")


def test_printed_colon_belongs_to_the_headline():
    heading = ["Riverside: Pool to close in May", "Pool to close in May", "Riverside:"]
    declared = [("metatags", "Riverside: Pool to close in May")]
    assert choose_headline(declared, [heading], [], []) == ("Riverside: Pool to close in May", "markup")


def test_spelling_of_most():
    declared = [("jsonld", "Riverside - Pool to close"), ("metatags", "Riverside: Pool to close")]
    window = ["Riverside: Pool to close | Gazette"]
    assert choose_headline(declared, [], window, ["Gazette"])[0] == "Riverside: Pool to close"


def test_lower_heading_confirms_but_does_not_outvote_the_declared_headline():
    window = ["Pool to close in May | Towns | Harbour Notes"]
    assert choose_headline([], [], window, [], ["Pool to close in May"])[0] == "Pool to close in May"
    declared = [("jsonld", "Old pool shuts for ever")]
    assert choose_headline(declared, [], [], [], ["Pool to close in May"])[0] == "Old pool shuts for ever"


def test_several_headings_that_nothing_confirms_give_way_to_the_declared_title():
    declared = [("metatags", "Ducks - pools, ponds, and where to feed them")]
    window = ["Ducks - pools, ponds, and where to feed them"]
    lists = [["Ducks to feed in the north"], ["Ducks to feed in the south"]]
    assert choose_headline(declared, lists, window, []) == (window[0], "metatags")
    assert choose_headline(declared, lists[:1], window, []) == (lists[0][0], "markup")
