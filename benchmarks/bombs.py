"""What bombs cost: answers of a few KiB that unpack to hundreds of MiB, at each kind of packing and limit.

`python -m benchmarks.bombs` unpacks each in a process of its own, as a crawl does and as a packed sitemap is
read, and prints the growth of that process (its peak less what it had before) and its time. Linux only.
Ends with status 1 where one grew by more than 60 MiB, cost more than 2 s or was not refused or cut.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from scraper.discovery.unpacking import unpack
from scraper.middlewares.decoders import zstd
from scraper.middlewares.decompression import decompress
from scraper.middlewares.refused import TooLarge

ROOT = Path(__file__).parents[1]
MIB = 1024 * 1024
MOST_MIB, MOST_SECONDS = 60.0, 2.0
LIMITS = {"page": 8 * MIB, "feed": 16 * MIB, "sitemap": 50 * MIB}
_SIZE = 400 * MIB


def _fed(pack: Callable[[bytes], bytes], flush: Callable[[], bytes]) -> bytes:
    piece = bytes(MIB)
    return b"".join(pack(piece) for _ in range(_SIZE // MIB)) + flush()


def _gzip() -> bytes:
    stream = zlib.compressobj(9, wbits=31)
    return _fed(stream.compress, stream.flush)


def _deflate() -> bytes:
    stream = zlib.compressobj(9)
    return _fed(stream.compress, stream.flush)


def _brotli() -> bytes:
    stream = brotli.Compressor(quality=5, lgwin=24)
    return _fed(stream.process, stream.finish)


def _zstd() -> bytes:
    stream = zstd.ZstdCompressor()
    return _fed(stream.compress, stream.flush)


def _members() -> bytes:
    return gzip.compress(bytes(MIB)) * (_SIZE // MIB)


def _frames() -> bytes:
    return zstd.compress(bytes(MIB)) * (_SIZE // MIB)


BOMBS: dict[str, tuple[list[str], Callable[[], bytes]]] = {
    "gzip": (["gzip"], _gzip),
    "gzip twice": (["gzip", "gzip"], lambda: gzip.compress(_gzip())),
    "gzip thrice": (["gzip", "gzip", "gzip"], lambda: gzip.compress(gzip.compress(_gzip()))),
    "gzip members": (["gzip"], _members),
    "deflate": (["deflate"], _deflate),
    "br": (["br"], _brotli),
    "br in gzip": (["gzip", "br"], lambda: gzip.compress(_brotli())),
    "zstd": (["zstd"], _zstd),
    "zstd frames": (["zstd"], _frames),
}


def measure(body: bytes, names: Sequence[str], limit: int) -> tuple[float, float, str]:
    """(MiB by which this process grew, seconds, how it ended) of unpacking *body*.

    Without *names* it is read as a sitemap whose file is packed.
    """
    before, began = _resident(), time.process_time()
    try:
        if names:
            out, _ = decompress(body, names, limit)
        else:
            out, _ = unpack(body, limit)
        end = "cut" if len(out) <= limit else "whole"
    except TooLarge:
        end = "refused"
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return max(peak - before, 0.0), spent, end


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / MIB


def _child(name: str, limit: int) -> int:
    names = BOMBS[name][0] if name in BOMBS else []
    grown, spent, end = measure(sys.stdin.buffer.read(), names, limit)
    print(f"{grown:.1f} {spent:.3f} {end}")
    return 0


def play(name: str, names: list[str], body: bytes, kind: str) -> bool:
    """Whether the bomb called *name* stays within the limits."""
    command = [sys.executable, "-m", "benchmarks.bombs", "--child", name if names else "", str(LIMITS[kind])]
    found = subprocess.run(command, input=body, capture_output=True, cwd=ROOT, check=True).stdout.split()
    grown, spent, end = float(found[0]), float(found[1]), found[2].decode()
    good = grown <= MOST_MIB and spent <= MOST_SECONDS and end != "whole"
    print(
        f"{name:14} {kind:8} {len(body):9} bytes: {grown:6.1f} MiB, {spent:6.3f} s, {end}"
        + ("" if good else "  BAD"),
        flush=True,
    )
    return good


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where a bomb did harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        return _child(options.child[0], int(options.child[1]))
    good = True
    for name, (names, make) in BOMBS.items():
        body = make()
        for kind in LIMITS:
            good &= play(name, names, body, kind)
        if name in ("gzip", "gzip twice"):
            good &= play(f"{name} file", [], body, "sitemap")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
