"""The byline as the page prints it: at the headline, else at the article's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from scraper.extraction.metadata.finding import RawAuthor
from scraper.extraction.metadata.nearby import Place, Places
from scraper.extraction.metadata.surroundings import (
    AUTHOR_PAGE,
    inner_texts,
    is_elsewhere,
    text_in_parts,
    upwards,
    words_of,
)
from scraper.normalise.bylines import byline_parts, clean_byline
from scraper.normalise.names import (
    is_labelled,
    is_opener,
    is_signed,
    may_be_signed,
    parse_byline,
    without_opener,
)
from scraper.normalise.text import fold

_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:bylines?|article-?authors?|post-?author|entry-?author|authors?|author-?names?|writers?"
    r"|writtenby|written-by|redakteur|autoren|autor|autora|auteur|auteurs|autore|journalists?|forfatter"
    r"|signature|signatur|firma|autors?-?name|autorzeile|verfasser)"
    r"(?:$|[\s_-])"
)
_NAME = re.compile(r"(?:^|[\s_-])(?:author-?names?|name|fn|author)(?:$|[\s_-])")
_NOT_BYLINE = re.compile(
    r"media-?box|player|audio|video|avatar|image|img|photo|social|follow|email|twitter|bio|desc|count|share|date|time|title|job|role|icon"
)
_COMMENTS = re.compile(r"comment|reply|disqus|related|teaser|widget|sidebar|recommend|latest|promo")
_AREAS = {"article", "main", "body", "html", "header", "section", "table", "ul", "ol", "nav", "aside"}
_LABELS = {"dt", "th", "h2", "h3", "h4", "h5", "h6"}
_LINES = ("a", "p", "div", "span", "em", "i", "strong", "b", *sorted(_LABELS))
_CAPTIONS = {"figure", "figcaption", "aside", "nav", "form", "blockquote"}
_LONGEST_BYLINE = 300
_LONGEST_SIGNED = 150
_LONGEST_LINE = 160
_MOST_WORDS_BEFORE = 6
_LONGEST_LAST = 80
_LONGEST_LABEL = 40
_AT_THE_END = 6000
_NEXT, _NEAR = 2, 12
_MOST_READ = 100
"""Lines that look like bylines; where none of so many names anybody, none is meant to."""
Byline = tuple[tuple[RawAuthor, ...], str | None, bool]


def find_byline(places: Places, heading: HtmlElement | None, region: HtmlElement) -> Byline:
    """(names, printed line, whether it leaves no doubt) of the byline nearest the headline, below it rather
    than above.

    Where none stands there: of one in *region*, the article's part of the page, the last first.
    """
    lines = (
        place
        for place in places.nearest
        if _is_byline(place.element, place.words)
        and not is_elsewhere(_outside(place.element), heading)
        and not _is_in_teaser(place.element)
    )
    for place in islice(lines, _MOST_READ):
        found = _read(place.element)
        if found:
            return *found, _is_sure(place)
    last = next(filter(None, map(_read, islice(_signed_within(region), _MOST_READ))), None)
    return (*last, False) if last else ((), None, False)


def _is_sure(place: Place) -> bool:
    """Whether *place* is one name directly below the headline, called an author, or one behind "By" or
    "Author:" near it."""
    text = _beside_label(place.element) or text_in_parts(place.element)
    if is_signed(text):
        name = without_opener(text).strip()
        return 0 < place.distance <= _NEAR and not name[:1].islower() and _is_one_name(name)
    named = bool(_BYLINE.search(place.words)) and 0 < place.distance <= _NEXT
    return named and _is_one_name(text)


def _read(element: HtmlElement) -> tuple[tuple[RawAuthor, ...], str] | None:
    """The names in *element* and the line that it is or stands in; `None` where it holds no name."""
    line = _line_of(element)
    text = _beside_label(element) or text_in_parts(line)
    if not text or len(text) > _LONGEST_BYLINE:
        return None
    printed = clean_byline(text)
    if printed is None:
        return None
    inner = [name for name in inner_texts(line, _NAME) if parse_byline(name, declared=True).authors]
    links = [text_in_parts(link) for link in line.iter("a") if link is not line]
    marked = inner or [name for name in links if parse_byline(name).authors]
    names = marked or [" | ".join(byline_parts(text))]
    if is_signed(printed) and parse_byline(printed).authors:
        spoken = _signed_names(text, links)
        names = spoken if _names_in(marked) <= _names_in(spoken) else marked
    declared = bool(inner) or _is_declared(element) or bool(_BYLINE.search(words_of(element)))
    declared = declared or (is_signed(printed) and bool(parse_byline(printed).authors))
    authors = [name for name in names if parse_byline(name, declared=declared).authors]
    return (tuple(RawAuthor(name=name) for name in dict.fromkeys(authors)), printed) if authors else None


def _outside(element: HtmlElement) -> HtmlElement:
    """What tells where *element* stands: of a line that begins with "By" its own name does not count."""
    parent = element.getparent()
    return parent if parent is not None and _starts_signed(element) else element


def _is_in_teaser(element: HtmlElement) -> bool:
    """Whether *element* is one line of a link that holds more: the byline of a teaser."""
    links = [above for above in islice(element.iterancestors(), 8) if above.tag == "a"]
    own = len(element.text_content()) if links else 0
    return any(len(link.text_content()) > own + _LONGEST_LABEL for link in links)


def _beside_label(element: HtmlElement) -> str | None:
    """ "Author: Jane Roe" where *element* is a label such as "Author:" and the name stands beside it."""
    label = _beginning(element)
    if len(label) > _LONGEST_LABEL or not is_opener(label):
        return None
    while (above := element.getparent()) is not None and _beginning(above) == label:
        element = above
    beside = " ".join((element.tail or "").split())
    following = element.getnext()
    if not beside and following is not None and following.tag not in _AREAS:
        beside = text_in_parts(following).partition(" | ")[0].rstrip(" ,")
        titled = label.endswith((":", "：")) or element.tag in _LABELS
        if not titled and not _is_one_name(beside):
            return None
    return f"{label.rstrip(' :')}: {beside}" if 1 < len(beside) <= _LONGEST_LAST else None


def _is_one_name(text: str) -> bool:
    """Whether *text* is a person's name of several words and nothing more."""
    authors = parse_byline(text).authors
    return len(authors) == 1 and authors[0].kind == "person" and fold(authors[0].name) == fold(text)


