"""jusText's stop words of all languages: kept as one list, where trafilatura reads a hundred files."""

from __future__ import annotations

import marshal
from contextlib import suppress
from pathlib import Path

import justext
from trafilatura import external

from scraper.normalise.kept import keep, kept_at


class _Words(tuple[str, ...]):
    """jusText looks its list up for each page: to hash 150,000 words takes several milliseconds."""

    def __hash__(self) -> int:
        return len(self)


def load_stop_words() -> None:
    """Let trafilatura have the words that it makes a list of when first in doubt about a page."""
    if not external.JT_STOPLIST:
        external.JT_STOPLIST = _Words(read_stop_words())  # type: ignore[assignment]


def read_stop_words() -> tuple[str, ...]:
    """The list that trafilatura makes, in some order. Kept as long as the files are the same, by size and
    time."""
    files = sorted(Path(justext.__file__).with_name("stoplists").glob("*.txt"))
    states = [(file.name, file.stat()) for file in files]
    stamp = tuple((name, state.st_size, int(state.st_mtime)) for name, state in states)
    place = kept_at(Path(__file__), "words")
    if place:
        with suppress(OSError, ValueError, EOFError, TypeError):
            found, *lines = marshal.loads(place.read_bytes())  # noqa: S302 (written by us, as modules are)
            if found == stamp:
                return tuple(lines[0].split("\n"))
    words = external.jt_stoplist_init()
    if place:
        with suppress(OSError):
            keep(place, [marshal.dumps((stamp, "\n".join(words)))])
    return words
