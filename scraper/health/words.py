"""What is wrong with a site, and what to do about it, in words."""

from __future__ import annotations

from exports.health import BROKEN, Health, Reason

_SAYINGS = {
    "refused": "{now} of {of} requests were refused or met a wall, usually {usual}",
    "lost": "{now} of {of} requests got no answer or an error, usually {usual}",
    "rejected": "{now} of {of} pages show no article, usually {usual}",
    "found": "its sources lead to no article any more, usually to {usual}",
    "words": "the middle length of {of} articles is {now} words, usually {usual}",
    "removed": "{now} of the text of {of} articles was removed, usually {usual}",
    "silence_hours": "no new article for {now}; its usual longest pause is {usual}",
    "postponed_hours": "it puts us off; no new article for {now}; its usual longest pause is {usual}",
    "news_of_week": "{now} new articles in seven days, usually {usual}",
    "news_of_day": "{now} new articles in 24 hours",
}
_MISSING = "{now} of {of} articles lack {field}, usually {usual}"
_EXPECTED = "; its site file expects {usual}"
_FIELDS = {
    "headline": "a headline",
    "authors": "authors",
    "published": "a date",
    "dek": "a standfirst",
    "section": "a section",
    "language": "a language",
    "tags": "tags",
    "images": "pictures",
}
_SHARES = frozenset({"refused", "lost", "rejected", "removed"})
_ADVICE = {
    "refused": (
        "it turns us away: see that COPYDESK_CONTACT names you, slow down with -s DOWNLOAD_DELAY=5, "
        "or ask it for access"
    ),
    "postponed_hours": "it keeps asking us to come later: crawl it less often, or ask it for access",
    "lost": "open it in a browser: if it is there, its addresses may have moved; if not, it is down",
    "found": "look at its front page and feeds: they may have moved; name them in its site file",
    "silence_hours": (
        "open it in a browser: its feed may be dead; [expect] max_gap_hours in its site file allows for more"
    ),
    "news_of_week": "open it in a browser: one of its feeds or sections may have moved",
    "news_of_day": "open it in a browser: one of its feeds or sections may have moved",
    "removed": "look at a new article with scrapy article URL --why: what is removed has changed",
}
_LAYOUT = "its layout may have changed: look at a new article with scrapy article URL --why"


def describe(reason: Reason) -> str:
    """*reason* as a clause, such as `8 of 8 articles lack a headline, usually 1 %`."""
    words = _SAYINGS.get(reason.figure, _MISSING)
    usual = _value(reason.figure, reason.usual)
    if reason.expected:
        usual = "one in ten at most" if words == _MISSING else usual
        words = words.split("; its ")[0].split(", usually")[0] + _EXPECTED
    field = reason.figure.removesuffix("_missing")
    is_count = words != _SAYINGS["removed"] and (reason.figure in _SHARES or field != reason.figure)
    now = str(round((reason.now or 0) * (reason.of or 0))) if is_count else _value(reason.figure, reason.now)
    return words.format(now=now, of=reason.of, usual=usual, field=_FIELDS.get(field, field))


def health_line(health: Health) -> str:
    """The verdict and all that speaks for it."""
    return f"{health.verdict}: {'; '.join(map(describe, health.reasons))}"


def health_advice(health: Health) -> str:
    """What to do about the weightiest of its troubles."""
    first = health.reasons[0]
    if first.figure == "words" and first.verdict != BROKEN:
        return (
            "look at a new article with scrapy article URL --why: foreign text may be taken for the article's"
        )
    return _ADVICE.get(first.figure, _LAYOUT)


def _value(figure: str, value: float | None) -> str:
    if value is None:
        return "unknown"
    if figure.endswith("_hours"):
        return hours(value)
    if figure in _SHARES or figure.endswith("_missing"):
        return f"{value:.0%}".replace("%", " %")
    return f"{value:,.0f}"


def hours(value: float) -> str:
    """*value* hours in words: `50 minutes`, `31 hours`, `12 days`."""
    if value < 2:
        return f"{value * 60:.0f} minutes"
    return f"{value:.0f} hours" if value < 72 else f"{value / 24:.0f} days"
