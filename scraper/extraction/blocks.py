"""The page's text blocks in document order, each with its place, type, links and looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from scraper.extraction.places import Place
from scraper.extraction.tags import (
    BOLD,
    BREAKING,
    FLAGS,
    INLINE,
    LEVELS,
    MEDIA,
    SKIPPED,
    SLANTED,
    attribute_flags,
    is_data_row,
    is_hidden,
)
from scraper.normalise.text import clean_text
from scraper.page import Document

CELL_BREAK = " | "
_EMPTY_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One text block of a page. Equal only to itself by number within one page."""

    number: int
    """From 0, in document order."""
    text: str
    """Cleaned; line breaks only where `type` is `preformatted`."""
    type: str
    """`paragraph heading quote list_item preformatted table_row caption`."""
    level: int | None
    """1 to 6 for headings."""
    place: Place
    """The element that the text stands in, and those above it."""
    links: tuple[tuple[str, str], ...]
    """(href as written, linked words), in order."""
    link_share: float
    """Share of the letters that are linked, 0 to 1."""
    bold: bool
    """Whether (nearly) all of it is `<b>` or `<strong>`."""
    italic: bool
    """Whether (nearly) all of it is `<i>`, `<em>` or `<small>`."""
    continues: bool
    """Whether only a single `<br>` parts it from the block before: another line of the same paragraph."""

    after_media: bool
    """Whether a picture, film or embed stands between it and the block before, or inside it."""

    @property
    def hidden(self) -> bool:
        """Whether the page hides it: `hidden`, `display:none`, `aria-hidden` on an element above it."""
        return bool(self.place.flags & Place.HIDDEN)

    @property
    def tag(self) -> str:
        """Tag of the element that the text stands in."""
        return self.place.tag

    @property
    def container(self) -> int:
        """Identity of the parent element: equal for siblings. A bare text's parent is its own element."""
        parent = self.place.parent
        return self.place.number if parent is None or self.tag in _LOOSE else parent.number

    @property
    def signature(self) -> str:
        """Tag and classes of the element and of its parent: equal for blocks that look alike."""
        parent = self.place.parent
        return f"{parent.step}>{self.place.step}" if parent is not None else self.place.step

    @property
    def own_tokens(self) -> frozenset[str]:
        """Words of class and id of the element itself."""
        return self.place.tokens

    @property
    def near_tokens(self) -> frozenset[str]:
        """Words of class and id of the two elements above it."""
        return self.place.near

    @property
    def far_tokens(self) -> frozenset[str]:
        """Words of class and id of the ten elements above it."""
        return self.place.far

    def inside(self, flags: int) -> bool:
        """Whether an element of one of the kinds *flags* (of `Place`) is its own or stands above it."""
        return bool(self.place.flags & flags)


# Text in these stands bare among its siblings: the element is the container.
_LOOSE = frozenset(("div", "body", "section", "article", "main", "td", "center", "html"))


def list_blocks(document: Document) -> tuple[Block, ...]:
    """Every text block of *document*, hidden ones flagged; scripts, templates and the like are no text.

    `<br><br>` parts paragraphs; a single `<br>` parts lines, which `Block.continues` ties together.
    A data row of a table is one block, its cells joined by " | "; cells of a layout table are blocks.
    """
    return tuple(_Walk(document.root).run())


