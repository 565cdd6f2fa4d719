"""The record's JSON Schema, and what a record breaks of the contract."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from exports import record as contract
from exports.conformity import Conformity, read_conformity
from exports.joins import broken_joins
from exports.record import Record

SCHEMA_FILE = Path(__file__).with_name("article.schema.json")

_HEX = "^[0-9a-f]{%d}$"
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_INSTANT = _DAY + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
_AT_DAY = {"pattern": f"^{_DAY}$"}
_AT_INSTANT = {"pattern": f"^{_INSTANT}$"}
_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
}
# What the types do not say, by class and field.
_RULES: dict[str, dict[str, Any]] = {
    "Record.schema": {"enum": list(contract.SCHEMAS)},
    "Record.id": {"pattern": _HEX % 32},
    "Record.version": {"minimum": 1},
    "Record.change": {"enum": list(contract.CHANGES)},
    "Record.kind": {"enum": list(contract.KINDS)},
    "Record.published_at": _AT_INSTANT,
    "Record.published_on": _AT_DAY,
    "Record.modified_at": _AT_INSTANT,
    "Record.language": {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    "Record.text": {"minLength": 0},
    "Record.word_count": {"minimum": 0},
    "Record.duplicate_of": {"pattern": _HEX % 32},
    "Record.similar_to": {"pattern": _HEX % 32},
    "Record.similarity": {"minimum": 0, "maximum": 1},
    "Record.text_hash": {"pattern": _HEX % 64},
    "Record.flags": {"items": {"enum": list(contract.FLAGS)}, "uniqueItems": True},
    "Author.kind": {"enum": list(contract.AUTHOR_KINDS)},
    "BodyBlock.type": {"enum": list(contract.BLOCK_TYPES)},
    "BodyBlock.level": {"minimum": 1, "maximum": 6},
    "Link.block": {"minimum": 0},
    "Correction.kind": {"enum": list(contract.CORRECTION_KINDS)},
    "Correction.published_at": {"pattern": f"^({_INSTANT}|{_DAY})$"},
    "Correction.source": {"enum": ["page", "jsonld"]},
    "Removed.before": {"minimum": 0},
    "Removed.reason": {"enum": list(contract.REASONS)},
    "Crawl.retrieved_at": _AT_INSTANT,
    "Crawl.status": {"minimum": 100, "maximum": 599},
    "Crawl.via": {"enum": list(contract.VIAS)},
    "Warc.offset": {"minimum": 0},
}
_ADDED = {"Crawl.warc"}
"""Keys that records of an older minor number do not have."""


def make_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one record, made from the classes and closed lists of `exports.record`."""
    definitions: dict[str, Any] = {}
    root = _object_schema(Record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Copydesk article record, {contract.SCHEMA}",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def violations(record: Record | Mapping[str, Any]) -> list[str]:
    """What *record* breaks of the contract, each as `rule: what`; an empty list for a good one.

    The rule is a short word that can be counted: `schema`, or one of those in `exports.joins`.
    """
    data = record.to_dict() if isinstance(record, Record) else record
    if not _conformity().fits([data]):
        validate, error = _validator()
        try:
            validate(data)
        except error as broken:
            return [f"schema: {broken}"]
    return broken_joins(data)


def main() -> None:
    """Writes `article.schema.json` anew."""
    SCHEMA_FILE.write_text(to_text(make_schema()), encoding="utf-8")


def to_text(schema: Mapping[str, Any]) -> str:
    """*schema* as it stands in the file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@cache
def _validator() -> tuple[Callable[[Any], Any], type[Exception]]:
    import fastjsonschema  # here: it is needed only to say what is wrong

    return fastjsonschema.compile(_schema()), fastjsonschema.JsonSchemaException


@cache
def _conformity() -> Conformity:
    return read_conformity(_schema())


def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))  # made once: see `main`
    return schema


def _object_schema(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints, words = typing.get_type_hints(kind), _field_docstrings(kind)
    properties = {}
    for field in dataclasses.fields(kind):
        schema = _type_schema(hints[field.name], _RULES.get(f"{kind.__name__}.{field.name}", {}), definitions)
        words_of_field = words.get(field.name)
        properties[field.name] = {"description": words_of_field, **schema} if words_of_field else schema
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if f"{kind.__name__}.{name}" not in _ADDED],
        "additionalProperties": False,
    }


def _type_schema(hint: Any, rules: Mapping[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(hint, types.UnionType):
        (inner,) = (arm for arm in typing.get_args(hint) if arm is not type(None))
        return _or_null(_type_schema(inner, rules, definitions))
    if typing.get_origin(hint) is tuple:
        items = _type_schema(typing.get_args(hint)[0], {}, definitions)
        return {"type": "array", "items": items, **rules}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        definitions.setdefault(hint.__name__, _object_schema(hint, definitions))
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {**_SCALARS[hint], **rules}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    schema = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema


def _field_docstrings(kind: type) -> dict[str, str]:
    """The docstring below each field of the dataclass *kind*, on one line."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, words in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            value = words.value if isinstance(words, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found[field.target.id] = " ".join(value.value.split())
    return found


if __name__ == "__main__":
    main()
