"""The rhythms of all sites, read from the past of a finished crawl; nothing is changed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.health.rhythm import Rhythm
from scraper.health.store import HealthFault


def read_rhythms(path: Path) -> dict[str, Rhythm]:
    """The rhythm of each site in the file *path*, by its latest look. HealthFault: it can't be read."""
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=10)) as database:
            rows = database.execute("SELECT site, rhythm FROM rhythms ORDER BY looked").fetchall()
        return {site: Rhythm.from_dict(json.loads(text)) for site, text in rows}
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error) as error:
        raise HealthFault(f"{path}: {error}; the page is made without it") from error
