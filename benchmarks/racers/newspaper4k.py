"""newspaper4k: download and parse, eight threads. Pictures are not fetched: no racer fetches any, and theirs
lie on the real web, where each that does not answer takes its time-out.

usage: python newspaper4k.py URLS OUT WORKERS
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import newspaper

_THREADS = 8


def _read(url: str) -> str:
    article = newspaper.Article(url, fetch_images=False)
    try:
        article.download()
        article.parse()
    except Exception as error:  # one page must not end the race
        return json.dumps({"url": url, "error": repr(error)[:200]})
    row = {"url": url, "title": article.title, "authors": article.authors, "text": article.text}
    return json.dumps(row | {"date": str(article.publish_date)})


def main() -> None:
    """Reads the pages, one line for each in OUT."""
    urls = Path(sys.argv[1]).read_text().split()
    with ThreadPoolExecutor(_THREADS) as pool, Path(sys.argv[2]).open("w") as out:
        for line in pool.map(_read, urls):
            out.write(line + "\n")


if __name__ == "__main__":
    main()
