"""What the racers of `speed.py` cost, as tables: a page, and each page more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol, TypeVar

from benchmarks.meter import Cost

OWN = "copydesk"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one racer made of a race in one round."""

    racer: str
    pages: int
    """Article pages that were fetched and read."""
    records: int
    """Articles that came out: of a page that is read under two addresses Copydesk files one."""
    cost: Cost

    @property
    def milliseconds(self) -> float:
        """Of processor time for one page, all processes together."""
        return 1000 * self.cost.cpu / max(1, self.pages)

    @property
    def rate(self) -> float:
        """Pages a second by the clock, start and end included."""
        return self.pages / self.cost.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What one racer's pages cost more in a larger race than in a smaller one: start and end fall out."""

    racer: str
    milliseconds: float
    """Of processor time for each page more."""
    rate: float
    """Pages more in each second more, by the clock."""
    start: float
    """Seconds of processor time that the smaller race took beyond its pages: start and end."""


class _Measured(Protocol):
    @property
    def racer(self) -> str: ...
    @property
    def milliseconds(self) -> float: ...
    @property
    def rate(self) -> float: ...


def grow(small: Result, large: Result) -> Growth:
    """From *small* to *large*, of the same racer; zeros where the pages did not grow."""
    pages = large.pages - small.pages
    cpu, seconds = large.cost.cpu - small.cost.cpu, large.cost.seconds - small.cost.seconds
    each = cpu / pages if pages > 0 else 0.0
    return Growth(
        racer=small.racer,
        milliseconds=1000 * each,
        rate=pages / seconds if pages > 0 and seconds > 0 else 0.0,
        start=small.cost.cpu - each * small.pages,
    )


def to_table(results: Iterable[Result]) -> str:
    """A line for each racer: medians over the rounds, and its ratios to Copydesk's with their spread."""
    by_racer = _by_racer(results)
    rows = [
        f"{'racer':20}{'pages':>8}{'records':>9}{'CPU ms':>9}{'pages/s':>9}{'MiB':>7}"
        "  CPU and pages/s against Copydesk's"
    ]
    for racer, rounds in by_racer.items():
        rows.append(
            f"{racer:20}{_middle(rounds, lambda one: one.pages):8.0f}"
            f"{_middle(rounds, lambda one: one.records):9.0f}"
            f"{_middle(rounds, lambda one: one.milliseconds):9.1f}"
            f"{_middle(rounds, lambda one: one.rate):9.1f}"
            f"{max(one.cost.peak_mib for one in rounds):7.0f}  {_against(rounds, by_racer.get(OWN, []))}"
        )
    return "\n".join(rows)


def to_growth(small: Iterable[Result], large: Iterable[Result]) -> str:
    """The same of each page more in *large* than in *small*, round by round, and what start and end cost."""
    pairs = zip(_by_racer(small).items(), _by_racer(large).values(), strict=True)
    by_racer = {racer: list(map(grow, before, after)) for (racer, before), after in pairs}
    rows = [
        f"{'each page more':20}{'':17}{'CPU ms':>9}{'pages/s':>9}{'':7}"
        "  CPU and pages/s against Copydesk's; start"
    ]
    for racer, rounds in by_racer.items():
        against = _against(rounds, by_racer.get(OWN, []))
        rows.append(
            f"{racer:20}{'':17}{_middle(rounds, lambda one: one.milliseconds):9.1f}"
            f"{_middle(rounds, lambda one: one.rate):9.1f}{'':7}"
            f"  {against}{'; ' if against else ''}{_middle(rounds, lambda one: one.start):.1f} s of CPU"
        )
    return "\n".join(rows)


def _by_racer(results: Iterable[Result]) -> dict[str, list[Result]]:
    by_racer: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_racer[result.racer].append(result)
    return by_racer


def _middle(rounds: Sequence[Row], value: Callable[[Row], float]) -> float:
    return median(map(value, rounds))


def _against(rounds: Sequence[_Measured], own: Sequence[_Measured]) -> str:
    """Copydesk's share of this racer's processor time, and its pages a second to one of this racer's."""
    if not own or rounds[0].racer == OWN:
        return ""
    pairs = list(zip(own, rounds, strict=True))
    cpu = [ours.milliseconds / theirs.milliseconds for ours, theirs in pairs if theirs.milliseconds]
    rate = [ours.rate / theirs.rate for ours, theirs in pairs if theirs.rate]
    return f"{_spread(cpu)} of its CPU, {_spread(rate)} times its pages/s"


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})" if ratios else "none"
