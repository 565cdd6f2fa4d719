"""What a replay came to, in lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from exports.outcomes import SiteOutcomes

_FAULTS = {
    "warc_damaged": "damaged places passed over",
    "warc_torn": "files that end in the middle of a record",
    "warc_too_large": "records too large to read (a file packed as one is mended by `warcio recompress`)",
    "warc_bad_record": "records that are none",
    "warc_bad_address": "records of no http(s) address",
}


def summary_lines(
    sites: Mapping[str, SiteOutcomes],
    *,
    unread: Mapping[str, int],
    sources: int,
    files: int,
    manifest: str,
    finished: bool,
) -> list[str]:
    """The sums of all *sites* with their reasons, and what could not be read."""
    answers = sum(site.requested for site in sites.values())
    filed = sum(site.filed for site in sites.values())
    unchanged = sum(site.unchanged for site in sites.values())
    lines = [
        f"{_counted(answers, 'answer')} of {_counted(len(sites), 'site')} in {_counted(files, 'file')}: "
        f"{filed:,} filed, {unchanged:,} unchanged"
    ]
    for name in ("skipped", "failed"):
        reasons: Counter[str] = Counter()
        for site in sites.values():
            reasons.update(getattr(site, name))
        if reasons:
            listed = ", ".join(f"{reason} {number:,}" for reason, number in reasons.most_common())
            lines.append(f"  {name}: {listed}")
    if sources:
        lines.append(f"  not read, since they lead to articles and are none: {sources:,}")
    lines += [f"  {number:,} {_FAULTS[name]}" for name, number in unread.items() if name in _FAULTS]
    lines.append(f"Manifest: {manifest}" if finished else "Interrupted: the same command goes on from here.")
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
