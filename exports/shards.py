"""Shards: the sites of a crawl in n parts, each with a state and an export of its own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from exports.layout import LEDGER, RUNS

MOVING = ".shards.json"
"""Stands in the export folder while sites move to another number of shards."""
MOST = 9999
_NAME = re.compile(r"shard-([1-9][0-9]{0,3})-of-([1-9][0-9]{0,3})")
_WORD = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Shard:
    """One of `count` parts."""

    count: int
    number: int
    """From 1."""

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The shard that `2/4` or a folder's name, `shard-2-of-4`, means; None: no shard."""
        found = _WORD.fullmatch(text.strip()) or _NAME.fullmatch(text)
        if found is None or int(found[1]) > int(found[2]):
            return None
        return cls(number=int(found[1]), count=int(found[2]))

    @property
    def name(self) -> str:
        """The name of its folders."""
        return f"shard-{self.number}-of-{self.count}"

    def has(self, domain: str) -> bool:
        """Whether the site with this registrable domain is in it."""
        return shard_of(domain, self.count) == self.number


def shard_of(domain: str, count: int) -> int:
    """The number, from 1 to *count*, of the shard that a site is in, by its registrable domain alone: the
    first 8 bytes of the SHA-256 of that, as a big-endian number, modulo *count*, plus 1."""
    digest = hashlib.sha256(domain.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") % count + 1


def find_shards(folder: Path) -> list[Path]:
    """The folders of the shards in *folder*, by number."""
    found = [(shard, path) for path in folder.glob("shard-*-of-*") if (shard := Shard.parse(path.name))]
    return [path for _, path in sorted(found) if path.is_dir()]


def export_folders(out: Path) -> list[Path]:
    """The export folders that *out* stands for: its shards, and itself where it has deliveries of its own
    or no shards."""
    shards = find_shards(out)
    own = not shards or (out / RUNS).is_dir() or (out / LEDGER).exists()
    return ([out] if own else []) + shards
