"""The manifest of a run: when, with what, what became of every address, and which files it delivered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports.delivered import Gone, Part
from exports.disk import make_folder, write_whole
from exports.health import Health
from exports.layout import RUNS, manifest_path, new_run_id
from exports.manifest_sums import load_outcomes, load_sources, outcomes_dict, sources_dict, totals_dict
from exports.outcomes import SiteOutcomes
from exports.reader import ReadError
from exports.source_outcomes import Sources

__all__ = [
    "Manifest",
    "ManifestPart",
    "find_manifests",
    "load_manifest",
    "new_run_id",
    "parse_manifest",
    "to_instant",
    "write_manifest",
]

SCHEMA = "copydesk-run/1"
RUNNING = "running"
SHUTDOWN = "shutdown"
"""Scrapy's word for a crawl that was told to end."""
INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestPart:
    """One delivered file."""

    path: str
    """Relative to the export folder, with `/`."""
    records: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What `runs/RUN.json` says."""

    run: str
    reason: str = RUNNING
    """Why it ended: Scrapy's finish reason; `running` while it runs, `interrupted` when it was killed."""
    started: str | None = None
    """UTC instant `YYYY-MM-DDTHH:MM:SSZ`."""
    finished: str | None = None
    """UTC instant; `None` for a run that runs or was killed."""
    recovered: int | None = None
    """Records that a later run found in the journals of this one and delivered; `None`: it needed no help."""
    software: Mapping[str, str] = field(default_factory=dict)
    """Name and version of what ran."""
    sites: Mapping[str, SiteOutcomes] = field(default_factory=dict)
    """What became of every address, by site."""
    sources: Sources = field(default_factory=dict)
    """What became of the requests for front pages, feeds, sitemaps, section pages and robots.txt."""
    refused: Mapping[str, int] = field(default_factory=dict)
    """Links, and lines of lists (`bad_address`), of all sites that were not taken for articles, by reason."""
    health: Mapping[str, Health] = field(default_factory=dict)
    """How each site stands against its own past; none while the run is under way, or was killed."""
    gone: tuple[Gone, ...] = ()
    """Pages of filed articles that were not there any more."""
    parts: tuple[ManifestPart, ...] = ()
    """The delivered files, by path."""

    def with_parts(self, parts: Iterable[Part]) -> Manifest:
        """The same with these *parts*."""
        rows = (ManifestPart(path=p.path, records=p.records, bytes=p.bytes, sha256=p.sha256) for p in parts)
        return replace(self, parts=tuple(sorted(rows, key=lambda part: part.path)))

    def as_interrupted(self, parts: Sequence[Part], filed: Mapping[str, int]) -> Manifest:
        """The same run, killed: these *parts* stand delivered and so many records of each site are *filed*.

        What is in *parts* beyond what the manifest knew counts as recovered; said twice it counts once.
        """
        known = sum(part.records for part in self.parts)
        late = sum(part.records for part in parts) - known
        names = sorted(self.sites.keys() | filed.keys())
        return replace(
            self.with_parts(parts),
            reason=INTERRUPTED,
            finished=None,
            recovered=(self.recovered or 0) + max(late, 0),
            sites={
                name: self.sites.get(name, SiteOutcomes()).as_interrupted(filed.get(name, 0))
                for name in names
            },
            sources={
                site: {kind: sums.as_interrupted() for kind, sums in kinds.items()}
                for site, kinds in self.sources.items()
            },
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, keys in order, sums included."""
        return {
            "schema": SCHEMA,
            "run": self.run,
            "reason": self.reason,
            "started": self.started,
            "finished": self.finished,
            "recovered": self.recovered,
            "software": dict(self.software),
            "totals": {
                **totals_dict(self.sites, self.sources),
                "parts": len(self.parts),
                "records": sum(part.records for part in self.parts),
                "bytes": sum(part.bytes for part in self.parts),
            },
            "sites": {site: outcomes_dict(sums) for site, sums in sorted(self.sites.items())},
            "sources": sources_dict(self.sources),
            "refused": dict(self.refused),
            "health": {site: health.to_dict() for site, health in sorted(self.health.items())},
            "gone": [asdict(page) for page in self.gone],
            "parts": [
                {"path": p.path, "records": p.records, "bytes": p.bytes, "sha256": p.sha256}
                for p in self.parts
            ],
        }


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Writes *manifest* to its place in *out*, whole or not at all. DeliveryError: it could not."""
    text = json.dumps(manifest.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    path = manifest_path(out, manifest.run)
    make_folder(path.parent)
    write_whole(path, text.encode("utf-8", "replace"))


def load_manifest(path: Path, *, with_sources: bool = True) -> Manifest:
    """The manifest that *path* holds; without its sources it is read in half the time.

    ReadError: it can't be read, or is none.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error
    return parse_manifest(text, str(path), with_sources=with_sources)


def parse_manifest(text: bytes, name: str, *, with_sources: bool = True) -> Manifest:
    """The manifest that *text* is, which is called *name* where it is none: ReadError."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema is {data['schema']!r}; this version reads {SCHEMA!r}")
        return Manifest(
            run=data["run"],
            reason=data["reason"],
            started=data["started"],
            finished=data["finished"],
            recovered=data["recovered"],
            software=data["software"],
            sites={site: load_outcomes(sums) for site, sums in data["sites"].items()},
            sources=load_sources(data.get("sources", {})) if with_sources else {},
            refused=data.get("refused", {}),
            health={site: Health.from_dict(health) for site, health in data.get("health", {}).items()},
            gone=tuple(Gone(**page) for page in data.get("gone", ())),
            parts=tuple(ManifestPart(**part) for part in data["parts"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError(f"{name}: no manifest: {error}") from error


def find_manifests(out: Path) -> Iterator[Path]:
    """The manifests in the export folder *out*, the oldest run first."""
    return iter(sorted(path for path in (out / RUNS).glob("*.json") if not path.name.startswith(".")))


def to_instant(moment: datetime) -> str:
    """*moment* (aware) as `YYYY-MM-DDTHH:MM:SSZ`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
