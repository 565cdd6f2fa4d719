"""What the tags and attributes of HTML say of the text in them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from scraper.extraction.paths import find_by
from scraper.extraction.places import Place, Stated
from scraper.extraction.shape import ends_sentence

_LONGEST_ROW = 1500
_LONGEST_WALK = 400
_LINES, _LINE = 3, 60
"""How many empty lines, or breaks before so many letters, part a text into paragraphs: data has fewer."""

SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "select",
        "textarea",
        "canvas",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "map",
        "datalist",
        "rp",
        "rt",  # how the signs before it are read, said a second time
        "head",
        "title",
        "meta",
        "link",
        "base",
        "input",
        "img",
        "source",
        "track",
        "area",
        "col",
        "colgroup",
        "wbr",
        "param",
        "frame",
        "frameset",
        "noframes",
        "noembed",
        "progress",
        "meter",
    )
)
MEDIA = frozenset(("img", "video", "iframe", "audio", "object", "embed"))
BREAKING = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    )
)
LEVELS = {f"h{level}": level for level in range(1, 7)}
FLAGS = {
    "blockquote": Place.QUOTE,
    "li": Place.LIST,
    "dt": Place.LIST,
    "dd": Place.LIST,
    "figure": Place.FIGURE,
    "figcaption": Place.FIGURE | Place.CAPTION,
    "caption": Place.CAPTION,
    "pre": Place.PRE,
    "xmp": Place.PRE,
    "listing": Place.PRE,
    "aside": Place.ASIDE,
    "button": Place.BUTTON,
    "form": Place.FORM,
    "nav": Place.NAV,
    "footer": Place.FOOTER,
    "header": Place.HEADER,
    "article": Place.ARTICLE,
    "dialog": Place.DIALOG,
    "legend": Place.LABEL,
    "summary": Place.LABEL,
}
_ROLES = {
    "complementary": Place.ASIDE,
    "navigation": Place.NAV,
    "button": Place.BUTTON,
    "contentinfo": Place.FOOTER,
    "form": Place.FORM,
    "search": Place.FORM,
    "dialog": Place.DIALOG,
    "alertdialog": Place.DIALOG,
    "figure": Place.FIGURE,
    "blockquote": Place.QUOTE,
}


_LANDMARKS = frozenset(("complementary", "navigation", "contentinfo", "dialog", "alertdialog"))
_UNSEEN = re.compile(r"\b(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?)(?:\s|$)")
_SHOWN = re.compile(r":(?:block|flex|grid|inline|table|contents)|(?:^|\s)visible-")
"""Classes that show on wide screens, say, what `hidden` hides on others."""
_BLOCKS = frozenset(("block", "d-block"))
_HIDERS = frozenset(("hidden", "style"))
BOLD = frozenset(("b", "strong"))
SLANTED = frozenset(("i", "em", "small", "cite"))
_LONG, _PARAGRAPHS = 120, 4
"""Letters of a paragraph, and how many such paragraphs no picture has under it outside its caption."""
_HOLDERS = frozenset(("body", "main", "article", "section", "div", "td"))
"""Elements whose text is seldom a line of words and links."""
INLINE = BOLD | SLANTED | {"a"}


def read_attributes(element: HtmlElement) -> tuple[int, Stated]:
    """(flags of `Place` that its attributes give *element*, those that are asked for again)."""
    flags, classes, name, role = 0, None, None, ""
    # All attributes at once cost as much as one that is asked for by name.
    for key, value in element.items():
        if key == "class":
            classes = value
            if _is_unseen(value):
                flags |= Place.HIDDEN
        elif key == "id":
            name = value
        elif key == "role":
            role = value.strip().lower()
            flags |= _ROLES.get(role, 0)
        elif (key in _HIDERS and _hides(key, value)) or (key == "aria-hidden" and value == "true"):
            flags |= Place.HIDDEN
    return flags, (classes, name, role)


def is_landmark(element: HtmlElement) -> bool:
    """Whether its role makes it a part of the page: an element of the page's own making may be one."""
    return (element.get("role") or "").strip().lower() in _LANDMARKS


