"""The `-a` arguments of the spiders: checked before anything runs, each mistake in one line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from exports.shards import Shard
from scraper.normalise.urls import normalise_url
from scraper.sites.load import SiteError, load_sites_file, site_for
from scraper.sites.site import Site


class UsageError(ValueError):
    """An argument that cannot be meant so. The message is one line for the person who typed it."""


_SCRAPYD = "_job"
"""What scrapyd adds to the arguments of every crawl that it starts."""


def check_names(given: Iterable[str], known: Mapping[str, str]) -> None:
    """Raise UsageError for the first name in *given* that is not in *known*, with the nearest right one."""
    for name in given:
        if name not in known and name != _SCRAPYD:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"
            raise UsageError(f"unknown argument -a {name}=...: {hint}")


def read_since(text: str | None) -> date | None:
    """The day that `-a since=` names (YYYY-MM-DD). UsageError: no such day."""
    if text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip(), re.ASCII):
            raise ValueError(text)  # Python also reads 20260131 and 2026-W05
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"-a since={text}: write a day as YYYY-MM-DD, for example since=2026-01-31"
        ) from None


def read_limit(text: str | None) -> int | None:
    """The number that `-a limit=` names, at least 1. UsageError: no such number."""
    if text is None:
        return None
    limit = int(text) if re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) else 0
    if limit < 1:
        raise UsageError(f"-a limit={text}: write a whole number from 1 on, the most articles of each site")
    return limit


def read_shard(text: str | None) -> Shard | None:
    """The shard that `-a shard=i/n` names; None: all sites. UsageError: no such shard."""
    shard = Shard.parse(text) if text is not None else None
    if text is not None and (shard is None or "/" not in text):
        raise UsageError(f"-a shard={text}: write i/n, for example shard=1/4 for the first of four shards")
    return shard


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
                _refuse_list(part.strip())
                one = site_for(part.strip())
                found.setdefault(_key(one), one)
        if sites is not None:
            _check_file("sites", sites)
            for one in load_sites_file(Path(sites)):
                found.setdefault(_key(one), one)
    except SiteError as error:
        raise UsageError(str(error)) from None
    if (site is not None or sites is not None) and not found:
        raise UsageError(f"-a {'site=' if site is not None else f'sites={sites}'}: no site in it")
    return tuple(found.values())


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The addresses that the text file *path* lists, one a line, with the numbers of their lines.

    `#` begins a comment. A byte that is not UTF-8 stands as U+FFFD. OSError: it cannot be read.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            address = line.split(" #")[0].strip()
            if address and not address.startswith("#"):
                yield number, address


def is_address(text: str) -> bool:
    """Whether *text*, read by `read_lines`, is an http(s) address without a byte that was lost."""
    return "\N{REPLACEMENT CHARACTER}" not in text and normalise_url(text) is not None


def check_addresses_file(name: str, path: str) -> None:
    """Raise UsageError where the file of `-a NAME=` cannot be read or lists no address at all."""
    _check_file(name, path)
    try:
        if not any(is_address(address) for _, address in read_lines(Path(path))):
            raise UsageError(f"-a {name}={path}: no http or https address in it; write one a line")
    except OSError as error:
        raise UsageError(f"-a {name}={path}: cannot be read: {error.strerror}") from None


def _check_file(name: str, path: str) -> None:
    if not path.strip():
        raise UsageError(f"-a {name}=: no file given")
    if not Path(path).exists():
        raise UsageError(f"-a {name}={path}: no such file")
    if not Path(path).is_file():
        raise UsageError(f"-a {name}={path}: not a file")


def _refuse_list(text: str) -> None:
    """A list of sites looks like a host when it stands in `-a site=`."""
    if not text.endswith(".toml") and Path(text).is_file():
        raise UsageError(
            f"-a site={text}: a file that is no .toml; a list of sites is given as -a sites={text}"
        )


def _key(site: Site) -> str:
    return site.domain
