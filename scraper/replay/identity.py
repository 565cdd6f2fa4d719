"""The name of a replay: the same for the same files, code and settings, another one for others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from scraper.archive.reading import Source
from scraper.extraction.software import read_software

_LOOKED_AT = 64 * 1024


def replay_id(sources: Sequence[Source], settings: Any) -> str:
    """`replay-` and 16 hex digits, of the names, sizes, beginnings and ends of *sources*, of what reads
    them, and of *settings* (JSON types), which change what comes out. OSError: a file can't be read."""
    digest = hashlib.sha256()
    software = read_software()
    words = [software.copydesk, software.trafilatura, software.rules, settings]
    digest.update(json.dumps(words, sort_keys=True).encode())
    for source in sources:
        with source.path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            digest.update(f"\n{source.name} {size} ".encode("utf-8", "replace"))
            digest.update(file.read(_LOOKED_AT))
            file.seek(max(size - _LOOKED_AT, 0))
            digest.update(file.read(_LOOKED_AT))
    return f"replay-{digest.hexdigest()[:16]}"
