"""The sections of a run report that the records fill: fields, what was removed, lengths, copies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from scraper.sheets.charts import ranked, stacked
from scraper.sheets.markup import link, tag, words
from scraper.sheets.record_figures import SiteRecords, total_of
from scraper.sheets.report_figures import Figures
from scraper.sheets.tables import Cell, numbers, share, site_name, table
from scraper.sites.site import EXPECTED_FIELDS

_EDGES = (50, 100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000)
"""Words at which a bar of the lengths begins."""

Row = Sequence[Cell]


def record_sections(figures: Figures) -> dict[str, list[etree._Element]]:
    """What stands in each of these sections, by its id."""
    total = total_of(figures.records.sites.values())
    if not total.records:
        none = "No record of this time was read."
        made = {name: [tag("p", none)] for name in ("fields", "removed", "lengths")}
    else:
        made = {
            "fields": _fields(figures, total),
            "removed": _removed(figures, total),
            "lengths": _lengths(figures, total),
        }
    return {**made, "families": _families(figures)}


def _by_site(figures: Figures, row: Callable[[SiteRecords], Row]) -> list[Row]:
    return [[site_name(name), *row(site)] for name, site in sorted(figures.records.sites.items())]


def _fields(figures: Figures, total: SiteRecords) -> list[etree._Element]:
    names = sorted(EXPECTED_FIELDS)
    rows = _by_site(
        figures, lambda site: [site.records, *(share(site.has[name], site.records) for name in names)]
    )
    values = [100 * total.has[name] / total.records for name in names]
    return [
        tag("p", f"How many of {total.records:,} records have a field, in %."),
        ranked(dict(zip(names, values, strict=True)), name="Field coverage in per cent"),
        table(["Site", "Records", *names], [["all", total.records, *(f"{v:.0f} %" for v in values)]]),
        numbers("Each site", table(["Site", "Records", *names], rows, site_rows=True)),
    ]


def _removed(figures: Figures, total: SiteRecords) -> list[etree._Element]:
    ordered = [reason for reason, _ in sorted(total.removed.items(), key=lambda item: (-item[1], item[0]))]
    whole = total.removed.total()
    counts: list[Row] = [
        [reason, total.removed[reason], share(total.removed[reason], whole)] for reason in ordered
    ]
    rows = _by_site(
        figures,
        lambda site: [
            share(site.removed_letters, site.removed_letters + site.letters),
            *(site.removed[reason] for reason in ordered),
        ],
    )
    letters = share(total.removed_letters, total.removed_letters + total.letters)
    return [
        tag("p", f"{whole:,} blocks were removed, {letters} of all letters of the article regions."),
        ranked({reason: total.removed[reason] for reason in ordered}, name="Removed blocks by reason"),
        table(["Reason", "Blocks", "Share"], counts),
        numbers("Each site", table(["Site", "Of the text", *ordered], rows, site_rows=True)),
    ]


def _lengths(figures: Figures, total: SiteRecords) -> list[etree._Element]:
    bars = [0] * (len(_EDGES) + 1)
    for length, number in total.words.items():
        bars[sum(edge <= length for edge in _EDGES)] += number
    labels = [f"< {_EDGES[0]}", *(f"{edge:,}+" for edge in _EDGES)]
    rows = _by_site(
        figures,
        lambda site: [site.words.total(), *(site.middle_words(q) or "" for q in (0.1, 0.25, 0.5, 0.75, 0.9))],
    )
    return [
        tag("p", f"Words of {total.words.total():,} texts; films, galleries and sound are left out."),
        stacked({"texts": bars}, labels, name="Texts by number of words"),
        numbers("All sites", table(["Words", "Texts"], list(zip(labels, bars, strict=True)))),
        numbers(
            "Each site",
            table(
                ["Site", "Texts", "10 % below", "25 % below", "Half below", "75 % below", "90 % below"],
                rows,
                site_rows=True,
            ),
        ),
    ]


def _families(figures: Figures) -> list[etree._Element]:
    if not figures.pairs:
        return [tag("p", "No copy of one site's article on another is known.")]
    pairs = [[site_name(pair.first), words(pair.copy), pair.same, pair.near] for pair in figures.pairs]
    largest = [
        [link(one.url, one.headline or one.url), words(one.first), one.sites, one.articles]
        for one in figures.families
    ]
    return [
        tag("p", "Of all that is delivered, whenever."),
        table(["First on", "Then on", "Same text", "Nearly the same"], pairs, site_rows=True),
        tag("h3", "Texts on most sites"),
        table(["Headline", "First on", "Sites", "Articles"], largest),
    ]