class _Walk:
    """One pass over a tree, without recursion: elements open and close, text gathers, breaks give blocks."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.blocks: list[Block] = []
        self.place: Place = Place(root, "html", None, 0, 0)
        self.places = 0
        self.pieces: list[str] = []
        self.letters = 0
        self.linked = 0
        self.bold = 0
        self.slanted = 0
        self.breaks = 2
        self.media = False
        self.links: list[tuple[str, str]] = []
        self.link_stack: list[tuple[str, int]] = []
        self.link_from = 0
        self.bold_depth = 0
        self.slant_depth = 0

    def run(self) -> list[Block]:
        walker = etree.iterwalk(self.root, events=("start", "end"))
        add, root = self.add, self.root
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in BREAKING:
                    self.open_place(element, tag)
                elif tag == "br":
                    self.line_break()
                elif tag in MEDIA:
                    self.media = True
                    walker.skip_subtree()
                    continue
                elif tag in SKIPPED or not isinstance(tag, str) or (element.attrib and is_hidden(element)):
                    walker.skip_subtree()
                    continue
                elif tag in INLINE:
                    self.open_inline(element, tag)
                text = element.text
            else:
                if tag in BREAKING:
                    self.close_place(element)
                elif tag in INLINE:
                    self.close_inline(tag)
                text = element.tail if element is not root else None
            if text:
                add(text)
        self.flush()
        return self.blocks

    def open_place(self, element: HtmlElement, tag: str) -> None:
        flags = self.place.flags
        if flags & Place.ROW:
            if tag in ("td", "th"):
                self.pieces.append(CELL_BREAK)
            else:
                self.pieces.append(" ")
            self.places += 1
            self.place = Place(element, tag, self.place, self.places, flags)
            return
        self.flush()
        self.breaks = 2
        flags |= FLAGS.get(tag, 0)
        if element.attrib:
            flags |= attribute_flags(element)
        if tag == "tr" and is_data_row(element):
            flags |= Place.ROW
        self.places += 1
        self.place = Place(element, tag, self.place, self.places, flags)

    def close_place(self, element: HtmlElement) -> None:
        parent = self.place.parent
        if parent is not None and self.place.element is element:
            if not (self.place.flags & parent.flags & Place.ROW):
                self.flush()
                self.breaks = 2
            else:
                self.pieces.append(" ")
            self.place = parent

    def open_inline(self, element: HtmlElement, tag: str) -> None:
        if tag == "a":
            self.end_link()
            self.link_stack.append((element.get("href") or "", len(self.pieces)))
            self.link_from = len(self.pieces)
        elif tag in BOLD:
            self.bold_depth += 1
        elif tag in SLANTED:
            self.slant_depth += 1

    def close_inline(self, tag: str) -> None:
        if tag == "a":
            self.end_link()
            if self.link_stack:
                self.link_stack.pop()
            self.link_from = len(self.pieces)
        elif tag in BOLD:
            self.bold_depth = max(0, self.bold_depth - 1)
        elif tag in SLANTED:
            self.slant_depth = max(0, self.slant_depth - 1)

    def end_link(self) -> None:
        """Note the words of the innermost open link that this block holds."""
        if self.link_stack and self.link_from < len(self.pieces):
            words = " ".join("".join(self.pieces[self.link_from :]).split())
            if words:
                self.links.append((self.link_stack[-1][0], words))
        self.link_from = len(self.pieces)

    def add(self, text: str) -> None:
        if text.isspace():
            if self.pieces:
                self.pieces.append(text)
            return
        self.pieces.append(text)
        letters = len(text.strip())
        self.letters += letters
        if self.link_stack:
            self.linked += letters
        if self.bold_depth:
            self.bold += letters
        if self.slant_depth:
            self.slanted += letters

    def line_break(self) -> None:
        if self.place.flags & (Place.ROW | Place.PRE) or self.in_heading():
            self.pieces.append("\n" if self.place.flags & Place.PRE else " ")
            return
        if self.letters:
            self.flush()
        self.breaks += 1

    def in_heading(self) -> bool:
        """Whether the text is a heading's: one line, whatever breaks stand in it."""
        return self.place.tag in LEVELS or self.place.role == "heading"

    def flush(self) -> None:
        """Close the block that has gathered, if it has any text."""
        if not self.pieces:
            return
        self.end_link()
        text = self.tidy() if self.letters else ""
        # An empty line parts blocks wherever it stands: stanzas, pieces of code.
        for part in _EMPTY_LINES.split(text) if "\n\n" in text else (text,):
            if part:
                self.blocks.append(self.block(part))
                self.breaks = 0
                self.media = False
                self.links = []
        self.pieces = []
        self.letters = self.linked = self.bold = self.slanted = 0
        self.links = []
        self.link_from = 0

    def tidy(self) -> str:
        raw = "".join(self.pieces)
        if self.place.flags & Place.PRE:
            return "\n".join(_trim_lines(raw))
        if self.place.flags & Place.ROW:
            cells = (clean_text(cell) for cell in raw.split(CELL_BREAK))
            return CELL_BREAK.join(cell for cell in cells if cell)
        return clean_text(raw)

    def block(self, text: str) -> Block:
        whole = 0.9 * self.letters
        kind, level = _type_of(self.place, text)
        return Block(
            number=len(self.blocks),
            text=text,
            type=kind,
            level=level,
            place=self.place,
            links=tuple(self.links),
            link_share=self.linked / self.letters,
            bold=self.bold >= whole,
            italic=self.slanted >= whole,
            continues=self.breaks == 1,
            after_media=self.media,
        )


def _type_of(place: Place, text: str) -> tuple[str, int | None]:
    """(type, level) of a block that stands in *place*."""
    flags = place.flags
    if place.tag in LEVELS:
        return "heading", LEVELS[place.tag]
    if flags & Place.ROW:
        return ("table_row" if CELL_BREAK in text else "paragraph"), None
    if flags & Place.PRE:
        return "preformatted", None
    if flags & Place.CAPTION or (flags & Place.FIGURE and not flags & Place.QUOTE):
        return "caption", None
    if flags & Place.QUOTE:
        return "quote", None
    if place.tag in ("li", "dt", "dd"):
        return "list_item", None
    if place.tag in ("p", "div") and place.parent is not None and place.parent.tag in ("li", "dd"):
        return "list_item", None
    if place.role == "heading":
        level = place.element.get("aria-level") or "2"
        return "heading", int(level) if level in "123456" else 2
    return "paragraph", None


def _trim_lines(raw: str) -> list[str]:
    """The lines of *raw* without trailing blanks, and without empty ones at both ends."""
    lines = [_clean_code(line) for line in raw.expandtabs(4).splitlines()]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _clean_code(line: str) -> str:
    """*line* cleaned, its indent kept."""
    body = line.lstrip(" ")
    return " " * (len(line) - len(body)) + clean_text(body) if body.strip() else ""
