"""`scrapy sites add`: a site file made of what a first look at the site shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from scrapy.settings import Settings

from exports.conversion.target import TargetError, whole_file
from exports.record import Record
from scraper.command_line import check_networks, refuse
from scraper.console.page_fetch import FetchError
from scraper.console.page_reading import read_page
from scraper.console.site_draft import draft_site
from scraper.console.site_survey import Survey, survey_site
from scraper.normalise.urls import normalise_url, site_of
from scraper.sites.fields import SiteError
from scraper.sites.load import shipped_sites
from scraper.sites.site import Site
from scraper.terminal import complain, printable, write_lines


def add_site(word: str, settings: Settings, *, file: str | None, dry_run: bool) -> int:
    """The exit status of looking at the site that *word*, a URL or domain, means, and writing its file.

    *file*: the file's name; None: `NAME.toml` in this folder. Nothing that is there is overwritten.
    """
    url = normalise_url(word if "://" in word else f"https://{word}/")
    if url is None or "." not in site_of(url) or word.endswith(".toml"):
        refuse(f"sites add: not a web address: {word}: write scrapy sites add https://example.org")
    domain = site_of(url)
    path = Path(file or f"{domain.partition('.')[0]}.toml")
    if path.exists() and not dry_run:
        refuse(f"sites add: {path} is there already and stays; choose another name with --file")
    if shipped := next((name for name, site in shipped_sites().items() if site.domain == domain), None):
        complain(f"sites add: {domain} has a file already that is used without more ado: {shipped}")
    check_networks(settings.getlist("COPYDESK_ALLOW_NETS"))
    try:
        survey = survey_site(url, settings)
        records, told = _read(survey, domain)
        draft = draft_site(domain, survey.front, records, feeds=survey.feeds, sitemaps=survey.sitemaps)
        text = draft.to_toml()
    except (FetchError, SiteError) as error:
        complain(f"sites add: {error.advised() if isinstance(error, FetchError) else error}")
        return 1
    write_lines(sys.stdout, [*_report(survey, records, told), "", *text.splitlines()])
    if dry_run:
        return 0
    try:
        with whole_file(path) as target:
            target.write(text.encode())
    except TargetError as error:
        complain(f"sites add: {error}")
        return 5
    complain(f"{path} is written; try it: scrapy crawl news -a site={path} -a limit=5")
    return 0


def _read(survey: Survey, domain: str) -> tuple[list[Record], list[str]]:
    """(the records of the sample articles, what is to be said of those that are none)."""
    records, told = [], []
    for page in survey.articles:
        found = read_page(page, Site(domain=domain))
        if isinstance(found, Record):
            records.append(found)
        else:
            told.append(f"{page.url}: no article: {found.reason}: {found.detail}")
    return records, told


def _report(survey: Survey, records: list[Record], told: list[str]) -> Iterator[str]:
    yield f"Front page: {printable(survey.front.url)}"
    yield f"feeds: {len(survey.feeds)}, sitemaps: {len(survey.sitemaps)}, articles named: {len(survey.links)}"
    if not survey.links:
        yield "No article was found: add feeds, sitemaps or sections to the file by hand."
    for record in records:
        authors = ", ".join(author.name for author in record.authors) or record.byline or "no author"
        when = record.published_at or record.published_on or "no date"
        yield ""
        yield printable(record.headline or "(no headline)")
        size = f"{record.word_count} words, blocks removed: {len(record.removed)}"
        yield printable(f"  {when}, {authors}, {size}")
        yield f"  {printable(record.url)}"
    for problem in (*told, *survey.problems):
        yield printable(f"Not read: {problem}")
