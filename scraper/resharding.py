"""State and export of a crawl moved to another number of shards: all or nothing, whenever the power goes.

The new folders are made beside the old ones. One file, written once they are whole, decides: before it stands
nothing has changed; from then on the move is only ever completed.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports.disk import DeliveryError, make_folder, remove, sync_folder, told_clearly, write_whole
from exports.lock import FolderLock
from exports.redistribution import Rules, redistribute
from exports.resharding import link_or_copy, reshard_export, strangers_of, units_of
from exports.shards import MOVING, Shard, find_shards, shard_of
from scraper.normalise.urls import site_of

_NEW, _OLD = ".shards-new", ".shards-old"
_MINE = "(SELECT url FROM old.urls WHERE shard_of(site) = :shard)"
_ENDS = ("-wal", "-shm", "-journal")


class ShardsError(Exception):
    """The move can't be made: one line that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a move did."""

    before: int
    """Shards; 1: there were none."""
    after: int
    resumed: bool
    """Whether an interrupted move was completed first."""


def move_shards(out: Path, state: Path, count: int) -> Moved:
    """Export and state, in the folders *out* and *state*, are in *count* shards from now on; 1: in none.

    A kill in the middle changes nothing, or is made up for by the same call. FolderBusy: a crawl uses them;
    ShardsError: they do not fit together; DeliveryError: something can't be written.
    """
    if out.resolve() == state.resolve():
        raise ShardsError(f"{out} is export and state in one: give each a folder of its own")
    with FolderLock(out), ExitStack() as held:
        resumed = _complete(out, state)
        before = _count_in(out, state)
        for shard in find_shards(out):
            held.enter_context(FolderLock(shard))
        if before != count:
            _clear(out, state, _NEW, _OLD)
            _build(out, state, before, count)
            marker = {
                "to": count,
                "state": str(state.resolve()),
                "out_units": units_of(out, sharded=before > 1),
                "state_units": _state_units(state, sharded=before > 1),
            }
            write_whole(out / MOVING, json.dumps(marker).encode())
            _complete(out, state)
        return Moved(before=before, after=count, resumed=resumed)


def _complete(out: Path, state: Path) -> bool:
    """Whether there was a move to be completed; it is."""
    marker = _read_marker(out)
    if marker is None:
        _clear(out, state, _OLD)
        return False
    if Path(marker["state"]) != state.resolve():
        raise ShardsError(
            f"{out}: a move with the state in {marker['state']} was interrupted: set COPYDESK_STATE to "
            "that folder"
        )
    for folder, units in ((out, marker["out_units"]), (state, marker["state_units"])):
        with told_clearly(folder):
            old, new = folder / _OLD, folder / _NEW
            old.mkdir(parents=True, exist_ok=True)
            for name in units:
                if (folder / name).exists():
                    os.rename(folder / name, old / name)
            for entry in sorted(new.iterdir()) if new.is_dir() else ():
                os.rename(entry, folder / entry.name)
            sync_folder(old)
            sync_folder(folder)
    remove(out / MOVING)
    _clear(out, state, _NEW, _OLD)
    return True


def _read_marker(out: Path) -> dict[str, Any] | None:
    try:
        marker: dict[str, Any] = json.loads((out / MOVING).read_bytes())
        return marker
    except FileNotFoundError:
        return None


def _clear(out: Path, state: Path, *names: str) -> None:
    for folder in (out, state):
        for name in names:
            if (folder / name).exists():
                with told_clearly(folder / name):
                    shutil.rmtree(folder / name)


def _count_in(out: Path, state: Path) -> int:
    counts = {
        shard.count
        for folder in (out, state)
        for path in find_shards(folder)
        if (shard := Shard.parse(path.name))
    }
    own = bool(units_of(out, sharded=False) or _state_units(state, sharded=False))
    if len(counts) > 1 or (counts and own):
        raise ShardsError(
            f"{out} and {state} hold shards of several numbers, or deliveries beside shards: put apart "
            "what does not belong together"
        )
    return counts.pop() if counts else 1


def _build(out: Path, state: Path, before: int, count: int) -> None:
    """The new folders, whole and on disk, in `.shards-new`."""
    names = [Shard(number=n, count=before).name for n in range(1, before + 1)] if before > 1 else [""]
    news = [Shard(number=n, count=count).name for n in range(1, count + 1)] if count > 1 else [""]
    for folder in (out, state):
        make_folder(folder / _NEW)
    outs = [out / name for name in names if (out / name).is_dir()]
    new_outs = [out / _NEW / name for name in news]
    reshard_export(outs, new_outs)
    states = [state / name for name in names if (state / name).is_dir()]
    new_states = [state / _NEW / name for name in news]
    for file in sorted({path.name for folder in states for path in folder.glob("*.sqlite")}):
        sources = [folder / file for folder in states]
        redistribute(sources, [folder / file for folder in new_states], _rules(sources, count))
    if before > 1:  # what nobody knows goes along with the first
        for folder, new in [*((one, new_outs[0]) for one in outs), *((one, new_states[0]) for one in states)]:
            _take_along(folder, new)


def _take_along(folder: Path, target: Path) -> None:
    make_folder(target)
    for path in strangers_of(folder):
        place = target / path.name
        if path.name.startswith(".") or path.name.endswith((".sqlite", *_ENDS)) or place.exists():
            continue
        if path.is_dir():
            with told_clearly(place):
                shutil.copytree(path, place)
        else:
            link_or_copy(path, place)


def _rules(sources: Sequence[Path], count: int) -> Rules:
    """Of the files of the state: addresses go with their site, sources with the site they are of, or
    everywhere."""
    known = _known_sites(sources)

    def shard_of_source(url: str) -> int:
        site = site_of(url)
        return shard_of(site, count) if site in known else 0

    return Rules(
        rows={
            "validators": f"url IN {_MINE}",
            "sources": "shard_of_source(url) IN (0, :shard)",
            "facts": "name <> 'ledger'",
        },
        numbers={"articles": "number"},
        functions={"shard_of_source": shard_of_source},
    )


def _known_sites(sources: Sequence[Path]) -> set[str]:
    sites: set[str] = set()
    for source in sources:
        if source.exists() and source.name == "frontier.sqlite":
            try:
                with closing(sqlite3.connect(source)) as database:
                    sites |= {site for (site,) in database.execute("SELECT DISTINCT site FROM urls")}
            except sqlite3.Error as error:
                raise DeliveryError(f"{source}: {error}; nothing is moved") from error
    return sites


def _state_units(state: Path, *, sharded: bool) -> list[str]:
    """The names in *state* that move."""
    if not state.is_dir():
        return []
    if sharded:
        return [path.name for path in find_shards(state)]
    files = sorted(path.name for path in state.glob("*.sqlite"))
    return [name + end for name in files for end in ("", *_ENDS) if (state / (name + end)).exists()]
