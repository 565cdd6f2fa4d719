"""The XML of a feed as strict and harmless XML: what stands before a damage, nothing declared or fetched."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from html.entities import html5
from itertools import islice

from lxml import etree

from scraper.discovery.references import sound_reference
from scraper.encodings import (
    declared_encoding,
    decode_as,
    header_encoding,
    is_mostly_utf8,
    marked_encoding,
)
from scraper.long_tags import shorten_tags

_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,20}:)?(?:rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
_ENTRY = re.compile(r"<(/?)((?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry))(?=[\s/>])[^<>]*")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31};)")
_AMPERSAND = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,31};)|&#\w{1,31};", re.DOTALL)
_XML_ENTITIES = {"amp;", "lt;", "gt;", "quot;", "apos;"}
# What XML 1.0 cannot hold.
_UNPARSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The elements that are read on; texts, pictures and extensions are only long and costly.
_READ = {
    *(
        "rss",
        "rdf",
        "feed",
        "channel",
        "item",
        "entry",
        "title",
        "link",
        "guid",
        "id",
        "origlink",
        "language",
    ),
    *("pubdate", "date", "published", "updated", "issued", "modified", "created"),
    *("author", "creator", "contributor", "name", "email", "category", "subject", "keywords"),
}
_NAMESPACES = {"dc": "http://purl.org/dc/elements/1.1/", "atom": "http://www.w3.org/2005/Atom"}
_MAX_ENTRIES = 5000
_MAX_TEXT = 4000
_MAX_ELEMENTS = 80_000
_MAX_DEPTH = 8
_MAX_CHILDREN = 200
"""Of an entry or feed, of those that are read and no entries."""
_MAX_NAMESPACES = 50
_XML = "http://www.w3.org/XML/1998/namespace"
_MAILED = re.compile(r"[^\s@()]+@[^\s@()]+\s{0,8}\(([^()]+)\)")
_ODD_NAME = re.compile(r"\s|.\{|\}.*\}")
"""A name `{NAMESPACE}LOCAL` that cannot be written again: white space or braces in its namespace."""
_ROOTS = {"rss", "feed", "rdf", "channel"}
_ENTRIES = {"item", "entry"}
_HOLD_ENTRIES = _ROOTS | _ENTRIES | {"items"}


class FeedXmlError(ValueError):
    """There is no feed in the text."""


def mend_xml(body: bytes, content_type: str | None = None) -> tuple[bytes, list[str]]:
    """(*body* as well-formed UTF-8 XML, problems that were met).

    Everything before the root goes, with it the document type and the entities it declares; HTML's own
    entities become their characters. A last entry that was cut goes too. FeedXmlError: no feed in it.
    """
    text = _UNPARSABLE.sub("", _decode(body, content_type))
    root = _ROOT.search(text)
    if root is None:
        raise FeedXmlError
    problems = ["feed/entities"] if "<!ENTITY" in text[: root.start()] else []
    text = _ENTITY.sub(_character, text[root.start() :])
    text = _AMPERSAND.sub(_escape, text)
    text, cut = _whole_entries(text)
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        tree = etree.fromstring(shorten_tags(text.encode()), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedXmlError from error
    if tree is None or _local(tree) not in _ROOTS:
        raise FeedXmlError
    _tidy(tree)
    if cut:
        problems.append(cut)
    elif len(parser.error_log):
        problems.append("feed/malformed")
    return etree.tostring(tree, encoding="utf-8"), problems


def _decode(body: bytes, content_type: str | None) -> str:
    """*body* as text: in UTF-8 where it can be, for servers and declarations often name another by habit."""
    if b"\x1b" not in body:  # as in ISO-2022-JP, which is ASCII throughout
        with suppress(UnicodeDecodeError):
            return body.decode("utf-8-sig")
    encoding = marked_encoding(body) or header_encoding(content_type) or declared_encoding(body)
    if encoding is None:
        encoding = "utf-8" if is_mostly_utf8(body) else "cp1252"
    return decode_as(encoding, body)


def _escape(match: re.Match[str]) -> str:
    if match[0].startswith("&#"):
        return sound_reference(match[0], "\N{REPLACEMENT CHARACTER}")
    return "&amp;" if match[0] == "&" else match[0]


def _character(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name in _XML_ENTITIES else html5.get(name, "")


def _whole_entries(text: str) -> tuple[str, str | None]:
    """*text* up to its last whole entry or the last of `_MAX_ENTRIES`, and the problem if that is a cut."""
    last, count = None, 0
    for last in _ENTRY.finditer(text):
        count += not last[1]
        if count > _MAX_ENTRIES:
            return text[: last.start()], "feed/too_many"
    if last is None or last[1] or last[0].endswith("/"):
        return text, "feed/cut" if last is not None and not text.rstrip().endswith(">") else None
    return text[: last.start()], "feed/cut"


def _tidy(tree: etree._Element) -> None:
    """Take out of *tree* what is not read or is absurdly long, deep or frequent.

    Titles become plain text, and "desk@gazette.example (Ann Lee)" her name.
    """
    for element in tree.findall(".//{*}title"):
        text = "".join(map(str, element.itertext()))
        element[:] = []
        element.text = text
        if element.get("type") == "xhtml":
            element.set("type", "text")
    _lift_entries(tree)
    bounds = _Bounds()
    for element in list(tree.iter(etree.Element)):
        parent = element.getparent()
        if parent is None:
            continue
        if _is_read(element) and bounds.have_room(element, parent):
            element.tag = _declared(str(element.tag))
            _shorten(element, bounds)
        else:
            parent.remove(element)
    etree.cleanup_namespaces(tree)


class _Bounds:
    """How much of a feed was read, element by element: feedparser's time grows with the square of some."""

    def __init__(self) -> None:
        self._spaces: set[str] = set()
        self._elements = 0
        self._children: Counter[etree._Element] = Counter()

    def have_room(self, element: etree._Element, parent: etree._Element) -> bool:
        """Whether *element* of *parent* can be read on; from now on it counts."""
        self._elements += 1
        if _local(element) not in _HOLD_ENTRIES:
            self._children[parent] += 1
            if self._children[parent] > _MAX_CHILDREN:
                return False
        return self._elements <= _MAX_ELEMENTS and self.knows(str(element.tag))

    def knows(self, name: str) -> bool:
        """Whether *name*, of an element or attribute, stands in one of the first namespaces, or in none."""
        space = name.rpartition("}")[0].removeprefix("{")
        if len(self._spaces) < _MAX_NAMESPACES:
            self._spaces.add(space)
        return space in self._spaces or space in ("", _XML)


