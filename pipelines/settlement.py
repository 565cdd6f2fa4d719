"""What a batch of records says once it is complete, whatever the order in which its pages came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from exports.ledger import Ledger
from exports.record import Record
from pipelines.duplicates import link_records
from pipelines.versions import DUPLICATE, to_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A settled batch."""

    kept: tuple[Record, ...]
    """By id; one of each."""
    dropped: tuple[tuple[Record, str], ...]
    """The others, each with its reason: `duplicate` or `unchanged`."""


def settle(records: Iterable[Record], ledger: Ledger | None) -> Settled:
    """*records* with one of each id, its version and links given by the *ledger* and the batch alone."""
    kept, dropped = [], []
    ordered = sorted(records, key=lambda record: (record.id, *_preference(record)))
    for article, copies in groupby(ordered, key=lambda record: record.id):
        first, *others = copies
        dropped += [(copy, DUPLICATE) for copy in others]
        found = to_version(first, ledger.standing(article) if ledger else None)
        if isinstance(found, str):
            dropped.append((first, found))
        else:
            kept.append(found)
    return Settled(kept=tuple(link_records(kept, ledger)), dropped=tuple(dropped))


def _preference(record: Record) -> tuple[bool, bool, int, str, str]:
    """Smaller is better: the canonical address, one without a redirect, the longer text, the smaller address;
    then any difference."""
    redirected = record.requested_url != record.url
    other = record.url != record.canonical_url
    return other, redirected, -len(record.text), record.requested_url, record.to_json()
