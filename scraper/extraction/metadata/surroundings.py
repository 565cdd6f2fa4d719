"""Where on a page an element stands, what its attributes call it, and the text in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from scraper.elements import Elements
from scraper.normalise.text import clean_text

_ELSEWHERE = re.compile(
    r"(?:^|(?<![\s_-]no)(?<![\s_-]without)[\s_-])(?:related|teasers?|recommend\w*|comments?|sidebar|newsletter|promo\w*|footer|menu|nav|navigation|most-?read"
    r"|trending|widget|popular|latest|ticker|carousel|slider|more-?(?:stories|news|from)|read-?(?:more|next)|outbrain"
    r"|taboola|author-?(?:bio|box|info-box)|about-?(?:the-)?author|bio|modal|popup|disqus|search|offcanvas|dropdown|skiptranslate)(?:$|[\s_-])",
    re.IGNORECASE,
)
KICKER = re.compile(
    r"kicker|eyebrow|over-?line|top-?line|roofline|dachzeile|spitzmarke|pre-?title|super-?title|over-?title"
    r"|sur-?titre|antetitulo|antetitolo|occhiello|cintillo|volanta|chapeu|overrubrik|vignette|trompete|stikktittel"
)
_OUTSIDE = {"aside", "nav", "footer", "form", "noscript", "template", "select", "dialog"}
AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|a)?|auteurs?|autore|staff|profil|profile|journalists?|by|redakteur|writers?"
    r"|editors?|reporters?|contributors?|columnists?|bylines?)/[^/]",
    re.I,
)
_NAMING = frozenset(("class", "id", "itemprop", "rel", "data-testid"))
NO_NAMES = "    "
"""What an element without attributes is named by, as long as the spaces between five names."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INLINE = {
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "font",
    "span",
    "small",
    "abbr",
    "mark",
    "sup",
    "sub",
    "bdi",
    "cite",
    "ruby",
    "rb",
}
_SPOKEN = {"ruby", "rb", "rt", "rp"}
# What is not read as a part of a text; `<rt>` and `<rp>` say how the characters beside them are spoken.
_SILENT = {"script", "style", "noscript", "template", "svg", "button", "textarea", "select", "rt", "rp"}
_DEEPEST = 40
_MOST_PIECES = 400


def find_headings(elements: Elements) -> list[HtmlElement]:
    """Every `<h1>` with text."""
    return [h1 for h1 in elements.tagged("h1") if clean_text(h1.text_content()[:1000])][:20]


def upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    """*element* and what it stands in, one after the other: who asks for ten of them pays for ten."""
    return chain((element,), element.iterancestors())


def words_of(element: HtmlElement) -> str:
    """The words that *element*'s attributes name it by, in lower case, "authorName" as "author-name"."""
    return to_words(_names_of(element))


@lru_cache(maxsize=16384)
def to_words(names: str) -> str:
    """The words of *names*, as `words_of` gives them."""
    return _CAMEL.sub("-", names).lower()


def _names_of(element: HtmlElement) -> str:
    # All attributes at once cost as much as one that is asked for by name.
    return to_names(element.items())


def to_names(stated: list[tuple[str, str]]) -> str:
    """What an element with the attributes *stated* is named by, one space between; most have one or none."""
    if len(stated) < 2:
        name, value = stated[0] if stated else ("", "")
        if name == "class":
            return f"{value}    "[:500]
        if name not in _NAMING:
            return NO_NAMES
    get = dict(stated).get
    return (
        f"{get('class', '')} {get('id', '')} {get('itemprop', '')} {get('rel', '')} {get('data-testid', '')}"[
            :500
        ]
    )


def is_elsewhere(element: HtmlElement, heading: HtmlElement | None = None) -> bool:
    """Whether *element* stands in a part of the page that speaks of something else than *heading*.

    What holds the headline, too, is layout, whatever its name: "content with-sidebar". A footer that stands
    beside the headline, or beside its header, is the article's own.
    """
    shared = set(heading.iterancestors()) if heading is not None else set()
    near = (
        set(islice(heading.iterancestors("div", "article", "section"), 2)) if heading is not None else set()
    )
    for depth, above in enumerate(upwards(element)):
        tag = above.tag
        if tag in {"article", "main", "body", "html"} or depth > _DEEPEST or above in shared:
            return False
        if is_beside_article(above) and not (above.getparent() in near and _is_footer(above)):
            return True
    return False


def _is_footer(element: HtmlElement) -> bool:
    """Whether *element* calls itself a footer and nothing else."""
    return element.tag == "footer" or (element.get("class") or "").split() == ["footer"]


def is_small_part(heading: HtmlElement) -> bool:
    """Whether *heading* stands in a part of the page that speaks of something else and is no whole page."""
    for depth, above in enumerate(heading.iterancestors()):
        if above.tag in {"article", "main", "body", "html"} or depth > _DEEPEST:
            return False
        if is_beside_article(above):
            whole = above.getroottree().getroot()
            return len(above.text_content()) * 2 < len(whole.text_content())
    return False


def is_beside_article(element: HtmlElement) -> bool:
    """Whether *element* by its tag or name is a part of the page that speaks of something else."""
    if element.tag in _OUTSIDE or element.get("hidden") is not None:
        return True
    named = element.get("class") or element.get("id")
    return bool(named and _speaks_elsewhere(named[:300]))


@lru_cache(maxsize=8192)
def _speaks_elsewhere(named: str) -> bool:
    return bool(_ELSEWHERE.search(named))


def is_in_link(element: HtmlElement) -> bool:
    """Whether the element is a part of a link: a teaser's date."""
    return any(above.tag == "a" for above in element.iterancestors())


def text_in_parts(element: HtmlElement) -> str:
    """The text of *element*, " | " where one part ends and the next begins."""
    pieces: list[str] = []
    _collect(element, pieces)
    parts = clean_text("".join(pieces)).split("|")
    return " | ".join([part for part in map(str.strip, parts) if part])


def _collect(element: HtmlElement, pieces: list[str], depth: int = 0) -> None:
    if depth > _DEEPEST or len(pieces) > _MOST_PIECES:
        return
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    inline = element.tag in _INLINE
    glued = bool(pieces) and pieces[-1][-1:].isalnum() and (element.text or "")[:1].isalnum()
    glued = glued and element.tag not in _SPOKEN
    if not inline or glued:
        pieces.append(" | ")
    if element.text:
        pieces.append(element.text[:1000])
    for child in element:
        if len(pieces) > _MOST_PIECES:
            break
        _collect(child, pieces, depth + 1)
        if not (child.tail or "").strip() and inline_pair(child):
            pieces.append(" | ")
        elif child.tail:
            apart = child.tag in _INLINE - _SPOKEN
            if apart and pieces and pieces[-1][-1:].isalnum() and child.tail[:1].isalnum():
                pieces.append(" ")
            pieces.append(child.tail[:1000])
    if not inline:
        pieces.append(" | ")


def inline_pair(element: HtmlElement) -> bool:
    """Whether *element* and the next stand side by side as items of a row: "<a>A B</a> <a>C D</a>"."""
    following = element.getnext()
    return (
        following is not None
        and element.tag == following.tag
        and " " in (element.text_content() or "").strip()
    )


def inner_texts(element: HtmlElement, words: re.Pattern[str]) -> Iterator[str]:
    """The texts of the elements inside *element* whose attributes match *words*, outermost first."""
    inside: HtmlElement | None = None
    for child in element.iterdescendants():
        if inside is not None and inside in child.iterancestors():
            continue
        if isinstance(child.tag, str) and words.search(words_of(child)):
            inside = child
            yield text_in_parts(child)
