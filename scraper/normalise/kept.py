"""What is dear to make and always the same: kept beside the compiled modules, as Python keeps its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def kept_at(file: Any, kind: str = "table") -> Path | None:
    """Where what is made of *file*, one of our own, is kept; None: it is in an archive, or this Python keeps
    nothing. In `__pycache__`, or where `PYTHONPYCACHEPREFIX` says; *kind* ends the name."""
    if not isinstance(file, Path):
        return None
    try:
        return Path(cache_from_source(f"{file}.py")).with_suffix(f".{kind}")
    except NotImplementedError:
        return None


def keep(place: Path, pieces: Iterable[Any]) -> None:
    """Write *pieces* of bytes to *place*, all or nothing. OSError: it can't be written.

    As for modules, nothing is written where that is not wanted (`PYTHONDONTWRITEBYTECODE`).
    """
    if sys.dont_write_bytecode:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(place)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
