"""What can be a name by its form, what is a desk's, and what is an office or a prompt instead."""

from __future__ import annotations

import re

from scraper.normalise.agencies import find_agency_name
from scraper.normalise.byline_words import phrases
from scraper.normalise.dates import parse_day
from scraper.normalise.text import fold

WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*")
_MAX_NAME = 80
_JOB = re.compile(r"(?:redakteur|korrespondent|reporter|journalist|manager|leiter|volontär)(?:in|innen|en)?$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}")


def is_organisation(name: str, publisher: str | None = None) -> bool:
    """Whether *name* is a desk, a team or the publisher itself."""
    folded = fold(name)
    if publisher and folded == fold(publisher):
        return True
    desks = phrases()["desks"]
    return folded in desks or not desks.isdisjoint(re.split(r"[\s\-/]+", folded)) or _ends_in_desk(folded)


def _ends_in_desk(folded: str) -> bool:
    return folded.endswith(
        ("redaktion", "編集部", "编辑部", "取材班", ".com", ".de", ".org", ".net", ".at", ".ch")
    )


def is_name(name: str) -> bool:
    """Whether *name* can be one: letters, few words, no date, no job, no prompt."""
    folded = fold(name).strip(" .:")
    known = phrases()
    words = folded.split()
    if not 2 <= len(folded) <= _MAX_NAME or len(words) > 7 or not WORD.search(name):
        return False
    if (
        folded in known["never"]
        or folded in known["by"]
        or folded in known["and"]
        or _CLOCK.search(name)
        or parse_day(name)
    ):
        return False
    if (
        len(words) > 1
        and name.split()[-1].islower()
        and not name.islower()
        and words[-1] not in known["particles"]
    ):
        return words[-1] in known["desks"]
    if any(word.isdecimal() for word in words) or "://" in name or name[-1:] in "?!":
        return False
    if words[0] in known["prompts"]:
        return False
    if len(words) > 2 and name.endswith(".") and not re.search(r"\b\w{1,3}\.$", name):
        return False
    if len(words) > 1 and any(" ".join(words[i : i + 2]) in known["never"] for i in range(len(words) - 1)):
        return False
    if "©" in name or ":" in name or (_has_small_words(name) and not is_organisation(name)):
        return False
    jobs = known["jobs"]
    titles = sum(word in jobs or bool(_JOB.search(word)) for word in words)
    if len(words) > 1 and (words[0] in jobs or _JOB.search(words[0])) and name.split()[1].islower():
        return False  # "Projektleiterin der Stiftung"
    return titles * 2 < len(words) or bool(find_agency_name(name))


def _has_small_words(name: str) -> bool:
    """Whether *name* mixes capitalised words with small ones that no name has: "Caption using Words"."""
    words = [word for word in name.split() if len(word) > 2 and WORD.fullmatch(word)]
    small = [word for word in words if word.islower() and word not in phrases()["particles"]]
    return bool(small) and len(small) < len(words)


def is_office(piece: str, *, first: bool) -> bool:
    """Whether *piece* says what somebody is: "News & Culture Writer", and behind a name "Head at Example"."""
    words = [fold(word) for word in piece.split()]
    joints = phrases()["and"]
    if len(words) > 2 and words[-1] in phrases()["jobs"] and words[1] in joints:
        return True
    return not first and len(words) > 2 and piece.split()[1] in phrases()["in"]
