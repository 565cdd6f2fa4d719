"""What a task on the cluster does: it reads a batch of pages, with the limits that hold everywhere."""

from __future__ import annotations

import asyncio
import platform
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from exports.record import Software
from scraper.extraction.software import read_software
from scraper.pool import ExtractionFailed, ExtractionPool
from scraper.sites.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One page to be read, as `ExtractionPool.run` takes it."""

    job: Callable[..., Any]
    """A function of a module that all nodes have."""
    args: tuple[Any, ...]
    site: Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What holds for each page, and who reads it."""

    seconds: float
    memory_mib: int
    software: Software
    """Of the process that asks: other rules would give other records."""
    modules: tuple[str, ...]
    """As of `ExtractionPool`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An `ExtractionFailed` on its way home."""

    reason: str
    detail: str
    trace: str = ""
    """The traceback of what caused it; empty: a limit did."""


def read_batch(orders: Sequence[Order], limits: Limits) -> list[Any] | str:
    """What the job came to for each page, a `Failure` where it failed; a text: this node can't read for the
    one who asks, and why.

    A page is read by a process of its own that can be killed, as in a crawl.
    """
    ours = read_software()
    if ours != limits.software:
        return (
            f"node {platform.node()} has copydesk {ours.copydesk}, trafilatura {ours.trafilatura}, rules "
            f"{ours.rules}, not those of this machine: install the same on all nodes"
        )
    return asyncio.run(_read_all(orders, _pool(limits.seconds, limits.memory_mib, limits.modules)))


@cache
def _pool(seconds: float, memory_mib: int, modules: tuple[str, ...]) -> ExtractionPool:
    """One reader, kept for the next batches: the engine gives each task one processor."""
    return ExtractionPool(workers=1, seconds=seconds, memory_mib=memory_mib, modules=modules)


async def _read_all(orders: Sequence[Order], pool: ExtractionPool) -> list[Any]:
    return await asyncio.gather(*(_read(order, pool) for order in orders))


async def _read(order: Order, pool: ExtractionPool) -> Any:
    try:
        return await pool.run(order.job, order.args, order.site)
    except ExtractionFailed as trouble:
        cause = trouble.__cause__
        trace = "".join(traceback.format_exception(cause)) if cause else ""
        return Failure(reason=trouble.reason, detail=str(trouble), trace=trace)
