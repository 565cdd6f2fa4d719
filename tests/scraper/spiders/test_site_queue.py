from collections import Counter

import pytest

from scraper.discovery.leads import Leads
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.normalise.urls import fingerprint
from scraper.spiders.article_queue import ArticleQueue
from scraper.spiders.site_budget import SiteBudget
from scraper.spiders.site_queue import SiteQueue, take_turns
from scraper.spiders.tally import Tally

SITE = "gazette.example"


class Stats:
    def __init__(self):
        self.counts = Counter()

    def inc_value(self, name, count=1):
        self.counts[name.removeprefix("copydesk/site/gazette.example/")] += count

    def told(self):
        return {name: count for name, count in self.counts.items() if count}


@pytest.fixture
def stats():
    return Stats()


@pytest.fixture
def queue(tmp_path, stats):
    with Frontier(tmp_path / "frontier.sqlite") as frontier:
        yield ArticleQueue(frontier, Tally(stats), since=None, window=3)


def site_queue(articles=100, unnamed=20):
    budget = SiteBudget(articles=articles, unnamed=unnamed, sections=10, fruitless=50)
    return SiteQueue(domain=SITE, budget=budget)


def leads(*names, via="section", changed=None, refused=None):
    links = [FoundLink(url=f"https://{SITE}/{name}", via=via, changed=changed) for name in names]
    return Leads(form="html", articles=tuple(links), refused=refused or {})


def drain(queue, site):
    """The names of all that is taken, as if each ended before the next is asked for."""
    names = []
    while links := queue.take(site):
        names += [link.url.removeprefix(f"https://{SITE}/") for link in links]
        site.in_flight.clear()
    return names


def test_named_and_newest_first_then_the_front_page_then_the_rest(queue):
    site = site_queue()
    queue.add(site, leads("b/from-a-section", "a/from-a-section"))
    queue.add(site, leads("z/from-the-front-page"), front=True)
    queue.add(site, leads("old", via="feed", changed="2026-03-01"))
    queue.add(site, leads("new", via="sitemap", changed="2026-03-02"))
    assert drain(queue, site) == [
        "new",
        "old",
        "z/from-the-front-page",
        "a/from-a-section",
        "b/from-a-section",
    ]


def test_no_more_than_the_window_is_under_way(queue):
    site = site_queue()
    queue.add(site, leads("a", "b", "c", "d", via="feed"))
    assert len(queue.take(site)) == 3
    assert queue.take(site) == []
    site.in_flight.pop()
    assert len(queue.take(site)) == 1


def test_more_than_one_batch_comes_out(queue):
    site = site_queue(articles=10_000, unnamed=5000)
    queue.add(site, leads(*(f"named-{number}" for number in range(450)), via="feed"))
    queue.add(site, leads(*(f"unnamed/{number}" for number in range(2300))))
    taken = drain(queue, site)
    assert len(taken) == len(set(taken)) == 2750


def test_a_source_that_comes_later_is_heard(queue):
    site = site_queue()
    queue.add(site, leads("a", via="feed"))
    assert drain(queue, site) == ["a"]
    queue.add(site, leads("a", "b", via="feed"))
    assert drain(queue, site) == ["b"]


def test_a_family_that_brings_nothing_does_not_keep_the_others_waiting(queue, stats):
    site = site_queue(unnamed=200)
    queue.add(site, leads(*(f"list?page={number}" for number in range(60)), "story-of-the-day"), front=True)
    asked = []
    while links := queue.take(site):
        for link in links:
            asked.append(link.url)
            site.in_flight.discard(link.url)
            queue.skipped(site, link, "section_page")
    assert f"https://{SITE}/story-of-the-day" in asked[:2]
    assert len(asked) == 21
    queue.close([site], "finished")
    assert stats.told() == {
        "found": 61, "requested": 21, "skipped/section_page": 21, "deferred/trap": 40,
    }  # fmt: skip


def test_what_is_left_has_its_reason(queue, stats):
    site = site_queue(articles=4, unnamed=2)
    queue.add(site, leads("a", "b", "c", "d", "e", via="feed"))
    queue.add(site, leads("u", "v", "w"))
    assert drain(queue, site) == ["a", "b", "c", "u"]
    queue.close([site], "finished")
    assert stats.told() == {"found": 8, "requested": 4, "deferred/article_limit": 4}


def test_what_an_interrupted_run_has_left_was_interrupted(queue, stats):
    site = site_queue(articles=1)
    queue.add(site, leads("a", "b", via="feed"))
    drain(queue, site)
    queue.close([site], "shutdown")
    assert stats.told() == {"found": 2, "requested": 1, "deferred/interrupted": 1}


def test_what_an_earlier_run_left_counts_even_if_nothing_names_it_today(queue, stats):
    first = site_queue()
    queue.add(first, leads("a", "b", via="feed"))
    stats.counts.clear()
    second = site_queue(articles=1)
    assert drain(queue, second) == ["a"]
    queue.close([second], "finished")
    assert stats.told() == {"found": 2, "requested": 1, "deferred/article_limit": 1}


def test_each_address_counts_once_and_a_refused_one_may_turn_out_to_be_an_article(queue, stats):
    site = site_queue()
    queue.add(site, leads("a", refused={"too_plain": (7, 8), "navigation": (7,)}))
    plain = fingerprint(f"https://{SITE}/plain")
    queue.add(site, leads("a", refused={"too_plain": (plain, 8)}))
    assert stats.told() == {"found": 1, "deferred/interrupted": 1, "refused/too_plain": 3}
    queue.add(site, leads("plain"))
    assert stats.told() == {"found": 2, "deferred/interrupted": 2, "refused/too_plain": 2}
    queue.add(site, leads("b", refused={"too_plain": (fingerprint(f"https://{SITE}/a"),)}))
    assert stats.told() == {"found": 3, "deferred/interrupted": 3, "refused/too_plain": 2}


def test_traps_and_other_sites_are_refused(queue, stats):
    site = site_queue()
    other = FoundLink(url="https://kurier.example/a", via="feed")
    queue.add(site, Leads(form="feed", articles=(other, *leads("a/b/a/b/a/b", via="feed").articles)))
    assert stats.told() == {"refused/other_site": 1, "refused/trap": 1}
    assert drain(queue, site) == []


def test_families_take_turns():
    links = leads("a/1", "a/2", "a/3", "b/1", "c/1", "b/2").articles
    assert [link.url.removeprefix(f"https://{SITE}/") for link in take_turns(links)] == [
        "a/1", "b/1", "c/1", "a/2", "b/2", "a/3",
    ]  # fmt: skip
