"""The pictures of the README: `make pictures` crawls the demo and photographs its audit page and report.

Needs Chromium (Debian: apt-get install chromium). The files are named in `PICTURES`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.chromium import Browser, Tab, find_chromium

ROOT = Path(__file__).parents[1]
PICTURES = {"audit.png": ".cut.r-byline", "report.png": "body"}
"""File, and what stands at its top."""
_FERRY = "http://gazette.example/2026/10/harbour-ferry-returns"
_WIDTH, _HEIGHT = 1100, 760


def main(folder: Path) -> int:
    """Writes the pictures to *folder*; the exit status."""
    chromium = find_chromium()
    if chromium is None:
        print("no Chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        _scrapy(place, "crawl", "demo")
        _scrapy(place, "audit", _FERRY)
        _scrapy(place, "report")
        with Browser(chromium) as browser:
            for name, place_of_interest in PICTURES.items():
                page = Path(place) / Path(name).with_suffix(".html")
                tab = browser.open(page, width=_WIDTH, height=_HEIGHT)
                tab.run(f"document.querySelector({place_of_interest!r}).scrollIntoView()")
                _photograph(tab, folder / name)
    return 0


def _photograph(tab: Tab, path: Path) -> None:
    if problems := tab.problems():
        raise SystemExit(f"{path.name}: {problems[0]}")
    tab.picture(path)
    print(f"{path}: {path.stat().st_size:,} bytes")


def _scrapy(folder: str, *words: str) -> None:
    command = [sys.executable, "-m", "scrapy", *words]
    environment = {
        "SCRAPY_SETTINGS_MODULE": "scraper.settings",
        "PYTHONPATH": str(ROOT),
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img"))
