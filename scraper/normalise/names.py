"""Who wrote it: from a byline as printed, or a name as declared, to authors."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from exports.record import Author
from scraper.normalise.dates import parse_day
from scraper.normalise.text import clean_text, fold

MAX_AUTHORS = 100
_MAX_BYLINE = 600
_MAX_NAME = 80
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s,;|]+|\(?\b[^\s@,;|(]{1,64}@[^\s@,;|)]{1,99}\)?|(?<!\w)@\w+")
_PART = re.compile(r"\s*(?:\||•|·|\n|—|–|\s-\s|\s/\s|/(?=[^\W\d_]{2})|⋅|∙|●|／)\s*")
_LISTED = re.compile(r"\s*(?:,|;|、|，|\+)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*")
_FIRST_WORD = re.compile(r"[^\s:：・/|]*")
# Where the byline passes into the date line.
_TAIL = re.compile(
    r"(?<=\S)\s(?:last updated|updated|published|posted|modified|aktualisiert|veröffentlicht|publié"
    r"|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|oppdatert|publisert"
    r"|uppdaterad|publicerad|opublikowano|обновлено|опубликовано|оновлено|опубліковано)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\s*(?:著|監訳|訳|記者|记者|編集|기자|특파원)$")
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What one printed byline says."""

    authors: tuple[Author, ...] = ()
    agency: str | None = None


def parse_byline(text: str, *, declared: bool = False, publisher: str | None = None) -> Byline:
    """The authors in *text*, a byline such as "By A B and C D in Kyiv" or "Text: A B, Foto: C D".

    *declared*: *text* stands in a field for names, so that a single word or a pen name counts. Job titles,
    dates, addresses and prompts are no names. *publisher* as author is an organisation.
    """
    text = _TAIL.split(clean_text(_ADDRESS.sub(" ", text[: _MAX_BYLINE * 2])))[0]
    if not text or len(text) > _MAX_BYLINE:
        return Byline()
    authors: list[Author] = []
    agency: str | None = None
    for part in _PART.split(_BRACKETS.sub(lambda found: _keep_agency(found[0]), text)):
        for role, label, names in _labelled(part):
            found = _split_names(names, declared or label, declared)
            shouted = all(name.isupper() for name in found)
            for name in found:
                agency_name = find_agency_name(name)
                agency = agency or agency_name
                author = _to_author(name, role, agency_name, publisher, shouted)
                if author and all(fold(author.name) != fold(other.name) for other in authors):
                    authors.append(author)
    return Byline(authors=tuple(authors[:MAX_AUTHORS]), agency=agency)


def find_agency_name(text: str) -> str | None:
    """The usual name of the news agency that *text* as a whole names: "dpa/lno", "(Reuters)"."""
    exact, folded = _agencies()
    for piece in (text, *re.split(r"[/\s,]+", text)) if "/" in text else (text,):
        piece = piece.strip(" .,:()[]-–—/©")
        found = exact.get(piece) or folded.get(fold(piece))
        if found:
            return found
    return None


def is_opener(text: str) -> bool:
    """Whether *text* is "By", "Written by" or the like and nothing more."""
    return fold(text).strip(" :") in _phrases()["by"]


def is_signed(text: str) -> bool:
    """Whether *text* begins with a word that stands before names: "By ...", "Von ...", "Автор: ..."."""
    if _FIRST_WORD.match(text)[0].casefold() not in _first_words():  # type: ignore[index]
        return False
    found = _labels().match(text)
    return bool(found and (found["opener"] or (_role_of(found["noted"] or "") is None and found["noted"])))


def is_organisation(name: str, publisher: str | None = None) -> bool:
    """Whether *name* is a desk, a team or the publisher itself."""
    folded = fold(name)
    if publisher and folded == fold(publisher):
        return True
    desks = _phrases()["desks"]
    return folded in desks or not desks.isdisjoint(re.split(r"[\s\-/]+", folded)) or _ends_in_desk(folded)


