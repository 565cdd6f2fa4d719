"""What tags, roles and the words of class and id say of a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.places import FAR, Place
from scraper.extraction.region import Region
from scraper.extraction.tags import is_hidden

_TOKENS = (
    (
        "caption",
        {
            "caption",
            "credit",
            "credits",
            "figcaption",
            "legend",
            "photocredit",
            "img",
            "image",
            "photo",
            "picture",
            "gallery",
        },
    ),
    ("newsletter", {"newsletter", "newsletters", "signup"}),
    (
        "related_teaser",
        {"related", "recommended", "recommendations", "recirc", "readmore", "teaser", "teasers"},
    ),
    ("share", {"share", "sharing", "social", "socials", "sharebar", "addtoany"}),
    ("comments", {"comments", "comment", "disqus", "respond"}),
    ("byline", {"byline", "author", "authors", "byauthor"}),
    ("author_bio", {"bio", "biography", "authorbio"}),
    ("dateline_meta", {"dateline", "timestamp", "pubdate", "date", "published", "updated"}),
    ("ad", {"ad", "ads", "advert", "advertisement", "adslot", "sponsored", "sponsor"}),
    ("tags", {"tags", "tag", "topics", "keywords"}),
    ("copyright", {"copyright", "license"}),
    ("paywall_prompt", {"paywall", "subscribe", "regwall", "subscription"}),
    ("consent", {"consent", "cookie", "gdpr"}),
    ("promo", {"promo", "promotion", "donate", "cta", "app"}),
    ("navigation", {"breadcrumb", "breadcrumbs", "nav", "navigation", "menu", "pagination", "pager", "toc"}),
)
_RANKS = {name: rank for rank in reversed(range(len(_TOKENS))) for name in _TOKENS[rank][1]}
"""Word of class or id -> index of the first row of `_TOKENS` that has it."""
_PARTS = (
    ("comments", frozenset(("comment", "comments", "commentlist", "disqus"))),
    ("consent", frozenset(("consent", "onetrust", "gdpr"))),
)
_BOXES = frozenset(
    ("factbox", "factsbox", "faktabox", "faktaboks", "faktaruta", "faktenbox", "infobox", "infokasten")
)
_FACTS = frozenset(("fact", "facts", "info"))
_PICTURES = frozenset(("caption", "captions", "figure", "image", "images", "photo", "photos", "picture"))
_SHORT = 25
_CAPTION = 40


def find_forbidden(region: Region) -> Iterator[Finding]:
    """What the site file says to remove."""
    for position, (reason, rule) in region.forbidden.items():
        yield Finding(position, reason, rule)


def find_hidden(region: Region) -> Iterator[Finding]:
    """Text that the page hides, unless most of what the judges kept is hidden: then a script shows it."""
    hidden = [position for position, block in enumerate(region.blocks) if block.hidden]
    if 2 * sum(1 for position in hidden if position in region.kept) > len(region.kept):
        return
    for position in hidden:
        if not _is_only_unread(region, position):
            yield Finding(position, "extractor", "markup/hidden")


def _is_only_unread(region: Region, position: int) -> bool:
    """Whether a paragraph like all others is kept from screen readers alone: pages with a wall do so.

    `aria-hidden` hides nothing from the eye.
    """
    place = region.blocks[position].place
    above = place.parent
    return (
        region.is_paragraph(position)
        and above is not None
        and not above.flags & Place.HIDDEN
        and not is_hidden(place.element)
    )


def find_foreign(region: Region) -> Iterator[Finding]:
    """Whole parts of the page that class or id call readers' comments or a consent dialog."""
    first = region.blocks[region.prose[0]].far_tokens if region.prose else frozenset()
    for reason, names in _PARTS:
        if first & names:
            continue
        named = {place.number for place in region.places if not names.isdisjoint(place.tokens)}
        for position, block in enumerate(region.blocks) if named else ():
            if _stands_in(block.place, named):
                yield Finding(position, reason, f"markup/part_{reason}")


def find_boxes(region: Region) -> Iterator[Finding]:
    """What stands in a fact box that is named so and has a title; nothing where half of the text does."""
    named = {place.number for place in region.places if _is_box(place)}
    inside = {
        position for position, block in enumerate(region.blocks) if named and _stands_in(block.place, named)
    }
    if not inside or 2 * len(inside.intersection(region.prose)) >= len(region.prose):
        return
    titled = False
    for position in sorted(inside):
        if position - 1 not in inside:
            # A label may stand over the title.
            first = [region.blocks[other] for other in (position, position + 1) if other in inside]
            titled = any(block.type == "heading" or block.bold for block in first)
        if titled:
            yield Finding(position, "extractor", "markup/fact_box")


def _is_box(place: Place) -> bool:
    """Whether the element is named a fact box, in one word or in two: `fact-box`."""
    names = place.tokens
    return bool(names & _BOXES) or ("box" in names and bool(names & _FACTS))


def _stands_in(place: Place, named: set[int]) -> bool:
    """Whether *place* or one of the ten above it is among the numbers *named*."""
    one: Place | None = place
    for _ in range(FAR + 1):
        if one is None:
            return False
        if one.number in named:
            return True
        one = one.parent
    return False


