"""The one shape of a rule, and of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scraper.extraction.region import Region


@dataclass(frozen=True, slots=True)
class Finding:
    """One block that a rule would remove."""

    position: int
    """Index into `Region.blocks`."""
    reason: str
    """One of `exports.record.REASONS`."""
    rule: str
    """`file/what`: the rule's name in the record."""


Rule = Callable[[Region], Iterable[Finding]]
