"""A plain process pool over a WARC archive: warcio, `scraper.extract`, a line a record; no order, no limits.

usage: python -m benchmarks.racers.plain_pool ARCHIVE OUT WORKERS

The last line of stdout is JSON: `pages`, `rate` (a second, from the first to the last), `parent` (seconds of
processor time of the process that reads the files).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from scraper import NotAnArticle, extract

_AHEAD = 32


def main() -> None:
    """Reads the archive in WORKERS processes."""
    folder, out, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    begun, ends = time.process_time(), []
    with ProcessPoolExecutor(workers) as pool, out.open("w", encoding="utf-8") as lines:
        waiting = []
        for page in _pages(folder):
            waiting.append(pool.submit(_read, *page))
            if len(waiting) > _AHEAD * workers:
                lines.write(waiting.pop(0).result())
                ends.append(time.perf_counter())
        for answer in waiting:
            lines.write(answer.result())
            ends.append(time.perf_counter())
    spent = time.process_time() - begun
    print(json.dumps({"pages": len(ends), "rate": (len(ends) - 1) / (ends[-1] - ends[0]), "parent": spent}))


def _pages(folder: Path) -> Iterator[tuple[bytes, str, str]]:
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "response":
                    kind = record.http_headers.get_header("Content-Type")
                    yield (
                        record.content_stream().read(),
                        record.rec_headers.get_header("WARC-Target-URI"),
                        kind,
                    )


def _read(html: bytes, url: str, content_type: str) -> str:
    try:
        return extract(html, url, content_type=content_type).to_json() + "\n"
    except NotAnArticle:
        return ""


if __name__ == "__main__":
    main()
