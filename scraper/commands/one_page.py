"""The article on one page: an address, a saved file or standard input, read as the next crawl would.

Scrapy imports every module here for any command, so what is dear to import is imported where it is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.settings import BaseSettings

from exports.record import Crawl, Record
from scraper.article import Article, Rejection
from scraper.command_line import check_leaning, check_networks, refuse
from scraper.page import Page
from scraper.terminal import complain

if TYPE_CHECKING:
    from scraper.extraction.repeats import Repeats
    from scraper.sites.site import Site


def is_address(source: str) -> bool:
    """Whether *source* names a page on the network."""
    return source.lower().startswith(("http://", "https://"))


def get_page(command: str, source: str, *, url: str | None, settings: BaseSettings) -> Page | None:
    """The page at the address, or in the file, *source*; None: it could not be had, and why was said.

    *url* and *command* as in `read_page`.
    """
    if is_address(source) and url:
        refuse(f"{command}: --url is for files; give the address alone")
    address = _read_address(command, source if is_address(source) else url)
    if is_address(source) and address:
        return _fetch(address, settings)
    return _load(command, source, address, settings)


def read_page(
    command: str, source: str, *, url: str | None, site: str | None, settings: BaseSettings
) -> tuple[Article, Page] | None:
    """The article of *source* with its page; None: there is none, and why was said.

    *url*: the address that a file was saved from. *site*: the site file to read by. What is wrongly used ends
    the process with status 2, in the name of *command*.
    """
    page = get_page(command, source, url=url, settings=settings)
    if page is None:
        return None
    from scraper.extraction.extract import extract_article
    from scraper.sites.load import SiteError, site_for

    try:
        chosen = site_for(site or page.url)
    except SiteError as error:
        refuse(f"{command}: {error}")
    leaning = settings.get("COPYDESK_LEANING", "balanced")
    check_leaning(leaning)
    found = extract_article(page, chosen, repeats=_recall(chosen, settings), leaning=leaning)
    if isinstance(found, Rejection):
        complain(f"{source}: not an article: {found.reason}: {found.detail}")
        return None
    return found, page


def to_record(article: Article, page: Page) -> Record:
    """The record of *article*, read from *page* by hand and not in a run."""
    fetched = page.retrieved_at is not None
    crawl = Crawl(retrieved_at=page.retrieved_at, status=page.status, via="url") if fetched else Crawl()
    return article.to_record(crawl)


def _load(command: str, name: str, url: str | None, settings: BaseSettings) -> Page | None:
    from scraper.commands.page_file import PageFileError, load_page

    try:
        limit = settings.getint("COPYDESK_MAX_PAGE_BYTES", 8 * 1024 * 1024)
        return load_page(name, url=url, limit=limit)
    except PageFileError as error:
        refuse(f"{command}: {error}")


def _recall(site: Site, settings: BaseSettings) -> Repeats | None:
    """What the crawls from here have learned of *site*: the page is read as the next one would."""
    from scraper.memory import FILE, MemoryFault, SiteMemory

    path = Path(settings.get("COPYDESK_STATE", "state")) / FILE
    if not settings.getbool("COPYDESK_SITE_MEMORY") or not path.exists():
        return None
    try:
        with SiteMemory(path, read_only=True) as memory:
            return memory.repeats(site.domain)
    except MemoryFault as fault:
        complain(str(fault))
        return None


def _fetch(url: str, settings: BaseSettings) -> Page | None:
    from scraper.console.page_fetch import FetchError, fetch_page

    check_networks(settings.getlist("COPYDESK_ALLOW_NETS"))
    try:
        return fetch_page(url, settings)  # type: ignore[arg-type]
    except FetchError as error:
        complain(error.advised())
        return None


def _read_address(command: str, text: str | None) -> str | None:
    """*text* in the spelling that a crawl asks by; None: there is none."""
    from scraper.normalise.urls import normalise_url

    address = None if text is None else normalise_url(text)
    if text is not None and address is None:
        refuse(f"{command}: not an http or https address: {text}")
    return address
