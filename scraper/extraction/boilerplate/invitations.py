"""A question to the readers and a call to answer it to the newsroom: "Did you see it? Write to us"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import QUOTED, grammars_of, in_verse, read_line
from scraper.extraction.boilerplate.grammar import Grammar
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import is_interview
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import QUESTIONS, opens_speech
from scraper.normalise.text import words_of

_LONGEST = 45
_SENTENCES = 4
_OPENING = 3
"""Words at a sentence's beginning, "please" among them."""
_MOST = 3
"""Such lines on a page; more are its own form, such as a sheet of questions."""
_STOP = re.compile(r"(?<=[.!?…؟।])\s+(?=\S)|(?<=[。！？])")
_REACHED = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.\w|(?<![\d.,])\+?\d[\d ]{5,14}\d(?![\d.,]*\d)")
"""Where the newsroom is reached: an address, a number to call."""
_TYPES = frozenset(("paragraph", "caption", "heading"))
_GREEK = "el"
_VERB_LAST = frozenset(("hi", "hu", "ja", "tr", "zh"))
"""Languages in which the verb, or its place, comes behind what it speaks of."""


def find_invitations(region: Region) -> Iterator[Finding]:
    """Lines of a question and, behind it, a call to tell, send or show the answer to the newsroom."""
    found = [position for position in range(len(region.blocks)) if _may_invite(region, position)]
    invited = [(position, reason) for position in found if (reason := _reason(region, position))]
    if len(invited) <= _MOST:
        for position, reason in invited:
            yield Finding(position, reason, f"invitations/{reason}")


def _may_invite(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in _TYPES or not 4 <= region.lengths[position] <= _LONGEST:
        return False
    if position in region.jsonld or not any(sign in block.text for sign in (*QUESTIONS, ";")):
        return False
    if opens_speech(block.text) or block.inside(Place.PRE | Place.ROW) or in_verse(region, position):
        return False
    # An interviewer asks so, too; under an interview the newsroom does.
    return region.after(position) <= 1 or not is_interview(region)


def _reason(region: Region, position: int) -> str | None:
    """What for the line goes; None where no question stands before a call."""
    text = region.blocks[position].text
    for grammar in grammars_of(region):
        call = _call_of(text, grammar)
        if call and _calls(grammar, call, text):
            return "comments" if read_line(grammar, call).names["comments"] else "promo"
    return None


def _call_of(text: str, grammar: Grammar) -> str:
    """What stands behind the first question of *text*; empty where nothing does, or another question."""
    plain = QUOTED.sub(" ", text)
    if grammar.language == _GREEK:
        plain = plain.replace(";", "?")
    sentences = [sentence.strip() for sentence in _STOP.split(plain) if sentence.strip()]
    asked = next((index for index, each in enumerate(sentences) if each.endswith(QUESTIONS)), None)
    if asked is None or len(sentences) > _SENTENCES or sentences[-1].endswith(QUESTIONS):
        return ""
    return " ".join(sentences[asked + 1 :])


def _calls(grammar: Grammar, call: str, text: str) -> bool:
    """Whether *call*, behind a question of *text*, asks for the answer, and reports nothing.

    Behind a question to "you" it may just say where the newsroom is reached.
    """
    reading, whole = read_line(grammar, call), read_line(grammar, text)
    told = reading.told
    if not told and whole.yours and _REACHED.search(call):
        return True
    language, words = grammar.language, words_of(call)
    if has_word("invitations", language, "tell", words):
        opens = any(_opens_call(language, sentence) for sentence in _STOP.split(call))
        # "Tell us" is a word of reported speech itself in some languages: then it opens the call.
        if opens if told else (opens or whole.yours or language in _VERB_LAST):
            return told <= 1
    # "Write it in the comments": the verb is one of reported speech, too.
    spoken = told <= min(1, reading.names["comments"]) and whole.asks + whole.ours + whole.yours > 0
    bare = not told and len(words) <= _OPENING  # "Vote below"
    return (spoken or bare) and has_word("invitations", language, "where", words)


def _opens_call(language: str, sentence: str) -> bool:
    """Whether the words that ask for the answer open the sentence; "he would not tell us" has others."""
    return has_word("invitations", language, "tell", words_of(sentence)[:_OPENING])
