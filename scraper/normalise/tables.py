"""Our own TOML files, read as quickly as Python reads our modules."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
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


def made_of_tables(
    folder: Traversable, code: Sequence[tuple[str, str]], make: Callable[[Mapping[str, bytes]], Any]
) -> Any:
    """What *make* makes of the TOML files in *folder*, their bytes by their names in alphabetical order.

    It is made of what `scraper.normalise.kept.made_once` can keep, and kept as long as these files are the
    same, and the *code* that makes it of them: (package, name of the file) of each module that has a part.
    """
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    files = {entry.name: entry.read_bytes() for entry in entries if entry.name.endswith(".toml")}
    modules = [resources.files(package) / name for package, name in code]
    # Without its code nobody could tell whether what is kept is still what would be made.
    place = kept_at(folder / folder.name) if all(module.is_file() for module in modules) else None
    named = [*files, *(name for _, name in code)]
    contents = [*files.values(), *(module.read_bytes() for module in modules if place)]
    sources = ["\n".join(named).encode(), *contents]
    return made_once(place, sources, lambda: make(files))
