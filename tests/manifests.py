"""The manifests that crawls under test left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_manifests(out: Path) -> list[dict[str, Any]]:
    """The manifests in the export folder *out*, in the order in which their runs ended.

    Names do not tell it: of two runs that begin in one second, either may come first.
    """
    paths = sorted((out / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return [json.loads(path.read_text()) for path in paths]
