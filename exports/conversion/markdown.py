"""The blocks of an article as CommonMark in which nothing that was printed means anything but itself."""

from __future__ import annotations

import re

from exports.record import BodyBlock

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|$])")
# What begins a heading, list, quotation, rule or table only at the beginning of a line.
_AT_START = re.compile(r"^(\s*)(?:([#+=:-])|(\d{1,9})([.)]))")
_FENCE = re.compile(r"`{3,}")


def block_markdown(block: BodyBlock) -> str:
    """*block* as one block of CommonMark."""
    if block.type == "preformatted":
        fence = "`" * max([3, *(len(run) + 1 for run in _FENCE.findall(block.text))])
        return f"{fence}\n{block.text}\n{fence}"
    text = escape_markdown(block.text)
    if block.type == "heading":
        return f"{'#' * (block.level or 2)} {text}"
    if block.type == "quote":
        return "> " + text.replace("\n", "\n> ")
    if block.type == "list_item":
        return "- " + text.replace("\n", "\n  ")
    return text


def escape_markdown(text: str) -> str:
    """*text*, printed by CommonMark as it is; a line break is a hard one."""
    return "\\\n".join(_escape_line(line) for line in text.split("\n"))


def _escape_line(line: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", line.strip())
    escaped = re.sub(r"(?i)\b(https?|ftp|mailto|www)([:.])", r"\1\\\2", escaped)
    return _AT_START.sub(lambda found: _escaped_start(found), escaped)


def _escaped_start(found: re.Match[str]) -> str:
    space, sign, number, dot = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{dot}"
