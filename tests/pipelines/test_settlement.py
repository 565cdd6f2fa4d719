import itertools
import random
from dataclasses import replace

import pytest

from exports.ledger import Ledger
from pipelines.settlement import settle

PAGE = "https://gazette.example/1"


def test_one_of_each_id(make_record):
    canonical = make_record(1, requested_url=f"{PAGE}?feed", text="Short.")
    copies = [
        canonical,
        make_record(
            1, url=f"{PAGE}/amp", canonical_url=PAGE, requested_url=f"{PAGE}/amp", text="A long text."
        ),
        make_record(1, url=f"{PAGE}?b", canonical_url=PAGE, requested_url=f"{PAGE}?b"),
    ]
    for order in itertools.permutations(copies):
        settled = settle(order, None)
        assert settled.kept == (canonical,)
        assert sorted(reason for _, reason in settled.dropped) == ["duplicate", "duplicate"]


def test_the_longer_then_the_smaller_address(make_record):
    def copy(name, text):
        url = f"{PAGE}/{name}"
        return make_record(1, url=url, canonical_url=PAGE, requested_url=url, text=text)

    copies = [copy("c", "Long text."), copy("b", "Long text."), copy("a", "Short.")]
    for order in itertools.permutations(copies):
        assert settle(order, None).kept == (copies[1],)


def test_the_address_without_a_redirect_is_preferred(make_record):
    straight = make_record(1)
    redirected = make_record(1, requested_url="https://a.gazette.example/old")
    for order in itertools.permutations([straight, redirected]):
        assert settle(order, None).kept == (straight,)


def test_an_undeclared_canonical_address_is_not_preferred(make_record):
    declared = make_record(1)
    undeclared = make_record(1, canonical_url=None, id=declared.id, text="A much longer text stands here.")
    assert settle([undeclared, declared], None).kept == (declared,)


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite")
    yield ledger
    ledger.close()


def test_versions_against_the_ledger(ledger, make_record):
    old = [make_record(number, run="OLD") for number in (1, 2)]
    ledger.commit(run="OLD", journal=1, records=[(record, "p") for record in old], parts=[], aliases={})
    same, changed, new = make_record(1), make_record(2, text="Other words."), make_record(3, version=9)
    settled = settle([new, changed, same], ledger)
    assert settled.dropped == ((same, "unchanged"),)
    assert set(settled.kept) == {
        replace(changed, version=2, change="edited"),
        replace(new, version=1, change="new"),
    }


def test_settling_twice_changes_nothing(make_record):
    records = [make_record(number, text=f"{number} " + "word " * 40) for number in range(6)]
    once = settle(records, None).kept
    random.Random(1).shuffle(records)
    assert settle(records, None).kept == once
    assert settle(once, None).kept == once
