"""What an audit shows of one article, beside the record itself."""

from __future__ import annotations

from dataclasses import dataclass

from exports.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One article as filed, and what speaks against it."""

    record: Record
    """In its newest version."""
    versions: tuple[Record, ...] = ()
    """All that are delivered, the oldest first; none where they are not known."""
    gone: tuple[tuple[str, str, str], ...] = ()
    """(address, reason, instant) of its pages that are not there any more."""
    doubts: tuple[str, ...] = ()
    """Sentences on what is suspicious about it, the weightiest first."""
    by_chance: bool = False
    """Whether it was drawn by lot, and not for its doubts."""
