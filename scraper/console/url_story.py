"""What became of an address, told in words: first the answer, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scraper.console.outcome_words import explain
from scraper.console.url_facts import UrlFacts, Version, Visits
from scraper.terminal import Style, pad, printable, wrap

_VIAS = {
    "feed": "in a feed",
    "news_sitemap": "in a news sitemap",
    "sitemap": "in a sitemap",
    "section": "on a page of the site",
    "url": "by its address, as given",
    "replay": "in an archive",
}
_WIDTH = 12


def story_lines(facts: UrlFacts, *, now: str, width: int, style: Style) -> list[str]:
    """The answer for a person, in lines of at most *width* columns; addresses may be longer.

    *now*: a UTC instant `YYYY-MM-DDTHH:MM:SSZ`.
    """
    lines = [style.strong(printable(facts.url))]
    for sentence in answer(facts, now=now):
        lines += wrap(printable(sentence), width)
    lines += [printable(f"  {url}") for url in facts.near]
    rows = list(_rows(facts))
    if rows:
        lines.append("")
    for name, value in rows:
        first, *rest = wrap(printable(value), width, first=pad(name, _WIDTH), rest=" " * _WIDTH)
        lines += [style.faint(first[:_WIDTH]) + first[_WIDTH:], *rest]
    return lines


def answer(facts: UrlFacts, *, now: str) -> list[str]:
    """What became of it and what comes next, in sentences."""
    visits = facts.visits
    if visits is None and facts.source_read:
        return [
            f"It is a source of {facts.site}, no article: read for links, last on {_at(facts.source_read)}."
        ]
    if visits is None and facts.versions:
        return list(_filed_elsewhere(facts))
    if visits is None:
        return list(_unknown(facts))
    if visits.state == "pending":
        return list(_pending(facts, visits))
    if visits.state == "done":
        return list(_done(facts, visits, now))
    return list(_lost(facts, visits, now))


def to_json(facts: UrlFacts, *, now: str) -> dict[str, Any]:
    """The same as plain JSON types; `answer` holds the sentences."""
    visits = facts.visits
    return {
        "url": facts.url,
        "site": facts.site,
        "known": facts.is_known,
        "answer": answer(facts, now=now),
        "state": visits.state if visits else None,
        "reason": visits.reason if visits else None,
        "attempts": visits.attempts if visits else None,
        "via": visits.via if visits else None,
        "first_seen": visits.first_seen if visits else None,
        "found_in": facts.found_in,
        "runs_since": facts.runs_since,
        "last_visit": visits.last_visit if visits else None,
        "stated_change": visits.changed if visits else None,
        "next_try": (visits.next_try or now) if visits and visits.next_try is not None else None,
        "source_read": facts.source_read,
        "article_id": facts.article_id,
        "versions": [
            {name: getattr(version, name) for name in Version.__dataclass_fields__}
            for version in facts.versions
        ],
        "gone": [{"url": url, "reason": reason, "seen_at": at} for url, reason, at in facts.gone],
        "near": list(facts.near),
    }


def _unknown(facts: UrlFacts) -> Iterator[str]:
    yield "No crawl from here has met this address."
    if facts.near:
        yield "Known are:"
        return
    if not facts.site_known:
        yield f"Nothing of {facts.site} is known: scrapy crawl news -a site={facts.site} crawls it."
    elif facts.refused_as:
        yield f"Where a page links to it, it is not taken for an article: {explain(facts.refused_as)[0]}."
    else:
        yield f"No feed, sitemap or page of {facts.site} that was read named it as an article's."
    yield f"To fetch it as an article: scrapy crawl pages -a url={facts.url}"


def _filed_elsewhere(facts: UrlFacts) -> Iterator[str]:
    yield from _filed(facts)
    other = facts.versions[-1].url
    if other != facts.url:
        yield f"It was read as {other}, which is the same article: scrapy why says more of that address."
    else:
        yield "No feed, sitemap or page named it: it was given by its address, or another one led there."


def _pending(facts: UrlFacts, visits: Visits) -> Iterator[str]:
    yield f"It waits: found on {_at(visits.first_seen)} {_via(visits)}, and not read yet."
    if facts.runs_since:
        yield (
            f"{_runs(facts.runs_since)} since then did not come to it: the newest articles go first, up to a "
            f"site's limit; the run's manifest says under `deferred` why."
        )
    yield f"The next crawl of {facts.site} that has room for it asks for it."


def _done(facts: UrlFacts, visits: Visits, now: str) -> Iterator[str]:
    if visits.reason == "duplicate":
        where = f" ({facts.versions[-1].url})" if facts.versions else ""
        yield f"Its page is an article that was filed from another address{where}; no second record was made."
    elif facts.versions:
        yield from _filed(facts)
    elif visits.article_id:
        yield "It was filed, but its record is not in this export folder; the next crawl asks for it again."
    else:
        yield "It is done, and no record of it was delivered here."
    if visits.next_try is None:
        yield "It is not looked at again, unless the site says that it changed."
    else:
        yield f"It is looked at again {_due(visits.next_try, now)}."


def _filed(facts: UrlFacts) -> Iterator[str]:
    newest = facts.versions[-1]
    times = "" if len(facts.versions) == 1 else f" in {len(facts.versions)} versions"
    yield f"It is filed{times}: {newest.headline or 'no headline'} ({_words(newest)})."
    if newest.duplicate_of:
        yield f"Its text is the same as that of article {newest.duplicate_of}."
    elif newest.similar_to:
        yield f"Its text is nearly that of article {newest.similar_to} (similarity {newest.similarity})."
    for address, reason, seen_at in facts.gone:
        yield f"Since {_at(seen_at)} {explain(reason)[0]}: {address}. What was filed stays."


def _lost(facts: UrlFacts, visits: Visits, now: str) -> Iterator[str]:
    words, advice = explain(visits.reason or visits.state)
    tries = "" if visits.attempts == 1 else f", after {visits.attempts} tries"
    if visits.state == "refused":
        yield f"It was not filed: {words}{_on(visits)}."
    elif visits.state == "gone":
        yield f"It is gone: {words}{_on(visits)}."
    elif visits.next_try is None:
        yield f"It was given up{tries}: {words}{_on(visits)}."
    else:
        yield f"It was not read: {words}{_on(visits)}{tries}."
    if facts.versions:
        yield from _filed(facts)
    if advice:
        yield f"What to do: {advice}."
    if visits.next_try is not None:
        yield f"It is tried again {_due(visits.next_try, now)}."
    else:
        yield "It is not tried again; scrapy article shows what is there now."


def _rows(facts: UrlFacts) -> Iterator[tuple[str, str]]:
    visits = facts.visits
    if visits:
        reason = f" ({visits.reason})" if visits.reason else ""
        yield "State", f"{visits.state}{reason}, {visits.attempts} visit{'' if visits.attempts == 1 else 's'}"
        run = f", run {facts.found_in}" if facts.found_in else ""
        yield "Found", f"{_at(visits.first_seen)} {_via(visits)}{run}"
        if visits.changed:
            yield "Stated", f"{_at(visits.changed)}: the newest date given where it was found"
        if visits.last_visit:
            yield "Last visit", _at(visits.last_visit)
        if visits.next_try is not None:
            yield "Next", _at(visits.next_try) if visits.next_try else "with the next crawl"
    if facts.article_id:
        yield "Article", facts.article_id
    for version in facts.versions:
        run = f", run {version.run}" if version.run else ""
        yield f"Version {version.version}", f"{version.change}, read {_at(version.retrieved_at)}{run}"
        yield "", f"{_words(version)}, {_removed(version)}{_flags(version)}"


def _words(version: Version) -> str:
    return f"{version.word_count:,} words"


def _removed(version: Version) -> str:
    total = sum(version.removed.values())
    if not total:
        return "nothing removed"
    reasons = ", ".join(f"{reason} {number}" for reason, number in version.removed.items())
    return f"{total} block{'' if total == 1 else 's'} removed: {reasons}"


def _flags(version: Version) -> str:
    return f"; flags: {', '.join(version.flags)}" if version.flags else ""


def _via(visits: Visits) -> str:
    return _VIAS.get(visits.via, visits.via)


def _on(visits: Visits) -> str:
    return f" on {_at(visits.last_visit)}" if visits.last_visit else ""


def _due(instant: str, now: str) -> str:
    return f"from {_at(instant)} on" if instant > now else "with the next crawl of its site"


def _runs(number: int) -> str:
    return f"{number:,} run{'' if number == 1 else 's'}"


def _at(instant: str | None) -> str:
    """An instant for reading: `2026-01-31 08:00 UTC`; a day as it is."""
    if not instant:
        return "an unknown day"
    return f"{instant[:10]} {instant[11:16]} UTC" if len(instant) > 10 else instant