def _names_in(lines: list[str]) -> set[str]:
    return {fold(author.name) for line in lines for author in parse_byline(line, declared=True).authors}


def _signed_names(text: str, links: list[str]) -> list[str]:
    """The part that "By" begins, and those after it that are labelled or linked names, too."""
    parts = byline_parts(text)
    first = next((place for place, part in enumerate(parts) if is_signed(part)), 0)
    rest = [part for part in parts[first + 1 :] if part in links or is_labelled(part)]
    return [" | ".join([without_opener(parts[first]), *rest])]


def _line_of(element: HtmlElement) -> HtmlElement:
    """The short line round *element* that begins with "By" or the like; *element* where there is none."""
    own = _beginning(element)
    if not own or is_signed(own):
        return element
    for above in islice(element.iterancestors(), 3):
        if above.tag in _AREAS or above.find(".//h1") is not None:
            break
        text = " ".join(above.text_content()[: _LONGEST_LINE * 4].split())
        if len(text) > _LONGEST_LINE:
            break
        lead = text.partition(own)[0].split()
        if is_signed(text) and len(lead) <= _MOST_WORDS_BEFORE:
            return above
    return element


def _beginning(element: HtmlElement) -> str:
    # Many are boxes of a whole article: no more of their text is read than is asked for.
    text = element.text or ""
    if len(text) < _LONGEST_LINE and len(element):
        text = ""
        for piece in element.itertext():
            text += piece
            if len(text) >= _LONGEST_LINE:
                break
    return " ".join(text[:_LONGEST_LINE].split())


def _begins_as_opener(element: HtmlElement) -> bool:
    """Whether the text of *element* is "By" or the like and nothing more."""
    # Many are boxes of a whole article, and seldom the first word of one is such a word.
    first = (element.text or "").lstrip()
    first = first or next((piece for piece in element.itertext() if not piece.isspace()), "").lstrip()
    if " " in first and not may_be_signed(first):
        return False
    return is_opener(_beginning(element))


def _is_declared(element: HtmlElement) -> bool:
    """Whether the markup says that *element* is an author."""
    return "author" in (element.get("rel") or "").split() or (element.get("itemprop") or "") in {
        "author",
        "creator",
    }


def _is_byline(element: HtmlElement, words: str) -> bool:
    if _names_byline(words) or element.tag in {"address", "byline"} or _is_declared(element):
        return True
    if element.tag == "a" and AUTHOR_PAGE.search(element.get("href", "")):
        return True
    return _starts_signed(element) or _begins_as_opener(element)


def _starts_signed(element: HtmlElement) -> bool:
    """Whether *element* is a short line whose own text begins with "By" or the like, or is no more."""
    text = element.text
    if not text or len(text) > _LONGEST_SIGNED or not may_be_signed(text.strip()):
        return False
    whole = element.text_content()
    text = whole if is_opener(text) else text
    return len(whole) < _LONGEST_SIGNED and is_signed(text.strip())


def _signed_within(region: HtmlElement) -> Iterator[HtmlElement]:
    """Bylines anywhere in *region*, the last first: declared ones, and lines such as "Autorin: Jane Roe"."""
    found: list[HtmlElement] = []
    named_count = region.tag in {"article", "main"}
    for element in islice(region.iter(*_LINES), _AT_THE_END):
        text, tag = element.text or "", element.tag
        labelled = tag != "a" and (tag in _LABELS or tag == "em" or ":" in text[:40])
        named = bool(element.items()) and (
            _is_declared(element)
            or (named_count and bool(element.get("class")) and _is_named(element))
            or _is_signature(element)
        )
        if not named and not labelled:
            continue
        signed = named or (
            (_starts_signed(element) or _begins_as_opener(element))
            and len(element.text_content()) <= _LONGEST_LAST
        )
        if signed and not _is_aside(element, region) and not _is_in_teaser(element):
            found.append(element)
    yield from reversed(found)


def _is_signature(element: HtmlElement) -> bool:
    """Whether *element* is a name alone on a line set to the right: so some papers sign a text at its end."""
    style, align = element.get("style"), element.get("align")
    if not style and not align:
        return False
    right = "text-align:right" in (style or "").replace(" ", "").lower()
    if not right and (align or "").lower() != "right":
        return False
    text = " ".join(element.text_content()[:_LONGEST_LAST].split())
    written = element.tag in {"p", "div"} and not any(word.islower() for word in text.split())
    return written and _is_one_name(text)


def _is_named(element: HtmlElement) -> bool:
    return _names_byline(words_of(element))


@lru_cache(maxsize=8192)
def _names_byline(words: str) -> bool:
    """Whether *words* of attributes call something a byline; a page has the same words again and again."""
    return bool(_BYLINE.search(words)) and not _NOT_BYLINE.search(words)


def _is_aside(element: HtmlElement, region: HtmlElement) -> bool:
    """Whether *element* belongs to a caption, a comment or another article's teaser."""
    for above in islice(upwards(element), 20):
        if above is region:
            return False
        if above.tag == "article" or above.tag in _CAPTIONS or _COMMENTS.search(words_of(above)):
            return True
    return False
