"""The floor: fetch, parse, trafilatura's fast text; no metadata, no rules, its length kept.

usage: python floor.py URLS OUT WORKERS
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
from trafilatura import bare_extraction


def main() -> None:
    """Reads the pages in WORKERS processes, one line for each in OUT."""
    urls, out, workers = Path(sys.argv[1]).read_text().split(), Path(sys.argv[2]), int(sys.argv[3])
    children = []
    for number in range(workers):
        pid = os.fork()
        if not pid:
            _read(urls[number::workers], out)
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)


def _read(urls: list[str], out: Path) -> None:
    connections: dict[str, http.client.HTTPConnection] = {}
    parser = lxml.html.HTMLParser(encoding="utf-8")
    with out.open("a", buffering=1) as lines:
        for url in urls:
            parts = urlsplit(url)
            connection = connections.setdefault(parts.netloc, http.client.HTTPConnection(parts.netloc))
            connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.getheader("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            try:
                tree = lxml.html.document_fromstring(body, parser=parser)
                found = bare_extraction(tree, fast=True, with_metadata=False)
            except (RecursionError, ValueError):
                found = None
            text = getattr(found, "text", None) or ""
            lines.write(json.dumps({"url": url, "letters": len(text)}) + "\n")


if __name__ == "__main__":
    main()
