"""One verdict on a site from what this run saw and what is usual. Pure: no clock, no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from exports.health import BLOCKED, BROKEN, FINE, NEW, TROUBLES, UNJUDGED, Health, Reason
from scraper.health.answers import judge_answers
from scraper.health.articles import judge_articles, missing_share, windows_of, words_of
from scraper.health.facts import ArticleFacts
from scraper.health.past import Past, Thresholds, Visit
from scraper.health.silence import judge_postponed, judge_silence
from scraper.sites.site import Expect

_ARTICLE_FIGURES = frozenset({"headline_missing", "published_missing", "words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict, and what of the site's latest past is no measure for what comes."""

    health: Health
    suspects: int = 0
    """So many of the latest articles were filed while the site was broken."""

    @property
    def suspect(self) -> bool:
        """Whether this run is no measure for later ones."""
        return self.health.verdict in (BLOCKED, BROKEN)


def judge(visit: Visit, past: Past, thresholds: Thresholds, expect: Expect) -> Judgement:
    """The verdict on a site: the weightiest trouble; else `new`, `fine`, or `unjudged` and why.

    A run that was cut short, or that the site asked to leave, accuses nobody.
    """
    windows = windows_of(past.articles, visit.articles, thresholds)
    figures = _figures(visit, past)
    if visit.cut:
        return Judgement(health=_unjudged(visit.cut, figures))
    reasons = list(judge_answers(visit.answers, past, thresholds, looked=visit.looked))
    put_off = visit.answers.postponed and not reasons and not visit.looked
    if put_off:
        reasons += judge_postponed(visit, past, thresholds, expect)
        if not reasons:
            return Judgement(health=_unjudged("postponed", figures))
    reasons += judge_articles(windows, thresholds, expect)
    if visit.looked:
        reasons += judge_silence(visit, past, thresholds, expect)
    reasons.sort(key=lambda reason: TROUBLES.index(reason.verdict))
    suspects = max((reason.of or 0 for reason in reasons if reason.figure in _ARTICLE_FIGURES), default=0)
    if reasons:
        health = Health(verdict=reasons[0].verdict, reasons=tuple(reasons), figures=figures)
        return Judgement(health=health, suspects=suspects if _is_broken(reasons) else 0)
    verdict = FINE if len(past.articles) >= thresholds.past_articles else NEW
    return Judgement(health=Health(verdict=verdict, figures=figures))


def _is_broken(reasons: Sequence[Reason]) -> bool:
    return any(reason.verdict == BROKEN and reason.figure in _ARTICLE_FIGURES for reason in reasons)


def _unjudged(why: str, figures: dict[str, float | None]) -> Health:
    return Health(verdict=UNJUDGED, reasons=(Reason(verdict=UNJUDGED, figure=why),), figures=figures)


def _figures(visit: Visit, past: Past) -> dict[str, float | None]:
    """All that was measured, rounded for people."""
    answers, articles = visit.answers, visit.articles
    words = words_of(articles)
    figures: dict[str, float | None] = {
        "articles": float(len(articles)),
        "news": float(visit.news),
        **{f"{name}_missing": _missing(articles, name) for name in ("headline", "authors", "published")},
        "words": float(median(words)) if words else None,
        "removed": float(median(one.removed for one in articles)) if articles else None,
        "asked": float(answers.asked),
        "refused": _share(answers.refused, answers.asked),
        "lost": _share(answers.lost, answers.asked),
        "rejected": _share(answers.rejected, answers.fetched),
        "seconds": visit.seconds,
        "silence_hours": 0.0 if visit.news else past.rhythm.silence(visit.now),
        "usual_pause_hours": past.rhythm.usual_pause(),
        "past_articles": float(len(past.articles)),
        "past_runs": float(len(past.answers)),
        "past_days": past.rhythm.known_days(visit.now),
    }
    return {name: None if value is None else round(value, 4) for name, value in figures.items()}


def _missing(articles: Sequence[ArticleFacts], name: str) -> float | None:
    return missing_share(articles, name) if articles else None


def _share(count: int, of: int) -> float | None:
    return count / of if of else None
