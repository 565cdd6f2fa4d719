"""Labels and prompts: words of the trade, believed only where shape and place agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from exports.record import CORRECTION_KINDS
from scraper.extraction.boilerplate.phrases import Match
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote

_LONGEST = 45
_CLOSING = ("'", '"', "”", "“", "’", "»", "«", "」", "』")
_QUOTED = 3
_PICTOGRAMS = frozenset(("So", "Sm"))
_CONTACTS = 3
_ADDRESS = re.compile(r"(?:\S+@\S+\.\w+|(?:https?://|www\.)\S+|\w+\.(?:com|net|org)/\S*)$")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3,7}\b")
"""An account's number, ISO 13616."""
_ACCOUNT_LINE, _LINE = 16, 200
# Words that stand alone in prose and verse, too: they need an odd place.
_COMMON = frozenset(
    ("navigation", "share", "dateline_meta", "byline", "promo", "tags", "comments", "author_bio")
)
# These are no heading over a paragraph, either.
_ALONE = frozenset(("share", "comments"))
# A notice of these kinds is told by `corrections`; these reasons need their place more than their words.
_WEAK = frozenset(("caption", "byline", "author_bio", "dateline_meta", "tags", "copyright"))


def find_labels(region: Region) -> Iterator[Finding]:
    """Blocks that are nothing but a label: "Advertisement", "Read more", "Share"."""
    for position in range(len(region.blocks)):
        if region.lengths[position] > 12:
            continue
        for match in region.matches(position):
            if match.way == "label" and _stands_as_label(region, position, match):
                yield Finding(position, match.reason, f"prompts/label_{match.reason}")
                break


def find_contacts(region: Region) -> Iterator[Finding]:
    """Under the last paragraph up to three lines that are nothing but an address; more are a list.

    And lines, anywhere, that give an account for money: no news prints its IBAN outside a sentence.
    """
    for position, block in enumerate(region.blocks):
        told = region.sentences[position] or block.type in ("table_row", "preformatted")
        if not told and region.lengths[position] <= _ACCOUNT_LINE and _ACCOUNT.search(block.text[:_LINE]):
            yield Finding(position, "promo", "prompts/account")
    below = range(region.prose[-1] + 1 if region.prose else 0, len(region.blocks))
    found = [position for position in below if _ADDRESS.match(region.blocks[position].text[:200])]
    if len(found) <= _CONTACTS:
        for position in found:
            yield Finding(position, "byline", "prompts/contact")


def _stands_as_label(region: Region, position: int, match: Match) -> bool:
    block = region.blocks[position]
    if region.sentences[position] and match.length < 3 and not block.text.endswith("…"):
        return False
    if block.type in ("list_item", "table_row", "quote") and block.link_share < 0.5:
        # In a list of definitions, or in one cell a line, the text's own paragraphs are such blocks.
        if position in region.kept and not _is_set_as_most(region, position):
            return False
        if position not in region.kept:
            return True
    in_verse = block.continues or _continued(region, position)
    if match.reason in _COMMON and match.length == 1:
        odd = not region.is_like_prose(position) or block.link_share > 0.5 or _is_marked(block.text)
        return not in_verse and (odd or (match.reason in _ALONE and _stands_alone(region, position)))
    return True


def _is_set_as_most(region: Region, position: int) -> bool:
    """Whether more than half of the paragraphs look as the block does."""
    return 2 * region.prose_signatures[region.signatures[position]] > len(region.prose)


def _is_marked(text: str) -> bool:
    """Whether a pictogram or a plus stands before the words, as on a button."""
    return unicodedata.category(text[:1] or " ") in _PICTOGRAMS


def _stands_alone(region: Region, position: int) -> bool:
    """Whether a lone word, plain, has paragraphs or other labels around it: in verse it would have verses."""
    block = region.blocks[position]
    if block.bold or block.italic or block.type != "paragraph":
        return False
    around = [other for other in (position - 1, position + 1) if 0 <= other < len(region.blocks)]
    return all(
        region.lengths[other] >= 8 or any(m.way == "label" for m in region.matches(other)) for other in around
    )


def _continued(region: Region, position: int) -> bool:
    return position + 1 < len(region.blocks) and region.blocks[position + 1].continues


def find_prompts(region: Region) -> Iterator[Finding]:
    """Calls to the reader: sign up, follow, share, write to us, read more."""
    for position in range(len(region.blocks)):
        length = region.lengths[position]
        if not length or length > _LONGEST:
            continue
        matches = [
            m
            for m in region.matches(position)
            if m.way in ("start", "within") and m.reason not in CORRECTION_KINDS
        ]
        block = region.blocks[position]
        if block.type == "heading" and block.link_share < 0.5:
            matches = [m for m in matches if m.way == "start" and m.length > 1]
            if region.is_over_text(position):
                continue
        if not matches:
            continue
        reason = _prompt_reason(region, position, matches)
        if reason:
            yield Finding(position, reason, f"prompts/{reason}")


def find_said(region: Region, position: int) -> str | None:
    """The reason that the words of a block the judges dropped give: a call, a label, a long opening."""
    for match in region.matches(position) if region.lengths[position] <= _LONGEST else ():
        if match.reason in CORRECTION_KINDS or match.way == "within":
            continue
        if match.way != "start" or match.length > 1:
            return match.reason
    return None


def _prompt_reason(region: Region, position: int, matches: list[Match]) -> str | None:
    """The reason that the phrases and the block's oddness carry together, or None."""
    odd = region.oddness(position)
    paragraph = region.is_paragraph(position)
    text = region.blocks[position].text
    if opens_quote(text) and (paragraph or region.sentences[position] or _is_quoted(text)):
        return None
    best: tuple[float, str] | None = None
    for reason in dict.fromkeys(match.reason for match in matches):
        score = _score([match for match in matches if match.reason == reason])
        if best is None or score > best[0]:
            best = (score, reason)
    assert best is not None
    score, reason = best
    # Under the last paragraph a prompt is expected; two phrases or a long one must still say so.
    at_end = region.after(position) == 0 and score >= 2.0
    need = 3.5 if at_end else 5.0 if paragraph else 4.0
    if at_end and paragraph and not any(match.way == "start" for match in matches):
        need += 1.0
    if reason in _WEAK and region.after(position):
        need += 1.0
    if reason == "navigation" and region.after(position):
        return None
    # Amid the text a line that tells when has a number.
    amid = bool(region.before(position) and region.after(position))
    if reason == "dateline_meta" and amid and not any(sign.isdigit() for sign in text):
        return None
    if region.lengths[position] > 25:
        need += 0.5
    return reason if score + odd >= need and odd >= (2 if paragraph else 1) else None


def _is_quoted(text: str) -> bool:
    """Whether all of *text* stands in quotation marks: a title that somebody's words are."""
    return text.endswith(_CLOSING) and len(text) > _QUOTED


def _score(matches: list[Match]) -> float:
    """How much the phrases of one reason weigh: an opening more than words within, long ones more."""
    starts = [match for match in matches if match.way == "start"]
    within = {match.length for match in matches if match.way == "within"}
    opening = min(3.0, 1.0 + 0.5 * max(match.length for match in starts)) if starts else 0.0
    return opening + min(3.0, 0.5 * len(within) + 0.5 * max(within, default=0))
