"""Text as it stands in a page, made tidy, and a form of it that can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

# Scripts written without spaces: each character is a token of its own.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Vowel signs of Indic scripts and points of Arabic and Hebrew are no letters to `re`, but stand inside words.
_MARKS = "".join([mark for mark in map(chr, range(0x300, 0xE00)) if unicodedata.category(mark)[0] == "M"])
_LETTERS = rf"[^\W_{_UNSPACED}]"
_TOKEN = rf"[{_UNSPACED}]|{_LETTERS}+(?:[{_MARKS}]+{_LETTERS}*)*"
_SPACED_TOKEN = re.compile(r"[^\W_]+")
# ASCII text in small letters, spaces for its signs.
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(0x80)}
# The signs of print that most texts have of those that are folded away. Without them most are ASCII.
_PRINTED = tuple(zip("’‘“”–—…\xa0", ("'", "'", '"', '"', "-", "-", "...", " "), strict=True))

# Controls, formats (bidirectional, zero-width, soft hyphen, tags) and lone surrogates.
_JUNK = {"Cc", "Cf", "Cs"}
# Formats that can be seen: the joiners shape Persian and Indic words and emoji, the rest are number signs.
_VISIBLE = set("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd")
_JOINERS = "\u200c\u200d"
# No script has more than two in a row; thousands would fill a headline that looks like one letter.
_CROWD_OF_JOINERS = re.compile(f"([{_JOINERS}]{{2}})[{_JOINERS}]+")
# What moves a terminal's cursor or colours its text (ECMA-48), whole: without its first character the rest
# would stand in the text.
TERMINAL_ESCAPE = re.compile(
    "(?:\x1b\\[|\x9b(?=[0-9]))[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\\][^\x07\x1b<>]{0,200}(?:\x07|\x1b\\\\)"
)
_APART = " | "
_LONGEST_KEPT = 3000
"""Letters up to which a text's folded form and words are kept: the same is asked for again and again."""
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛´`ʼʹ′", "'"),
        **dict.fromkeys("“”„‟«»″〝〞", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(_JOINERS, None),
    }
)
_ANY_SAME = re.compile(f"[{re.escape(''.join(map(chr, _SAME)))}]")


def clean_text(text: str) -> str:
    """*text* in NFC, each run of white space one space, nothing at its ends.

    Control, bidirectional, zero-width and soft-hyphen characters and lone surrogates go; the joiners stay
    inside words, where Persian, Indic scripts and emoji need them. Cheap for ordinary text.
    """
    if text.isascii() and text.isprintable():
        # The space is the only white space that can be printed. Most texts were cleaned before.
        tidy = "  " not in text and text[:1] != " " != text[-1:]
        return text if tidy else " ".join(text.split())
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    text = _composed(text)
    if text.isprintable():
        return text
    text = TERMINAL_ESCAPE.sub("", text)
    for character in set(text):
        if unicodedata.category(character) in _JUNK and character not in _VISIBLE:
            text = text.replace(character, "")
    text = _CROWD_OF_JOINERS.sub(r"\1", text)
    words = (word.strip(_JOINERS) for word in text.split())
    text = " ".join(word for word in words if word)
    return _composed(text)


def _composed(text: str) -> str:
    """*text* in NFC, with at most 30 marks on one letter (UAX 15, Stream-Safe Text Format): to bring them in
    order takes time that grows with the square of their number."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _crowd_of_marks().sub(r"\1", text))


@cache
def _crowd_of_marks() -> re.Pattern[str]:
    marks = "".join(mark for mark in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(mark))
    return re.compile(f"([{marks}]{{30}})[{marks}]+")


def clean_line(text: str | None) -> str | None:
    """*text* as `clean_text` makes it; `None` where nothing is left of it."""
    return (clean_text(text) or None) if text else None


def fold(text: str) -> str:
    """*text* for comparison only: NFKC, case folded, one kind of quotes and dashes, no joiners."""
    return _fold_once(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    plain = _without_print(text)
    if plain.isascii():
        return clean_text(plain).replace("`", "'").lower()
    text = unicodedata.normalize("NFKC", clean_text(plain))
    if _ANY_SAME.search(text):
        text = text.translate(_SAME)
    # The small letter of the Turkish capital has its dot twice.
    return clean_text(text.casefold().replace("i\u0307", "i"))


_fold_once = lru_cache(maxsize=4096)(_fold)


def _without_print(text: str) -> str:
    """*text* with the plain signs for those of `_PRINTED`: tens of times as fast as to translate it."""
    if not text.isascii():
        for sign, plain in _PRINTED:
            text = text.replace(sign, plain)
    return text


def tokens(text: str) -> list[str]:
    """The words of the folded *text*; in scripts written without spaces, its characters."""
    return list(words_of(text))


def words_of(text: str) -> tuple[str, ...]:
    """`tokens` as what nobody can change."""
    return _split_once(text) if len(text) <= _LONGEST_KEPT else _split(text)


def words_of_each(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """`words_of` each of *texts*. Short ones, folded together, take a quarter of the time."""
    parts = _fold(_APART.join(texts)).split(_APART.strip()) if texts else []
    if len(parts) != len(texts):  # one holds a bar itself, or what folds to one
        return [words_of(text) for text in texts]
    token = _token()
    return [tuple(token.findall(part)) for part in parts]


def without_words(text: str, count: int) -> str:
    """What stands in *text* behind its first *count* words: signs first."""
    for number, found in enumerate(_token().finditer(text), start=1):
        if number == count:
            return text[found.end() :]
    return text if count < 1 else ""


@cache
def _token() -> re.Pattern[str]:
    """`_TOKEN`, compiled when first needed: that takes as long as to read a short page, and most texts do
    without."""
    return re.compile(_TOKEN)


def _split(text: str) -> tuple[str, ...]:
    plain = _without_print(text)
    if plain.isascii() and plain.isprintable():
        return tuple(plain.translate(_PLAIN).split())
    folded = fold(text)
    try:
        folded.encode("latin-1")
    except UnicodeEncodeError:
        return tuple(_token().findall(folded))
    return tuple(_SPACED_TOKEN.findall(folded))


_split_once = lru_cache(maxsize=1024)(_split)
