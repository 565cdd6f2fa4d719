"""News agencies: the known ones by their credits, the others by the form of their names."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from scraper.normalise.byline_words import phrases
from scraper.normalise.tables import load_table
from scraper.normalise.text import clean_text, fold

_LONGEST, _MOST_WORDS = 60, 6
_MOST_AGENCY_WORDS = 4
_APART = re.compile(r"[\s\-]+")
_SMALL_WORDS = "the of de da do di la le les del della der die das des für for und y e et"
_SMALL = frozenset(_SMALL_WORDS.split())


def find_agency_name(text: str) -> str | None:
    """The usual name of the news agency that *text* as a whole names: "dpa/lno", "(Reuters)".

    One that is not known keeps its name as printed, if that says what it is: "Norland Press Agency".
    """
    exact, folded = _agencies()
    for piece in (text, *re.split(r"[/\s,]+", text)) if "/" in text else (text,):
        piece = piece.strip(" .,:()[]-–—/©")
        found = exact.get(piece) or folded.get(fold(piece))
        if found:
            return found
    return _named_by_form(text)


def split_agency(name: str) -> tuple[str, str | None]:
    """(*name*, the known agency that ran together with its end): "Jane Roe Associated Press", "Jane Roe dpa".

    At least two words of the name are left.
    """
    words = name.split()
    exact, folded = _agencies()
    for count in range(min(_MOST_AGENCY_WORDS, len(words) - 2), 0, -1):
        last = " ".join(words[-count:])
        if fold(last) in folded or last in exact:
            rest = words[:-count]
            return " ".join(rest).rstrip(" ,/"), last
    return name, None


def _named_by_form(text: str) -> str | None:
    """*text* where it is a name of its own together with "press agency" or the like."""
    if len(text) > _LONGEST or not _forms().search(folded := " ".join(_APART.split(fold(text)))):
        return None
    words = folded.strip(" .,:()").split()
    own = [word for word in words if word not in _general() and word not in _SMALL]
    return clean_text(text).strip(" .,:()[]©") if own and len(words) <= _MOST_WORDS else None


@cache
def _forms() -> re.Pattern[str]:
    """Words that say "press agency"; a star stands for a name within them."""
    forms = sorted(_APART.sub(" ", form) for form in phrases()["wires"])
    either = "|".join(re.escape(form).replace(r"\*", r"\S+(?:\ \S+)?") for form in forms)
    return re.compile(rf"(?:^|(?<=\s))(?:{either})(?!\S)|[^\s](?:通信社|通讯社|通訊社|통신사)$")


@cache
def _general() -> frozenset[str]:
    return frozenset(word for form in phrases()["wires"] for word in _APART.split(form))


@cache
def _agencies() -> tuple[dict[str, str], dict[str, str]]:
    """Forms of capitals only, compared as they are; and folded forms of the rest."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    table = load_table(files("scraper.normalise").joinpath("agencies.toml"))
    for name, forms in table.items():
        for form in forms:
            if len(form) <= 5 and (form.isupper() or len(form) <= 3):
                exact[form] = name
            else:
                folded[fold(form)] = name
    return exact, folded
