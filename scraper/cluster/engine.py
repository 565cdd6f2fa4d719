"""A Ray cluster, this machine's own or the one at `RAY_ADDRESS`, for as long as a command needs it.

Ray is imported only here, and only when a command is told to use it.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

RETRIES = 20
"""Times that the engine begins the same work anew after a worker or a node died."""
_OBJECT_BYTES = 512 * 1024 * 1024
"""For pages under way on a cluster of our own; a replay has far fewer under way."""

_ANSWER_SECONDS = 10.0


class ClusterError(Exception):
    """The cluster can't be had, or gave up: one line."""


def missing_engine() -> str | None:
    """What to say where Ray is not installed; None: it is."""
    if importlib.util.find_spec("ray") is None:
        return "--ray needs Ray, which is not installed: pip install 'copydesk[ray]'"
    return None


@contextmanager
def joined(*, tell: bool) -> Iterator[Any]:
    """The module `ray`, connected to the cluster at `RAY_ADDRESS`, or to one of this machine's that ends
    with the block. *tell*: whether what its processes write appears on our own standard error.

    SIGTERM is Ray's from here on: whoever wants it takes it inside the block. ClusterError: no cluster.
    """
    # A crawler calls nobody whom it was not told to call; and no line of a shard is any other's.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_DEDUP_LOGS", "0")
    os.environ.setdefault("RAY_COLOR_PREFIX", str(int(sys.stderr.isatty())))
    address = os.environ.get("RAY_ADDRESS") or "local"
    own: dict[str, Any] = {}
    if address == "local":
        own = {"object_store_memory": _OBJECT_BYTES, "include_dashboard": False}
        # Whatever the name says: Ray listens on loopback alone, as it does on Windows and macOS.
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    else:
        _check_answers(address)
    import ray

    try:
        ray.init(address=address, log_to_driver=tell, logging_level=logging.ERROR, **own)
    except (OSError, RuntimeError, ValueError) as error:
        raise ClusterError(f"no Ray cluster at {address}: {first_words(error)}") from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _check_answers(address: str) -> None:
    """Raise ClusterError where nobody listens at *address*: Ray itself would try for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not port.isdecimal():
        return  # `auto` and the like
    try:
        socket.create_connection((host.strip("[]"), int(port)), _ANSWER_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise ClusterError(f"no Ray cluster at RAY_ADDRESS={address}: {error}") from None


def processors(ray: Any) -> int:
    """The processors of the cluster that *ray* is connected to, at least 1: nodes may be on their way."""
    return max(int(ray.cluster_resources().get("CPU", 0)), 1)


def room_for(ray: Any, workers: int) -> int:
    """The processors to ask for where *workers* processes are to run on one node: no more than the largest
    node has, or the engine would wait for ever."""
    largest = max((int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]), default=0)
    return min(workers, largest) or workers


def first_words(error: BaseException) -> str:
    """The kind of *error* and the first sentence of what it says: Ray's own go on for pages."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0].partition('. ')[0]}" if lines else type(error).__name__