def find_pictured(region: Region) -> Iterator[Finding]:
    """Short text right after a picture or film that looks unlike the article's paragraphs; credit lines."""
    known: dict[str, bool] = {}
    for position, block in enumerate(region.blocks):
        if region.lengths[position] > _CAPTION or block.type not in ("paragraph", "caption"):
            continue
        # Where no paragraph stands nothing looks unlike one.
        apart = not region.is_like_prose(position) and bool(region.prose or position not in region.kept)
        if block.after_media and apart and region.before(position) + position:
            # A sentence that JSON-LD has in the article's text is no caption.
            if not (position in region.jsonld and region.sentences[position]):
                yield Finding(position, "caption", "markup/after_picture")
        elif block.after_media and _is_set_as_caption(region, position, known):
            yield Finding(position, "caption", "markup/picture_text")
        elif "©" in block.text and not region.sentences[position]:
            reason = "caption" if region.after(position) else "copyright"
            yield Finding(position, reason, "markup/credit_sign")


def _is_set_as_caption(region: Region, position: int, known: dict[str, bool]) -> bool:
    """Whether class or id name its element for a picture, and every text of this look is one's: its credit
    may stand below. *known*: of which looks that is so."""
    block, look = region.blocks[position], region.signatures[position]
    if not (block.own_tokens | block.near_tokens) & _PICTURES:
        return False
    if 2 * region.prose_signatures[look] > len(region.prose):
        return False
    if look not in known:
        alike = [other for other, own in zip(region.blocks, region.signatures, strict=True) if own == look]
        pictured = {other.container for other in alike if other.after_media}
        known[look] = all(other.container in pictured for other in alike)
    return known[look]


def find_captions(region: Region) -> Iterator[Finding]:
    """Captions and other text in figures, and what metadata knows as a picture's caption."""
    known = {"".join(caption.split()).casefold() for caption in region.facts.captions if len(caption) > 15}
    for position, block in enumerate(region.blocks):
        if block.type == "caption":
            yield Finding(position, "caption", "markup/figure")
        elif known and not region.is_usual(position) and "".join(block.text.split()).casefold() in known:
            yield Finding(position, "caption", "markup/known_caption")


def find_controls(region: Region) -> Iterator[Finding]:
    """Text of buttons, forms, menus and dialogs."""
    # Some pages are one big menu.
    menu = 0 if _is_text_inside(region, Place.NAV) else Place.NAV
    for position, block in enumerate(region.blocks):
        if block.inside(Place.BUTTON) and region.lengths[position] <= _SHORT:
            yield Finding(position, "navigation", "markup/button")
        elif block.inside(menu) and not region.is_paragraph(position):
            yield Finding(position, "navigation", "markup/nav")
        elif block.inside(Place.DIALOG) and not region.is_paragraph(position):
            yield Finding(position, "consent", "markup/dialog")
        elif block.inside(Place.FORM) and region.lengths[position] <= _SHORT and _foreign(region, position):
            yield Finding(position, "promo", "markup/form")


def _is_text_inside(region: Region, flags: int) -> bool:
    """Whether all that the judges kept stands in elements of the kinds *flags*, and little of it is links."""
    kept = [region.blocks[position] for position in sorted(region.kept)]
    letters = sum(len(block.text) for block in kept)
    linked = sum(len(block.text) * block.link_share for block in kept)
    return 2 * linked < letters and all(block.inside(flags) for block in kept)


def _foreign(region: Region, position: int) -> bool:
    """Whether the article's paragraphs stand elsewhere than this block: some pages are one big form."""
    return not region.prose or not all(region.blocks[other].inside(Place.FORM) for other in region.prose[:5])


def find_named(region: Region) -> Iterator[Finding]:
    """Odd, short blocks whose own or parents' class or id names their purpose.

    A name that the article's paragraphs bear too says nothing; where it has none, one that most of it bears.
    """
    common = _prose_names(region)
    for position, block in enumerate(region.blocks):
        if region.lengths[position] > _SHORT or region.is_usual(position):
            continue
        if block.type == "heading" and region.before(position) and region.after(position):
            continue
        reason = _purpose_of((block.own_tokens | block.near_tokens) - common)
        if reason and region.oddness(position) >= 2:
            yield Finding(position, reason, f"markup/named_{reason}")


def _prose_names(region: Region) -> frozenset[str]:
    blocks = [region.blocks[position] for position in region.prose[:20]]
    if blocks:
        return frozenset().union(*(block.own_tokens | block.near_tokens for block in blocks))
    kept = [region.blocks[position] for position in sorted(region.kept)]
    counts = Counter(name for block in kept for name in block.own_tokens | block.near_tokens)
    return frozenset(name for name, count in counts.items() if 2 * count > len(kept))


def find_purpose(region: Region, position: int) -> str | None:
    """The reason that class and id of a block the judges dropped give, however long it is; or None."""
    block = region.blocks[position]
    return _purpose_of(block.own_tokens | block.near_tokens)


def _purpose_of(words: frozenset[str]) -> str | None:
    """The first reason of `_TOKENS` that one of *words* names."""
    found = [_RANKS[word] for word in words if word in _RANKS]
    return _TOKENS[min(found)][0] if found else None
