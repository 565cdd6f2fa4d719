"""The reasons of removal on a page: their colours and their switches."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from exports.record import REASONS
from scraper.sheets.markup import tag

OTHER = "other"
"""What a reason is shown as that this version does not know."""
_GOLDEN = 137.508
"""Degrees between two hues: neighbours in the list look unlike."""


def class_of(reason: str) -> str:
    """The class of what was removed for *reason*."""
    return f"r-{reason if reason in REASONS else OTHER}"


def reason_styles() -> str:
    """The colours of every reason, in light and dark, and what its switch hides."""
    rows = []
    for number, reason in enumerate((*REASONS, OTHER)):
        hue = round(number * _GOLDEN) % 360
        name = f"r-{reason}"
        rows.append(f".{name}{{--tint:hsl({hue} 70% 94%);--tone:hsl({hue} 80% 22%)}}")
        rows.append(
            "@media (prefers-color-scheme:dark)"
            f"{{.{name}{{--tint:hsl({hue} 30% 15%);--tone:hsl({hue} 75% 80%)}}}}"
        )
        rows.append(f"body:has(#show-{reason}:not(:checked)) .cut.{name}{{display:none}}")
    return "\n".join(rows) + "\n"


def reason_switches(counts: Mapping[str, int]) -> etree._Element | None:
    """A switch for each reason in *counts*, the most frequent first; they work without a script."""
    known: dict[str, int] = {}
    for reason, number in counts.items():
        name = class_of(reason).removeprefix("r-")
        known[name] = known.get(name, 0) + number
    if not known:
        return None
    rows = sorted(known.items(), key=lambda item: (-item[1], item[0]))
    return tag("fieldset", tag("legend", "Removed blocks shown:"), map(_switch, rows), class_="reasons")


def _switch(row: tuple[str, int]) -> etree._Element:
    reason, number = row
    return tag(
        "label",
        tag("input", type="checkbox", id=f"show-{reason}", checked=True, autocomplete="off"),
        f"{reason} {number:,}",
        class_=f"reason {class_of(reason)}",
    )
