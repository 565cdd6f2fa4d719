"""The demo newsroom's pages: static files, and one manifest a site for what a file can't say of itself."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.abc import Traversable
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urljoin

_TYPES = {
    "html": "text/html; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "gz": "application/gzip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One answer of the newsroom, before the protocol's say (HEAD, 304, gzip)."""

    status: int
    """HTTP status."""
    content_type: str
    """The Content-Type header; the encoding of an old page stands here or in the page itself."""
    body: bytes
    """The payload."""
    last_modified: str
    """HTTP date, fixed in the site's manifest."""
    location: str | None = None
    """Absolute address that a redirect leads to."""

    @property
    def etag(self) -> str:
        """A strong validator: a hash of the payload."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """One newspaper of the newsroom."""

    domain: str
    """Its host, in the reserved zone `.example`."""
    name: str
    """Printed name."""
    last_modified: str
    """HTTP date of every file."""
    pages: Mapping[str, bytes]
    """Payload by path inside the site's folder."""
    addresses: Mapping[str, Mapping[str, Any]]
    """What the manifest says of single addresses (path, and query where it matters)."""

    def find(self, target: str) -> Shelved:
        """The answer to *target*, a path with or without a query. What is not there is a 404."""
        path = unquote(target.partition("?")[0])
        said = self.addresses.get(target) or self.addresses.get(path) or {}
        name = said.get("file") or next(
            (file for file in _candidates(path) if file in self.pages), "404.html"
        )
        status = said.get("status", 404 if name == "404.html" else 200)
        location = said.get("location")
        return Shelved(
            status=status,
            content_type=said.get("type") or _TYPES.get(name.rpartition(".")[2], "application/octet-stream"),
            body=b"" if location else self.pages.get(name, b"not here\n"),
            last_modified=self.last_modified,
            location=urljoin(f"http://{self.domain}/", location) if location else None,
        )


@cache
def load_newsroom() -> Mapping[str, DemoSite]:
    """The newsroom's sites by host, read from the package's data.

    KeyError or TOMLDecodeError: a broken manifest.
    """
    shelf = files("scraper.demo") / "sites"
    manifests = sorted(
        (entry for entry in shelf.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name
    )
    return {site.domain: site for site in (_load_site(shelf, manifest) for manifest in manifests)}


def _load_site(shelf: Traversable, manifest: Traversable) -> DemoSite:
    said = tomllib.loads(manifest.read_text(encoding="utf-8"))
    domain = manifest.name.removesuffix(".toml")
    return DemoSite(
        domain=domain,
        name=said["name"],
        last_modified=said["last_modified"],
        pages=dict(_walk(shelf / domain, "")),
        addresses=said.get("addresses", {}),
    )


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()


def _candidates(path: str) -> Iterator[str]:
    bare = path.strip("/")
    if bare and not path.endswith("/"):
        yield bare
        yield f"{bare}.html"
    yield f"{bare}/index.html".lstrip("/")
