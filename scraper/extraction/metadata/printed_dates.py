"""The dates that the page prints round its headline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from scraper.extraction.metadata.moments import parse_retrieval
from scraper.extraction.metadata.nearby import Places
from scraper.extraction.metadata.surroundings import is_elsewhere, is_in_link, text_in_parts
from scraper.normalise.bylines import without_date
from scraper.normalise.dates import StatedDate, read_date
from scraper.normalise.languages import parse_language
from scraper.normalise.names import is_signed, parse_byline
from scraper.page import Document
from scraper.sites.site import Site

_DATE = re.compile(
    r"(?:^|[\s_-])(?:\w*date|dateline|timestamp|time|published\w*|pub-?date|publish\w*|posted-?on"
    r"|datum|fecha|data|created|dt-published|updated|datetime)(?:$|[\s_-])"
)
_MODIFIED = re.compile(r"modif|updat|aktualis|mise-a-jour|actualiz")
# hAtom calls the date of publication "updated", too; themes write "entry-date published updated".
_PUBLISHED = re.compile(r"(?:^|[\s_-])(?:published|(?:entry|post)-(?:meta-)?date)(?:$|[\s_-])")
_MODIFIED_TEXT = re.compile(
    r"^\W*(?:(?:(?:this |the )?page (?:was )?)?(?:last )?(?:updated?|modified|edited|changed)"
    r"|(?:zuletzt )?(?:aktualisiert|geändert)"
    r"|letzte (?:aktualisierung|änderung)"
    r"|mis à jour|mise à jour|modifié|actualizado|atualizado|aggiornato|uppdaterad|päivitetty"
    r"|oppdatert|opdateret|bijgewerkt|zaktualizowano|aktualizace|aktualizováno|frissítve|обновлено|оновлено|更新)",
    re.IGNORECASE,
)
# What stands before the date of publication, as a label or as the beginning of a line.
_PUBLISHED_TEXT = re.compile(
    r"^\W*(?:this (?:story|article|post) (?:is from|(?:was )?(?:first )?(?:published|appeared|posted))"
    r"|(?:first |originally |date )?(?:published|posted)|publication date|(?:erst)?veröffentlicht|erschienen"
    r"|erscheinungsdatum|publié|publicado|publicación|pubblicato|data di pubblicazione|publicerad|publisert"
    r"|publiceret|julkaistu|gepubliceerd|opublikowan[oey]|publikováno|опубликовано|опубліковано)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LONGEST_DATE_LINE = 80
_LONGEST_LINE = 120
_MOST_WORDS_BESIDE = 2
_NEAR = 60
_MOST_LABELS = 5000
_MOST = 5
"""Dates that are compared with one another."""
_LONGEST_LABEL = 40
_TEASER_WORDS = 4
_PROSE = 200
_LINES = {
    "p",
    "div",
    "span",
    "small",
    "li",
    "td",
    "em",
    "i",
    "b",
    "strong",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "font",
}
_ANY_ZONE = ZoneInfo("UTC")
Reader = Callable[[str], StatedDate]


class PrintedDates:
    """What the date lines nearest the headline say, read when it is asked for: most pages declare it.

    What stands above the headline must stand with it in one part of the page: above are the day's date and
    the dates of other articles. Lines that no markup calls a date come last, and then dates of *root*, the
    whole page, that a label calls those of publication.
    """

    def __init__(self, places: Places, heading: HtmlElement | None, root: HtmlElement, read: Reader) -> None:
        self._places = places
        self._heading = heading
        self._root = root
        self._read = read

    @cached_property
    def published(self) -> str | None:
        """The date of publication."""
        published, _ = self._lines
        published = published or list(islice(_labelled_dates(self._root, self._heading, self._read), _MOST))
        return _most_exact(published, self._read)

    @cached_property
    def modified(self) -> str | None:
        """The date of a change."""
        return _most_exact(self._lines[1], self._read)

    @cached_property
    def _lines(self) -> tuple[list[str], list[str]]:
        """(dates of publication, dates of changes)."""
        return _list_dates(self._places, self._heading, self._read)


def _list_dates(places: Places, heading: HtmlElement | None, read: Reader) -> tuple[list[str], list[str]]:
    """(dates of publication, dates of changes) as the lines round *heading* say."""
    published: list[str] = []
    modified: list[str] = []
    for place in places.nearest:
        element = place.element
        if element.tag != "time" and not _names_date(place.words):
            continue
        stated = (element.get("datetime") or element.get("content") or "").strip()
        shown = text_in_parts(element)[:_LONGEST_DATE_LINE]
        text = stated if read(stated).day else shown
        if read(text).day is None or is_elsewhere(element, heading) or is_teasers(element):
            continue
        if (place.distance < 0 or heading is None) and not _beside(element, heading):
            continue
        later = is_change(shown) or _is_modified(place.words)
        (modified if later else published).append(text)
    if not published and heading is not None:
        _add_bare_lines(heading, read, published, modified)
    return published, modified


def _labelled_dates(root: HtmlElement, heading: HtmlElement | None, read: Reader) -> Iterator[str]:
    """Dates that stand beside a label such as "Published:" anywhere in the page's own parts."""
    for label in islice(
        root.iter("span", "strong", "b", "dt", "th", "p", "div", "label", "h4"), _MOST_LABELS
    ):
        text = (label.text or "").strip()
        if not 0 < len(text) <= _LONGEST_LABEL or not _PUBLISHED_TEXT.match(text) or _NUMBER.search(text):
            continue
        following = label.getnext()
        beside = (label.tail or "").strip() or (text_in_parts(following) if following is not None else "")
        if not beside or len(beside) > _LONGEST_LABEL or not _is_date_line(beside):
            continue
        if read(beside).day and not is_elsewhere(label, heading) and not is_teasers(label):
            yield beside


