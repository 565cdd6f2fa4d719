"""Which code and which rules made a record."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from exports.record import Software
from exports.version import __version__

_COUNTED = (".py", ".toml", ".json")


@cache
def read_software() -> Software:
    """Versions of Copydesk and trafilatura, and a short hash of the extraction's code and data files."""
    return Software(copydesk=__version__, trafilatura=metadata.version("trafilatura"), rules=_hash_rules())


def _hash_rules() -> str:
    """12 hex digits over names and contents of all files of this package, in the order of their names."""
    digest = hashlib.sha256()
    folders: list[tuple[str, Traversable]] = [("", resources.files(__package__))]
    while folders:
        path, folder = folders.pop()
        for entry in sorted(folder.iterdir(), key=lambda each: each.name):
            name = f"{path}/{entry.name}"
            if entry.is_dir() and entry.name != "__pycache__":
                folders.append((name, entry))
            elif entry.name.endswith(_COUNTED):
                # Line ends differ by how the package was unpacked; the rules do not.
                digest.update(name.encode() + b"\0" + entry.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
