"""The `-a` arguments of the spiders: checked before anything runs, each mistake in one line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from scraper.normalise.urls import normalise_url
from scraper.sites.load import SiteError, load_sites_file, site_for
from scraper.sites.site import Site


class UsageError(ValueError):
    """An argument that cannot be meant so. The message is one line for the person who typed it."""


def check_names(given: Iterable[str], known: Mapping[str, str]) -> None:
    """Raise UsageError for the first name in *given* that is not in *known*, with the nearest right one."""
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"
            raise UsageError(f"unknown argument -a {name}=...: {hint}")


def read_since(text: str | None) -> date | None:
    """The day that `-a since=` names (YYYY-MM-DD). UsageError: no such day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"-a since={text}: write a day as YYYY-MM-DD, for example since=2026-01-31"
        ) from None


def read_limit(text: str | None) -> int | None:
    """The number that `-a limit=` names, at least 1. UsageError: no such number."""
    if text is None:
        return None
    try:
        limit = int(text)
    except ValueError:
        limit = 0
    if limit < 1:
        raise UsageError(f"-a limit={text}: write a whole number from 1 on, the most articles of each site")
    return limit


def read_addresses(name: str, text: str | None) -> tuple[str, ...]:
    """The comma-separated http(s) addresses of `-a NAME=`. UsageError: one of them is none."""
    addresses = []
    for part in (text or "").split(","):
        if not part.strip():
            continue
        address = normalise_url(part.strip())
        if address is None:
            raise UsageError(f"-a {name}={part.strip()}: not an http or https address")
        addresses.append(address)
    if text is not None and not addresses:
        raise UsageError(f"-a {name}=: no address given")
    return tuple(addresses)


def read_sites(site: str | None, sites: str | None) -> tuple[Site, ...]:
    """The sites that `-a site=` (URL, domain, name or site file; comma-separated) and `-a sites=FILE` name,
    each once. UsageError: one of them cannot be read."""
    found: dict[str, Site] = {}
    try:
        for part in (site or "").split(","):
            if part.strip():
                one = site_for(part.strip())
                found.setdefault(_key(one), one)
        if sites is not None:
            if not Path(sites).is_file():
                raise UsageError(f"-a sites={sites}: no such file")
            for one in load_sites_file(Path(sites)):
                found.setdefault(_key(one), one)
    except SiteError as error:
        raise UsageError(str(error)) from None
    if (site is not None or sites is not None) and not found:
        raise UsageError(f"-a {'site=' if site is not None else f'sites={sites}'}: no site in it")
    return tuple(found.values())


def _key(site: Site) -> str:
    return site.domain
