"""Which of the stated authors are believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exports.record import Author
from scraper.extraction.metadata.finding import RawAuthor
from scraper.normalise.names import MAX_AUTHORS, find_agency_name, is_organisation, parse_byline
from scraper.normalise.text import fold, tokens

_MAX_DECLARED = 120
_ARTICLES = frozenset({"the", "die", "der", "das", "le", "la", "les", "el", "il", "www"})


def choose_authors(
    candidates: Iterable[tuple[str, tuple[RawAuthor, ...]]], names: frozenset[str]
) -> tuple[tuple[Author, ...], str | None, str | None]:
    """(authors, their source, agency) of the first source of *candidates* that names a person.

    Where none does, the first that names a desk, an agency or the publisher. *names*: what the publisher is
    called, folded.
    """
    fallback: tuple[tuple[Author, ...], str] | None = None
    agency: str | None = None
    for source, stated in candidates:
        authors, found = _read(stated, names)
        agency = agency or found
        if any(author.kind == "person" and author.role is None for author in authors):
            return _without_publisher(authors, names), source, agency
        if authors and (fallback is None or _only_publisher(fallback[0], names)):
            fallback = authors, source
    return (*fallback, agency) if fallback else ((), None, agency)


def _read(stated: tuple[RawAuthor, ...], names: frozenset[str]) -> tuple[tuple[Author, ...], str | None]:
    authors: list[Author] = []
    agency: str | None = None
    for raw in stated[:MAX_AUTHORS]:
        for author in _authors_of(raw, names):
            if author.kind == "agency":
                agency = agency or find_agency_name(author.name)
            if all(fold(author.name) != fold(other.name) for other in authors):
                authors.append(author)
    return tuple(authors[:MAX_AUTHORS]), agency


def _authors_of(raw: RawAuthor, names: frozenset[str]) -> tuple[Author, ...]:
    """The authors that one declared author holds: sometimes a whole byline stands in its name."""
    found = parse_byline(raw.name, declared=True).authors
    whole = raw.name.strip()
    if raw.kind == "organisation" and len(found) != 1 and len(whole) <= _MAX_DECLARED:
        found = (Author(name=whole, kind="organisation"),)
    read = []
    for author in found:
        if author.kind == "person" and (_is_publisher(author.name, names) or raw.kind == "organisation"):
            author = replace(author, kind="organisation")
        if len(found) == 1:
            author = replace(author, role=author.role or raw.role, url=raw.url)
        read.append(author)
    return tuple(read)


def _is_publisher(name: str, names: frozenset[str]) -> bool:
    """Whether *name* is one of *names*, with or without its article: "The Gazette", "gazette.example"."""
    own = _bare(name)
    return bool(own) and any(own == _bare(other) for other in names)


def _bare(name: str) -> str:
    return "".join(word for word in tokens(name) if word not in _ARTICLES)


def _without_publisher(authors: tuple[Author, ...], names: frozenset[str]) -> tuple[Author, ...]:
    return tuple(
        author for author in authors if author.kind != "organisation" or not _is_publisher(author.name, names)
    )


def _only_publisher(authors: tuple[Author, ...], names: frozenset[str]) -> bool:
    return all(_is_publisher(author.name, names) or is_organisation(author.name) for author in authors)
