"""The folders of one shard, in the place of those of the whole crawl."""

from __future__ import annotations

from pathlib import Path

from scrapy.settings import BaseSettings

from exports.resharding import units_of
from exports.shards import MOVING, Shard, find_shards
from exports.stores import check_address, is_address
from scraper.spiders.arguments import UsageError

_FOLDERS = ("COPYDESK_OUT", "COPYDESK_STATE", "COPYDESK_ARCHIVE")
_ABOVE_ALL = 100
"""Priority of a setting that nothing else may change."""


def take_shard(settings: BaseSettings, shard: Shard | None) -> None:
    """Let *settings* name the folders of *shard*; None: of all sites together. UsageError: see
    `check_split`."""
    check_split(settings, shard)
    if shard is None:
        return
    for name in _FOLDERS:
        if settings.get(name):
            settings.set(name, below(settings[name], shard.name), _ABOVE_ALL)
    if metrics := settings.get("COPYDESK_METRICS"):
        path = Path(metrics)
        own = path.with_name(f"{path.stem}-{shard.name}{path.suffix}")
        settings.set("COPYDESK_METRICS", str(own), _ABOVE_ALL)


def below(place: str, name: str) -> str:
    """The folder *name* in *place*, a folder or the address of a store."""
    return f"{check_address(place)}/{name}" if is_address(place) else str(Path(place) / name)


def check_split(settings: BaseSettings, shard: Shard | None) -> None:
    """UsageError: export and state are split in another way than for *shard*, or on their way to be."""
    out, state = (settings.get(name) for name in ("COPYDESK_OUT", "COPYDESK_STATE"))
    if out and is_address(out):
        out = None  # what goes there is built in the state folder, which is looked at
    for folder in filter(None, (out, state)):
        if mistake := _mistake(Path(folder), shard, is_export=folder == out):
            raise UsageError(mistake)


def find_split(settings: BaseSettings) -> int | None:
    """The number of shards that export and state are split into already; None: they are not."""
    for place in filter(None, (settings.get("COPYDESK_OUT"), settings.get("COPYDESK_STATE"))):
        found = [] if is_address(place) else find_shards(Path(place))
        if found and (known := Shard.parse(found[0].name)):
            return known.count
    return None


def _mistake(folder: Path, shard: Shard | None, *, is_export: bool) -> str | None:
    if (folder / MOVING).exists():
        return f"{folder}: its sites are being moved to other shards: run scrapy shards --to N again"
    found = find_shards(folder)
    known = Shard.parse(found[0].name) if found else None
    asked = f"{shard.number}/{shard.count}" if shard else ""
    if known and shard is None:
        return (
            f"{folder} is split into {known.count} shards: crawl each with -a shard=i/{known.count}, or join "
            "them with scrapy shards --to 1"
        )
    if known and shard and known.count != shard.count:
        return (
            f"-a shard={asked}: {folder} is split into {known.count} shards: first run "
            f"scrapy shards --to {shard.count}"
        )
    taken = is_export and bool(units_of(folder, sharded=False))
    if shard and not known and (taken or (folder / "frontier.sqlite").exists()):
        return f"-a shard={asked}: {folder} is not split: first run scrapy shards --to {shard.count}"
    return None
