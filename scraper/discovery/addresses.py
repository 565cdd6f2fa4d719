"""What an address alone says of what stands behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from scraper.normalise.tables import load_table

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|zip|gz|mp[34]|m4[av]|mov|avi|webm"
    r"|ogg|wav|txt|epub|apk|ics)$",
    re.IGNORECASE,
)
_PAGE_FILE = re.compile(r"\.(?:html?|shtml|phtml|php\d?|aspx?|jsp|cms|ece|amp|story)$", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[/_-]?(?:0[1-9]|1[0-2])(?:[/_-]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_MONTH = re.compile(
    r"/(?:19|20)\d\d/(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?:[0-3]?\d/)?"
)
_CALENDAR = re.compile(r"/(?:19|20)\d\d(?:[/_-]?[01]\d){1,2}/?$")
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_CODE = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{8,40}$", re.IGNORECASE)
_QUERY_ID = re.compile(
    r"(?:^|&)(?:id|p|nid|aid|newsid|news_id|article|articleid|article_id|storyid|story)=\d+"
)
_PAGE_NUMBER = re.compile(
    r"(?:[?&](?:page|paged|pg|pagina|seite|strana)=|/(?:page|seite|pagina)[/-])(\d{1,6})(?:/|&|$)"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an address looks like an article's."""

    points: float
    """The more, the surer; a date, a number or a long slug is worth about three."""
    refused: str | None = None
    """Why it cannot be one: `front_page`, `file`, `list_word`, `page_word`, `pagination`."""
    depth: int = 0
    """Folders and name in its path."""
    plain: bool = False
    """Short words only, as sections have."""


def judge_address(url: str) -> Judgement:
    """What the path and query of *url*, normalised, say."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    by_query = bool(_QUERY_ID.search(parts.query.lower()))
    if not segments and not by_query:
        return Judgement(0, "pagination" if page_number(url) else "front_page")
    name = segments[-1] if segments else ""
    if _FILE.search(name):
        return Judgement(0, "file", len(segments))
    stem = _PAGE_FILE.sub("", name)
    words = load_words()
    # A date and nothing behind it is a day of the archive; only a headline's link makes it an article.
    calendar = bool(_CALENDAR.search(parts.path))
    dated = not calendar and bool(_DATE.search(parts.path) or _MONTH.search(parts.path.lower()))
    if page_number(url):
        return Judgement(0, "pagination", len(segments))
    if not dated and not words["folders"].isdisjoint(segments[:-1]):
        return Judgement(0, "list_word", len(segments))
    if (stem in words["pages"] and not by_query) or (stem in words["folders"] and not dated):
        return Judgement(0, "page_word", len(segments))
    points = (
        3.0 * dated
        + 2.5 * by_query
        + (0 if calendar else _name_points(stem))
        + (name != stem)
        + 0.5 * (len(segments) > 1)
    )
    return Judgement(points, None, len(segments), plain=points < 2 and not parts.query and name == stem)


def names_section(url: str) -> bool:
    """Whether *url* says by its folder that it is the list of a section: `/category/city/`."""
    segments = [segment for segment in urlsplit(url).path.lower().split("/") if segment]
    return 2 <= len(segments) <= 3 and segments[0] in load_words()["sections"]


def page_number(url: str) -> int | None:
    """The number of the page of a list that *url* asks for; None: it does not."""
    match = _PAGE_NUMBER.search(url)
    return int(match[1]) if match else None


@cache
def load_words() -> dict[str, frozenset[str]]:
    """The word lists of `address_words.toml` by name."""
    table = load_table(files("scraper.discovery").joinpath("address_words.toml"))
    return {name: frozenset(words) for name, words in table.items()}


def _name_points(stem: str) -> float:
    """Long slugs, numbers and codes are articles' names."""
    words = [word for word in re.split(r"[-_+.,]|%20", stem) if word and not word.isdigit()]
    points = {0: 0.0, 1: 0.0, 2: 0.5, 3: 1.5}.get(len(words), 3.0)
    if len(words) <= 2 and len(stem) >= 45:  # scripts without spaces, or words run together
        points = 1.5
    if _NUMBER.search(stem) or any(_CODE.fullmatch(word) for word in words):
        points += 2
    return points
