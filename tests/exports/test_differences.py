"""What changed between two versions, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exports.differences import find_differences
from exports.record import Author, Correction, Record

FIRST = "The ferry sails at nine in the morning."
SECOND = "Tickets are sold on the quay by the old crane."
THIRD = "Nobody was hurt, and the harbour was open again by noon."


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ({}, {}, []),
        (
            {"headline": "Ferry runs"},
            {"headline": "Ferry runs again"},
            ["headline: “Ferry runs” became “Ferry runs again”"],
        ),
        ({"section": None}, {"section": "City"}, ["section: nothing became “City”"]),
        (
            {"authors": (Author(name="Ann Lee", kind="person", role=None, url=None),)},
            {"authors": (Author(name="Bo Marsh", kind="person", role=None, url=None),)},
            ["author gone: “Ann Lee”", "author added: “Bo Marsh”"],
        ),
        (
            {},
            {"corrections": (Correction(kind="correction", text="It sails at ten."),)},
            ["correction added: “It sails at ten.”"],
        ),
        (
            {"text": FIRST},
            {"text": FIRST.replace("nine", "ten")},
            ["block 1: “sails at nine in the” became “sails at ten in the”"],
        ),
        (
            {"text": FIRST},
            {"text": f"{FIRST}\n\n{SECOND}"},
            [f"block 2 added: “{SECOND}”"],
        ),
        (
            {"text": f"{FIRST}\n\n{SECOND}\n\n{THIRD}"},
            {"text": f"{FIRST}\n\n{THIRD}"},
            [f"block 2 gone: “{SECOND}”"],
        ),
        (
            {"text": f"{FIRST}\n\n{SECOND}"},
            {"text": f"{FIRST}\n\n{THIRD}"},
            [f"block 2 gone: “{SECOND}”", f"block 2 added: “{THIRD}”"],
        ),
        (
            {"text": FIRST},
            {"text": f"Again {FIRST}"},
            ["block 1: “The ferry” became “Again The ferry”"],
        ),
    ],
)
def test_differences(
    old: dict[str, Any], new: dict[str, Any], lines: list[str], make_record: Callable[..., Record]
) -> None:
    assert find_differences(make_record(**old), make_record(**new)) == lines


def test_long_texts_are_cut(make_record: Callable[..., Record]) -> None:
    (line,) = find_differences(
        make_record(text=FIRST), make_record(text=f"{FIRST}\n\n{'long ' * 100}".strip())
    )
    assert line.startswith("block 2 added: “long long")
    assert len(line) < 190
    assert line.endswith("…”")
