"""The texts of the teasers on a page: cards with a heading that leads to another page of the site."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from exports.record import count_words
from scraper.normalise.text import fold
from scraper.normalise.urls import site_of
from scraper.page import Document

FEWEST = 4
"""Cards that make a list; a link or two beside an article do not."""
_MOST_CARDS = 300
_MOST_LEVELS = 12
_MOST_WORDS = 150
"""Words of a teaser at most; what is longer under a linked heading is an entry of its own."""
_MOST_ELEMENTS = 300
"""Of a teaser at most: to read the text of each costs time that grows with the square of their number."""
_HEADINGS = "//*[self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]]"


def read_cards(document: Document) -> frozenset[str]:
    """The folded texts of the elements in the cards of *document*; none unless there are several cards.

    A card is the largest element that holds one linked heading only. Links within the page, such as those of
    the entries of a live blog, and links to other sites make no card.
    """
    headings = [node for node in document.root.xpath(_HEADINGS)[:_MOST_CARDS] if _leads_away(node, document)]
    if len(headings) < FEWEST:
        return frozenset()
    holders: Counter[HtmlElement] = Counter()
    for heading in headings:
        holders.update(_above(heading))
    texts: set[str] = set()
    cards = 0
    for heading in headings:
        card = heading
        for above in _above(heading):
            if holders[above] > 1:
                break
            card = above
        nodes = list(islice(card.iter(), _MOST_ELEMENTS + 1))
        if len(nodes) <= _MOST_ELEMENTS and count_words(card.text_content()) <= _MOST_WORDS:
            cards += 1
            texts |= {fold(node.text_content()) for node in nodes if isinstance(node.tag, str)}
    return frozenset(texts - {""}) if cards >= FEWEST else frozenset()


def _above(heading: HtmlElement) -> list[HtmlElement]:
    """The elements round *heading*, the nearest first, up to the body."""
    found: list[HtmlElement] = []
    for above in heading.iterancestors():
        if above.tag in {"body", "html", "main"} or len(found) >= _MOST_LEVELS:
            break
        found.append(above)
    return found


def _leads_away(heading: HtmlElement, document: Document) -> bool:
    """Whether *heading* links to another page of the same site."""
    inner = heading.find(".//a[@href]")
    link = inner if inner is not None else next(heading.iterancestors("a"), None)
    if link is None:
        return False
    try:
        there = urlsplit(urljoin(document.base_url, (link.get("href") or "").strip()))
        here = urlsplit(document.page.url)
    except ValueError:
        return False
    if (there.netloc, there.path, there.query) == (here.netloc, here.path, here.query):
        return False
    return there.scheme in {"http", "https"} and site_of(there.geturl()) == site_of(document.page.url)
