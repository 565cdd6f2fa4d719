"""A crawl in shards on a cluster: the engine runs them, and begins anew what dies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from exports.shards import Shard
from scraper.cluster.engine import RETRIES, first_words
from scraper.cluster.shard_process import Errand, Outcome, ShardProcess
from scraper.statuses import FAILURE

_WEIGHT = (0, 3, 2, 1, 4, 5)
"""Exit statuses from the lightest to the weightest, as in a single crawl."""
_LOOK_SECONDS = 0.5


class ShardCrawl:
    """The shards of *errands* on the cluster that *ray* is connected to, *processors* for each; as many at a
    time as there is room for."""

    def __init__(self, ray: Any, errands: Sequence[Errand], *, processors: int) -> None:
        self._ray = ray
        make = ray.remote(
            num_cpus=processors,
            max_restarts=RETRIES,
            max_task_retries=RETRIES,
            max_concurrency=2,  # `stop` beside `run`
            scheduling_strategy="SPREAD",
        )(ShardProcess)
        self._actors = {errand.shard: make.remote(errand) for errand in errands}
        self._stops = 0
        """How often `stop` was called, and was told to the shards."""
        self._told = 0

    def run(self, tell: Callable[[Shard, Outcome], None]) -> list[Outcome]:
        """The outcomes of all shards, each told as it comes."""
        waiting = {actor.run.remote(): shard for shard, actor in self._actors.items()}
        outcomes = []
        while waiting:
            ready, _ = self._ray.wait(list(waiting), timeout=_LOOK_SECONDS)
            for reference in ready:
                shard = waiting.pop(reference)
                outcome = self._outcome(reference)
                outcomes.append(outcome)
                tell(shard, outcome)
                self._ray.kill(self._actors.pop(shard))  # its processors are the next one's
            if self._told < self._stops:
                self._told += 1
                for actor in self._actors.values():
                    actor.stop.remote()
        return outcomes

    def stop(self) -> None:
        """Let all shards end, as `ShardProcess.stop` does. May be called by a signal's handler."""
        self._stops += 1

    def _outcome(self, reference: Any) -> Outcome:
        try:
            found: Outcome = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            return Outcome(status=FAILURE, line=f"the cluster gave it up: {first_words(error)}")
        return found


def worst(statuses: Iterable[int]) -> int:
    """The weightiest of *statuses*: 5, then 4, 1, 2, 3, 0; one that is none of them counts as 1."""
    known = (status if status in _WEIGHT else FAILURE for status in statuses)
    return max(known, key=_WEIGHT.index, default=0)
