"""Connections that stay open for the next request: so many that the crawl's own files can still be opened.

A crawl of a thousand hosts, or of one site with a host for every page, would else end with "Too many open
files" at a record.
"""

from __future__ import annotations

import sys
from itertools import islice
from typing import Any

IDLE_SECONDS = 30.0
"""As long as the longest Crawl-delay that is kept; Twisted would keep them four minutes."""
_WANTED_FILES = 4096
_POOLS = 2
"""One of http, one of https."""


def allow_files() -> int:
    """How many files this process may have open, after that was raised to `_WANTED_FILES` where it may be."""
    if sys.platform == "win32":
        return _WANTED_FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED_FILES if hard == resource.RLIM_INFINITY else min(_WANTED_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return min(soft, _WANTED_FILES) if soft > 0 else _WANTED_FILES
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


def bound_idle(pool: Any, files: int) -> None:
    """Let *pool*, Twisted's, keep its part of two fifths of *files* at most; the idlest are closed."""
    most = 2 * files // (5 * _POOLS)
    put = pool._putConnection

    def put_and_bound(key: Any, connection: Any) -> None:
        put(key, connection)
        over = len(pool._timeouts) - most
        for call in islice(pool._timeouts.values(), max(over, 0)):
            call.reset(0)  # its time has come

    pool.cachedConnectionTimeout = IDLE_SECONDS
    pool._putConnection = put_and_bound
