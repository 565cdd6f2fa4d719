"""Pages go in batches and come back each to the one who asked; what goes wrong elsewhere is told here."""

import asyncio
from concurrent.futures import Future
from dataclasses import replace
from types import SimpleNamespace

import pytest

from scraper.cluster import batches
from scraper.cluster.batches import Failure, Limits, Order, read_batch
from scraper.cluster.engine import RETRIES, ClusterError
from scraper.cluster.reading import BATCH, ClusterPool
from scraper.extraction.software import read_software
from scraper.pool import INTERRUPTED, ExtractionFailed
from scraper.sites.site import Site

SITE = Site(domain="gazette.example")
LIMITS = Limits(seconds=10, memory_mib=0, software=read_software(), modules=())


class RayError(Exception):
    """As `ray.exceptions.RayError`."""


class Engine:
    """What is used of the module `ray`: tasks end when the test lets them, the last one first."""

    exceptions = SimpleNamespace(RayError=RayError)

    def __init__(self, answer):
        self.answer = answer
        self.options = {}
        self.batches = []

    def remote(self, **options):
        self.options = options
        return lambda function: SimpleNamespace(remote=self._submit)

    def _submit(self, orders, limits):
        self.batches.append(orders)
        return SimpleNamespace(future=lambda: self._future(orders))

    def _future(self, orders):
        future = Future()
        try:
            future.set_result(self.answer(orders))
        except RayError as error:
            future.set_exception(error)
        return future


def named(orders):
    return [f"{order.job.__name__} {order.args}" for order in orders]


def ask(engine, count, then=lambda pool: None):
    """What *count* pages come to."""

    async def run():
        pool = ClusterPool(engine, seconds=10, memory_mib=0)
        tasks = [asyncio.ensure_future(pool.run(len, (number,), SITE)) for number in range(count)]
        await asyncio.sleep(0)
        then(pool)
        found = await asyncio.gather(*tasks, return_exceptions=True)
        pool.close()
        return found

    return asyncio.run(run())


def test_every_page_has_its_own_answer_and_a_batch_need_not_be_full():
    engine = Engine(named)
    found = ask(engine, 2 * BATCH + 3)
    assert found == [f"len ({number},)" for number in range(2 * BATCH + 3)]
    assert [len(orders) for orders in engine.batches] == [BATCH, BATCH, 3]
    assert engine.options["max_retries"] == RETRIES > 0


def test_a_limit_that_was_met_elsewhere_is_met_here():
    failure = Failure(reason="extraction_error", detail="KeyError: 'x'", trace="Traceback of a node")
    (found,) = ask(Engine(lambda orders: [failure]), 1)
    assert isinstance(found, ExtractionFailed)
    assert (found.reason, str(found)) == ("extraction_error", "KeyError: 'x'")
    assert str(found.__cause__) == "Traceback of a node"


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("node b has other rules", "node b has other rules"),
        (RayError("\nnode died\nmuch more"), "the cluster gave up on 2 pages: RayError: node died"),
    ],
)
def test_what_the_cluster_cannot_do_is_one_line(answer, line):
    def give(orders):
        if isinstance(answer, Exception):
            raise answer
        return answer

    found = ask(Engine(give), 2)
    assert [type(one) for one in found] == [ClusterError, ClusterError]
    assert {str(one) for one in found} == {line}


def test_pages_that_are_given_up_are_as_good_as_not_fetched():
    engine = Engine(named)
    found = ask(engine, 3, then=ClusterPool.give_up)
    assert [one.reason for one in found] == [INTERRUPTED] * 3
    assert engine.batches == []


def test_a_node_answers_page_by_page(monkeypatch):
    class Pool:
        async def run(self, job, args, site):
            if args == ("slow",):
                raise ExtractionFailed("extraction_timeout", "too long")
            if args == ("broken",):
                raise ExtractionFailed("extraction_error", "KeyError: 'x'") from KeyError("x")
            return job(*args)

    monkeypatch.setattr(batches, "_pool", lambda *_: Pool())
    orders = [Order(job=len, args=(word,), site=SITE) for word in ("slow", "short", "broken")]
    slow, short, broken = read_batch(orders, LIMITS)
    assert slow == Failure(reason="extraction_timeout", detail="too long")
    assert short == len("short")
    assert (broken.reason, broken.trace.splitlines()[-1]) == ("extraction_error", "KeyError: 'x'")


def test_a_node_with_other_rules_reads_nothing():
    others = replace(LIMITS, software=replace(read_software(), rules="0"))
    said = read_batch([], others)
    assert said.startswith("node ")
    assert said.endswith("install the same on all nodes")
