"""How a crawl ended, as an exit status and a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from exports.disk import RESUMES, DeliveryError
from exports.health import BLOCKED, TROUBLES, read_health
from exports.lock import FolderBusy
from exports.manifest import SHUTDOWN
from exports.outcomes import read_outcomes
from exports.source_outcomes import read_failed_sources, read_sources
from scraper.statuses import FAILURE, GOOD, HEALTH, INTERRUPTED, NOT_WRITTEN, USAGE

ITEM_ERRORS = "copydesk/item_errors"
"""Stat: records that an exception in a pipeline lost."""

_NAMED = 5
"""Sites in trouble that are named in the last line; the report shows the others."""
# What Scrapy's own limits and ours stop for; the run did as it was told.
_GOOD_REASONS = frozenset(
    {
        "finished",
        "closespider_timeout",
        "closespider_timeout_no_item",
        "closespider_itemcount",
        "closespider_pagecount",
        "closespider_pagecount_no_item",
    }
)
# Reasons for which an address is skipped without a word from its host.
_UNREACHED = frozenset({"address_refused", "robots_unreachable"})


_UNSTORED = "feedexport/failed_count/"
_ADVISED = (RESUMES, "run again", "move the file away")
"""One of them stands in what says already what to do."""
_MEND = "what was delivered before stands; make room or mend the folder and run the same command again"


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a crawl."""

    status: int
    """Exit status."""
    line: str | None = None
    """What to say of it; `None`: nothing, all is well."""


def judge_ending(counts: Mapping[str, Any], *, gate: Collection[str] = TROUBLES) -> Ending:
    """The ending of a crawl that began, from Scrapy's stats. The first that applies: what was not written
    weighs more than an interruption, an interruption more than a fault, a fault more than a site in trouble.

    *gate*: the verdicts on a site that end a crawl with status 3.
    """
    reason = counts.get("finish_reason")
    message = counts.get("copydesk/write_error") or counts.get("copydesk/output_error")
    if reason == "folder_busy":
        return folder_busy(counts.get("copydesk/folder_busy"))
    if message or reason == "write_error":
        return not_written(message)
    if reason in (None, SHUTDOWN):
        return Ending(INTERRUPTED, "interrupted; the same command goes on from here (status 4)")
    if faults := _faults(counts):
        return Ending(FAILURE, f"{faults}; see the log above (status 1)")
    if reason not in _GOOD_REASONS:
        return Ending(FAILURE, f"the crawl was broken off: {reason} (status 1)")
    troubles = [(health.verdict, site) for site, health in read_health(counts).items()]
    troubles = [(verdict, site) for verdict, site in troubles if verdict in gate]
    # A site that turns us away was reached.
    if _reached_nothing(counts) and all(verdict != BLOCKED for verdict, _ in troubles):
        return Ending(FAILURE, f"{_why_nothing(counts)} (status 1)")
    return _unhealthy(troubles) if troubles else Ending(GOOD)


def judge_error(error: BaseException) -> Ending:
    """The ending of a crawl that *error* kept from beginning."""
    # Here, so that a list of the commands does not wait for what the spiders need.
    from scraper.spiders.arguments import UsageError

    if isinstance(error, FolderBusy):
        return folder_busy(error)
    if isinstance(error, DeliveryError | OSError):
        return not_written(error)
    if isinstance(error, UsageError):
        return Ending(USAGE, str(error))
    return Ending(FAILURE, f"the crawl could not begin: {type(error).__name__}: {error} (status 1)")


def folder_busy(message: object | None) -> Ending:
    """Another crawl owns the folder. A matter of usage: nothing was begun, nothing is broken, and the same
    command is right as soon as the other crawl has ended."""
    return Ending(USAGE, f"{message or 'another crawl owns the output folder'} (status 2)")


def not_written(message: object | None) -> Ending:
    """The delivery could not be written."""
    said = str(message or "see the log above")
    if not any(advice in said for advice in _ADVISED):
        said += f"; {_MEND}"
    return Ending(NOT_WRITTEN, f"could not write: {said} (status 5)")


def _unhealthy(troubles: list[tuple[str, str]]) -> Ending:
    """Sites that are not as they were; all of the run was delivered."""
    named = []
    for verdict in TROUBLES:
        sites = [site for found, site in troubles if found == verdict]
        more = f" and {len(sites) - _NAMED} more" if len(sites) > _NAMED else ""
        if sites:
            named.append(f"{verdict}: {', '.join(sites[:_NAMED])}{more}")
    return Ending(HEALTH, f"{'; '.join(named)}; see the report above (status 3)")


def _faults(counts: Mapping[str, Any]) -> str | None:
    """Our own exceptions, counted in words; None: there were none."""
    failed = [site.failed for site in read_outcomes(counts).values()]
    pages = sum(reasons["extraction_error"] + reasons["error"] for reasons in failed)
    kinds = (
        (counts.get("spider_exceptions/count", 0), "exceptions in the spider"),
        (counts.get(ITEM_ERRORS, 0), "exceptions in a pipeline"),
        (pages, "pages that broke Copydesk"),
        (sum(n for name, n in counts.items() if name.startswith(_UNSTORED)), "outputs that were not stored"),
        (counts.get("log_count/CRITICAL", 0), "critical log lines"),
        (int(counts.get("finish_reason") == "start_error"), "failures to start"),
    )
    return ", ".join(f"{name}: {number}" for number, name in kinds if number) or None


def _why_nothing(counts: Mapping[str, Any]) -> str:
    """What to say where nothing was answered: some host may have had its say all the same."""
    reasons = {reason for site in read_failed_sources(counts).values() for reason in site}
    if any(reason == "robots" or reason.startswith("http_") for reason in reasons):
        return "no site gave anything to read: see above what to do"
    return "nothing could be reached at any site: check the addresses and the network"


def _reached_nothing(counts: Mapping[str, Any]) -> bool:
    """Whether something was tried, and neither a source nor an article was answered.

    What robots.txt or `since` keep us from was reached, in that the site had its say; a private address and
    a host without an answer were not.
    """
    sites = read_outcomes(counts).values()
    sources = read_sources(counts).values()
    heard = any(site["answered"] or site["unchanged"] for site in sources)
    if heard or any(site.fetched or site.unchanged for site in sites):
        return False
    tried = any(site["failed"] for site in sources)
    return tried or any(site.failed or not _UNREACHED.isdisjoint(site.skipped) for site in sites)
