"""The visible page: headline, byline, date line, kicker, standfirst, section, pictures and films."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from exports.record import Image, Video
from scraper.extraction.metadata.addresses import find_link, find_source
from scraper.extraction.metadata.finding import Finding, RawAuthor
from scraper.extraction.metadata.moments import parse_retrieval
from scraper.extraction.metadata.surroundings import (
    AUTHOR_PAGE,
    Place,
    find_headings,
    find_places,
    inner_texts,
    is_elsewhere,
    text_in_parts,
)
from scraper.normalise.dates import StatedDate, read_date
from scraper.normalise.languages import parse_language
from scraper.normalise.names import is_signed, parse_byline
from scraper.normalise.text import clean_line, clean_text, fold
from scraper.page import Document
from scraper.sites.site import Site

_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:bylines?|article-?authors?|post-?author|entry-?author|authors?|author-?names?|writers?"
    r"|writtenby|written-by|redakteur|autoren|autor|autora|auteur|auteurs|autore|journalists?|forfatter)"
    r"(?:$|[\s_-])"
)
_NAME = re.compile(r"(?:^|[\s_-])(?:author-?names?|name|fn|author)(?:$|[\s_-])")
_NOT_BYLINE = re.compile(
    r"avatar|image|img|photo|social|follow|email|twitter|bio|desc|count|share|date|time|title|job|role|icon"
)
_DATE = re.compile(
    r"(?:^|[\s_-])(?:\w*date|dateline|timestamp|time|published\w*|pub-?date|publish\w*|posted-?on"
    r"|datum|fecha|data|created|dt-published|updated|datetime)(?:$|[\s_-])"
)
_MODIFIED = re.compile(r"modif|updat|aktualis|mise-a-jour|actualiz")
_MODIFIED_TEXT = re.compile(
    r"^\W*(?:last )?(?:updated?|modified|aktualisiert|mis à jour|actualizado|atualizado|aggiornato|uppdaterad"
    r"|oppdatert|opdateret|bijgewerkt|zaktualizowano|aktualizace|обновлено|оновлено|更新)",
    re.IGNORECASE,
)
_KICKER = re.compile(r"kicker|eyebrow|overline|topline|roofline|dachzeile|pretitle|supertitle|overtitle")
_DEK = re.compile(
    r"standfirst|(?:^|[\s_-])(?:dek|deck|lede|sub-?title|sub-?head(?:line|ing)?|article-?(?:lead|intro|summary|excerpt)"
    r"|chapo|chapeau|ingress|vorspann|excerpt|lead|lead-?in|intro|summary|bajada|copete|catenaccio|strapline)(?:$|[\s_-])"
)
_CRUMBS = re.compile(r"breadcrumb")
_CREDIT = re.compile(r"credit|copyright|source|photographer|fotograf|attribution")
_PLAYERS = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/|dailymotion\.com/embed"
    r"|geo\.dailymotion\.com/player|players\.brightcove\.net/|cdn\.jwplayer\.com/|content\.jwplatform\.com/)"
)
_LONGEST_BYLINE = 300
_LONGEST_SIGNED = 150
_LONGEST_DATE_LINE = 80
_IMAGES = 50
_ANY_ZONE = ZoneInfo("UTC")
Reader = Callable[[str], StatedDate]


def find(document: Document, site: Site) -> Finding:
    """What a reader sees round the headline."""
    heading = choose_heading(document)
    places = find_places(document.root, heading)
    authors, byline = _find_byline(places)
    published, modified = _find_dates(places, heading, _date_reader(document, site))
    region = _region(document, heading)
    return Finding(
        headline=heading_text(heading) if heading is not None else None,
        kicker=_find_short(places, _KICKER, 60, before=True),
        dek=_find_dek(places, heading),
        authors=authors,
        byline=byline,
        published=published,
        modified=modified,
        section=_find_section(places, heading),
        images=_find_images(region, document.base_url),
        videos=_find_videos(region, document.base_url),
    )


def choose_heading(document: Document) -> HtmlElement | None:
    """The `<h1>` that the page's title begins with or holds; else its only one."""
    headings = find_headings(document.root)
    title = fold((document.root.findtext(".//title") or "")[:1000])
    confirmed = [
        heading for heading in headings if len(text := fold(heading_text(heading))) > 5 and text in title
    ]
    if confirmed:
        return max(confirmed, key=lambda heading: len(heading_text(heading)))
    inside = [
        heading
        for heading in headings
        if any(above.tag in {"article", "main"} for above in heading.iterancestors())
    ]
    for choice in (headings, inside):
        if len(choice) == 1:
            return choice[0]
    return max(headings, key=lambda heading: len(heading_text(heading)), default=None)


