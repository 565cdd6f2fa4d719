"""`scrapy sites check` and `test`: site files read; saved pages held against their corrected records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from scraper.command_line import refuse
from scraper.console.page_expectations import find_misses
from scraper.console.page_reading import read_page
from scraper.console.saved_pages import EXPECTED, SavedPageError, find_saved, load_saved
from scraper.sites.load import SiteError, site_for
from scraper.sites.site import Site
from scraper.terminal import complain, printable, width_of, wrap, write_lines


def check_files(words: Sequence[str]) -> int:
    """The exit status of reading the site files *words*; what is wrong with each is said, or nothing is."""
    status = 0
    for word in words:
        try:
            site = site_for(word)
        except SiteError as error:
            complain(f"sites check: {error}")
            status = 1
        else:
            write_lines(sys.stdout, [f"{printable(word)}: right: {site.name or 'no name'}, {site.domain}"])
    return status


def check_pages(words: Sequence[str], folder: Path) -> int:
    """The exit status of reading the pages saved below *folder*.

    Those of the sites that *words* name, each by that file, or all, each by the shipped file of its domain.
    """
    if not folder.is_dir():
        refuse(f"sites test: {folder}: no such folder; scrapy savepage URL saves a page there")
    places = list(_places(words, folder))
    if not places:
        complain(f"sites test: no page is saved in {folder} for {', '.join(words) or 'any site'}")
        return 1
    wrong = sum(_check(place, site) for place, site in places)
    pages = f"{len(places)} page{'' if len(places) == 1 else 's'}"
    what = f"{wrong} not as expected" if wrong else "all as expected"
    write_lines(sys.stdout, [f"{pages}: {what}"])
    return 1 if wrong else 0


def _places(words: Sequence[str], folder: Path) -> Iterable[tuple[Path, Site | None]]:
    if not words:
        yield from ((place, None) for place in find_saved(folder))
    for word in words:
        try:
            site = site_for(word)
        except SiteError as error:
            refuse(f"sites test: {error}")
        yield from ((place, site) for place in find_saved(folder, site.domain))


def _check(place: Path, site: Site | None) -> bool:
    """Whether the page in *place* gives another record than expected, which is said line by line."""
    try:
        saved = load_saved(place)
        misses = find_misses(saved.expected, read_page(saved.page, site), str(place / EXPECTED))
    except SavedPageError as error:
        complain(f"sites test: {error}")
        return True
    if misses:
        lines = [f"{place}: expected, then found:"]
        for miss in misses:
            lines += wrap(printable(miss), width_of(sys.stdout), first="  - ", rest="    ")
        write_lines(sys.stdout, lines)
    return bool(misses)
