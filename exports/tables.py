"""Column types of the record for pandas, polars and DuckDB: a file reads the same whatever is in it.

Left to guess, these readers type a column by what they meet: all null becomes a type of its own, and a file
of one record differs from one of thousands. Each function names the types once for all.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import TYPE_CHECKING, Any

from exports.record import Record

if TYPE_CHECKING:
    import polars
    import pyarrow

_INSTANTS = {("Record", "published_at"), ("Record", "modified_at"), ("Crawl", "retrieved_at")}

_DUCKDB = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
_PANDAS = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}


def duckdb_columns() -> dict[str, str]:
    """Column name -> SQL type, for
    `duckdb.read_json(path, format="newline_delimited", columns=duckdb_columns())`.
    """
    return {name: _duckdb_type(kind) for name, kind in _columns(Record)}


def polars_schema() -> polars.Schema:
    """The schema for `polars.scan_ndjson(path, schema=polars_schema())`. ImportError: there is no polars."""
    import polars

    return polars.Schema({name: _polars_type(kind) for name, kind in _columns(Record)})


def pandas_dtypes() -> dict[str, str]:
    """Column name -> dtype: `pandas.read_json(path, lines=True, dtype=False).astype(pandas_dtypes())`.

    Lists and objects (`authors`, `body`, `crawl` ...) stay Python lists and dicts in `object` columns.
    """
    return {name: _PANDAS.get(kind, "object") for name, kind in _columns(Record)}


def arrow_schema() -> pyarrow.Schema:
    """The schema of Parquet files: the record's types, with `published_at`, `modified_at` and
    `crawl.retrieved_at` as instants in UTC and `published_on` as a day. ImportError: there is no pyarrow.
    """
    import pyarrow

    return pyarrow.schema(_arrow_fields(Record))


def _columns(part: type) -> list[tuple[str, Any]]:
    """(name, type without None) of each field of *part*."""
    hints = typing.get_type_hints(part)
    return [(field.name, _without_none(hints[field.name])) for field in dataclasses.fields(part)]


def _without_none(kind: Any) -> Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        (kind,) = (choice for choice in typing.get_args(kind) if choice is not types.NoneType)
    return kind


def _duckdb_type(kind: Any) -> str:
    if typing.get_origin(kind) is tuple:
        return f"{_duckdb_type(typing.get_args(kind)[0])}[]"
    if dataclasses.is_dataclass(kind):
        fields = ", ".join(f'"{name}" {_duckdb_type(inner)}' for name, inner in _columns(kind))  # type: ignore[arg-type]
        return f"STRUCT({fields})"
    return _DUCKDB[kind]


def _polars_type(kind: Any) -> Any:
    import polars

    if typing.get_origin(kind) is tuple:
        return polars.List(_polars_type(typing.get_args(kind)[0]))
    if dataclasses.is_dataclass(kind):
        return polars.Struct({name: _polars_type(inner) for name, inner in _columns(kind)})  # type: ignore[arg-type]
    return {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}[kind]


def _arrow_type(kind: Any) -> Any:
    import pyarrow

    if typing.get_origin(kind) is tuple:
        # Items are never null.
        return pyarrow.list_(pyarrow.field("element", _arrow_type(typing.get_args(kind)[0]), nullable=False))
    if dataclasses.is_dataclass(kind):
        return pyarrow.struct(_arrow_fields(kind))  # type: ignore[arg-type]
    return {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}[
        kind
    ]


def _arrow_fields(part: type) -> list[Any]:
    import pyarrow

    hints = typing.get_type_hints(part)
    fields = []
    for name, kind in _columns(part):
        type_ = _arrow_type(kind)
        if (part.__name__, name) in _INSTANTS:
            type_ = pyarrow.timestamp("ms", tz="UTC")
        elif name == "published_on":
            type_ = pyarrow.date32()
        fields.append(pyarrow.field(name, type_, nullable=hints[name] != kind))
    return fields
