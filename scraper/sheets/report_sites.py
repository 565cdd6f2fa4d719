"""The first table of a run report: a row a site with what matters most."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from exports.health import TROUBLES, VERDICTS
from scraper.health.words import health_advice, hours
from scraper.sheets.charts import spark, strip
from scraper.sheets.markup import tag, words
from scraper.sheets.periods import Periods
from scraper.sheets.record_figures import SiteRecords
from scraper.sheets.report_figures import Figures
from scraper.sheets.run_figures import SiteRuns
from scraper.sheets.tables import Cell, share, site_name, table

_MOST_NAMES = 12
_HEADS = (
    "Site",
    "Health",
    "Verdicts",
    "Filed",
    "Over time",
    "Failed",
    "Answer, s",
    "Words",
    "Removed",
    "Latest news",
    "Usual pause",
)


def site_section(figures: Figures) -> list[etree._Element]:
    """Troubles in words, then every site."""
    told = [tag("li", words(", ".join(names)), f": {what}.") for what, names in _advice(figures)]
    made: list[etree._Element] = []
    if told:
        made += [tag("h3", "What to do next"), tag("ul", told)]
    rows = [_row(figures, name) for name in figures.names]
    made.append(table(_HEADS, rows, site_rows=True))
    return made


def _advice(figures: Figures) -> list[tuple[str, list[str]]]:
    """(verdict and what to do, the sites that it is said of), the weightiest first."""
    said: dict[tuple[int, str], list[str]] = {}
    for name, site in sorted(figures.runs.sites.items()):
        health = site.latest
        if health and health.verdict in TROUBLES and health.reasons:
            key = TROUBLES.index(health.verdict), f"{health.verdict}: {health_advice(health)}"
            said.setdefault(key, []).append(name)
    return [
        (
            what,
            [
                *names[:_MOST_NAMES],
                *([f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []),
            ],
        )
        for (_, what), names in sorted(said.items())
    ]


def filed_by_period(site: SiteRuns, periods: Periods, group: str = "filed") -> list[int]:
    """How many addresses of *site* came to *group* in each of *periods*."""
    values = [0] * len(periods.starts)
    for day, number in site.days.get(group, {}).items():
        if (place := periods.place(day)) is not None:
            values[place] += number
    return values


def verdicts_by_period(site: SiteRuns, periods: Periods) -> list[str | None]:
    """The weightiest verdict on *site* in each of *periods*; None: it was not judged."""
    values: list[str | None] = [None] * len(periods.starts)
    for day, verdict in site.verdicts.items():
        place = periods.place(day)
        if place is not None:
            values[place] = min(values[place] or VERDICTS[-1], verdict, key=VERDICTS.index)
    return values


def seconds_of(site: SiteRuns) -> float | None:
    """The middle response time, in the mean of the runs; None: none was recorded."""
    runs = sum(number for _, number in site.seconds.values())
    return sum(total for total, _ in site.seconds.values()) / runs if runs else None


def verdict_word(verdict: str | None) -> etree._Element | None:
    """*verdict* in its colour."""
    return tag("span", verdict, class_=f"word v-{verdict}") if verdict in VERDICTS else None


def _row(figures: Figures, name: str) -> list[Cell]:
    site = figures.runs.sites.get(name, SiteRuns())
    records = figures.records.sites.get(name, SiteRecords())
    rhythm = figures.rhythms.get(name)
    asked = site.totals.total()
    seconds = seconds_of(site)
    pause = rhythm.usual_pause() if rhythm else None
    return [
        site_name(name),
        verdict_word(site.latest.verdict if site.latest else None),
        strip(verdicts_by_period(site, figures.periods)),
        site.totals["filed"],
        spark(filed_by_period(site, figures.periods)),
        share(site.totals["failed"], asked),
        "" if seconds is None else round(seconds, 2),
        records.middle_words() or "",
        share(records.removed_letters, records.removed_letters + records.letters),
        _day(rhythm.last_news) if rhythm and rhythm.last_news else "",
        "" if pause is None else hours(pause),
    ]


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
