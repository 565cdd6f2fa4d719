import pytest

from scraper.spiders.site_budget import SiteBudget

STORY = "https://gazette.example/2026/03/01/a-story"
OTHER = "https://gazette.example/list?page=1"


@pytest.fixture
def budget():
    return SiteBudget(articles=40, unnamed=30, sections=20, fruitless=25)


def test_articles_are_limited_and_some_are_kept_for_the_front_page(budget):
    assert budget.allows_named(0)
    for _ in range(32):
        budget.ask_article(named=True)
    assert budget.allows_named(7)
    assert not budget.allows_named(8)
    assert budget.has_allowance(0)
    for _ in range(8):
        budget.ask_article(named=False)
    assert not budget.allows_named(0)
    assert not budget.has_allowance(0)
    assert budget.why_left(STORY, named=True) == "article_limit"


def test_no_more_than_a_quarter_is_kept(budget):
    for _ in range(30):
        assert budget.allows_named(1000)
        budget.ask_article(named=True)
    assert not budget.allows_named(1000)


def test_what_nothing_names_shares_an_allowance_that_is_earned(budget):
    budget.ask_page(section=False)
    for _ in range(10):
        assert budget.allows_section()
        budget.ask_page(section=True)
    assert not budget.allows_section()  # a third of it
    for _ in range(19):
        budget.ask_article(named=False)
    assert not budget.has_allowance(0)
    assert budget.why_left(STORY, named=False) == "unnamed_limit"
    assert budget.why_left(STORY, named=True) == "article_limit"
    budget.bore_fruit(STORY, earns=False)
    assert not budget.has_allowance(0)
    budget.bore_fruit(STORY, earns=True)
    assert budget.has_allowance(0)
    assert budget.allows_section()


def test_what_is_under_way_may_turn_out_to_be_redirects(budget):
    budget.spent = 24  # of 30, and each may follow five redirects
    assert budget.has_allowance(1)
    assert not budget.has_allowance(2)


def test_sections_have_a_limit_of_their_own(budget):
    budget.earned = 1000
    for _ in range(20):
        budget.ask_page(section=True)
    assert not budget.allows_section()


def test_a_site_that_brings_nothing_is_left(budget):
    for _ in range(24):
        budget.bore_none(STORY)
    budget.bore_fruit(STORY, earns=True)
    for _ in range(24):
        budget.bore_none(STORY)
    assert budget.allows_named(0)
    budget.bore_none(OTHER)
    assert budget.left
    assert not budget.allows_named(0)
    assert not budget.has_allowance(0)
    assert budget.why_left(STORY, named=True) == "no_new_articles"


def test_a_family_that_brings_nothing_is_left_alone(budget):
    for _ in range(20):
        budget.bore_none(OTHER)
    assert budget.is_dropped("https://gazette.example/list?page=99")
    assert not budget.is_dropped(STORY)
    assert budget.why_left(OTHER, named=False) == "trap"
    assert budget.why_left(OTHER, named=True) == "article_limit"
    budget.bore_fruit(OTHER, earns=False)
    assert not budget.is_dropped(OTHER)


def test_redirects_are_requests_too(budget):
    budget.bore_none(STORY, 6)
    assert (budget.row, budget.spent) == (6, 5)