def _ends_in_desk(folded: str) -> bool:
    return folded.endswith(
        ("redaktion", "編集部", "编辑部", "取材班", ".com", ".de", ".org", ".net", ".at", ".ch")
    )


def _labelled(part: str) -> list[tuple[str | None, bool, str]]:
    """(role, whether a label stood there, names) by label in "Text: A, Foto: B"; role `None`: writer."""
    found: list[tuple[str | None, bool, str]] = []
    start, role, label = 0, None, False
    for mark in _labels().finditer(part):
        if mark["opener"] and not _opens(fold(mark["opener"]), part[mark.end() :]):
            continue
        if mark.start() > start:
            found.append((role, label, part[start : mark.start()]))
        start, label, role = mark.end(), True, _role_of(mark["noted"] or mark["prompt"] or "")
    if start < len(part):
        found.append((role, label, part[start:]))
    return found


def _opens(word: str, rest: str) -> bool:
    """Whether *word* is "By" and not the beginning of a name such as "Di Marco"."""
    return word in {"by", "par", "por"} or len(word) > 3 or len(rest.split()) >= 2 or not _is_spaced(word)


def _split_names(text: str, single: bool, declared: bool) -> list[str]:
    """The names in *text*, without places and jobs. *single*: a lone word may be a name."""
    names: list[str] = []
    pieces = [piece for piece in _LISTED.split(text.strip(" .:,;-–—")) if piece]
    for piece in pieces:
        for name in _joined_names(piece):
            name = _MARKS.sub("", _without_place(name))
            if not _is_name(name) or (name[0].islower() and not declared and not _starts_small(name)):
                continue
            lone = len(name.split()) == 1 and _is_spaced(name)
            known = find_agency_name(name) or is_organisation(name)
            if lone and (
                not single or (not known and (names or (len(pieces) > 1 and not _all_lone(pieces))))
            ):
                continue
            names.append(name)
    return names


def _starts_small(name: str) -> bool:
    """Whether a name in small letters may be one: "von Berg", "dpa"."""
    return name.split()[0] in _phrases()["particles"] or bool(find_agency_name(name))


def _all_lone(pieces: list[str]) -> bool:
    return all(len(piece.split()) == 1 for piece in pieces)


def _is_spaced(name: str) -> bool:
    """Whether the name's script puts spaces between names."""
    return not re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", name)


def _joined_names(piece: str) -> list[str]:
    """The names on both sides of "and". A short word such as "y" parts only whole names."""
    words = piece.split()
    joints = _phrases()["and"]
    names: list[list[str]] = [[]]
    for index, word in enumerate(words):
        folded = word.casefold()
        short = len(folded) == 1 and folded not in {"&", "و"}
        beside = len(names[-1]) >= 2 and len(words) - index > 2
        if (
            folded in joints
            and (not word.isupper() or piece.isupper())
            and names[-1]
            and (beside or not short)
        ):
            names.append([])
        else:
            names[-1].append(word)
    return [" ".join(name) for name in names if name]


def _without_place(name: str) -> str:
    """*name* without "in Kyiv" or "for The Gazette" behind it and without "Dr." before it."""
    words = name.split()
    places, jobs = _phrases()["in"], _phrases()["jobs"]
    for index, word in enumerate(words[1:], 1):
        if index < 2:
            continue
        if word.casefold() in jobs or (index + 1 < len(words) and (word in places or word == "For")):
            words = words[:index]
            break
    return " ".join(words).strip(" .:,;-–—\"“”„'" if len(words) < 2 else ' :,;-–—"“”„')


