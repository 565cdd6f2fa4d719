"""What is dear to make and always the same: kept beside the compiled modules, as Python keeps its own."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
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


def made_once(place: Path | None, sources: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What *make* makes, of nothing but dicts, lists, tuples, sets, strings, numbers, None and code.

    It is kept at *place* (None: nowhere) as long as *sources*, all that it depends on, are the same, and made
    anew where what was kept is damaged. What can't be kept is no error.
    """
    if place is None:
        return make()
    digest = sha256()
    for source in sources:
        digest.update(sha256(source).digest())
    stamp = digest.digest()
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = place.read_bytes()
        if data.startswith(stamp):
            return marshal.loads(data[len(stamp) :])  # noqa: S302 (written by us, as modules are)
    made = make()
    with suppress(OSError, ValueError):  # ValueError: a TOML date, which can't be kept
        keep(place, [stamp, marshal.dumps(made)])
    return made
