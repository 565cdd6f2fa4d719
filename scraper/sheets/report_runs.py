"""The sections of a run report that the manifests fill: articles, outcomes, response times, health."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from exports.health import UNJUDGED, VERDICTS
from scraper.health.words import describe
from scraper.sheets.charts import line, stacked
from scraper.sheets.markup import tag
from scraper.sheets.report_figures import Figures
from scraper.sheets.report_sites import (
    filed_by_period,
    seconds_of,
    verdict_word,
    verdicts_by_period,
)
from scraper.sheets.run_figures import GROUPS, SiteRuns
from scraper.sheets.tables import Cell, numbers, share, site_name, table

_MOST_REASONS = 12
_FIGURES = (
    ("articles", "Articles"),
    ("news", "New"),
    ("refused", "Refused"),
    ("lost", "Lost"),
    ("rejected", "No article"),
    ("headline_missing", "No headline"),
    ("published_missing", "No date"),
    ("authors_missing", "No author"),
    ("words", "Words"),
    ("silence_hours", "Silent, h"),
)
_SHARES = frozenset(
    {"refused", "lost", "rejected", "headline_missing", "published_missing", "authors_missing"}
)

Sections = dict[str, list[etree._Element]]


def run_sections(figures: Figures) -> Sections:
    """What stands in each of these sections, by its id."""
    return {
        "articles": _articles(figures),
        "outcomes": _outcomes(figures),
        "answers": _answers(figures),
        "health": _health(figures),
    }


def _labels(figures: Figures) -> list[str]:
    return [start.isoformat() for start in figures.periods.starts]


def _by_period(figures: Figures, group: str) -> list[int]:
    rows = [filed_by_period(site, figures.periods, group) for site in figures.runs.sites.values()]
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * len(figures.periods.starts)


def _articles(figures: Figures) -> list[etree._Element]:
    labels, step = _labels(figures), figures.periods.name
    totals = _by_period(figures, "filed")
    rows = [
        [site_name(name), site.totals["filed"], *filed_by_period(site, figures.periods)]
        for name, site in sorted(figures.runs.sites.items())
    ]
    by_site = table(["Site", "All", *labels], rows, site_rows=True)
    return [
        tag("p", f"Records filed, by {step} (UTC); edits of articles that were filed before are among them."),
        stacked({"filed": totals}, labels, name=f"Records filed by {step}"),
        numbers(f"All sites by {step}", table([step, "filed"], zip(labels, totals, strict=True))),
        numbers(f"Each site by {step}", by_site),
    ]


def _outcomes(figures: Figures) -> list[etree._Element]:
    labels, step = _labels(figures), figures.periods.name
    series = {group: _by_period(figures, group) for group in GROUPS}
    reasons: Counter[tuple[str, str]] = Counter()
    for site in figures.runs.sites.values():
        reasons.update(site.reasons)
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    sites = [_outcome_row(name, site) for name, site in sorted(figures.runs.sites.items())]
    endings: list[list[Cell]] = [[reason, count] for reason, count in figures.runs.endings.most_common()]
    return [
        tag("p", "What the requests for articles came to."),
        stacked(series, labels, name=f"Outcomes by {step}"),
        numbers(
            f"All sites by {step}",
            table([step, *GROUPS], [list(row) for row in zip(labels, *series.values(), strict=True)]),
        ),
        numbers("By reason", table(["Reason", "Outcome", "Addresses"], [[r, o, n] for (o, r), n in ordered])),
        numbers("Each site", table(["Site", *GROUPS, "Most frequent reasons"], sites, site_rows=True)),
        numbers("How the runs ended", table(["Reason", "Runs"], endings)),
    ]


def _outcome_row(name: str, site: SiteRuns) -> list[Cell]:
    trouble = Counter({key: n for key, n in site.reasons.items() if key[0] in ("skipped", "failed")})
    most = sorted(trouble.items(), key=lambda item: (-item[1], item[0]))[:_MOST_REASONS]
    told = ", ".join(f"{reason} {number:,}" for (_, reason), number in most)
    return [site_name(name), *(site.totals[group] for group in GROUPS), told]


def _answers(figures: Figures) -> list[etree._Element]:
    labels, step = _labels(figures), figures.periods.name
    sums = [(0.0, 0)] * len(labels)
    for site in figures.runs.sites.values():
        for day, (total, number) in site.seconds.items():
            place = figures.periods.place(day)
            if place is not None:
                sums[place] = (sums[place][0] + total, sums[place][1] + number)
    values = [whole / count if count else None for whole, count in sums]
    if not any(value is not None for value in values):
        return [tag("p", "None was recorded: only crawls of sites (news) that are judged record them.")]
    slowest = sorted(
        (
            (seconds, name)
            for name, site in figures.runs.sites.items()
            if (seconds := seconds_of(site)) is not None
        ),
        reverse=True,
    )
    times: list[list[Cell]] = [
        [label, "" if value is None else round(value, 3)] for label, value in zip(labels, values, strict=True)
    ]
    return [
        tag("p", "Seconds to an answer: the middle one of each run and site, in the mean."),
        line(values, labels, name=f"Seconds to an answer by {step}"),
        numbers(f"All sites by {step}", table([step, "seconds"], times)),
        numbers(
            "Each site, the slowest first",
            table(["Site", "Seconds"], [[site_name(n), round(s, 3)] for s, n in slowest], site_rows=True),
        ),
    ]


def _health(figures: Figures) -> list[etree._Element]:
    labels, step = _labels(figures), figures.periods.name
    counts = {verdict: [0] * len(labels) for verdict in VERDICTS}
    rows = []
    for name, site in sorted(figures.runs.sites.items()):
        verdicts = verdicts_by_period(site, figures.periods)
        for place, verdict in enumerate(verdicts):
            if verdict:
                counts[verdict][place] += 1
        if site.latest:
            rows.append(_health_row(name, site, Counter(filter(None, verdicts))))
    if not rows:
        return [tag("p", "No site was judged yet.")]
    known = [verdict for verdict in VERDICTS if any(counts[verdict])]
    by_period = zip(labels, *(counts[verdict] for verdict in known), strict=True)
    key = [tag("span", tag("span", class_=f"swatch v-{verdict}"), f" {verdict}") for verdict in known]
    return [
        tag(
            "p",
            f"The weightiest verdict of each {step} is in the first table, of the latest run in this one.",
        ),
        tag("p", key, class_="key"),
        numbers(f"Sites by {step}", table([step, *known], [list(row) for row in by_period])),
        table(
            ["Site", "Verdict", "Judged on", f"By {step}", *(head for _, head in _FIGURES), "What decided"],
            rows,
            site_rows=True,
        ),
    ]


def _health_row(name: str, site: SiteRuns, verdicts: Counter[str]) -> list[Cell]:
    health = site.latest
    assert health is not None
    shown: list[Cell] = []
    for figure, _ in _FIGURES:
        value = health.figures.get(figure)
        if value is None:
            shown.append("")
        else:
            shown.append(share(value, 1) if figure in _SHARES else round(value))
    told = "; ".join(
        reason.figure if reason.verdict == UNJUDGED else describe(reason) for reason in health.reasons
    )
    past = ", ".join(f"{verdict} {verdicts[verdict]}" for verdict in VERDICTS if verdicts[verdict])
    return [site_name(name), verdict_word(health.verdict), (site.judged_on or "")[:10], past, *shown, told]
