"""A record made ready to be filed, in whatever process: held against the contract, written out, sketched."""

from __future__ import annotations

from dataclasses import dataclass

from exports.record import Record
from exports.schema import violations
from exports.slips import Slip, to_slip
from pipelines.sketches import to_sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is filed of a record."""

    line: bytes
    """As it stands in a journal, without its end."""
    slip: Slip
    """What it is settled by; its place in the journal is not known yet."""
    broken: tuple[str, ...]
    """What it breaks of the contract; empty: nothing."""


def to_filing(record: Record) -> Filing:
    """*record*, ready."""
    line = record.to_json().encode()
    return Filing(
        line=line,
        slip=to_slip(record, sketch=to_sketch(record), line=line),
        broken=tuple(violations(record)),
    )
