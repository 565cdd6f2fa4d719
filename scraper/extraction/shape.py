"""How a text looks: its length in words, its ending, its quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_END = re.compile(r"[.!?…。！？।؟॥.:;：；؛](?:\s?[»«›‹]|[\"'”’“」』)\]*])*$")
_STOP = re.compile(r"[.!?…。！？।؟॥](?:\s?[»«›‹]|[\"'”’“」』)\]*])*$")
_OPENING = ('"', "“", "„", "«", "»", "「", "『", "‘", "'", "‚", "—", "–", "- ")
# Right behind a name the sentence goes on in small letters; behind speech a comma or a dash stands.
_TITLE = re.compile(r"[\"“„«»](?:[^\s\"“”„«»,.!?]+\s){0,3}[^\s\"“”„«»,.!?]+[\"“”«»]\s(?P<next>[^\W\d_])")
_NAMED = re.compile(r"[\"“„«‘‚「『《][^\"“”„«»‘’「」『』《》.!?。！？]{1,40}[\"“”»’」』》]\s?[^\W\d_]")
_QUOTES = re.compile(r"[\"“”„«»「」『』]")
_FIRST_WIDE = "\u0e00"
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)

QUESTIONS = ("?", "？", "؟")
"""Ends of a question; Greek's semicolon ends other things, too."""
BRACKETS = re.compile(r"[\[(（【〈《［〔<＜]")
"""Opens a label in brackets, or a note."""


def measure(words: Sequence[str]) -> int:
    """How many words a text of the tokens *words* has; in scripts without spaces two characters are one."""
    if max(words, default="") < _FIRST_WIDE:
        return len(words)
    wide = sum([len(word) == 1 and _WIDE.match(word) is not None for word in words])
    return len(words) - wide + (wide + 1) // 2


def ends_sentence(text: str) -> bool:
    """Whether *text* ends as a sentence does, in any script, closing quotation marks aside."""
    return bool(_STOP.search(text[-12:]))


def ends_clause(text: str) -> bool:
    """Whether *text* ends with a sign that prose ends with: those of a sentence, colon, semicolon."""
    return bool(_END.search(text[-12:]))


def opens_quote(text: str) -> bool:
    """Whether *text* begins with a quotation mark or the dash of speech."""
    return text.startswith(_OPENING)


def opens_speech(text: str) -> bool:
    """Whether *text* begins with what somebody says, and not with a short name in quotation marks."""
    title = _TITLE.match(text) if opens_quote(text) else None
    return opens_quote(text) and not (title and title["next"].islower())


def opens_otherwise(text: str) -> bool:
    """Whether *text* begins as `opens_quote` says, but not with a name or a few words in quotation marks with
    which a headline opens: more words stand right behind, and no comma or dash."""
    return opens_quote(text) and not _NAMED.match(text)


def has_quote(text: str) -> bool:
    """Whether quotation marks stand in *text*."""
    return bool(_QUOTES.search(text))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the words of both that are common, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0
