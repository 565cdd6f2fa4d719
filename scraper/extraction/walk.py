"""One pass over a page's tree: the text blocks in document order."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from scraper.extraction.blocks import Block
from scraper.extraction.glued import find_glued
from scraper.extraction.own_names import read_type
from scraper.extraction.places import Place
from scraper.extraction.printed import SHORTEST_TEXT, part_text, read_printed
from scraper.extraction.spans import find_block_spans
from scraper.extraction.tags import (
    BOLD,
    BREAKING,
    FLAGS,
    INLINE,
    LEVELS,
    MEDIA,
    SKIPPED,
    holds_prose,
    is_custom_block,
    is_data_row,
    is_hidden,
    is_landmark,
    is_set_as_block,
    read_attributes,
)
from scraper.normalise.text import clean_text
from scraper.page import Document

CELL_BREAK = " | "
_EMPTY_LINES = re.compile(r"\n{2,}")
_BREAKING, _LINE_BREAK, _MEDIA, _SKIPPED, _INLINE = range(1, 6)
_KINDS = {
    **dict.fromkeys(SKIPPED, _SKIPPED),
    **dict.fromkeys(MEDIA, _MEDIA),
    **dict.fromkeys(INLINE, _INLINE),
    **dict.fromkeys(BREAKING, _BREAKING),
    "br": _LINE_BREAK,
}


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
        self.block_spans = find_block_spans(root)
        self.glued = find_glued(root)
        self.blocks: list[Block] = []
        self.place: Place = Place(root, "html", None, 0, 0, read_attributes(root)[1])
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
        kind_of, root = _KINDS.get, self.root
        for event, element in walker:
            tag = element.tag
            kind = kind_of(tag)
            if kind is None and isinstance(tag, str) and "-" in tag and is_custom_block(element):
                kind = _BREAKING
            if event == "start":
                if kind == _BREAKING:
                    self.open_place(element, tag)
                elif kind is None or kind == _INLINE:
                    if not isinstance(tag, str) or is_hidden(element):
                        walker.skip_subtree()
                        continue
                    glued = element in self.glued and not self.place.flags & Place.ROW
                    if glued:
                        self.open_place(element, tag)
                    if kind:
                        self.open_inline(element, tag)
                    elif glued:
                        pass
                    elif self.is_block(element) if tag == "span" else "-" in tag and is_landmark(element):
                        self.open_place(element, tag)
                elif kind == _LINE_BREAK:
                    self.line_break()
                else:
                    self.media = self.media or kind == _MEDIA
                    walker.skip_subtree()
                    continue
                text = element.text
            else:
                if kind == _BREAKING:
                    self.close_place(element)
                elif kind is None or kind == _INLINE:
                    if kind:
                        self.close_inline(tag)
                    if self.place.element is element:
                        self.close_place(element)
                text = element.tail if element is not root else None
            if text:
                # Most texts are the blanks between elements.
                if not text.isspace():
                    self.add(text)
                elif self.pieces:
                    self.pieces.append(text)
        self.flush()
        return self.blocks

    def is_block(self, span: HtmlElement) -> bool:
        return span in self.block_spans or is_set_as_block(span)

    def open_place(self, element: HtmlElement, tag: str) -> None:
        flags = self.place.flags
        own_flags, stated = read_attributes(element)
        if flags & Place.ROW:
            if tag in ("td", "th"):
                self.pieces.append(CELL_BREAK)
            else:
                self.pieces.append(" ")
            self.places += 1
            self.place = Place(element, tag, self.place, self.places, flags, stated)
            return
        if self.pieces:
            self.flush()
        self.breaks = 2
        flags |= own_flags
        # Browsers pass over a caption outside of a table: its text is text.
        stray = tag == "caption" and self.place.tag != "table"
        if not stray and not (tag == "figure" and holds_prose(element)):
            flags |= FLAGS.get(tag, 0)
        if tag == "tr" and is_data_row(element):
            flags |= Place.ROW
        self.places += 1
        self.place = Place(element, tag, self.place, self.places, flags, stated)

    def close_place(self, element: HtmlElement) -> None:
        parent = self.place.parent
        if parent is not None and self.place.element is element:
            if not (self.place.flags & parent.flags & Place.ROW):
                if self.pieces:
                    self.flush()
                self.breaks = 2
            else:
                self.pieces.append(" ")
            self.place = parent

    def open_inline(self, element: HtmlElement, tag: str) -> None:
        if tag == "a":
            if self.link_stack:
                self.end_link()
            self.link_stack.append((element.get("href") or "", len(self.pieces)))
            self.link_from = len(self.pieces)
        elif tag in BOLD:
            self.bold_depth += 1
        else:
            self.slant_depth += 1

    def close_inline(self, tag: str) -> None:
        if tag == "a":
            self.end_link()
            if self.link_stack:
                self.link_stack.pop()
            self.link_from = len(self.pieces)
        elif tag in BOLD:
            self.bold_depth = max(0, self.bold_depth - 1)
        else:
            self.slant_depth = max(0, self.slant_depth - 1)

    def end_link(self) -> None:
        """Note the words of the innermost open link that this block holds."""
        if self.link_stack and self.link_from < len(self.pieces):
            words = " ".join("".join(self.pieces[self.link_from :]).split())
            if words:
                self.links.append((self.link_stack[-1][0], words))
        self.link_from = len(self.pieces)

    def add(self, text: str) -> None:
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
        if self.link_stack:
            self.end_link()
        parts = self.tidy() if self.letters else []
        printed = read_printed(parts) if self.place.flags & Place.PRE else ()
        for lines in printed or ([part] for part in parts if part):
            for line in lines:
                self.blocks.append(self.block(line, "paragraph" if printed else None))
                self.breaks = 1
                self.media = False
                self.links = []
            self.breaks = 0
        self.pieces = []
        self.letters = self.linked = self.bold = self.slanted = 0
        self.links = []
        self.link_from = 0

    def tidy(self) -> list[str]:
        """What has gathered, cleaned. An empty line parts blocks in what is printed as it stands: stanzas,
        pieces of code, paragraphs."""
        raw = "".join(self.pieces)
        if self.place.flags & Place.PRE:
            return _EMPTY_LINES.split("\n".join(_trim_lines(raw)))
        if self.place.flags & Place.ROW:
            cells = (clean_text(cell) for cell in raw.split(CELL_BREAK))
            return [CELL_BREAK.join(cell for cell in cells if cell)]
        if self.letters >= SHORTEST_TEXT and "\n" in raw:
            return part_text(raw)
        return [clean_text(raw)]

    def block(self, text: str, kind: str | None = None) -> Block:
        """A block of *text*, of the type *kind* if not of the one that its place gives."""
        whole = 0.9 * self.letters
        type_, level = (kind, None) if kind else _type_of(self.place, text)
        return Block(
            number=len(self.blocks),
            text=text,
            type=type_,
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
    return read_type(place, text) or ("paragraph", None)


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
