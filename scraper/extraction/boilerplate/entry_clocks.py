"""The times that stand over the entries of a live blog, alone in their lines."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.entries import find_entries
from scraper.extraction.region import Region

ENTRY_CLOCK = "entry_clocks/time"


def find_entry_clocks(region: Region) -> Iterator[Finding]:
    """Lines that are nothing but the time of an entry, three or more, the latest first or called live.

    Times that run on from morning to night are a programme's or a chronicle's, which without them says less.
    """
    entries = find_entries(region)
    if entries.live:
        for position in sorted(entries.clocks):
            yield Finding(position, "dateline_meta", ENTRY_CLOCK)
