"""Our own TOML files, read as quickly as Python reads our modules."""

from __future__ import annotations

import tomllib
from importlib.resources.abc import Traversable
from typing import Any

from scraper.normalise.kept import kept_at, made_once


def load_table(file: Traversable) -> dict[str, Any]:
    """What *file*, a TOML file of ours, holds. OSError, tomllib.TOMLDecodeError: it is missing or wrong.

    Beside the compiled modules (`__pycache__`) it is kept in a form that is read in a fiftieth of the time,
    as long as the file is the same. As for modules, nothing is kept where nothing can or may be written
    (`PYTHONDONTWRITEBYTECODE`), and `PYTHONPYCACHEPREFIX` names another place.
    """
    source = file.read_bytes()
    table: dict[str, Any] = made_once(kept_at(file), [source], lambda: tomllib.loads(source.decode("utf-8")))
    return table
