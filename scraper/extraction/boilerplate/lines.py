"""Lines whose form tells what they are: a label and what it names, a credit, a day, a note on the author."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.region import Region
from scraper.extraction.shape import ends_sentence, measure, opens_quote
from scraper.normalise.dates import read_date
from scraper.normalise.text import fold, tokens

_LABELLED = re.compile(r"^([^:：.!?]{2,40}?)\s?[:：|]\s(.+)$", re.DOTALL)
_CREDIT = re.compile(r"(?:^|[.!?…)]\s)([^.:：!?]{2,30}?)\.?\s?[:：]\s?([^:：.!?]{2,60})$")
_SHORT = re.compile(r"(?<!\w)(?P<letters>[^\W\d_]|et al|u\. ?a|m\. ?fl|e altri|и др|та ін)\.(?!\w)")
"""A first name's letter, or "and others", with its full stop."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SIGN = re.compile(r"^(?:©|\([cс]\)\s|copyright\b)", re.IGNORECASE)
_HELD = re.compile(r"©|\([cс]\)|\bcopyright\b", re.IGNORECASE)
_HOLDER = re.compile(r"^(?:©|\([cсCС]\))\s*(?P<name>\w)")
_PLACE_DAY = re.compile(r"^[^\W\d_][^\d,.:;!?]{1,40}, (?P<day>[^,]{4,24})$")
_STOP = re.compile(r"[.!?…]\s|[。！？]")
_PLACEHOLDER = re.compile(r"(?:\$\$|%%|\{\{)[\w .:-]{2,40}(?:\$\$|%%|\}\})")
_SHORTCODE = re.compile(r"\[[a-z][\w-]*\s[^\[\]]*=[^\[\]]*\][^\[\]]{0,40}(?:\[/[\w-]+\])?")
_CODE = 300
"""Letters of a mark of a template that is looked at."""
_SIGNS = 40
_MUTE = frozenset(("Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sk", "Sm", "Zs", "Cf", "Mn"))
_NAMED = 25
_DATED = 10
_DAYS, _NUMBERS, _MONTH = 2, 2, 4
"""Most such lines of a page; of each fewest numbers, and most words that are none: month, weekday."""
_CREDITED = 30
_FIGURE = 2
"""Most words of the label in a credit of what is drawn."""
_NOTE = 60
_ANY_YEAR = 2000
"""A year, and a leap year, to read a day by that is printed without one."""
_REASONS = {"ad_label": "ad", "navigation": "navigation", "related_teaser": "related_teaser"}
_OF_FOOT = {"author_bio": "author_bio"}
"""Reasons of those that only stand under the text, and may be sentences."""


def find_labelled_lines(region: Region) -> Iterator[Finding]:
    """Lines of a label, a colon and what it names: an advertiser's offer, the next article.

    A label of a single word can open a sentence of prose, too: then the line must look odd.
    """
    for position, block in enumerate(region.blocks):
        if region.lengths[position] > _NAMED or block.type in ("heading", "table_row", "preformatted"):
            continue
        parted = _LABELLED.match(block.text)
        if parted is None:
            continue
        words = tokens(parted[1])
        reasons = _REASONS if region.after(position) or not region.before(position) else _REASONS | _OF_FOOT
        for match in region.phrases.find(words):
            reason = reasons.get(match.reason)
            if reason is None or match.length != len(words) or match.way != "label":
                continue
            if match.length == 1 and region.oddness(position) < 2:
                continue
            if reason not in ("ad", *_OF_FOOT) and region.sentences[position]:
                continue
            yield Finding(position, reason, f"lines/labelled_{reason}")
            break


