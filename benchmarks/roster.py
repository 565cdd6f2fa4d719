"""Which extractors there are to measure, and which of them are installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.prediction import Prediction

Predict: TypeAlias = Callable[[str, bytes], Prediction]
"""(URL, page as served) to what an extractor answers."""
OWN = "copydesk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One extractor in one setting."""

    name: str
    adapter: str
    """Dotted name of the module with its `predict`."""
    module: str
    """What must be importable for it."""
    package: str
    """What to install for that."""
    fields: bool = True
    """Whether it gives more than text."""


PEERS = (
    Peer(name=OWN, adapter="benchmarks.peers.copydesk", module="scraper", package="copydesk"),
    Peer(
        name="trafilatura",
        adapter="benchmarks.peers.trafilatura_default",
        module="trafilatura",
        package="trafilatura",
        fields=False,
    ),
    Peer(
        name="trafilatura_precision",
        adapter="benchmarks.peers.trafilatura_precision",
        module="trafilatura",
        package="trafilatura",
        fields=False,
    ),
    Peer(
        name="trafilatura_metadata",
        adapter="benchmarks.peers.trafilatura_metadata",
        module="trafilatura",
        package="trafilatura",
    ),
    Peer(name="newspaper4k", adapter="benchmarks.peers.newspaper", module="newspaper", package="newspaper4k"),
    Peer(
        name="news_please", adapter="benchmarks.peers.news_please", module="newsplease", package="news-please"
    ),
    Peer(
        name="readability_lxml",
        adapter="benchmarks.peers.readability",
        module="readability",
        package="readability-lxml",
    ),
)


def list_installed(peers: Sequence[Peer] = PEERS) -> list[Peer]:
    """Those of *peers* that can be run here."""
    return [peer for peer in peers if importlib.util.find_spec(peer.module) is not None]


def say_missing(peers: Sequence[Peer] = PEERS) -> str | None:
    """One line that names those of *peers* that are not installed and says how to get them, or None."""
    installed = list_installed(peers)
    missing = list(dict.fromkeys(peer.package for peer in peers if peer not in installed))
    if not missing:
        return None
    return f"not installed, so not measured: {', '.join(missing)} (make quality-peers installs them)"


def load_peer(peer: Peer) -> Predict:
    """The `predict` of *peer*. Raises `ImportError` if it is not installed."""
    adapter = importlib.import_module(peer.adapter)
    predict: Predict = adapter.predict
    return predict
