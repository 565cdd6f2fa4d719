"""Objects of a store, to be read as files are."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from exports.stores import Store, is_address

_TOP = PurePosixPath()


def to_path(place: str | os.PathLike[str]) -> Path:
    """*place*, a path or the address of a store, to be read. AddressError, StoreError: see `stores.Store`."""
    if not is_address(place):
        return Path(place)
    return cast("Path", StorePath(_Tree(Store(os.fspath(place))), _TOP))


def find_matches(pattern: str) -> list[Path]:
    """The objects and folders that *pattern*, an address with `*`, `?` or `[` in it, stands for, sorted.
    AddressError, StoreError: as of `to_path`."""
    parts = pattern.split("/")
    first = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    return sorted(to_path("/".join(parts[:first])).glob("/".join(parts[first:])))


@dataclass(frozen=True, slots=True)
class _Size:
    st_size: int


class _Tree:
    """What stands in a store, listed once, when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def files(self) -> dict[PurePosixPath, int]:
        """Size by name; the name of the top itself is `.`."""
        return {PurePosixPath(name): size for name, size in self.store.find().items()}

    @cached_property
    def above(self) -> StorePath:
        """The folder in which the top stands."""
        return StorePath(_Tree(Store(self.store.address.rpartition("/")[0])), _TOP)

    @cached_property
    def folders(self) -> dict[PurePosixPath, list[PurePosixPath]]:
        """What is in each folder, sorted."""
        found: dict[PurePosixPath, set[PurePosixPath]] = {}
        for file in self.files:
            for inner, outer in zip((file, *file.parents), file.parents, strict=False):
                found.setdefault(outer, set()).add(inner)
        return {folder: sorted(inner) for folder, inner in found.items()}


class StorePath:
    """What readers use of `pathlib.Path`, of an object or a folder in a store.
    StoreError: where there it is OSError."""

    __slots__ = ("_inner", "_tree")

    def __init__(self, tree: _Tree, inner: PurePosixPath) -> None:
        self._tree = tree
        self._inner = inner

    def __str__(self) -> str:
        return self._tree.store.address + ("" if self._inner == _TOP else f"/{self._inner}")

    __fspath__ = __str__

    def __repr__(self) -> str:
        return f"StorePath({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StorePath) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __lt__(self, other: StorePath) -> bool:
        return str(self).split("/") < str(other).split("/")

    def __truediv__(self, name: str | PurePosixPath) -> StorePath:
        return StorePath(self._tree, self._inner / name)

    @property
    def name(self) -> str:
        return self._whole.name

    @property
    def stem(self) -> str:
        return self._whole.stem

    @property
    def suffix(self) -> str:
        return self._whole.suffix

    @property
    def parent(self) -> StorePath:
        if self._inner != _TOP:
            return StorePath(self._tree, self._inner.parent)
        return self._tree.above

    @property
    def parents(self) -> list[StorePath]:
        return [StorePath(self._tree, outer) for outer in self._inner.parents]

    @property
    def _whole(self) -> PurePosixPath:
        return PurePosixPath(str(self).partition("://")[2])

    def with_name(self, name: str) -> StorePath:
        return self.parent / name

    def relative_to(self, other: StorePath) -> PurePosixPath:
        return self._whole.relative_to(other._whole)

    def resolve(self) -> StorePath:
        """Itself, `..` undone: a store has no links."""
        normal = os.path.normpath(self._inner)
        return StorePath(self._tree, PurePosixPath(normal))

    def is_file(self) -> bool:
        return self._inner in self._tree.files

    def is_dir(self) -> bool:
        return self._inner in self._tree.folders and not self.is_file()

    def exists(self) -> bool:
        return self.is_file() or self.is_dir()

    def stat(self) -> _Size:
        return _Size(self._tree.files.get(self._inner, 0))

    def open(self, mode: str = "rb") -> BinaryIO:
        assert mode == "rb", "objects are only read"
        return self._tree.store.open(self._name)

    def read_bytes(self) -> bytes:
        with self.open() as file:
            return file.read()

    def glob(self, pattern: str) -> Iterator[StorePath]:
        """As `Path.glob`; `**` is any number of folders."""
        first, _, rest = pattern.partition("/")
        if first == "**":
            yield from self.glob(rest or "*")
        for inner in self._tree.folders.get(self._inner, ()):
            path = StorePath(self._tree, inner)
            if first == "**":
                yield from path.glob(pattern) if path.is_dir() else ()
            elif fnmatchcase(inner.name, first):
                yield from path.glob(rest) if rest else (path,)

    def rglob(self, pattern: str) -> Iterator[StorePath]:
        return self.glob(f"**/{pattern}")

    @property
    def _name(self) -> str:
        return "" if self._inner == _TOP else str(self._inner)
