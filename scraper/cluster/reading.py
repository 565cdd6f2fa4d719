"""Reading pages on a cluster, behind the same door as reading them in processes of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from scraper.cluster.batches import Failure, Limits, Order, read_batch
from scraper.cluster.engine import RETRIES, ClusterError, first_words
from scraper.extraction.software import read_software
from scraper.pool import INTERRUPTED, ExtractionFailed
from scraper.sites.site import Site

T = TypeVar("T")

BATCH = 8
"""Pages a task: about a third of a second's work, a hundred times what the engine takes for a task."""
_WAIT_SECONDS = 0.05
"""After which a batch goes as full as it is."""


class _Elsewhere(Exception):
    """What was raised on a node, as text."""


class ClusterPool:
    """Reads pages by tasks of *ray*, which is connected; the engine begins a task anew whose worker or node
    dies. To be used as an `ExtractionPool` is."""

    def __init__(self, ray: Any, *, seconds: float, memory_mib: int, modules: tuple[str, ...] = ()) -> None:
        self._ray = ray
        task = ray.remote(num_cpus=1, max_retries=RETRIES, scheduling_strategy="SPREAD")
        self._read_batch = task(read_batch)
        self._limits = Limits(
            seconds=seconds, memory_mib=memory_mib, software=read_software(), modules=modules
        )
        self._open: list[tuple[Order, asyncio.Future[Any]]] = []
        """The batch that is being filled."""
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: set[asyncio.Future[Any]] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._given_up = False

    def warm_up(self) -> None:
        """Nothing: the engine starts workers as it needs them."""

    async def run(self, job: Callable[..., T], args: tuple[Any, ...], site: Site) -> T:
        """As `ExtractionPool.run`. ClusterError: the cluster gave up on the page."""
        if self._given_up:
            raise ExtractionFailed(INTERRUPTED, "the replay ends")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        self._open.append((Order(job=job, args=args, site=site), answer))
        if len(self._open) >= BATCH:
            self._send()
        elif len(self._open) == 1:
            self._timer = loop.call_later(_WAIT_SECONDS, self._send)
        self._waiting.add(answer)
        try:
            found = await answer
        except asyncio.CancelledError:
            if not self._given_up:
                raise
            raise ExtractionFailed(INTERRUPTED, "the replay ends") from None
        finally:
            self._waiting.discard(answer)
        if isinstance(found, Failure):
            cause = _Elsewhere(found.trace) if found.trace else None
            raise ExtractionFailed(found.reason, found.detail) from cause
        if isinstance(found, ClusterError):
            raise found
        answered: T = found
        return answered

    def give_up(self) -> None:
        """As `ExtractionPool.give_up`."""
        self._given_up = True
        for answer in tuple(self._waiting):
            answer.cancel()

    def close(self) -> None:
        """Forget what is under way."""
        if self._timer:
            self._timer.cancel()
        for task in tuple(self._under_way):
            task.cancel()

    def _send(self) -> None:
        if self._timer:
            self._timer.cancel()
        batch, self._open = self._open, []
        if batch and not self._given_up:
            orders, answers = [order for order, _ in batch], [answer for _, answer in batch]
            task = asyncio.get_running_loop().create_task(self._ask(orders, answers))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _ask(self, orders: list[Order], answers: list[asyncio.Future[Any]]) -> None:
        try:
            reference = self._read_batch.remote(orders, self._limits)
            found = await asyncio.wrap_future(reference.future())
        except Exception as error:
            # The edge of a process: the engine's own, and whatever was raised on a node, come out here.
            found = f"the cluster gave up on {len(answers)} pages: {first_words(error)}"
        if isinstance(found, str):
            found = [ClusterError(found)] * len(answers)
        for answer, one in zip(answers, found, strict=True):
            if not answer.done():
                answer.set_result(one)
