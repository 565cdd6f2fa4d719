"""What a batch of records says once it is complete, whatever the order in which its pages came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Generic

from exports.ledger import Ledger
from exports.slips import Copy, Slip, to_slip
from pipelines.duplicates import link_records
from pipelines.versions import DUPLICATE, to_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Generic[Copy]):
    """A settled batch."""

    kept: tuple[Copy, ...]
    """By id; one of each."""
    dropped: tuple[tuple[Copy, str], ...]
    """The others, each with its reason: `duplicate` or `unchanged`."""


def settle(records: Iterable[Copy], ledger: Ledger | None) -> Settled[Copy]:
    """*records* with one of each id, its version and links given by the *ledger* and the batch alone."""
    kept: list[Copy] = []
    dropped: list[tuple[Copy, str]] = []
    ordered = sorted(records, key=lambda record: (record.id, *_preference(_slip(record))))
    for article, copies in groupby(ordered, key=lambda record: record.id):
        ranked: list[Copy] = list(copies)
        first = ranked[0]
        dropped.extend((copy, DUPLICATE) for copy in ranked[1:])
        found = to_version(first, ledger.standing(article) if ledger else None)
        if isinstance(found, str):
            dropped.append((first, found))
        else:
            kept.append(found)
    return Settled(kept=tuple(link_records(kept, ledger)), dropped=tuple(dropped))


def _slip(record: Copy) -> Slip:
    return record if isinstance(record, Slip) else to_slip(record, line=record.to_json().encode())


def _preference(slip: Slip) -> tuple[bool, bool, int, str, bytes]:
    """Smaller is better: the canonical address, one without a redirect, the longer text, the smaller address;
    then any difference."""
    redirected = slip.requested_url != slip.url
    other = slip.url != slip.canonical_url
    return other, redirected, -slip.letters, slip.requested_url, slip.digest