def is_set_as_block(span: HtmlElement) -> bool:
    """Whether its style, or a class by which frameworks give that style, sets *span* as a block, and no text
    stands beside it: an initial floats in its paragraph so."""
    style, classes = span.get("style"), span.get("class")
    styled = style is not None and "display:block" in style.lower().replace(" ", "")
    if styled or (classes is not None and not _BLOCKS.isdisjoint(classes.split())):
        return stands_alone(span)
    return False


def is_hidden(element: HtmlElement) -> bool:
    """Whether nobody sees it: by attribute, by style, or by the class that frameworks give to what is only
    for screen readers ("opens in a new tab")."""
    for name, value in element.items():
        if name == "class":
            if _is_unseen(value):
                return True
        elif name in _HIDERS and _hides(name, value):
            return True
    return False


def _hides(name: str, value: str) -> bool:
    """Whether the attribute *name*, one of `_HIDERS`, hides its element."""
    if name == "hidden":
        return value.lower() != "until-found"
    if ":" not in value:
        return False
    plain = value.lower().replace(" ", "")
    return "display:none" in plain or "visibility:hidden" in plain or "clip:rect(0" in plain


def is_custom_block(element: HtmlElement) -> bool:
    """Whether *element*, of the page's own naming (`<story-line>`), stands as a block: in no line of text,
    and its parent in none."""
    parent = element.getparent()
    return parent is not None and is_holder(parent) and stands_alone(element)


def is_holder(element: HtmlElement) -> bool:
    """Whether *element* is one of those that hold blocks, or of the page's own naming."""
    return element.tag in _HOLDERS or "-" in str(element.tag)


def stands_alone(element: HtmlElement) -> bool:
    """Whether no text stands right before and behind *element*, nor opens its parent."""
    parent, before = element.getparent(), element.getprevious()
    around = (parent.text if parent is not None else None, before.tail if before is not None else None)
    return not any(text and not text.isspace() for text in (*around, element.tail))


def is_data_row(row: HtmlElement) -> bool:
    """Whether *row* holds data, not layout: several cells, little text, no block structure in them."""
    cells = length = paragraphs = lines = 0
    for node in islice(row.iter(), 1, _LONGEST_WALK):
        tag = node.tag
        if tag in ("td", "th"):
            cells += 1
        elif tag in ("table", "article", "section", "h1", "h2", "blockquote", "figure", "form"):
            return False
        elif tag == "p":
            paragraphs += 1
        elif tag == "br":
            lines += _parts_text(node)
            if lines >= _LINES:
                return False
        length += len(node.text or "") + len(node.tail or "")
        if length > _LONGEST_ROW:
            return False
    return cells > 1 and paragraphs <= 2 * cells


def _parts_text(br: HtmlElement) -> bool:
    """Whether *br* opens an empty line in the middle of a text, or a long one that ends as prose does."""
    text, below = (br.tail or "").strip(), br.getnext()
    if text:
        return len(text) >= _LINE and ends_sentence(text)
    return below is not None and below.tag == "br"


_IS_LONG = find_by(f"boolean((.//p[string-length() > {_LONG}][not(ancestor::figcaption)])[{_PARAGRAPHS}])")


def holds_prose(figure: HtmlElement) -> bool:
    """Whether several paragraphs stand in *figure*: it was never closed, or frames more than a picture."""
    return bool(_IS_LONG(figure))


@lru_cache(maxsize=16384)
def _is_unseen(classes: str) -> bool:
    """Whether one of *classes* is for screen readers only, or hides at every width of the screen.

    Remembered: a page has the same classes again and again.
    """
    if "hidden" in classes.split():
        return not _SHOWN.search(classes)
    return bool(_UNSEEN.search(classes))
