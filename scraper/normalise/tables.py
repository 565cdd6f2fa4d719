"""Our own TOML files, read as quickly as Python reads our modules."""

from __future__ import annotations

import marshal
import tomllib
from contextlib import suppress
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Any

from scraper.normalise.kept import keep, kept_at


def load_table(file: Traversable) -> dict[str, Any]:
    """What *file*, a TOML file of ours, holds. OSError, tomllib.TOMLDecodeError: it is missing or wrong.

    Beside the compiled modules (`__pycache__`) it is kept in a form that is read in a fiftieth of the time,
    as long as the file is the same. As for modules, nothing is kept where nothing can or may be written
    (`PYTHONDONTWRITEBYTECODE`), and `PYTHONPYCACHEPREFIX` names another place.
    """
    source = file.read_bytes()
    kept = kept_at(file)
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
        keep(kept, [digest, marshal.dumps(table)])
    return table
