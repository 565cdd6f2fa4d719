"""The live block of a crawl, on a terminal of its own."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.settings import Settings

from exports.outcomes import stat_name
from scraper.extensions.live_screen import Screen
from scraper.extensions.live_status import LiveStatus, host_notes
from scraper.extensions.progress import is_watched

ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "scrapy", "crawl", "pages", "-L", "INFO")


def test_what_hosts_wait_for():
    hosts = [("a.example", 130.0, 0.0), ("b.example", 5.0, 3700.0), ("c.example", 99.0, 0.0)]
    assert host_notes(hosts, 100.0, moment=datetime(2026, 3, 1, 16, 20, tzinfo=UTC)) == {
        "a.example": "its host rests until 16:20:30 UTC",
        "b.example": "left alone until 17:20:00 UTC",
    }


def test_rows_of_a_moment():
    site = "gazette.example"
    counts = Counter()
    slots = {site: SimpleNamespace(delay=10.0)}
    stats = SimpleNamespace(get_stats=lambda: counts)
    crawler = SimpleNamespace(
        stats=stats, engine=SimpleNamespace(downloader=SimpleNamespace(slots=slots), running=True, _slot=None)
    )
    crawler = type("Crawler", (SimpleNamespace,), {"__hash__": object.__hash__})(**vars(crawler))
    live = LiveStatus(crawler, Screen(sys.stderr), clock=lambda: 100.0)
    live.letters[site] = (30, 70)
    counts[stat_name(site, "found")] = 0
    (row,) = live.state(100.0)[1]
    assert row.note == "looking for its articles"
    counts.update({stat_name(site, "found"): 5, stat_name(site, "fetched"): 3, stat_name(site, "filed"): 3})
    counts[stat_name(site, "failed", "http_404")] = 1
    first, (row,) = live.state(106.0)
    assert first.startswith("[0:06] 1 site, 5 found, 3 fetched, 3 filed")
    assert (row.waiting, row.removed, row.failed, row.rate) == (1, 0.3, 1, 30.0)
    assert row.note == "one request every 10 s"


@pytest.mark.parametrize(
    ("isatty", "term", "settings", "watched"),
    [
        (True, "xterm", {}, True),
        (True, "dumb", {}, False),
        (True, None, {}, False),
        (False, "xterm", {}, False),
        (True, "xterm", {"COPYDESK_PROGRESS_SECONDS": 0}, False),
        (True, "xterm", {"FEEDS": {"stdout:": {"format": "jsonlines"}}}, False),
    ],
)
def test_where_a_block_is_drawn(monkeypatch, isatty, term, settings, watched):
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: isatty))
    monkeypatch.delenv("TERM", raising=False)
    if term:
        monkeypatch.setenv("TERM", term)
    assert is_watched(Settings(settings)) is watched


def test_a_crawl_on_a_terminal(tmp_path, loopback_site, prose):
    """Log lines stand whole above the block, nothing of which is left once the table is printed."""
    urls = [
        loopback_site.add_article(f"story-{n}", headline=f"Story {n}", paragraphs=prose) for n in range(4)
    ]
    (tmp_path / "urls.txt").write_text("\n".join([*urls, f"{loopback_site.base}/missing"]))
    settings = {"COPYDESK_ALLOW_NETS": "127.0.0.0/8", "DOWNLOAD_DELAY": "0.4", "COPYDESK_WORKERS": "1"}
    words = [*COMMAND, "-a", "urls=urls.txt"]
    for name, value in settings.items():
        words += ["-s", f"{name}={value}"]
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("SCRAPY", "COPYDESK", "COLUMNS"))
    }
    environment |= {"SCRAPY_SETTINGS_MODULE": "scraper.settings", "PYTHONPATH": str(ROOT)}
    environment |= {"TERM": "xterm", "NO_COLOR": "1", "COPYDESK_CONTACT": "https://gazette.example/crawler"}
    process = subprocess.Popen(words, cwd=tmp_path, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b""
    while chunk := _read(ours):
        written += chunk
    os.close(ours)
    assert process.wait(60) == 0
    text = written.decode()
    assert "\x1b[3" not in text  # NO_COLOR
    assert text.count("\x1b[J") >= 3
    assert "Ending" not in text
    assert re.search(r"127\.0\.0\.1 +\d+ +\d+ +\d+ ", text)
    lines = _show(text)
    assert not any("a minute" in line for line in lines)
    table = next(number for number, line in enumerate(lines) if line.startswith("site  "))
    logged = [line for line in lines[:table] if line]
    assert logged
    assert [
        line for line in logged if not re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO|\[|\{| ", line)
    ] == []
    assert any(line.startswith("4 articles filed in ") for line in lines[table:])


def _read(descriptor):
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # the other end was closed
        return b""


def _show(text):
    """The lines that are left on the terminal."""
    lines, row = [""], 0
    for piece in re.findall(r"\x1b\[[0-9]*[AJm]|\r\n|\r|\n|[^\x1b\r\n]+", text):
        if piece in ("\n", "\r\n"):
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif piece.endswith("A") and piece[0] == "\x1b":
            row -= int(piece[2:-1])
        elif piece == "\x1b[J":
            lines[row:] = [""]
        elif piece[0] not in "\x1b\r":
            lines[row] += piece
    return lines
