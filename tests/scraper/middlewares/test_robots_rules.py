import time

import pytest
from protego import Protego

from scraper.middlewares.robots_rules import MOST_RULES, cut_rules

AGENTS = "".join(f"User-agent: a{number}\n" for number in range(2000))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", 0),
        ("User-agent: *\nDisallow: /a\n", 27),
        ("Disallow: /a\n" * 9, 117),  # of no group
        ("User-agent: a\nUser-agent: b\nDisallow: /\n\nAllow: /a\n" * 10, 16 * 10 * (2 + 2)),
        ("User-agent: a\nSitemap: /map.xml\nUser-agent: b\n" + "Allow: /\n" * 9, 16 * 2 * 9),
    ],
)
def test_what_is_left_as_it_is(text, size):
    found, takes = cut_rules(text)
    assert found == text
    assert takes == max(size, len(text))


@pytest.mark.parametrize(
    "agent",
    [
        *("User-agent: {}", "useragent {}", "USER AGENT : {}", "user\tagent {}"),
        *("User-agent: {}\nSitemap: /map.xml", "User-agent: {}\nhost a b", "User-agent: {}\n\n# remark"),
        *("User-agent: {}\nwhat is this", "User-agent: {}\ndisallowed", "User-agent: {}\x0bUser-agent"),
    ],
)
def test_a_million_rules_in_a_small_file(agent):
    names = "".join(agent.format(f"a{number}") + "\n" for number in range(2000))
    text, size = cut_rules(names + "Disallow: /a\n" * 500 + "\nUser-agent: *\nDisallow: /b\n")
    assert size == 16 * MOST_RULES
    assert text.endswith("Disallow: /a\n")
    assert len(text) < len(names) + 100 * len("Disallow: /a\n")


def test_what_is_left_of_them_is_read_in_no_time():
    began = time.process_time()
    rules = Protego.parse(cut_rules(AGENTS + "Disallow: /a\n" * 500)[0])
    assert time.process_time() - began < 1.5
    assert not rules.can_fetch("https://gazette.example/a", "a7")


def test_thousands_of_groups_are_read_whole():
    text = "".join(f"User-agent: a{number}\nDisallow: /{number}\n" for number in range(12_000))
    assert cut_rules(text)[0] == text
    assert cut_rules(AGENTS + "Disallow: /\n")[0] == AGENTS + "Disallow: /\n"