def heading_text(heading: HtmlElement) -> str:
    """The text of a headline; words of neighbouring elements do not run together."""
    return clean_text(text_in_parts(heading).replace(" | :", ":").replace(" | ", " ")[:1000])


def headings(document: Document) -> list[str]:
    """The texts of the `<h1>` elements that stand in no other part of the page."""
    found = [heading for heading in find_headings(document.root) if not is_elsewhere(heading)]
    return [heading_text(heading) for heading in found]


def find_titles(document: Document) -> tuple[str, ...]:
    """The texts of every `<h1>` and of `<title>`."""
    titles = [heading_text(heading) for heading in find_headings(document.root)]
    return tuple(dict.fromkeys([*titles, *window_title(document)]))


def window_title(document: Document) -> list[str]:
    """The text of `<title>`, if there is one."""
    title = clean_line((document.root.findtext(".//title") or "")[:1000])
    return [title] if title else []


def _find_byline(places: list[Place]) -> tuple[tuple[RawAuthor, ...], str | None]:
    """The names and the printed line of the byline nearest the headline, below it rather than above."""
    lines = [place for place in places if _is_byline(place) and not is_elsewhere(place.element)]
    for place in sorted(lines, key=lambda place: (place.distance < 0, abs(place.distance))):
        text = text_in_parts(place.element)
        if not text or len(text) > _LONGEST_BYLINE:
            continue
        inner = [
            name for name in inner_texts(place.element, _NAME) if parse_byline(name, declared=True).authors
        ]
        links = [text_in_parts(link) for link in place.element.iter("a") if link is not place.element]
        linked = [name for name in links if parse_byline(name).authors]
        names = inner or linked or [text]
        if any(parse_byline(name, declared=bool(inner)).authors for name in names):
            return tuple(RawAuthor(name=name) for name in dict.fromkeys(names)), text.replace(" | ", " ")
    return (), None


def _is_byline(place: Place) -> bool:
    element = place.element
    if element.get("rel") == "author" or (element.get("itemprop") or "") in {"author", "creator"}:
        return True
    if element.tag in {"address", "byline"} or (
        element.tag == "a" and AUTHOR_PAGE.search(element.get("href", ""))
    ):
        return True
    if _BYLINE.search(place.words):
        return not _NOT_BYLINE.search(place.words)
    return (
        bool(element.text)
        and is_signed(element.text.lstrip())
        and len(element.text_content()) < _LONGEST_SIGNED
    )


def _find_dates(
    places: list[Place], heading: HtmlElement | None, read: Reader
) -> tuple[str | None, str | None]:
    """(published, modified) as the date lines nearest the headline say.

    What stands above the headline must stand with it in one part of the page: above are the day's date and
    the dates of other articles.
    """
    published: list[str] = []
    modified: list[str] = []
    for place in sorted(places, key=lambda place: (place.distance < 0, abs(place.distance))):
        element = place.element
        if element.tag != "time" and not _DATE.search(place.words):
            continue
        stated = (element.get("datetime") or element.get("content") or "").strip()
        shown = text_in_parts(element)[:_LONGEST_DATE_LINE]
        text = stated if read(stated).day else shown
        if read(text).day is None or _in_link(element) or is_elsewhere(element):
            continue
        if (place.distance < 0 or heading is None) and not _beside(element, heading):
            continue
        later = _MODIFIED.search(place.words) or _MODIFIED_TEXT.search(shown)
        (modified if later else published).append(text)
    return _most_exact(published, read), _most_exact(modified, read)


def _most_exact(dates: list[str], read: Reader) -> str | None:
    """The first of *dates*, or the next that states a time on the same day."""
    if not dates:
        return None
    days = [read(text) for text in dates[:5]]
    same = (text for text, day in zip(dates, days, strict=False) if day.moment and day.day == days[0].day)
    return next(same, dates[0])


def _beside(element: HtmlElement, heading: HtmlElement | None) -> bool:
    """Whether *element* stands in the same small part of page with *heading*; without one: in an article."""
    if heading is None:
        return any(part.tag in {"article", "main"} for part in element.iterancestors())
    above = [part for part in islice(heading.iterancestors(), 4) if part.tag not in {"body", "html", "main"}]
    return any(part in above for part in element.iterancestors())


