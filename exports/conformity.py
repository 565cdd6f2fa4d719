"""A quick yes: whether data surely keep a JSON Schema, asked of whole columns of values at once.

A schema's validator asks each value of each row one question after the other. Nearly all records are good,
and of those a set of a column's types and a set of its values tell as much in a tenth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
_KNOWN = frozenset(
    [
        *("$schema", "$defs", "$ref", "title", "description"),
        *("type", "properties", "required", "additionalProperties", "items", "anyOf", "enum"),
        *("pattern", "minLength", "minimum", "maximum", "uniqueItems"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformity:
    """What all values in one place of the data have to be like."""

    types: frozenset[type]
    """Exactly these, none that is derived from them."""
    enum: frozenset[Any] | None = None
    pattern: Callable[[str], object] | None = None
    """What matches the whole of a good string."""
    filled: bool = False
    """Whether strings have to have a character."""
    least: float | None = None
    most: float | None = None
    unique: bool = False
    """Whether no list may have an item twice."""
    items: Conformity | None = None
    fields: Mapping[str, Conformity] | None = None

    def fits(self, values: Collection[Any]) -> bool:
        """Whether all *values* surely keep the schema; False: one breaks it, or is of an unusual form."""
        if not values:
            return True
        if not self.types.issuperset(map(type, values)):
            return False
        if self.enum is not None and not self.enum.issuperset(values):
            return False
        if self.filled and "" in values:
            return False
        return self._is_within(values) and self._fits_below(values)

    def _is_within(self, values: Collection[Any]) -> bool:
        if self.pattern is None and self.least is None and self.most is None:
            return True
        known = [value for value in values if value is not None]
        if self.pattern and not all(map(self.pattern, known)):
            return False
        least, most = self.least, self.most
        return all(
            (least is None or least <= value) and (most is None or value <= most)
            for value in (known if least is not None or most is not None else ())
        )

    def _fits_below(self, values: Iterable[Any]) -> bool:
        if self.items is not None:
            if self.unique and any(len(set(value)) < len(value) for value in values):
                return False
            return self.items.fits([*chain.from_iterable(values)])
        if self.fields is None:
            return True
        rows = [row for row in values if row is not None]
        names = self.fields.keys()
        return all(row.keys() == names for row in rows) and all(
            field.fits([row[name] for row in rows]) for name, field in self.fields.items()
        )


def read_conformity(schema: Mapping[str, Any]) -> Conformity:
    """What *schema* asks for. ValueError: it has a keyword, or a form, that is not known here."""
    return _read(schema, schema.get("$defs", {}))


def _read(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Conformity:
    if unknown := sorted(schema.keys() - _KNOWN):
        raise ValueError(f"unknown in a schema: {', '.join(unknown)}")
    if "$ref" in schema:
        return _read(parts[schema["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in schema:
        part, null = schema["anyOf"]
        found = _read(part, parts)
        if null != {"type": "null"} or found.fields is None:
            raise ValueError("anyOf is for an object or null")
        return Conformity(types=found.types | {type(None)}, fields=found.fields)
    fields = {name: _read(field, parts) for name, field in schema.get("properties", {}).items()}
    return Conformity(
        types=_types(schema),
        enum=frozenset(schema["enum"]) if "enum" in schema else None,
        pattern=_matcher(schema["pattern"]) if "pattern" in schema else None,
        filled=_is_one(schema.get("minLength", 0)),
        least=schema.get("minimum"),
        most=schema.get("maximum"),
        unique=schema.get("uniqueItems", False),
        items=_read(schema["items"], parts) if "items" in schema else None,
        fields=fields or None,
    )


def _types(schema: Mapping[str, Any]) -> frozenset[type]:
    if "type" not in schema:
        return frozenset(map(type, schema["enum"]))
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return frozenset(chain.from_iterable(_TYPES[kind] for kind in kinds))


def _is_one(length: int) -> bool:
    if length > 1:
        raise ValueError(f"minLength {length}: use 0 or 1")
    return length == 1


def _matcher(pattern: str) -> Callable[[str], object]:
    if not (pattern.startswith("^") and pattern.endswith("$")):
        raise ValueError(f"pattern {pattern}: use one of whole strings")
    return re.compile(pattern[1:-1]).fullmatch
