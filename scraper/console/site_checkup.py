"""Whether a site can be reached and crawled from here: name, certificate, robots.txt, front page, feeds."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy.settings import Settings

from scraper.console.checkup import FAIL, Finding, check_clock, fail, ok, warn
from scraper.console.outcome_words import explain
from scraper.console.page_fetch import FetchError
from scraper.console.site_survey import Survey, survey_site
from scraper.sites.site import Site

_SECONDS = 10.0
_SOON = 14
"""Days before its end at which a certificate is worth a word."""


def check_site(site: Site, settings: Settings) -> Iterator[Finding]:
    """What is found of *site*; nothing more is asked once it cannot be reached."""
    url = (site.start_urls or (f"https://{site.domain}/",))[0]
    parts = urlsplit(url)
    host = parts.hostname or site.domain
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = list(_resolve(host, port))
    yield (finding := check_addresses(host, addresses, settings.getlist("COPYDESK_ALLOW_NETS")))
    if finding.verdict == FAIL:
        return
    if parts.scheme == "https":
        yield (finding := _check_tls(host, port))
        if finding.verdict == FAIL:
            return
    try:
        survey = survey_site(url, settings, site=site, samples=0)
    except FetchError as error:
        yield check_refusal(url, str(error).removeprefix(f"{url}: "))
        return
    yield from check_survey(survey)
    if survey.date and (moment := _moment(survey.date)):
        yield check_clock(None, datetime.now(UTC), server=moment, host=host)


def check_addresses(host: str, addresses: list[str], allowed: Iterable[str]) -> Finding:
    """Whether the *addresses* of *host*, none where its name is not known, may be reached."""
    from scraper.middlewares.nets import may_reach, parse_address, parse_networks

    if not addresses:
        advice = "check the spelling of the site, and this machine's network and DNS"
        return fail(f"DNS: {host} is not found", advice)
    nets = parse_networks(allowed)
    shown = ", ".join(addresses[:3])
    for text in addresses:
        address = parse_address(text)
        if address is None or not may_reach(address, nets):
            advice = f"if that is meant, allow it: -s COPYDESK_ALLOW_NETS={text}/{32 if '.' in text else 128}"
            return fail(f"DNS: {host} is the private address {text}", advice)
    return ok(f"DNS: {host} is {shown}")


def check_certificate(host: str, ends: str, now: datetime) -> Finding:
    """Whether the certificate, valid now, ends soon. *ends*: as `ssl` has it, `Jun  1 12:00:00 2026 GMT`."""
    days = (datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) - now).days
    if days < _SOON:
        advice = "the site should renew it; a crawl refuses one that has ended"
        return warn(f"TLS: the certificate of {host} ends in {days} days", advice)
    return ok(f"TLS: the certificate of {host} is valid for {days} days")


def check_refusal(url: str, why: str) -> Finding:
    """What it means that the front page *url* could not be had; *why*: `reason: detail`."""
    reason, _, detail = why.partition(": ")
    words, advice = explain(reason)
    return fail(
        f"front page: {url}: {words} ({detail or reason})",
        advice=advice or "run scrapy doctor again later",
    )


def check_survey(survey: Survey) -> Iterator[Finding]:
    """What was seen of the site."""
    yield ok(f"front page: {survey.front.url} answers ({len(survey.front.body):,} bytes)")
    yield ok(f"robots.txt: {survey.robots}")
    for kind, urls in (("feed", survey.feeds), ("sitemap", survey.sitemaps)):
        yield from (ok(f"{kind}: {url} answers") for url in urls)
    for problem in survey.problems:
        yield warn(f"source: {problem}", advice="name the right one in the site's file")
    if not survey.links:
        advice = "name its feed or sitemap: scrapy crawl news -a feed=URL, or in a site file"
        yield fail("articles: no feed, sitemap or front page names any", advice)
    else:
        yield ok(f"articles: {len(survey.links):,} are named")


def _resolve(host: str, port: int) -> Iterator[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    yield from dict.fromkeys(str(address[0]) for *_, address in found)


def _check_tls(host: str, port: int) -> Finding:
    try:
        with (
            socket.create_connection((host, port), timeout=_SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secured,
        ):
            ends = (secured.getpeercert() or {}).get("notAfter")
    except ssl.SSLCertVerificationError as error:
        advice = "check the site in a browser, and this machine's certificates and clock"
        return fail(f"TLS: {host}: {error.verify_message}", advice)
    except (OSError, ValueError) as error:
        advice = "check address and network; a firewall may be in the way"
        return fail(f"TLS: {host} port {port}: {error}", advice)
    if not isinstance(ends, str):
        return ok(f"TLS: {host} has a valid certificate")
    return check_certificate(host, ends, datetime.now(UTC))


def _moment(date: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
