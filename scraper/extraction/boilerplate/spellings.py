"""The spellings in which a phrase is also printed: in capitals that fold otherwise, without its signs."""

from __future__ import annotations

_TURKISH = str.maketrans({"i": "İ", "ı": "I"})
_GREEK = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
_ROMANIAN = str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")


def spell(phrase: str, language: str) -> tuple[str, ...]:
    """*phrase* in all its spellings: as our files have it first.

    Turkish capitals fold otherwise, Greek ones lose their accents; old Romanian pages have cedillas for
    commas.
    """
    if language == "tr":
        return phrase, phrase[:1].translate(_TURKISH) + phrase[1:], phrase.translate(_TURKISH)
    if language == "el":
        return phrase, phrase.translate(_GREEK)
    if language == "ro":
        return phrase, phrase.translate(_CEDILLAS)
    return (phrase,)


def spell_plainly(phrase: str, language: str) -> tuple[str, ...]:
    """The same, and Romanian without any signs, as many sites write it."""
    plain = (phrase.translate(_ROMANIAN),) if language == "ro" else ()
    return tuple(dict.fromkeys((*spell(phrase, language), *plain)))
