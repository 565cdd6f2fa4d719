"""Who wrote it: from a byline as printed, or a name as declared, to authors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from exports.record import Author
from scraper.normalise.agencies import find_agency_name, split_agency
from scraper.normalise.byline_words import FIRST_WORD, first_words, labels, phrases, roles
from scraper.normalise.bylines import without_date
from scraper.normalise.name_forms import WORD, is_name, is_office, is_organisation
from scraper.normalise.text import clean_text, fold

MAX_AUTHORS = 100
_MAX_BYLINE = 600
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s,;|]+|\(?\b[^\s@,;|(]{1,64}@[^\s@,;|)]{1,99}\)?|(?<!\w)@\w+")
_PART = re.compile(r"\s*(?:\||•|·|\n|—|–|\s-\s|\s/\s|/(?=[^\W\d_]{2})|⋅|∙|●|／)\s*")
_LISTED = re.compile(r"\s*(?:,|;|、|，|\+)\s*")
# Where the byline passes into the date line.
_TAIL = re.compile(
    r"(?<=\S)\s(?:(?:\d+|an?)\s(?:second|minute|min|hour|hr|day|week|month|year)s?\sago"
    r"|(?:vor|il y a|hace|há)\s\d+\s\w+|\d+\s\w+\s(?:fa|geleden|siden|sedan|sitten|temu|назад|тому)"
    r"|last updated|updated|published|posted|modified|aktualisiert|veröffentlicht|publié"
    r"|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|oppdatert|publisert"
    r"|uppdaterad|publicerad|opublikowano|обновлено|опубликовано|оновлено|опубліковано)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\s*(?:著|監訳|訳|記者|记者|編集|기자|특파원)$")
# A name with its role in brackets behind it: "Jane Roe (Text) und John Doe (Fotos)".
_BEHIND = re.compile(
    r"([^()|,;&•·]{2,60})\(([^\W\d_]{3,20}|[^\W\d_]{3,12} (?:und|and|et|y|&) [^\W\d_]{3,12})\)"
)
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What one printed byline says."""

    authors: tuple[Author, ...] = ()
    agency: str | None = None


@lru_cache(maxsize=1024)
def parse_byline(text: str, *, declared: bool = False, publisher: str | None = None) -> Byline:
    """The authors in *text*, a byline such as "By A B and C D in Kyiv" or "Text: A B, Foto: C D".

    *declared*: *text* stands in a field for names, so that a single word or a pen name counts. Job titles,
    dates, addresses and prompts are no names. *publisher* as author is an organisation.
    """
    text = _TAIL.split(clean_text(_ADDRESS.sub(" ", text[: _MAX_BYLINE * 2])))[0]
    if not text or len(text) > _MAX_BYLINE:
        return Byline()
    credit = text.strip("() .")
    if "/" in credit and " " not in credit and (wire := find_agency_name(credit)):
        return Byline(authors=(Author(name=credit, kind="agency"),), agency=wire)
    authors: list[Author] = []
    agency: str | None = None
    text = _BEHIND.sub(_put_before, text)
    for part in _PART.split(_BRACKETS.sub(lambda found: _keep_agency(found[0]), text)):
        part = without_date(part)
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


def may_be_signed(text: str) -> bool:
    """Whether the first word of *text* is one that stands before names: cheap, and seldom so."""
    return FIRST_WORD.match(text)[0].casefold() in first_words()  # type: ignore[index]


def is_opener(text: str) -> bool:
    """Whether *text* is "By", "Written by" or the like and nothing more."""
    text = text.strip()
    if not may_be_signed(text):
        return False
    return fold(text).strip(" :") in phrases()["by"]


def is_signed(text: str) -> bool:
    """Whether *text* begins with a word that stands before names: "By ...", "Von ...", "Автор: ..."."""
    if not may_be_signed(text):
        return False
    found = labels().match(text)
    return bool(found and (found["opener"] or (_role_of(found["noted"] or "") is None and found["noted"])))


def without_opener(text: str) -> str:
    """*text* without "By" or the like before it."""
    found = labels().match(text)
    return text[found.end() :] if found and is_signed(text) else text