def _is_name(name: str) -> bool:
    """Whether *name* can be one: letters, few words, no date, no job, no prompt."""
    folded = fold(name).strip(" .:")
    phrases = _phrases()
    words = folded.split()
    if not 2 <= len(folded) <= _MAX_NAME or len(words) > 7 or not _WORD.search(name):
        return False
    if (
        folded in phrases["never"]
        or folded in phrases["by"]
        or folded in phrases["and"]
        or _CLOCK.search(name)
        or parse_day(name)
    ):
        return False
    if any(word.isdecimal() for word in words) or "://" in name or name[-1:] in "?!":
        return False
    if words[0] in phrases["prompts"]:
        return False
    if len(words) > 2 and name.endswith(".") and not re.search(r"\b\w{1,3}\.$", name):
        return False
    if len(words) > 1 and any(" ".join(words[i : i + 2]) in phrases["never"] for i in range(len(words) - 1)):
        return False
    jobs = phrases["jobs"]
    return sum(word in jobs for word in words) * 2 < len(words) or bool(find_agency_name(name))


def _to_author(
    name: str, role: str | None, agency: str | None, publisher: str | None, shouted: bool
) -> Author | None:
    if agency:
        return Author(name=name, kind="agency", role=role)
    if is_organisation(name, publisher):
        return Author(name=name, kind="organisation", role=role)
    return Author(name=_unshout(name) if shouted and " " in name else name, kind="person", role=role)


def _unshout(name: str) -> str:
    """ "JOHN O'NEILL-SMITH" as "John O'Neill-Smith"."""
    words = []
    for index, word in enumerate(name.split()):
        if index and word.casefold() in _phrases()["particles"]:
            words.append(word.casefold())
        elif "." in word:
            words.append(word)
        else:
            words.append(
                _WORD.sub(lambda found: re.sub(r"[^\W\d_]+", lambda w: w[0].capitalize(), found[0]), word)
            )
    return " ".join(words)


def _keep_agency(bracketed: str) -> str:
    """A bracket is an aside, unless it names an agency: "(dpa)"."""
    inner = bracketed.strip(" ()[]（）")
    return f" | {inner} | " if find_agency_name(inner) else " "


def _role_of(label: str) -> str | None:
    folded = fold(label).strip(" :")
    for role, words in _roles().items():
        if folded in words:
            return role
    return None


@cache
def _first_words() -> frozenset[str]:
    """The first words of all that stands before names: a quick test."""
    return frozenset(_FIRST_WORD.match(word)[0] for word in _phrases()["by"])  # type: ignore[index]


@cache
def _labels() -> re.Pattern[str]:
    """Words before names: "By ..." at the beginning, "Foto: ..." and "photos by ..." anywhere."""
    by, roles = _phrases()["by"], {word for words in _roles().values() for word in words}
    prompts = {word for word in roles if word.endswith((" by", " von", " di", " de", " par", " af", " av"))}
    return re.compile(
        rf"(?:^|(?<=[\s,;.]))(?P<noted>{_either(by | roles)})\s*[:：]\s*"
        rf"|^\s*(?P<opener>{_either(by)})(?:\s+|(?=[\u3040-\u30ff\u3400-\u9fff]))(?=\S)"
        rf"|(?:^|(?<=\s))(?P<prompt>{_either(prompts)})\s+",
        re.IGNORECASE,
    )


def _either(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("scraper.normalise").joinpath(name).read_text("utf-8"))


@cache
def _phrases() -> dict[str, set[str]]:
    table = _read("bylines.toml")
    return {
        section: {fold(word) for words in table[section].values() for word in words}
        for section in ("by", "and", "in", "jobs", "desks", "never", "prompts", "particles")
    }


@cache
def _roles() -> dict[str, set[str]]:
    return {role: {fold(word) for word in words} for role, words in _read("bylines.toml")["roles"].items()}


@cache
def _agencies() -> tuple[dict[str, str], dict[str, str]]:
    """Forms of capitals only, compared as they are; and folded forms of the rest."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for name, forms in _read("agencies.toml").items():
        for form in forms:
            if len(form) <= 5 and (form.isupper() or len(form) <= 3):
                exact[form] = name
            else:
                folded[fold(form)] = name
    return exact, folded