def find_empty(region: Region) -> Iterator[Finding]:
    """Lines of nothing but signs, such as "* * *": they part the text and say nothing. Pictograms speak.

    Marks of templates in whose place nothing was put, such as "$$SLOT$$" or "[button link=...] Go", say
    nothing either.
    """
    for position, block in enumerate(region.blocks):
        if block.type in ("preformatted", "table_row") or len(block.text) > _CODE:
            continue
        if len(block.text) > _SIGNS:
            if block.text.startswith("[") and _SHORTCODE.fullmatch(block.text):
                yield Finding(position, "empty", "lines/empty")
            continue
        muted = all(unicodedata.category(character) in _MUTE for character in block.text)
        if muted or _PLACEHOLDER.fullmatch(block.text):
            yield Finding(position, "empty", "lines/empty")


def find_dated_lines(region: Region) -> Iterator[Finding]:
    """Lines of a word such as "Published" and a day, and nothing more."""
    for position, block in enumerate(region.blocks):
        if region.lengths[position] > _DATED or block.type not in ("paragraph", "list_item"):
            continue
        if region.sentences[position] and region.lengths[position] > _DATED // 2:
            continue
        told = any(m.reason == "dateline_meta" and m.way == "start" for m in region.matches(position))
        if told and read_date(block.text, language=region.facts.language).day:
            yield Finding(position, "dateline_meta", "lines/dated")


def find_bare_days(region: Region) -> Iterator[Finding]:
    """Lines over or under the text that are a day with its year, perhaps hour and place, and nothing more.

    Several are the article's own form.
    """
    found = [position for position in range(len(region.blocks)) if _is_bare_day(region, position)]
    if len(found) <= _DAYS:
        for position in found:
            if not region.before(position) or not region.after(position):
                yield Finding(position, "dateline_meta", "lines/day")


