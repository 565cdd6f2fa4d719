"""Site files read and checked, and the site that a user's word means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from scraper.normalise.urls import host_of, normalise_url, site_of
from scraper.sites.fields import SiteError as SiteError
from scraper.sites.fields import nearest, read_site
from scraper.sites.site import Site


def load_site(path: str | Path) -> Site:
    """The site that the TOML file at *path* describes. SiteError: file, key, value and what to do."""
    path = Path(path)
    try:
        return _read_toml(path.read_bytes(), str(path))
    except OSError as error:
        raise SiteError(f"{path}: cannot be read: {error.strerror}") from error


def load_sites_file(path: str | Path) -> tuple[Site, ...]:
    """The sites of a list, in its order, each once.

    *path* is a text file with one URL, domain, site file or name of a shipped site a line (`#` begins a
    comment; site files are relative to the list), a single site file, or a folder of site files. Lines of
    one domain make one site with all their addresses. SiteError names file and line.
    """
    path = Path(path)
    if path.is_dir():
        return _merged((load_site(file), str(file)) for file in sorted(path.rglob("*.toml")))
    if path.suffix == ".toml":
        return (load_site(path),)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise SiteError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SiteError(f"{path}: is not text in UTF-8 (byte {error.start}); save it as UTF-8") from error
    sites = _merged(_listed(path, lines))
    if not sites:
        raise SiteError(f"{path}: names no site; write one URL, domain or site file a line")
    return sites


def site_for(text: str) -> Site:
    """The site that *text* means: a URL, a bare domain, the path of a site file, or a shipped site's name.

    A URL or domain of a shipped site gives that site with the address as one more start; scheme, host and
    port stay as given. SiteError: it means none of these.
    """
    text = text.strip()
    if text.endswith(".toml"):
        return load_site(text)
    if "://" in text:
        return _site_at(text)
    named = [site for name, site in shipped_sites().items() if text in (name, name.partition("/")[2])]
    if len(named) == 1:
        return named[0]
    if named:
        raise SiteError(f"site {text!r}: several shipped sites have this name; say which as cc/{text}")
    host = host_of(f"//{text}")
    if "." in host or host == "localhost" or ":" in host:
        if host == text == site_of(host) and normalise_url(f"https://{host}/"):
            return _shipped_by_domain(host) or Site(domain=host)
        return _site_at(f"https://{text}")
    names = [part for name in shipped_sites() for part in (name, name.partition("/")[2])]
    raise SiteError(
        f"site {text!r}: neither a URL, a domain, a .toml file nor a shipped site{nearest(text, names)}"
    )


@cache
def shipped_sites() -> Mapping[str, Site]:
    """Every site file of the package by its name (`ua/kyivpost`), in alphabetical order."""
    return MappingProxyType({label.removesuffix(".toml"): _shipped(label) for label in _shipped_files()})


@cache
def _shipped_files() -> Mapping[str, bytes]:
    """What is in every site file of the package, by its label (`ua/kyivpost.toml`), in alphabetical order."""
    return {
        f"{folder.name}/{file.name}": file.read_bytes()
        for folder in sorted(files("scraper.sites").iterdir(), key=lambda entry: entry.name)
        if folder.is_dir()
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".toml")
    }


@cache
def _shipped(label: str) -> Site:
    return _read_toml(_shipped_files()[label], label)


def _site_at(url: str) -> Site:
    if normalise_url(url) is None:
        raise SiteError(f"site {url!r}: not an http(s) address that can be fetched")
    shipped = _shipped_by_domain(site_of(url))
    if shipped is None:
        return Site(domain=site_of(url), start_urls=(url,))
    starts = shipped.start_urls or (f"https://{shipped.domain}/",)
    known = {normalise_url(start) for start in starts}
    return replace(shipped, start_urls=starts if normalise_url(url) in known else (*starts, url))


def _shipped_by_domain(domain: str) -> Site | None:
    # To read them all takes as long as to import lxml; its own has the domain in it.
    likely = [label for label, data in _shipped_files().items() if domain.encode("utf-8", "replace") in data]
    return next((site for site in map(_shipped, likely) if site.domain == domain), None)


def _read_toml(data: bytes, label: str) -> Site:
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SiteError(f"{label}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except ValueError as error:  # a number without end is no TOMLDecodeError
        raise SiteError(f"{label}: is not TOML: {error}") from error
    except RecursionError as error:
        raise SiteError(f"{label}: is nested too deep for a site file") from error
    return read_site(table, label)


def _listed(path: Path, lines: Iterable[str]) -> Iterable[tuple[Site, str]]:
    for number, line in enumerate(lines, start=1):
        text = "" if line.lstrip().startswith("#") else line.partition(" #")[0].strip()
        if not text:
            continue
        try:
            yield site_for(str(path.parent / text) if text.endswith(".toml") else text), f"{path}:{number}"
        except SiteError as error:
            raise SiteError(f"{path}:{number}: {error}") from error


def _merged(sites: Iterable[tuple[Site, str]]) -> tuple[Site, ...]:
    """*sites* with those of one domain made one; each comes with the place that names it."""
    merged: dict[str, Site] = {}
    for site, place in sites:
        known = merged.setdefault(site.domain, site)
        if replace(known, start_urls=()) != replace(site, start_urls=()):
            raise SiteError(f"{place}: {site.domain} is described a second time, and differently; keep one")
        starts = tuple(dict.fromkeys(known.start_urls + site.start_urls))
        merged[site.domain] = replace(known, start_urls=starts)
    return tuple(merged.values())
