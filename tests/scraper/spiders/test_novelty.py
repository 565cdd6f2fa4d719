import random
from dataclasses import replace

import pytest

from scraper import extract
from scraper.spiders.novelty import Novelty

WORDS = [
    "harbour",
    "tram",
    "council",
    "bridge",
    "market",
    "river",
    "winter",
    "school",
    "letter",
    "garden",
    "station",
    "window",
]


def text(seed, words=200):
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + str(chance.randrange(50)) for _ in range(words))


@pytest.fixture(scope="module")
def record():
    page = (
        "<title>A tram</title><article><h1>A tram</h1><p>" + "The tram ran by the river today. " * 9 + "</p>"
    )
    return extract(page, "https://gazette.example/1")


def test_another_text_is_new(record):
    novelty = Novelty()
    for number in range(300):
        assert novelty.is_new(replace(record, id=str(number), text=text(number)))


def test_another_address_of_the_same_article_is_not(record):
    novelty = Novelty()
    assert novelty.is_new(record)
    assert not novelty.is_new(replace(record, text=text(1)))


@pytest.mark.parametrize("end", ["", "This was page number 4711.", "Your session: 3f9a. It is noon."])
def test_the_same_text_with_another_end_is_not(record, end):
    novelty = Novelty()
    assert novelty.is_new(replace(record, id="a", text=f"{text(1)} This was page number 1."))
    assert not novelty.is_new(replace(record, id="b", text=f"{text(1)} {end}"))


def test_half_of_it_is(record):
    novelty = Novelty()
    assert novelty.is_new(replace(record, id="a", text=f"{text(1)} {text(2)}"))
    assert novelty.is_new(replace(record, id="b", text=f"{text(1)} {text(3)}"))


def test_short_texts_are_told_apart_by_themselves(record):
    novelty = Novelty()
    assert novelty.is_new(replace(record, id="a", text="Rain today"))
    assert novelty.is_new(replace(record, id="b", text="Sun today"))
    assert not novelty.is_new(replace(record, id="c", text="Sun today"))


def test_of_a_text_without_end_the_beginning_tells(record):
    novelty, long = Novelty(), text(1, 20_000)
    assert novelty.is_new(replace(record, id="1" * 32, text=long + text(2, 20_000)))
    assert not novelty.is_new(replace(record, id="2" * 32, text=long + text(3, 20_000)))
