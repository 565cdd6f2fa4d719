"""What a site is held against: its own past, the limits of what is usual, and what its file asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scraper.health.facts import Answers, ArticleFacts
from scraper.health.rhythm import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When a difference is news. The settings `COPYDESK_HEALTH_*` say why."""

    past_articles: int = 30
    past_runs: int = 3
    past_days: float = 8.0
    articles: int = 8
    shift: float = 0.25
    refused: float = 0.5
    words: float = 0.4
    gap: float = 2.0
    gap_hours: float = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a site from before this run."""

    articles: tuple[ArticleFacts, ...] = ()
    """The latest, oldest first."""
    answers: tuple[Answers, ...] = ()
    """Of the latest runs that looked at the same of the site, oldest first."""
    rhythm: Rhythm = field(default_factory=Rhythm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What this run saw of a site."""

    now: datetime
    """When it ended, UTC."""
    articles: tuple[ArticleFacts, ...] = ()
    """In the order in which they were filed."""
    answers: Answers = field(default_factory=Answers)
    news: int = 0
    """How many of all its articles of this run are news."""
    seconds: float | None = None
    """Median time of its answers."""
    looked: bool = True
    """Whether a source was answered, or was not due."""
    cut: str | None = None
    """What kept the run from looking at all that it should: `interrupted`, `limit` ...; `None`: nothing."""
