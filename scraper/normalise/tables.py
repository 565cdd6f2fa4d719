"""Our own TOML files, read as quickly as Python reads our modules."""

from __future__ import annotations

import marshal
import os
import sys
import tomllib
from contextlib import suppress
from hashlib import sha256
from importlib.resources.abc import Traversable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def load_table(file: Traversable) -> dict[str, Any]:
    """What *file*, a TOML file of ours, holds. OSError, tomllib.TOMLDecodeError: it is missing or wrong.

    Beside the compiled modules (`__pycache__`) it is kept in a form that is read in a fiftieth of the time,
    as long as the file is the same. As for modules, nothing is kept where nothing can or may be written
    (`PYTHONDONTWRITEBYTECODE`), and `PYTHONPYCACHEPREFIX` names another place.
    """
    source = file.read_bytes()
    kept = _kept_at(file)
    if kept is None:
        return tomllib.loads(source.decode("utf-8"))
    digest = sha256(source).digest()
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = kept.read_bytes()
        if data.startswith(digest):
            table: dict[str, Any] = marshal.loads(data[len(digest) :])  # noqa: S302 (written by us, as modules are)
            return table
    table = tomllib.loads(source.decode("utf-8"))
    with suppress(OSError, ValueError):  # ValueError: a TOML date, which can't be kept
        _keep(kept, digest + marshal.dumps(table))
    return table


def _kept_at(file: Traversable) -> Path | None:
    """Where *file* is kept; None: it is in an archive, or this Python keeps nothing."""
    if not isinstance(file, Path):
        return None
    try:
        return Path(cache_from_source(f"{file}.py")).with_suffix(".table")
    except NotImplementedError:
        return None


def _keep(place: Path, data: bytes) -> None:
    if sys.dont_write_bytecode:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(place)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
