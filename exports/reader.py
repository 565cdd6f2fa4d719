"""Records read back from what was delivered."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from exports.layout import RUNS, find_day_parts, find_parts, find_site_parts
from exports.record import SCHEMAS, Record
from exports.shards import export_folders
from exports.store_path import find_matches, to_path
from exports.stores import AddressError, StoreError, is_address
from exports.unpacking import UnpackError, unpack

_LONGEST_LINE = 64 * 1024 * 1024


class ReadError(Exception):
    """What was asked for is not there or is damaged: one line that names file and line."""


def read_records(path: str | os.PathLike[str]) -> Iterator[Record]:
    """The records in *path*: a file, an export folder or a glob pattern, or the address of one in a store
    (`s3://bucket/folder`); plain, gzip or zstd; one at a time.

    Of a folder the delivered parts are read, of its shards too, in the order of their paths; an edited
    article comes in each of its versions. ReadError: nothing is there (at once), or a line is damaged (when
    it is met).
    """
    return _records_of(find_files(path))


def find_files(path: str | os.PathLike[str]) -> list[Path]:
    """The files that *path* (file, export folder, glob pattern, or address) stands for. ReadError: nothing is
    there."""
    try:
        return _find_files(os.fspath(path))
    except (AddressError, StoreError) as error:
        raise ReadError(str(error)) from error


def _find_files(text: str) -> list[Path]:
    if is_address(text) and glob.has_magic(text):
        found = find_matches(text)
    else:
        place = to_path(text)
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
    """The lines of *path*, plain, gzipped or zstd, numbered from 1, with their line ends.

    ReadError: the file can't be read, or ends early.
    """
    try:
        with path.open("rb") as file:
            yield from read_stream(file, str(path))
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error


def read_stream(stream: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    """The same of an open *stream*, which is called *name* where something is wrong with it."""
    number = 0
    try:
        lines = unpack(stream)
        while line := lines.readline(_LONGEST_LINE):
            number += 1
            yield number, line
    except (OSError, UnpackError) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"{name}: line {number + 1}: {what}") from error


def parse_line(line: bytes) -> Record:
    """The record that *line* holds. ValueError: it is none, with what is wrong."""
    data = parse_object(line)
    if "schema" not in data:
        raise ValueError("no record of Copydesk: it has no schema")
    if data["schema"] not in SCHEMAS:
        raise ValueError(f"schema is {data['schema']!r}; this version reads {', '.join(SCHEMAS)}")
    try:
        return Record.from_dict(data)
    except (KeyError, TypeError, AttributeError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"no record: {what}") from error


def parse_object(line: bytes) -> dict[str, Any]:
    """The JSON object that *line* holds, whatever its keys. ValueError: it is none."""
    try:
        data = json.loads(line, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg}, at character {error.pos + 1} of the line") from None
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
    if not parts and not any((out / RUNS).is_dir() for out in export_folders(folder)):
        raise ReadError(f"{folder}: no export folder (neither site=*/date=*/part-*.jsonl nor {RUNS}/ in it)")
    return parts


def _parts_below(folder: Path) -> list[Path]:
    """The parts of an export folder and its shards, or of one of its `site=` or `date=` folders."""
    if folder.name.startswith("date="):
        return list(find_day_parts(folder))
    if folder.name.startswith("site="):
        return list(find_site_parts(folder))
    return [path for out in export_folders(folder) for path in find_parts(out)]


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
