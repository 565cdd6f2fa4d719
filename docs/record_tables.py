"""The tables of record.md, from the record's JSON Schema: `python docs/record_tables.py` writes them anew."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
SCHEMA = DOCS.parent / "exports" / "article.schema.json"
PAGE = DOCS / "record.md"
BEGIN, END = "<!-- tables: docs/record_tables.py -->\n", "<!-- end of the tables -->\n"


def tables(schema: Mapping[str, Any]) -> str:
    """A table of the record's keys, then one for each of its parts, in Markdown."""
    lines = [*_table(schema)]
    for name, part in schema["$defs"].items():
        lines += ["", f"### {name}", "", part["description"], "", *_table(part)]
    return "\n".join(lines) + "\n"


def with_tables(page: str, made: str) -> str:
    """*page* with what stands between its two marks replaced by *made*."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{made}\n{END}{rest.split(END)[1]}"


def _table(part: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| key | type | what it is |", "| --- | --- | --- |")
    for name, rule in part["properties"].items():
        yield f"| `{name}` | {_type(rule)} | {_meaning(rule)} |"


def _type(rule: Mapping[str, Any]) -> str:
    if "$ref" in rule:
        name = rule["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in rule:
        return " or ".join(_type(one) for one in rule["anyOf"])
    if rule.get("type") == "array":
        return f"list of {_type(rule['items'])}"
    kinds = rule.get("type", "string")
    return kinds if isinstance(kinds, str) else " or ".join(kinds)


def _meaning(rule: Mapping[str, Any]) -> str:
    """The description, with the values of a closed list in place of the list's name."""
    said: str = " ".join(rule.get("description", "The source of this field.").split())
    if said.startswith("One of `REASONS`"):
        return "One of the [reasons](reasons.md)."
    if "`FLAGS`" in said:
        return "Of the [closed list of flags](#flags), sorted."
    values = ", ".join(f"`{value}`" for value in rule.get("enum", ()) if value is not None)
    return re.sub(r"One of `[A-Z_]+`", f"One of {values}", said).replace("|", "\\|")


if __name__ == "__main__":
    written = with_tables(PAGE.read_text(encoding="utf-8"), tables(json.loads(SCHEMA.read_text("utf-8"))))
    PAGE.write_text(written, encoding="utf-8")
    sys.stdout.write(f"{PAGE} has the tables of {SCHEMA.name}\n")
