"""What two readings of the same pages differ in, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from exports.comparison import Change, Changes, SiteChanges
from exports.differences import find_differences
from scraper.terminal import printable, wrap

FORM = "copydesk-changes/1"
_MOST_LINES = 12
"""Of one article in print; JSON has them all."""
_MOST_SITES = 40


def change_lines(changes: Changes, *, width: int) -> Iterator[str]:
    """The report in lines of at most *width* columns: sums by site and field, then the sample."""
    yield sum_line(changes)
    moved = {
        site: sums for site, sums in changes.sites.items() if sums.changed or sums.appeared or sums.vanished
    }
    ordered = sorted(moved.items(), key=lambda item: (-_moves(item[1]), item[0]))
    for site, sums in ordered[:_MOST_SITES]:
        yield from wrap(f"{printable(site)}: {_numbers(sums)} of {sums.before:,}", width, rest="    ")
        if sums.fields:
            listed = ", ".join(f"{name} {number:,}" for name, number in _ranked(sums.fields))
            yield from wrap(listed, width, first="  ", rest="    ")
    if len(ordered) > _MOST_SITES:
        yield f"... and {len(ordered) - _MOST_SITES:,} more sites"
    for change in changes.sample:
        yield ""
        yield from _sample_lines(change, width)


def sum_line(changes: Changes) -> str:
    """The sums of all sites, without a stop."""
    total = _sum(changes)
    return f"{total.before:,} articles before, {total.after:,} after: {_numbers(total)}"


def to_json(changes: Changes) -> bytes:
    """The report as one JSON object (`copydesk-changes/1`), in UTF-8, with a line end."""
    report = {
        "form": FORM,
        "totals": _plain(_sum(changes)),
        "sites": {site: _plain(sums) for site, sums in changes.sites.items()},
        "sample": [_plain_change(change) for change in changes.sample],
    }
    return (json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode(
        "utf-8", "replace"
    )


def differences_of(change: Change) -> list[str]:
    """What changed, in words, a line each."""
    if change.before is None or change.after is None:
        return ["appeared" if change.before is None else "vanished"]
    told = find_differences(change.before, change.after)
    before, after = change.before.removed, change.after.removed
    told += [
        f"removed no longer, {cut.reason} by {cut.rule}: {_short(cut.text)}"
        for cut in before
        if cut not in after
    ]
    told += [
        f"removed now, {cut.reason} by {cut.rule}: {_short(cut.text)}" for cut in after if cut not in before
    ]
    return told or [f"differs in {', '.join(change.fields)}"]


def _sample_lines(change: Change, width: int) -> Iterator[str]:
    record = change.after or change.before
    assert record
    yield from wrap(printable(record.headline or "(no headline)"), width)
    yield printable(record.url)
    lines = differences_of(change)
    for line in lines[:_MOST_LINES]:
        yield from wrap(printable(line), width, first="- ", rest="  ")
    if len(lines) > _MOST_LINES:
        yield f"  ... and {len(lines) - _MOST_LINES} more"


def _plain_change(change: Change) -> dict[str, Any]:
    record = change.after or change.before
    assert record
    return {
        "id": record.id,
        "site": record.site,
        "url": record.url,
        "fields": list(change.fields),
        "differences": differences_of(change),
        "before": change.before.to_dict() if change.before else None,
        "after": change.after.to_dict() if change.after else None,
    }


def _plain(sums: SiteChanges) -> dict[str, Any]:
    names = ("before", "after", "changed", "appeared", "vanished")
    return {name: getattr(sums, name) for name in names} | {"fields": dict(_ranked(sums.fields))}


def _sum(changes: Changes) -> SiteChanges:
    total = SiteChanges()
    for sums in changes.sites.values():
        for name in ("before", "after", "changed", "appeared", "vanished"):
            setattr(total, name, getattr(total, name) + getattr(sums, name))
        total.fields.update(sums.fields)
    return total


def _numbers(sums: SiteChanges) -> str:
    return f"{sums.changed:,} changed, {sums.appeared:,} appeared, {sums.vanished:,} vanished"


def _moves(sums: SiteChanges) -> int:
    return sums.changed + sums.appeared + sums.vanished


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 120 else f"“{text[:120].rstrip()}…”"
