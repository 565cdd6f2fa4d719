"""Records read back from what was delivered."""

from __future__ import annotations

import glob
import gzip
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from exports.layout import RUNS, find_parts
from exports.record import SCHEMA, Record

_LONGEST_LINE = 64 * 1024 * 1024
_GZIP = b"\x1f\x8b"


class ReadError(Exception):
    """What was asked for is not there or is damaged: one line that names file and line."""


def read_records(path: str | os.PathLike[str]) -> Iterator[Record]:
    """The records in *path*: a file, an export folder or a glob pattern; plain or gzipped, one at a time.

    Of a folder the delivered parts are read, in the order of their paths; an edited article comes in
    each of its versions. ReadError: nothing is there (at once), or a line is damaged (when it is met).
    """
    return _records_of(find_files(path))


def find_files(path: str | os.PathLike[str]) -> list[Path]:
    """The files that *path* (file, export folder or glob pattern) stands for. ReadError: nothing is there."""
    text = os.fspath(path)
    place = Path(text)
    if place.is_dir():
        return _parts_of(place)
    if place.exists():
        return [place]
    if not glob.has_magic(text):
        raise ReadError(f"{text}: no such file or folder")
    found = [Path(name) for name in sorted(glob.glob(text, recursive=True))]
    if not found:
        raise ReadError(f"{text}: no file matches")
    return [file for place in found for file in (_parts_below(place) if place.is_dir() else [place])]


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of *path*, plain or gzipped, numbered from 1, with their line ends.

    ReadError: the file can't be read, or ends early.
    """
    number = 0
    try:
        with _open(path) as file:
            while line := file.readline(_LONGEST_LINE):
                number += 1
                yield number, line
    except (OSError, EOFError, zlib.error) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"{path}: line {number + 1}: {what}") from error


def parse_line(line: bytes) -> Record:
    """The record that *line* holds. ValueError: it is none, with what is wrong."""
    data = parse_object(line)
    if data.get("schema") != SCHEMA:
        raise ValueError(f"schema is {data.get('schema')!r}; this version reads {SCHEMA!r}")
    try:
        return Record.from_dict(data)
    except (KeyError, TypeError, AttributeError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"no record: {what}") from error


def parse_object(line: bytes) -> dict[str, Any]:
    """The JSON object that *line* holds, whatever its keys. ValueError: it is none."""
    try:
        data = json.loads(line, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(data, dict):
        raise ValueError("no JSON object")
    return data


def _records_of(files: list[Path]) -> Iterator[Record]:
    for path in files:
        for number, line in read_lines(path):
            if line.isspace():
                continue
            try:
                yield parse_line(line)
            except ValueError as error:
                raise ReadError(f"{path}: line {number}: {error}") from error


def _parts_of(folder: Path) -> list[Path]:
    """The parts below *folder*. ReadError: it is no export folder nor a part of one."""
    parts = _parts_below(folder)
    if not parts and not (folder / RUNS).is_dir():
        raise ReadError(f"{folder}: no export folder (neither site=*/date=*/part-*.jsonl nor {RUNS}/ in it)")
    return parts


def _parts_below(folder: Path) -> list[Path]:
    """The parts of an export folder, or of one of its `site=` or `date=` folders."""
    if folder.name.startswith("date="):
        return [path for path in find_parts(folder.parent.parent) if path.parent == folder]
    if folder.name.startswith("site="):
        return [path for path in find_parts(folder.parent) if path.parent.parent == folder]
    return list(find_parts(folder))


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        zipped = file.read(2) == _GZIP
    return cast("BinaryIO", gzip.open(path, "rb")) if zipped else path.open("rb")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