def is_change(line: str) -> bool:
    """Whether *line* dates a change: "Updated ...", "Zuletzt geändert am ...", "(last edited ...)"."""
    return bool(_MODIFIED_TEXT.search(line))


@lru_cache(maxsize=8192)
def _names_date(words: str) -> bool:
    """Whether *words* of attributes call something a date; a page has the same words again and again."""
    return bool(_DATE.search(words))


def _is_modified(words: str) -> bool:
    """Whether an element's names say that it holds the date of a change."""
    found = _MODIFIED.search(words)
    return bool(found) and not (_PUBLISHED.search(words) and "updated" in words.split())


def _add_bare_lines(heading: HtmlElement, read: Reader, published: list[str], modified: list[str]) -> None:
    """Dates in short lines between the headline and the first prose, and in the line above the headline."""
    for line in _lines_round(heading):
        if not _NUMBER.search(line) or len(line) > _LONGEST_LINE:
            continue
        day = read(line)
        if day.day is None or day.relative or line in modified or not _is_date_line(line):
            continue
        (modified if is_change(line) else published).append(line)


def _is_date_line(line: str) -> bool:
    """Whether next to nothing but names stands beside the date in *line*."""
    rest = without_date(line)
    words = [word for word in re.split(r"[\s|,·•:–—-]+", rest) if len(word) > 1]
    if len(words) <= _MOST_WORDS_BESIDE or is_signed(line) or _PUBLISHED_TEXT.match(line):
        return True
    return all(
        len(part.split()) <= _MOST_WORDS_BESIDE or bool(parse_byline(part).authors)
        for part in rest.split(" | ")
    )


def _lines_round(heading: HtmlElement) -> list[str]:
    lines: list[str] = []
    before = heading.getprevious()
    above = [before] if before is not None and not _is_skipped(before, heading) else []
    for count, element in enumerate([*above, *islice(_after(heading), _NEAR)]):
        if not isinstance(element.tag, str):
            continue
        own = " ".join(text for text in (element.text, *(child.tail for child in element)) if text)
        if len(own) > _PROSE and count >= len(above):
            break
        if element.tag in _LINES and _NUMBER.search(own) and not _is_skipped(element, heading):
            lines.append(
                text_in_parts(element)
                if len(element.text_content()) <= _LONGEST_LINE
                else " ".join(own.split())
            )
    return lines


def _after(heading: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for above in (heading, *islice(heading.iterancestors(), 3)):
        if above.tag in {"body", "html"}:
            break
        for sibling in above.itersiblings():
            found.extend(islice(sibling.iter(), _NEAR))
            if len(found) >= _NEAR:
                return found
    return found


def _is_skipped(element: HtmlElement, heading: HtmlElement) -> bool:
    return (
        is_in_link(element)
        or is_elsewhere(element, heading)
        or any(
            above.tag in {"figure", "figcaption", "blockquote", "table"}
            for above in islice(element.iterancestors(), 6)
        )
    )


def is_teasers(element: HtmlElement) -> bool:
    """Whether *element* dates a link to another article: it stands in the link, or in a list item with it."""
    if any(above.tag == "a" and not _is_archive(above) for above in element.iterancestors()):
        return True
    item = next((above for above in islice(element.iterancestors(), 4) if above.tag == "li"), None)
    if item is None or item.find(".//h1") is not None:
        return False
    links = [link.text_content() for link in islice(item.iter("a"), 5)]
    return any(len(text.split()) >= _TEASER_WORDS for text in links)


def _is_archive(link: HtmlElement) -> bool:
    """Whether *link* holds next to nothing but a date: it leads to the day's archive, or to the article."""
    text = link.text_content()[:_LONGEST_DATE_LINE]
    return bool(_NUMBER.search(text)) and len(_WORDS.findall(without_date(text))) <= _MOST_WORDS_BESIDE


def _most_exact(dates: list[str], read: Reader) -> str | None:
    """The first of *dates*, or the next that states a time on the same day."""
    if not dates:
        return None
    days = [read(text) for text in dates[:_MOST]]
    same = (text for text, day in zip(dates, days, strict=False) if day.moment and day.day == days[0].day)
    return next(same, dates[0])


def _beside(element: HtmlElement, heading: HtmlElement | None) -> bool:
    """Whether *element* stands in the same small part of page with *heading*; without one: in an article."""
    if heading is None:
        return any(part.tag in {"article", "main"} for part in element.iterancestors())
    above = [part for part in islice(heading.iterancestors(), 4) if part.tag not in {"body", "html", "main"}]
    return any(part in above for part in element.iterancestors())


def date_reader(document: Document, site: Site) -> Reader:
    """Whether and how exactly a text states a date; its zone does not matter here."""
    retrieved_at = parse_retrieval(document.page.retrieved_at)
    language = parse_language(document.root.get("lang")) or site.language

    @cache
    def read(text: str) -> StatedDate:
        return read_date(
            text, timezone=site.timezone or _ANY_ZONE, language=language, retrieved_at=retrieved_at
        )

    return read
