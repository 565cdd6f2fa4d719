"""Which of the stated authors are believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exports.record import Author
from scraper.extraction.metadata.finding import RawAuthor
from scraper.normalise.agencies import find_agency_name
from scraper.normalise.byline_words import phrases
from scraper.normalise.name_forms import is_organisation
from scraper.normalise.names import MAX_AUTHORS, parse_byline, without_opener
from scraper.normalise.text import fold, tokens

_MAX_DECLARED = 120
_ARTICLES = frozenset({"the", "die", "der", "das", "le", "la", "les", "el", "il", "www"})


def choose_authors(
    candidates: Iterable[tuple[str, tuple[RawAuthor, ...]]],
    names: frozenset[str],
    byline: str | None = None,
    *,
    signed: bool = False,
) -> tuple[tuple[Author, ...], str | None, str | None]:
    """(authors, their source, agency) of the first source of *candidates* that names a person.

    Where none does, the first that names a desk, an agency or the publisher. *names*: what the publisher is
    called, folded. *byline*: the printed one; it wins over a declared part of its names, and over one
    declared stranger, an editor or an account, where it is *signed* beyond doubt.
    """
    fallback: tuple[tuple[Author, ...], str] | None = None
    agency: str | None = None
    read = [(source, *_read(stated, names)) for source, stated in candidates]
    printed = next((authors for source, authors, _ in read if source == "markup"), ())
    for source, authors, found in read:
        agency = agency or found
        if any(_is_writer(author) for author in authors):
            other = signed and _is_stranger(authors, printed)
            more = other or _holds_more(printed, authors, byline or "")
            if source in {"jsonld", "metatags", "microdata"} and more:
                authors, source = printed, "markup"
            return _without_generic(_without_publisher(authors, names)), source, agency
        if authors and (fallback is None or _only_publisher(fallback[0], names)):
            fallback = authors, source
    return (_without_generic(fallback[0]), fallback[1], agency) if fallback else ((), None, agency)


def _is_writer(author: Author) -> bool:
    return author.kind == "person" and author.role is None


def _is_stranger(declared: tuple[Author, ...], printed: tuple[Author, ...]) -> bool:
    """Whether the one declared writer and the one printed share no word of their names."""
    words = [
        [set(tokens(author.name)) for author in authors if _is_writer(author)]
        for authors in (declared, printed)
    ]
    return all(len(names) == 1 for names in words) and not words[0][0] & words[1][0]


def _holds_more(printed: tuple[Author, ...], declared: tuple[Author, ...], byline: str) -> bool:
    """Whether the printed byline is a list of all the declared writers and more, or of their full names."""
    shown = [fold(author.name) for author in printed if _is_writer(author)]
    stated = [fold(author.name) for author in declared if _is_writer(author)]
    if len(stated) != len(declared) or len(shown) != len(printed) or not all(" " in name for name in shown):
        return False
    known = all(any(name == other or _is_short_for(name, other) for other in shown) for name in stated)
    return known and len(shown) >= len(stated) and set(shown) != set(stated) and _is_list_of(shown, byline)


def _is_list_of(names: list[str], byline: str) -> bool:
    """Whether nothing but *names* and what joins them stands in *byline*, behind "By"."""
    rest = f" {fold(without_opener(byline))} "
    for name in names:
        rest = rest.replace(name, " ", 1)
    joints = rest.replace(",", " , ").replace("&", " & ").split()
    return len(joints) >= len(names) - 1 and all(
        joint == "," or joint in phrases()["and"] for joint in joints
    )


def _is_short_for(name: str, full: str) -> bool:
    """Whether *name* is a first name or an account of *full*: "todd" or "toddbates" of "todd bates"."""
    return " " not in name and (full.startswith(f"{name} ") or "".join(tokens(full)) == name)


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


def _without_generic(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    """*authors* without "Agencies" and the like, which name nobody, unless nobody else is named."""
    generic = phrases()["generic"]
    return tuple(author for author in authors if fold(author.name) not in generic) or authors


def _only_publisher(authors: tuple[Author, ...], names: frozenset[str]) -> bool:
    """Whether no agency is among *authors*, and nobody but the publisher and desks."""
    return all(
        author.kind != "agency" and (_is_publisher(author.name, names) or is_organisation(author.name))
        for author in authors
    )


def is_of_authors(byline: str, authors: tuple[Author, ...]) -> bool:
    """Whether the printed *byline* names one of *authors*, by any longer word of the name; so it does where
    none is a person."""
    people = [fold(author.name) for author in authors if author.kind == "person"]
    printed = fold(byline)
    words = (word for name in people for word in (name, *name.split()) if len(word) > 1)
    return not people or any(word in printed for word in words)
