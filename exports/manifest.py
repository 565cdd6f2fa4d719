"""The manifest of a run: when, with what, what became of every address, and which files it delivered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports.delivered import Part
from exports.disk import make_folder, write_whole
from exports.health import Health
from exports.layout import RUNS, manifest_path, new_run_id
from exports.outcomes import SiteOutcomes
from exports.reader import ReadError

__all__ = [
    "Manifest",
    "ManifestPart",
    "find_manifests",
    "load_manifest",
    "new_run_id",
    "to_instant",
    "write_manifest",
]

SCHEMA = "copydesk-run/1"
RUNNING = "running"
INTERRUPTED = "interrupted"
_SUMS = ("found", "fetched", "filed", "unchanged", "deferred")


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
    sources: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By site: how many front pages, feeds, sitemaps and section pages had which of `SOURCE_OUTCOMES`."""
    refused: Mapping[str, int] = field(default_factory=dict)
    """Links and lines of lists that were not taken for articles, by reason: `bad_address` ..."""
    health: Mapping[str, Health] = field(default_factory=dict)
    """How each site stands against its own past; none while the run is under way, or was killed."""
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
        empty = SiteOutcomes()
        sites = {
            site: replace(self.sites.get(site, empty), filed=filed.get(site, 0))
            for site in sorted(self.sites.keys() | filed.keys())
        }
        return replace(
            self.with_parts(parts),
            reason=INTERRUPTED,
            finished=None,
            recovered=(self.recovered or 0) + max(late, 0),
            sites=sites,
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
            "totals": self._totals(),
            "sites": {site: _outcomes_dict(sums) for site, sums in sorted(self.sites.items())},
            "sources": {site: dict(counts) for site, counts in sorted(self.sources.items())},
            "refused": dict(self.refused),
            "health": {site: health.to_dict() for site, health in sorted(self.health.items())},
            "parts": [
                {"path": p.path, "records": p.records, "bytes": p.bytes, "sha256": p.sha256}
                for p in self.parts
            ],
        }

    def _totals(self) -> dict[str, int]:
        sums = {name: sum(getattr(site, name) for site in self.sites.values()) for name in _SUMS}
        return {
            "sites": len(self.sites),
            **sums,
            "skipped": sum(site.skipped.total() for site in self.sites.values()),
            "failed": sum(site.failed.total() for site in self.sites.values()),
            "parts": len(self.parts),
            "records": sum(part.records for part in self.parts),
            "bytes": sum(part.bytes for part in self.parts),
        }


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Writes *manifest* to its place in *out*, whole or not at all. DeliveryError: it could not."""
    text = json.dumps(manifest.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    path = manifest_path(out, manifest.run)
    make_folder(path.parent)
    write_whole(path, text.encode("utf-8", "replace"))


def load_manifest(path: Path) -> Manifest:
    """The manifest that *path* holds. ReadError: it can't be read, or is none."""
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema is {data['schema']!r}; this version reads {SCHEMA!r}")
        return Manifest(
            run=data["run"],
            reason=data["reason"],
            started=data["started"],
            finished=data["finished"],
            recovered=data["recovered"],
            software=data["software"],
            sites={site: _outcomes(sums) for site, sums in data["sites"].items()},
            sources=data.get("sources", {}),
            refused=data.get("refused", {}),
            health={site: Health.from_dict(health) for site, health in data.get("health", {}).items()},
            parts=tuple(ManifestPart(**part) for part in data["parts"]),
        )
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError(f"{path}: no manifest: {error}") from error


def find_manifests(out: Path) -> Iterator[Path]:
    """The manifests in the export folder *out*, the oldest run first."""
    return iter(sorted(path for path in (out / RUNS).glob("*.json") if not path.name.startswith(".")))


def to_instant(moment: datetime) -> str:
    """*moment* (aware) as `YYYY-MM-DDTHH:MM:SSZ`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _outcomes_dict(sums: SiteOutcomes) -> dict[str, Any]:
    plain: dict[str, Any] = {name: getattr(sums, name) for name in _SUMS}
    return {
        **plain,
        "skipped": dict(sorted(sums.skipped.items())),
        "failed": dict(sorted(sums.failed.items())),
    }


def _outcomes(data: Mapping[str, Any]) -> SiteOutcomes:
    sums = {name: data[name] for name in _SUMS}
    return SiteOutcomes(**sums, skipped=Counter(data["skipped"]), failed=Counter(data["failed"]))
