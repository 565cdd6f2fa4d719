"""The sums of a run as its manifest writes them, and as manifests of any age are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from exports import outcomes, source_outcomes
from exports.outcomes import SiteOutcomes
from exports.source_outcomes import SOURCE_OUTCOMES, SourceOutcomes, Sources

_OLD_DEFERRED = "left"
_OLD_KIND = "front"


def outcomes_dict(sums: SiteOutcomes) -> dict[str, Any]:
    """The sums of one site in plain JSON types, with what follows from them."""
    plain = {name: getattr(sums, name) for name in outcomes.TOTALS}
    reasons = {name: dict(sorted(getattr(sums, name).items())) for name in outcomes.REASONED}
    return {"discovered": sums.discovered, **plain, **reasons}


def sources_dict(sources: Sources) -> dict[str, dict[str, dict[str, Any]]]:
    """The sums of the sources in plain JSON types, by site and kind."""
    return {
        site: {kind: _source_dict(sums) for kind, sums in sorted(kinds.items())}
        for site, kinds in sorted(sources.items())
    }


def totals_dict(sites: Mapping[str, SiteOutcomes], sources: Sources) -> dict[str, Any]:
    """The sums of all *sites* and of all their *sources* together; of reasons, their number."""
    names = ("discovered", *outcomes.TOTALS)
    kinds = [sums for kinds in sources.values() for sums in kinds.values()]
    return {
        "sites": len(sites),
        **{name: sum(getattr(sums, name) for sums in sites.values()) for name in names},
        **{name: sum(getattr(sums, name).total() for sums in sites.values()) for name in outcomes.REASONED},
        "sources": {
            **{name: sum(getattr(sums, name) for sums in kinds) for name in source_outcomes.TOTALS},
            **{name: sum(getattr(sums, name).total() for sums in kinds) for name in source_outcomes.REASONED},
        },
    }


def load_outcomes(data: Mapping[str, Any]) -> SiteOutcomes:
    """The sums that `outcomes_dict` wrote as *data*.

    Older manifests have no `requested`, and count what was not due among the unchanged.
    """
    values: dict[str, Any] = {name: data[name] for name in outcomes.TOTALS if name != "requested"}
    values |= {name: _load_counts(data.get(name)) for name in outcomes.REASONED}
    sums = SiteOutcomes(**values)
    sums.requested = data.get("requested", sums.ended)
    return sums


def _load_counts(stated: Mapping[str, int] | int | None) -> Counter[str]:
    if isinstance(stated, int):
        return Counter({_OLD_DEFERRED: stated} if stated else {})
    return Counter(stated)


def load_sources(data: Mapping[str, Any]) -> dict[str, dict[str, SourceOutcomes]]:
    """The sums that `sources_dict` wrote as *data*. Older manifests have no kinds, and no reasons."""
    return {
        site: {_OLD_KIND: _load_old(kinds)}
        if set(kinds) == set(SOURCE_OUTCOMES)
        else {kind: _load_source(sums) for kind, sums in kinds.items()}
        for site, kinds in data.items()
    }


def find_false_sums(data: Mapping[str, Any]) -> Iterator[str]:
    """What does not add up in *data*, a manifest as it was written, in words; it must be one that loads."""
    sites = {site: load_outcomes(sums) for site, sums in data["sites"].items()}
    sources = load_sources(data.get("sources", {}))
    for name, sums in sites.items():
        if not sums.discovered and not sums.requested:
            continue  # records of a project that counts no addresses
        if "requested" not in data["sites"][name] and data["reason"] == "interrupted":
            continue  # of an older version, which knew no more
        yield from (f"{name}: {what}" for what in sums.broken_sums())
        stated = data["sites"][name].get("discovered", sums.discovered)
        if stated != sums.discovered:
            yield (
                f"{name}: {stated} addresses discovered, {sums.found} found and "
                f"{sums.refused.total()} refused"
            )
    for name, kinds in sources.items():
        for kind, source in kinds.items():
            yield from (f"{name}: sources of kind {kind}: {what}" for what in source.broken_sums())
    totals = totals_dict(sites, sources)
    if "discovered" in data["totals"]:
        for key, sum_ in totals.items():
            if data["totals"].get(key) != sum_:
                yield f"totals: {key} is {data['totals'].get(key)}, the sites have {sum_}"


def _source_dict(sums: SourceOutcomes) -> dict[str, Any]:
    plain = {name: getattr(sums, name) for name in source_outcomes.TOTALS}
    reasons = {name: dict(sorted(getattr(sums, name).items())) for name in source_outcomes.REASONED}
    return plain | reasons


def _load_source(data: Mapping[str, Any]) -> SourceOutcomes:
    values: dict[str, Any] = {name: data[name] for name in source_outcomes.TOTALS}
    return SourceOutcomes(**values | {name: Counter(data[name]) for name in source_outcomes.REASONED})


def _load_old(data: Mapping[str, int]) -> SourceOutcomes:
    failed = Counter({"unknown": data["failed"]} if data["failed"] else {})
    rested = Counter({source_outcomes.RESTED: data["rested"]} if data["rested"] else {})
    requested = data["answered"] + data["unchanged"] + failed.total()
    return SourceOutcomes(
        discovered=requested + rested.total(),
        requested=requested,
        answered=data["answered"],
        unchanged=data["unchanged"],
        failed=failed,
        deferred=rested,
    )
