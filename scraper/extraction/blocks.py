"""The page's text blocks in document order, each with its place, type, links and looks."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.extraction.places import Place


# Not frozen: a page has hundreds, and a frozen one takes five times as long to make.
@dataclass(slots=True, kw_only=True, eq=False)
class Block:
    """One text block of a page. Equal only to itself. Nobody changes one."""

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
