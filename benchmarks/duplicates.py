"""What the search for near copies costs in memory, disk and time, by the number of delivered articles.

usage: python -m benchmarks.duplicates [--articles 200000]

The articles are made up and all different; each is compared with all before it as a crawl does it, and
entered in a ledger on disk.
"""

from __future__ import annotations

import argparse
import struct
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.invented import page
from exports.delivered import Sketch
from exports.ledger import Ledger
from exports.record import Record
from pipelines.duplicates import link_records
from pipelines.sketches import VALUES, to_bands
from scraper import extract

BATCH = 5000
GIB = 2**30


def sketch_of(record: Record) -> Sketch:
    """A sketch like that of a text which no other is like."""
    random = Random(record.id)
    signature = struct.pack(f"<{VALUES}I", *(random.getrandbits(32) for _ in range(VALUES)))
    return Sketch(signature=signature, bands=to_bands(signature))


def batch(model: Record, first: int) -> list[Record]:
    """`BATCH` records, numbered from *first*."""
    return [
        replace(
            model,
            id=f"{number:032x}",
            url=f"https://gazette.example/{number}",
            requested_url=f"https://gazette.example/{number}",
            text_hash=f"{number:064x}",
        )
        for number in range(first, first + BATCH)
    ]


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def fill(path: Path, articles: int) -> Iterator[tuple[int, float]]:
    """Enter so many *articles*, in full batches, in the ledger at *path*: (how many there are, seconds of the
    processor for each of the last ones) after each batch."""
    model = extract(page(1), "https://gazette.example/1")
    with closing(Ledger(path, sketch=sketch_of)) as ledger:
        for first in range(0, articles, BATCH):
            records, begun = batch(model, first), time.process_time()
            linked = link_records(records, ledger)
            rows = [(record, "site=gazette.example/part") for record in linked]
            ledger.commit(run="RUN", journal=first, records=rows, parts=(), aliases={})
            yield first + BATCH, (time.process_time() - begun) / BATCH


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="duplicates-") as folder:
        path = Path(folder) / "ledger.sqlite"
        print("articles  memory MiB  ledger MiB  bytes each  µs to compare and enter one")
        for count, spent in fill(path, options.articles):
            if count % max(options.articles // 10 // BATCH * BATCH, BATCH) == 0:
                size = path.stat().st_size
                print(
                    f"{count:8,}  {resident() / 2**20:10.0f}  {size / 2**20:10.0f}  {size / count:10.0f}"
                    f"  {spent * 1e6:27.0f}",
                    flush=True,
                )
        print(f"in 1 GiB of ledger fit {GIB * count // path.stat().st_size:,} articles")


if __name__ == "__main__":
    main()
