import asyncio
import itertools
import random
from types import SimpleNamespace

import pytest

from exports.ledger import Ledger
from pipelines.duplicates import DuplicatesPipeline, link_records
from pipelines.settlement import settle
from pipelines.sketches import LONGEST, estimate_similarity, to_sketch

WORDS = [f"word{number}" for number in range(2000)]


def prose(seed, count=200):
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def edited(text, changes):
    """*text* with that many words exchanged, spread over it."""
    words = text.split()
    for number in range(changes):
        words[number * len(words) // changes] = f"changed{number}"
    return " ".join(words)


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite", sketch=to_sketch)
    yield ledger
    ledger.close()


def deliver(ledger, records, journal=1):
    kept = settle(records, ledger).kept
    ledger.commit(
        run="RUN", journal=journal, records=[(record, "p") for record in kept], parts=[], aliases={}
    )
    return {record.requested_url.rsplit("/")[-1]: record for record in kept}


def links(records):
    """By number: (kind of link, number that it leads to)."""
    numbers = {record.id: record.requested_url.rsplit("/")[-1] for record in records}
    return {
        numbers[record.id]: ("same", numbers[record.duplicate_of])
        if record.duplicate_of
        else ("near", numbers[record.similar_to])
        if record.similar_to
        else None
        for record in records
    }


def test_the_one_published_first_is_the_original(make_record):
    text = prose(1)
    records = [
        make_record(1, text=text, published_at=None, published_on=None),
        make_record(2, text=text, published_at="2026-01-02T08:00:00Z"),
        make_record(3, text=text, published_at=None, published_on="2026-01-01"),
        make_record(4, text=prose(4)),
    ]
    for order in itertools.permutations(records):
        assert links(link_records(order, None)) == {
            "1": ("same", "3"),
            "2": ("same", "3"),
            "3": None,
            "4": None,
        }


def test_the_smallest_id_where_the_date_is_the_same(make_record):
    text = prose(1)
    records = [make_record(number, text=text) for number in range(5)]
    first = min(record.id for record in records)
    linked = link_records(records, None)
    assert {record.duplicate_of for record in linked if record.id != first} == {first}
    assert [record.duplicate_of for record in linked if record.id == first] == [None]


def test_near_copies_and_their_similarity(make_record):
    text = prose(1)
    records = [
        make_record(1, text=text, published_at="2026-01-01T08:00:00Z"),
        make_record(2, text=edited(text, 3)),
        make_record(3, text=edited(text, 60)),
    ]
    _, near, far = link_records(records, None)
    assert near.similar_to == records[0].id
    # 3 of 200 words exchanged: at most 12 of 197 runs of four differ on either side, 185 of 209 are shared.
    assert near.similarity == pytest.approx(185 / 209, abs=0.09)
    assert near.similarity == round(near.similarity, 2)
    assert near.duplicate_of is None
    assert (far.similar_to, far.similarity) == (None, None)


def test_short_texts_are_never_linked(make_record):
    records = [make_record(number, text="No trains today, says the operator.") for number in (1, 2)]
    assert links(link_records(records, None)) == {"1": None, "2": None}


def test_scripts_without_spaces(make_record):
    text = "".join(random.Random(1).choices("渡船再開九日間港町市民朝夕便増発予定発表", k=300))
    other = "".join(random.Random(2).choices("渡船再開九日間港町市民朝夕便増発予定発表", k=300))
    records = [
        make_record(1, text=text, published_at="2026-01-01T08:00:00Z"),
        make_record(2, text=text[:295] + "終了しました"),
        make_record(3, text=other),
    ]
    assert links(link_records(records, None)) == {"1": None, "2": ("near", "1"), "3": None}


def test_a_link_leads_to_a_delivered_original(ledger, make_record):
    text = prose(1)
    one = deliver(ledger, [make_record(1, text=text)])["1"]
    late = [
        make_record(2, text=text, published_at="2025-12-01T00:00:00Z"),
        make_record(3, text=edited(text, 2)),
    ]
    two = deliver(ledger, late, journal=2)
    assert (two["2"].duplicate_of, two["3"].similar_to) == (one.id, one.id)
    # The same text as a near copy stands to the original as that one does.
    three = deliver(ledger, [make_record(4, text=edited(text, 2)), make_record(5, text=text)], journal=3)
    assert (three["4"].similar_to, three["4"].similarity) == (one.id, two["3"].similarity)
    assert three["5"].duplicate_of == one.id


def test_no_chains_whatever_comes(ledger, make_record):
    """Articles drift from one text to another over many runs: every link leads to one that had none."""
    chance, texts = random.Random(7), [prose(1)]
    for _ in range(5):
        texts.append(edited(texts[-1], 4))
    for journal in range(1, 12):
        batch = [
            make_record(number, text=chance.choice(texts), run=f"R{journal}")
            for number in chance.sample(range(8), 4)
        ]
        deliver(ledger, batch, journal=journal)
        standing = {row.id: ledger.standing(row.id).link for row in ledger.delivered()}
        leads = {article: link.duplicate_of or link.similar_to for article, link in standing.items()}
        for article, original in leads.items():
            assert original != article
            if original:
                assert leads[original] is None, journal


def test_a_later_version_keeps_its_link_while_it_holds(ledger, make_record):
    text = prose(1)
    one = deliver(ledger, [make_record(1, text=text)])["1"]
    deliver(ledger, [make_record(2, text=text)], journal=2)
    near = deliver(ledger, [make_record(2, text=edited(text, 2), run="R3")], journal=3)["2"]
    assert (near.version, near.duplicate_of, near.similar_to) == (2, None, one.id)
    apart = deliver(ledger, [make_record(2, text=prose(9), run="R4")], journal=4)["2"]
    assert (apart.version, apart.duplicate_of, apart.similar_to) == (3, None, None)


def test_a_later_version_of_an_original_gets_no_link(ledger, make_record):
    one, other = prose(1), prose(2)
    deliver(ledger, [make_record(1, text=one), make_record(9, text=other)])
    deliver(ledger, [make_record(2, text=one)], journal=2)
    later = deliver(ledger, [make_record(1, text=other, run="R3")], journal=3)["1"]
    assert (later.version, later.duplicate_of) == (2, None)


def test_the_pipeline(ledger, make_record):
    text = prose(1)
    one = deliver(ledger, [make_record(1, text=text)])["1"]
    pipeline = DuplicatesPipeline(SimpleNamespace(ledger=ledger))
    assert asyncio.run(pipeline.process_item(make_record(2, text=text))).duplicate_of == one.id
    assert asyncio.run(pipeline.process_item({"a": 1})) == {"a": 1}
    record = make_record(3)
    assert asyncio.run(DuplicatesPipeline(SimpleNamespace(ledger=None)).process_item(record)) is record


def test_sketches(make_record):
    text = prose(1)
    one, two = to_sketch(make_record(1, text=text)), to_sketch(make_record(2, text=text.upper()))
    assert one == two
    assert len(one.bands) == 21
    assert estimate_similarity(one.signature, two.signature) == 1.0
    other = to_sketch(make_record(3, text=prose(3)))
    assert estimate_similarity(one.signature, other.signature) < 0.1
    assert not set(one.bands) & set(other.bands)
    assert to_sketch(make_record(4, text="word " * 24)) is None
    assert to_sketch(make_record(4, text="word " * 25)) is not None


def test_of_a_text_without_end_the_beginning_counts(make_record):
    long = prose(1, 40_000)[:LONGEST]
    one, other = (make_record(number, text=long + prose(number, 9000)) for number in (2, 3))
    assert to_sketch(one) == to_sketch(other)
    assert to_sketch(one) != to_sketch(make_record(1, text=long[:-20_000]))