def is_labelled(text: str) -> bool:
    """Whether *text* begins with any word that stands before names, a role's too: "Photos by ..."."""
    return bool(labels().match(text))


def _labelled(part: str) -> list[tuple[str | None, bool, str]]:
    """(role, whether a label stood there, names) by label in "Text: A, Foto: B"; role `None`: writer."""
    found: list[tuple[str | None, bool, str]] = []
    start, role, label = 0, None, False
    for mark in labels().finditer(part):
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
    for place, piece in enumerate(pieces):
        if is_office(piece, first=place == 0):
            continue
        for name in _people_and_wires(piece):
            if not is_name(name) or (name[0].islower() and not declared and not _starts_small(name)):
                continue
            lone = len(name.split()) == 1 and _is_spaced(name)
            known = find_agency_name(name) or is_organisation(name)
            if (
                lone
                and not find_agency_name(name)
                and (not single or (not known and (names or (len(pieces) > 1 and not _all_lone(pieces)))))
            ):
                continue
            if names and place and not declared and is_organisation(name) and not find_agency_name(name):
                continue  # where the one before works: "Jane Roe, BBC News"
            names.append(name)
    return names


def _people_and_wires(piece: str) -> list[str]:
    """The names joined in *piece*, without places; an agency that ran together with one stands apart."""
    bare = (_MARKS.sub("", _without_place(name)) for name in _joined_names(piece))
    return [part for name in bare for part in split_agency(name) if part]


def _starts_small(name: str) -> bool:
    """Whether a name in small letters may be one: "von Berg", "dpa"."""
    return name.split()[0] in phrases()["particles"] or bool(find_agency_name(name))


def _all_lone(pieces: list[str]) -> bool:
    return all(len(piece.split()) == 1 for piece in pieces)


def _is_spaced(name: str) -> bool:
    """Whether the name's script puts spaces between names."""
    return not re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", name)


def _joined_names(piece: str) -> list[str]:
    """The names on both sides of "and". A short word such as "y" parts only whole names."""
    words = piece.split()
    joints = phrases()["and"]
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
    parts = [" ".join(name) for name in names if name]
    spoken = any(part.islower() for part in parts) and not all(part.islower() for part in parts)
    return [piece] if spoken and not any(map(find_agency_name, parts)) else parts


def _without_place(name: str) -> str:
    """*name* without "in Kyiv" or "for The Gazette" behind it."""
    words = name.split()
    places, jobs = phrases()["in"], phrases()["jobs"]
    for index, word in enumerate(words[1:], 1):
        if index < 2:
            continue
        if word.casefold() in jobs or (index + 1 < len(words) and (word in places or word == "For")):
            words = words[:index]
            break
    return " ".join(words).strip(" .:,;-–—\"“”„'" if len(words) < 2 else ' :,;-–—"“”„')


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
        if index and word.casefold() in phrases()["particles"]:
            words.append(word.casefold())
        elif "." in word:
            words.append(word)
        else:
            words.append(
                WORD.sub(lambda found: re.sub(r"[^\W\d_]+", lambda w: w[0].capitalize(), found[0]), word)
            )
    return " ".join(words)


def _put_before(found: re.Match[str]) -> str:
    """The name and the role behind it in brackets as "| role: name |"; unchanged if there is no role."""
    words = found[1].split()
    while words and words[0].casefold() in phrases()["and"]:
        words.pop(0)
    label = f"{found[2]}: "
    mark = labels().match(label)
    if len(words) < 2 or mark is None or mark.end() < len(label.rstrip()) or is_labelled(" ".join(words)):
        return found[0]
    return f" | {label}{' '.join(words)} | "


def _keep_agency(bracketed: str) -> str:
    """A bracket is an aside, unless it names an agency: "(dpa)"."""
    inner = bracketed.strip(" ()[]（）")
    return f" | {inner} | " if find_agency_name(inner) else " "


def _role_of(label: str) -> str | None:
    folded = fold(label).strip(" :")
    for role, words in roles().items():
        if folded in words:
            return role
    return None