def _is_bare_day(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if not 2 <= region.lengths[position] <= _DATED or block.type != "paragraph" or region.sentences[position]:
        return False
    words = region.words(position)
    numbers = sum(1 for word in words if word[:1].isdigit())
    # From one year to another is when something lasts.
    if numbers < _NUMBERS or len(words) - numbers > _MONTH or len(set(_YEAR.findall(block.text))) != 1:
        return False
    return read_date(block.text, language=region.facts.language).day is not None


def find_place_days(region: Region) -> Iterator[Finding]:
    """The line over the text that is a place, a comma and a day without its year: "LONDON, 3 May"."""
    for position, block in enumerate(region.blocks):
        if region.before(position) > 1:
            return
        placed = _PLACE_DAY.match(block.text) if block.type == "paragraph" else None
        if placed is None or not 3 <= region.lengths[position] <= _DATED:
            continue
        if sum(1 for word in region.words(position) if word[:1].isdigit()) != 1:
            continue
        day = f"{placed['day'].rstrip('.')} {_ANY_YEAR}"
        if block.text[:1].isupper() and read_date(day, language=region.facts.language).day:
            yield Finding(position, "dateline_meta", "lines/place_day")


def find_credited_lines(region: Region) -> Iterator[Finding]:
    """Captions set as paragraphs: they end with "Photo: " and a name, no full stop but a short form's."""
    for position, block in enumerate(region.blocks):
        if region.lengths[position] > _CREDITED or block.type not in ("paragraph", "caption"):
            continue
        text = without_short_forms(block.text)
        if region.sentences[position] and ends_sentence(text):
            continue
        credit = _CREDIT.search(text)
        if credit is None or len(tokens(credit[2])) > 8:
            continue
        # What stands in brackets may be a link to the graphic.
        drawn = not block.text.startswith(("(", "（"))
        if _is_credit_label(region, tokens(credit[1]), drawn=drawn):
            yield Finding(position, "caption", "lines/credit")


def _is_credit_label(region: Region, words: list[str], *, drawn: bool) -> bool:
    """Whether *words* are one of the words of captions, or of what is *drawn* where such may stand."""
    if any(m.reason == "caption" and m.length == len(words) for m in region.phrases.find(words)):
        return True
    return (
        drawn
        and 0 < measure(words) <= _FIGURE
        and any(has_word("figures", grammar.language, "label", words) for grammar in grammars_of(region))
    )


def without_short_forms(text: str) -> str:
    """*text* without the full stops of a first name's letter and of "and others"."""
    return _SHORT.sub(lambda found: found["letters"].replace(".", ""), text)


def find_copyright_lines(region: Region) -> Iterator[Finding]:
    """Lines under the text that open with the sign of copyright and a year, or with it twice; or short ones
    that have both anywhere, or open with the sign and a name."""
    for position in _foot(region):
        text = region.blocks[position].text
        short = region.lengths[position] <= _DATED and not region.after(position) and _HELD.search(text)
        if region.lengths[position] > _CREDITED or not (short or _SIGN.match(text)):
            continue
        told = any(m.reason == "copyright" and m.way == "within" for m in region.matches(position))
        holder = _HOLDER.match(text) if short and not region.ends_clause(position) else None
        if _YEAR.search(text[:60]) or told or (holder and holder["name"].isupper()):
            yield Finding(position, "copyright", "lines/copyright")


def find_author_notes(region: Region) -> Iterator[Finding]:
    """Notes under the text that open with an author's full name, which no paragraph has.

    In a note in italics it may stand anywhere; those in italics beside such a note are notes, too.
    """
    names = [tuple(tokens(author.name)) for author in region.facts.authors if author.name]
    names = [name for name in names if len(name) > 1]
    foot = [position for position in _foot(region) if _may_be_note(region, position)] if names else []
    found = [position for position in foot if any(_is_note(region, name, position) for name in names)]
    slanted = [position for position in foot if region.blocks[position].italic]
    if found and region.blocks[found[0]].italic and len(slanted) <= len(names):
        found = sorted({*found, *slanted})
    for position in found:
        yield Finding(position, "author_bio", "lines/author_note")


def _may_be_note(region: Region, position: int) -> bool:
    """Whether the line stands under all paragraphs and is a note's length, and no speech."""
    if not 4 <= region.lengths[position] <= _NOTE or region.before(position) < 2 or region.after(position):
        return False
    return not opens_quote(region.blocks[position].text)


def _is_note(region: Region, name: tuple[str, ...], position: int) -> bool:
    """Whether the line is about the author *name*, of whom no paragraph speaks."""
    words = region.words(position)
    if region.blocks[position].italic:
        told = any(words[start : start + len(name)] == name for start in range(len(words)))
        told = told and (region.sentences[position] or bool(_STOP.search(region.blocks[position].text)))
    else:
        told = words[: len(name)] == name and region.sentences[position]
    return told and not _speaks_of(region, name, position)


def find_copies(region: Region) -> Iterator[Finding]:
    """Sentences of a dozen words or more that stand a second time; the one that is seen and that the judges
    kept stays.

    What tables and code say again they mean.
    """
    first: dict[str, int] = {}
    for position, block in enumerate(region.blocks):
        if region.lengths[position] < 12 or not region.sentences[position] or block.continues:
            continue
        if block.type in ("table_row", "preformatted"):
            continue
        known = first.setdefault(fold(block.text), position)
        if known == position:
            continue
        if _is_poorer(region, known, position):
            first[fold(block.text)] = position
            known, position = position, known
        yield Finding(position, "duplicate_block", "lines/copy")


def _is_poorer(region: Region, one: int, other: int) -> bool:
    """Whether of two like texts *one* is hidden and the *other* is not, or only the other was kept."""
    hidden, seen = region.blocks[one].hidden, not region.blocks[other].hidden
    if hidden == seen:
        return hidden
    return one not in region.kept and other in region.kept


def _speaks_of(region: Region, name: tuple[str, ...], note: int) -> bool:
    """Whether a paragraph other than *note* has *name* whole."""
    return any(
        name == region.words(position)[start : start + len(name)]
        for position in region.prose
        if position != note and name[0] in region.words(position)
        for start, word in enumerate(region.words(position))
        if word == name[0]
    )


def _foot(region: Region) -> range:
    """Positions from the last paragraph but one on."""
    return range(region.prose[-2:][0], len(region.blocks)) if region.prose else range(0)
