"""The folders that the settings name, some of them addresses of stores."""

from __future__ import annotations

from pathlib import Path

from scrapy.settings import BaseSettings

from exports.reader import ReadError
from exports.shards import Shard, find_shards
from exports.store_path import to_path
from exports.stores import AddressError, Store, StoreError, is_address, local_folder
from scraper.command_line import refuse
from scraper.normalise.urls import site_of


def export_folder(settings: BaseSettings, given: str | None = None) -> Path:
    """The export folder *given* on the command line, or else the one of *settings*; of a store the folder
    that it is filled from."""
    try:
        place = given or settings.get("COPYDESK_OUT") or "out"
        return local_folder(place, settings.get("COPYDESK_STATE") or "state")
    except AddressError as error:
        refuse(str(error))


def readable_export(settings: BaseSettings, given: str | None = None) -> Path:
    """The same, to be read: of a store that is filled from another machine what stands in the store itself.
    ReadError: that can't be had."""
    folder = export_folder(settings, given)
    place = given or settings.get("COPYDESK_OUT") or "out"
    if not is_address(place) or folder.is_dir():
        return folder
    try:
        there = to_path(place)
        there.exists()  # which lists it, so that what is wrong comes out here
    except StoreError as error:
        raise ReadError(str(error)) from error
    return there


def folder_of(folder: Path, url: str) -> Path:
    """The folder of the shard that the site of *url* is in; *folder*, of exports or of state, where it holds
    no shards."""
    shards = ((path, Shard.parse(path.name)) for path in find_shards(folder))
    return next((path for path, shard in shards if shard and shard.has(site_of(url))), folder)


def check_folders(settings: BaseSettings) -> None:
    """Refuse addresses that are none or hold a password, stores whose library is missing, and files."""
    for name in ("COPYDESK_OUT", "COPYDESK_STATE", "COPYDESK_ARCHIVE"):
        place = settings.get(name)
        if place and not is_address(place) and Path(place).exists() and not Path(place).is_dir():
            refuse(f"{name}={place}: a file stands there; name a folder")
    for name in ("COPYDESK_OUT", "COPYDESK_ARCHIVE"):
        place = settings.get(name)
        if place and is_address(place):
            try:
                Store(place)
            except (AddressError, StoreError) as error:
                refuse(f"{name}: {error}")
    for name in ("COPYDESK_STATE", "COPYDESK_METRICS"):
        if is_address(settings.get(name) or ""):
            refuse(
                f"{name} must be on a local disk: only COPYDESK_OUT and COPYDESK_ARCHIVE may be in a store"
            )
