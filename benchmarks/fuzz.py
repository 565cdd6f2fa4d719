"""Pages, feeds, sitemaps and addresses broken at random: none may crash, hang or make a bad line.

`python -m benchmarks.fuzz FOLDER --count 10000 --seed 1` mutates the `.html` and `.xml` files below FOLDER
(the demo's, where none is given). Ends with status 1 where something broke, and names the
seed that does it again.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from exports.record import Crawl
from exports.schema import violations
from scraper.article import Article
from scraper.discovery.feeds import parse_feed
from scraper.discovery.sitemaps import parse_sitemap
from scraper.extraction.extract import extract_article
from scraper.normalise.dates import parse_date
from scraper.normalise.urls import absolute_url, identity_of, normalise_url
from scraper.page import Page
from scraper.sites.site import Site

DEMO = Path(__file__).parents[1] / "scraper" / "demo" / "sites"
LIMIT = 10.0
"""Seconds of processor time for one page."""
MAX_LINE = 4 * 1024 * 1024
_SITE = Site(domain="gazette.example")
_CRAWL = Crawl(run="fuzz", retrieved_at="2026-03-01T00:00:00Z", status=200, via="url")
_TOKENS = (
    *(
        b"<",
        b">",
        b"</div>",
        b"<table><tr>",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b'"',
        b"'",
        b"&",
        b"&#0;",
        b"&#xd800;",
    ),
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\x1b[2J", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(
        b"NaN",
        b"1e999",
        b"\\ud800",
        b"[" * 500,
        b'{"a":' * 500,
        b"9" * 5000,
        b"null",
        b"<script",
        b"<base href=x:>",
    ),
    *(
        b"http://[::bad",
        b"javascript:x",
        b"//u:p@h/",
        b"2026-99-99T99:99:99Z",
        b"0000-00-00",
        b"<!ENTITY a 'b'>",
    ),
)
_LETTERS = "/:?#[]@!$&'()*+,;=%.-_~0123456789abcxyzABZäя東\u202e\0 \t\n\\\ud800"
_ADDRESSES = ("https://gazette.example/2026/03/a?b=1", "//h/a", "http://[::1]/", "http://0x7f.1/", "a/../b")
_DATES = (
    "2026-03-01T09:00:00+01:00",
    "Mon, 02 Mar 2026 09:00:00 GMT",
    "2026-W09-1",
    "1 March 2026",
    "1772355600",
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """*data* with one to eight pieces cut, doubled, moved, flipped or put in."""
    for _ in range(chance.randint(1, 8)):
        here = chance.randint(0, len(data))
        there = min(len(data), here + chance.choice((1, 10, 100, 5000)))
        piece = data[here:there]
        way = chance.randrange(5)
        if way == 0:
            data = data[:here] + data[there:]
        elif way == 1:
            data = data[:here] + piece * chance.choice((2, 50)) + data[there:]
        elif way == 2:
            data = data[:here] + bytes(byte ^ 1 << chance.randrange(8) for byte in piece) + data[there:]
        elif way == 3:
            data = data[:here] + chance.choice(_TOKENS) + data[here:]
        else:
            data = data[:here] if chance.random() < 0.2 else data[there:] + data[:here]
    return data[: 8 * 1024 * 1024]


def scramble(text: str, chance: random.Random) -> str:
    """*text* with letters of addresses and worse put into it."""
    for _ in range(chance.randint(1, 12)):
        here = chance.randint(0, len(text))
        text = (
            text[:here]
            + chance.choice(_LETTERS) * chance.choice((1, 1, 1, 30))
            + text[here + chance.randint(0, 3) :]
        )
    return text


def read_page(data: bytes) -> str:
    """How reading *data* as a page ends: `filed` or the reason why not. ValueError: the line is not good."""
    found = extract_article(Page(url="https://gazette.example/2026/03/a-tram", body=data), _SITE)
    if not isinstance(found, Article):
        if not found.reason:
            raise ValueError("rejected without a reason")
        return found.reason
    record = found.to_record(_CRAWL)
    line = json.dumps(record.to_dict(), ensure_ascii=False, allow_nan=False)
    broken = violations(record)
    if broken or len(line.encode()) > MAX_LINE or len(line.splitlines()) != 1:
        raise ValueError(f"a bad line: {broken[:1]}, {len(line)} letters")
    return "filed"


def read_links(data: bytes) -> str:
    """*data* as a feed and as a sitemap."""
    links = parse_feed(data, "https://gazette.example/feed").links
    links += parse_sitemap(data, "https://gazette.example/map.xml").links
    return "links" if links else "none"


def read_texts(data: bytes) -> str:
    """*data* as an address and as a date."""
    text = data.decode("utf-8", "surrogatepass")
    normal = normalise_url(text)
    if normal is not None and normalise_url(normal) != normal:
        raise ValueError(f"normalised twice is not normalised once: {normal!r}")
    identity_of(text)
    absolute_url(text, "https://gazette.example/")
    parse_date(text, timezone=None)
    return "address" if normal else "none"


def _give_up(*_: object) -> None:
    raise TimeoutError("it does not end")


def run(
    what: str, read: Callable[[bytes], str], cases: Callable[[random.Random], bytes], count: int, seed: int
) -> int:
    """Reads *count* cases and prints how they ended; the number of those that broke something."""
    ends: Counter[str] = Counter()
    slowest, broken = 0.0, 0
    signal.signal(signal.SIGPROF, _give_up)
    for number in range(count):
        data = cases(random.Random(f"{seed}/{what}/{number}"))
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, 3 * LIMIT)
        signal.setitimer(signal.ITIMER_VIRTUAL, 12 * LIMIT)  # ends it where no Python runs
        try:
            ends[read(data)] += 1
        except Exception as error:  # the edge: whatever it is, it is what is looked for
            broken += 1
            print(f"{what} {number} of seed {seed}: {type(error).__name__}: {error}"[:300], flush=True)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        spent = time.process_time() - began
        slowest = max(slowest, spent)
        if spent > LIMIT:
            broken += 1
            print(f"{what} {number} of seed {seed}: {spent:.1f} s", flush=True)
    print(
        f"{what}: {count} cases, {broken} broken, slowest {slowest:.2f} s; {dict(ends.most_common())}",
        flush=True,
    )
    return broken


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEMO)
    parser.add_argument(
        "--count", type=int, default=1000, help="pages; half as many feeds, as many addresses"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    pages = [path.read_bytes() for path in sorted(options.folder.rglob("*.html"))]
    feeds = [
        path.read_bytes() for kind in ("xml", "rss") for path in sorted(options.folder.rglob(f"*.{kind}"))
    ]
    texts = (*_ADDRESSES, *_DATES)
    broken = 0
    if pages:
        broken += run("pages", read_page, lambda c: mutate(c.choice(pages), c), options.count, options.seed)
    if feeds:
        broken += run(
            "feeds", read_links, lambda c: mutate(c.choice(feeds), c), options.count // 2, options.seed
        )

    def text(chance: random.Random) -> bytes:
        return scramble(chance.choice(texts), chance).encode("utf-8", "surrogatepass")

    broken += run("texts", read_texts, text, options.count, options.seed)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