def _date_reader(document: Document, site: Site) -> Reader:
    """Whether and how exactly a text states a date; its zone does not matter here."""
    retrieved_at = parse_retrieval(document.page.retrieved_at)
    language = parse_language(document.root.get("lang")) or site.language

    @cache
    def read(text: str) -> StatedDate:
        return read_date(
            text, timezone=site.timezone or _ANY_ZONE, language=language, retrieved_at=retrieved_at
        )

    return read


def _in_link(element: HtmlElement) -> bool:
    """Whether the element is a part of a link: a teaser's date."""
    return any(above.tag == "a" for above in element.iterancestors())


def _find_short(places: list[Place], words: re.Pattern[str], longest: int, *, before: bool) -> str | None:
    for place in sorted(places, key=lambda place: abs(place.distance)):
        if abs(place.distance) <= 8 and (place.distance < 0) == before and words.search(place.words):
            text = clean_text(text_in_parts(place.element))
            if 2 <= len(text) <= longest and "|" not in text:
                return text
    return None


def _find_dek(places: list[Place], heading: HtmlElement | None) -> str | None:
    for place in places:
        if 0 < place.distance <= 12 and _DEK.search(place.words) and not _BYLINE.search(place.words):
            text = clean_text(place.element.text_content()[:1500])
            if 25 <= len(text) <= 600 and len(place.element.findall(".//p")) <= 1:
                return text
    following = heading.getnext() if heading is not None else None
    if following is not None and following.tag in {"h2", "p"} and heading is not None:
        parent = heading.getparent()
        text = clean_text(following.text_content()[:1500])
        in_header = parent is not None and (parent.tag == "header" or following.tag == "h2")
        if in_header and 25 <= len(text) <= 600 and not parse_byline(text).authors:
            return text
    return None


def _find_section(places: list[Place], heading: HtmlElement | None) -> str | None:
    """The last crumb of the breadcrumb trail that is not the headline itself."""
    title = fold(heading_text(heading)) if heading is not None else ""
    trail = next((place.element for place in places if _CRUMBS.search(place.words)), None)
    if trail is None:
        return None
    crumbs = [clean_text(link.text_content()[:200]) for link in trail.iter("a")]
    crumbs = [crumb for crumb in crumbs if crumb and len(crumb) <= 60 and fold(crumb) not in title]
    return crumbs[-1] if len(crumbs) > 1 else None


def _region(document: Document, heading: HtmlElement | None) -> HtmlElement:
    """Where the article's pictures stand: the nearest `<article>` or `<main>` round the headline."""
    if heading is not None:
        for above in heading.iterancestors():
            if above.tag in {"article", "main"}:
                return above
    found = document.root.find(".//article")
    return found if found is not None else document.root


def _find_images(region: HtmlElement, base_url: str) -> tuple[Image, ...]:
    images: dict[str, Image] = {}
    for figure in region.iter("figure"):
        picture = figure.find(".//img")
        link = find_link(base_url, find_source(picture)) if picture is not None else None
        if link is None or picture is None or link in images or is_elsewhere(figure) or _in_link(figure):
            continue
        caption, credit = _find_caption(figure)
        images[link] = Image(
            url=link, caption=caption, credit=credit, alt=clean_line(picture.get("alt")), lead=not images
        )
        if len(images) >= _IMAGES:
            break
    return tuple(images.values())


def _find_caption(figure: HtmlElement) -> tuple[str | None, str | None]:
    """(caption without credit, credit) of a figure."""
    caption = figure.find(".//figcaption")
    if caption is None:
        return None, None
    text = clean_line(text_in_parts(caption).replace(" | ", " ")[:2000])
    credit = next((found for found in inner_texts(caption, _CREDIT) if found), None)
    if credit and text:
        credit = clean_line(credit.replace(" | ", " ")[:300])
        text = clean_line(text.replace(credit or "", " ").strip(" |-–—()"))
    return text, credit


def _find_videos(region: HtmlElement, base_url: str) -> tuple[Video, ...]:
    videos: dict[str, Video] = {}
    for element in region.iter("iframe", "video"):
        source = element.get("src") or element.get("data-src")
        if element.tag == "video" and not source:
            inner = element.find(".//source[@src]")
            source = inner.get("src") if inner is not None else None
        link = find_link(base_url, source)
        if link and (element.tag == "video" or _PLAYERS.search(link)) and not is_elsewhere(element):
            videos.setdefault(link, Video(url=link, title=clean_line(element.get("title"))))
    return tuple(videos.values())
