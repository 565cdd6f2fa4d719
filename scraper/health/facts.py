"""What a run tells of a site: facts of each article, and how the site answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from exports.outcomes import SiteOutcomes
from exports.record import Record
from scraper.sites.site import EXPECTED_FIELDS

WALLS = frozenset({"captcha", "login_wall", "consent_wall", "geo_block", "wall"})
"""Reasons for which a page that was answered shows no article, by the site's will."""
_FRESH = timedelta(days=7)
_SHORT_KINDS = frozenset({"video", "gallery", "audio"})
_REFUSALS = frozenset({"http_401", "http_402", "http_403", "http_407", "http_429", "http_451", "robots"})
# Neither the site's refusal nor its fault: it asked for a pause, took the article down, or the fault is ours.
_NEUTRAL = frozenset({"postponed", "interrupted", "http_410", "invalid_record", "write_error", "error"})
_EXTRACTION = "extraction_"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """What health remembers of one filed article."""

    has: frozenset[str]
    """Those of `EXPECTED_FIELDS` that it has."""
    words: int | None
    """`None` for films, galleries and sound, whose text may be short."""
    removed: float
    """Letters that were removed, as a share of those of the article region."""
    fresh: bool = True
    """Whether it is news: filed for the first time, and not dated more than a week before."""
    suspect: bool = False
    """Whether it was filed while the site was broken: then it is no measure for later ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How a site answered in one run."""

    found: int = 0
    """Article addresses."""
    asked: int = 0
    """Pages and sources that were asked for, each once however often it was tried."""
    refused: int = 0
    """Of these, answered by a refusal or a wall."""
    lost: int = 0
    """Of these, not answered, or by an error."""
    fetched: int = 0
    """Article pages that were answered and are behind no wall."""
    rejected: int = 0
    """Of these, the ones in which no article was found."""
    complete: bool = False
    """Whether every source was read anew: none rested, failed or was unchanged."""
    postponed: bool = False
    """Whether the site asked to be left alone."""
    suspect: bool = False
    """Whether the site was found blocked or broken: then the run is no measure for later ones."""


def facts_of(record: Record, *, today: date) -> ArticleFacts:
    """What is remembered of *record*, filed on the day *today* (UTC)."""
    present = {
        "headline": record.headline,
        "authors": record.authors,
        "published": record.published_at or record.published_on,
        "dek": record.dek,
        "section": record.section,
        "language": record.language,
        "tags": record.tags,
        "images": record.images,
    }
    removed = sum(len(block.text) for block in record.removed)
    return ArticleFacts(
        has=frozenset(name for name in EXPECTED_FIELDS if present[name]),
        words=None if record.kind in _SHORT_KINDS else record.word_count,
        removed=round(removed / max(removed + len(record.text), 1), 4),
        fresh=record.change == "new" and _is_fresh(record, today),
    )


def answers_of(
    site: SiteOutcomes,
    *,
    sources: Mapping[str, int],
    failed_sources: Mapping[str, int],
    rejected: Mapping[str, int],
    not_modified: int,
) -> Answers:
    """How a site answered.

    *sources*: its sources by `SOURCE_OUTCOMES`. *failed_sources*: the failed ones by reason. *rejected*:
    pages of this run that were no article, by reason. *not_modified*: answers 304, of articles and sources.
    """
    failed = {name: count for name, count in site.failed.items() if not name.startswith(_EXTRACTION)}
    failed["robots"] = site.skipped["robots"]
    for reason, count in failed_sources.items():
        failed[reason] = failed.get(reason, 0) + count
    refused = sum(count for reason, count in failed.items() if reason in _REFUSALS)
    walls = sum(count for reason, count in rejected.items() if reason in WALLS)
    lost = sum(failed.values()) - refused - sum(failed.get(reason, 0) for reason in _NEUTRAL)
    broken = sum(count for name, count in site.failed.items() if name.startswith(_EXTRACTION))
    answered = site.fetched + sources.get("answered", 0) + not_modified
    others = sum(sources.get(name, 0) for name in ("unchanged", "rested", "failed"))
    return Answers(
        found=site.found,
        asked=answered + refused + lost,
        refused=refused + walls,
        lost=lost,
        fetched=site.fetched - walls,
        rejected=sum(rejected.values()) - walls + broken,
        complete=bool(sources.get("answered")) and not others,
        postponed=bool(failed.get("postponed") or site.deferred["postponed"]),
    )


def _is_fresh(record: Record, today: date) -> bool:
    stated = record.published_on or (record.published_at or "")[:10]
    try:
        return not stated or date.fromisoformat(stated) >= today - _FRESH
    except (ValueError, OverflowError):
        return True
