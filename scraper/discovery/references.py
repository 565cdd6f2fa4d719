"""Numeric references of XML, `&#8212;` and `&#x2014;`: what they stand for, as far as XML can hold it."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_SPACES = (0x9, 0xA, 0xD)
_GAPS = range(0xD800, 0xE000), range(0xFFFE, 0x10000)
"""What XML 1.0 (2.2) cannot hold, above the controls."""


def sound_reference(reference: str, lost: str) -> str:
    """*reference*; *lost* where it stands for a letter that XML cannot hold, and nothing where for a control.

    libxml2 lets those pass, and neither Python nor libxml2 itself takes them then.
    """
    found = _NUMBER.fullmatch(reference)
    if found is None:
        return lost
    code = int(found[1], 16) if found[1] else int(found[2])
    if code < 0x20 and code not in _SPACES:
        return ""
    return lost if code > 0x10FFFF or any(code in gap for gap in _GAPS) else reference
