"""Languages: tags as pages write them, and the language that a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from scraper.normalise.language_model import load_identifier
from scraper.normalise.text import fold

# ISO 639-1, and the three-letter codes that news sites use.
_ISO_639 = (
    "aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz "
    "ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig "
    "ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg "
    "mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn "
    "ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt "
    "tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ast ceb ckb fil gsw hsb dsb kab nds prs rue scn "
    "sco szl yue "
)
_CODES = frozenset(_ISO_639.split())
# Retired codes, and country codes that pages put where the language belongs.
_MEANT = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro", "ua": "uk", "jp": "ja", "cz": "cs", "dk": "da"}
_NAMES = {
    "en": "english",
    "de": "german deutsch",
    "fr": "french français francais",
    "es": "spanish español espanol castellano",
    "pt": "portuguese português portugues",
    "it": "italian italiano",
    "nl": "dutch nederlands",
    "da": "danish dansk",
    "sv": "swedish svenska",
    "no": "norwegian norsk",
    "fi": "finnish suomi",
    "pl": "polish polski",
    "cs": "czech čeština",
    "hu": "hungarian magyar",
    "ro": "romanian română",
    "el": "greek ελληνικά",
    "tr": "turkish türkçe",
    "uk": "ukrainian українська",
    "ru": "russian русский",
    "ar": "arabic العربية",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "ja": "japanese 日本語",
    "zh": "chinese 中文",
    "ko": "korean 한국어",
    "id": "indonesian",
    "vi": "vietnamese",
    "th": "thai",
}
_BY_NAME = {fold(name): code for code, names in _NAMES.items() for name in names.split()}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].{0,20})?")

# Languages that an identifier mixes up, and that are written the same for its purpose.
_SAME = {"nb": "no", "nn": "no", "bs": "hr", "sr": "hr", "hr": "hr", "ms": "id", "id": "id", "tl": "fil"}
_SAMPLE = 2000
_BEGINNING = 500
_FEWEST_LETTERS = 200
_FEWEST_UNSPACED = 60
_SURE_ALONE = 0.90
_SURE_AGAINST = 0.97
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_LETTER = re.compile(r"[^\W\d_]")


def parse_language(text: str | None) -> str | None:
    """The BCP 47 tag that *text* means: "en_US" is "en-US", "english" is "en"; `None` where it means none."""
    text = (text or "").strip()[:60].split(",")[0].strip()
    named = _BY_NAME.get(fold(text))
    if named:
        return named
    found = _TAG.fullmatch(text)
    if found is None:
        return None
    base = found[1].lower()
    base = _MEANT.get(base, base)
    if base not in _CODES:
        return None
    parts = [base, found[2].title() if found[2] else None, found[3].upper() if found[3] else None]
    return "-".join(part for part in parts if part)


def choose_language(
    declared: str | None, text: str, *, read: str | None = None
) -> tuple[str | None, str | None, bool]:
    """(language, `"declared"` or `"text"` or `None`, whether the two contradict each other).

    *declared* is a BCP 47 tag. It stands where the text agrees, is too short to tell, or is not clearly in
    another language. *read*: the language of the text where somebody knows that beyond doubt.
    """
    base = declared.split("-")[0] if declared else None
    if base and read and _SAME.get(base, base) == _SAME.get(read, read):
        return declared, "declared", False
    # Nearly all pages are in the language that they declare: their beginning settles it.
    beginning, _ = identify_language(text[:_BEGINNING]) if base else (None, 0.0)
    if base and beginning and _SAME.get(base, base) == _SAME.get(beginning, beginning):
        return declared, "declared", False
    seen, sure = identify_language(text)
    if seen is None:
        return declared, "declared" if declared else None, False
    if declared is None or base is None:
        return (seen, "text", False) if sure >= _SURE_ALONE else (None, None, False)
    if _SAME.get(base, base) == _SAME.get(seen, seen) or sure < _SURE_AGAINST:
        return declared, "declared", False
    return seen, "text", True


def identify_language(text: str) -> tuple[str | None, float]:
    """(language code, probability) of *text*; `(None, 0.0)` where there is too little of it."""
    sample = text[: _SAMPLE * 2].strip()
    letters = len(_LETTER.findall(sample))
    unspaced = len(_UNSPACED.findall(sample))
    if letters < _FEWEST_LETTERS and unspaced < _FEWEST_UNSPACED:
        return None, 0.0
    code, probability = _identifier().classify(sample[:_SAMPLE])
    return str(code), float(probability)


@cache
def _identifier() -> Any:
    """py3langid's model, loaded once."""
    return load_identifier()
