"""news-please: its extractors on pages fetched by the standard library.

usage: python news_please.py URLS OUT WORKERS
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
from pathlib import Path
from urllib.request import Request, urlopen

from newsplease import NewsPlease


def _read(url: str) -> str:
    try:
        with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=30) as answer:
            body = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
        html = (gzip.decompress(body) if packed else body).decode("utf-8", "replace")
        article = NewsPlease.from_html(html, url=url, fetch_images=False)
    except Exception as error:  # one page must not end the race
        return json.dumps({"url": url, "error": repr(error)[:200]})
    return json.dumps(article.get_serializable_dict(), default=str)


def main() -> None:
    """Reads the pages, one line for each in OUT."""
    logging.disable()
    with Path(sys.argv[2]).open("w") as out:
        for url in Path(sys.argv[1]).read_text().split():
            out.write(_read(url) + "\n")


if __name__ == "__main__":
    main()