def _lift_entries(tree: etree._Element) -> None:
    """Entries inside what holds none, as where an end tag was lost, become the feed's own again."""
    home = next((child for child in tree if _local(child) == "channel"), tree)
    for entry in [element for element in tree.iter(etree.Element) if _local(element) in _ENTRIES]:
        above = islice(entry.iterancestors(), _MAX_DEPTH)
        if any(_local(ancestor) not in _HOLD_ENTRIES for ancestor in above):
            home.append(entry)


def _shorten(element: etree._Element, bounds: _Bounds) -> None:
    text = (element.text or "")[:_MAX_TEXT]
    mailed = _MAILED.fullmatch(text.strip())
    element.text = mailed[1] if mailed else text
    attributes = element.attrib.items()
    kept = [
        (name, value)
        for name, value in attributes
        if len(value) <= _MAX_TEXT and not _ODD_NAME.search(str(name)) and bounds.knows(str(name))
    ]
    if len(kept) < len(attributes):
        element.attrib.clear()  # an odd name cannot be taken out by itself
        element.attrib.update(kept)


def _declared(tag: str) -> str:
    """*tag* in a namespace, where its prefix was never declared; in none where that cannot be written."""
    if _ODD_NAME.search(tag):
        return tag.rpartition("}")[-1]
    prefix, colon, name = tag.rpartition(":")
    if not colon or "}" in tag:
        return tag
    return f"{{{_NAMESPACES[prefix]}}}{name}" if prefix in _NAMESPACES else name


def _local(element: etree._Element) -> str:
    return re.split("[}:]", str(element.tag))[-1].lower()


def _is_read(element: etree._Element) -> bool:
    depth = sum(1 for _ in islice(element.iterancestors(), _MAX_DEPTH + 1))
    return depth <= _MAX_DEPTH and _local(element) in _READ
