"""How many rules a robots.txt comes to, and how much of one that comes to too many is read.

A rule counts once for each crawler that its group names, and so it is kept: 30 KB can come to a million.
"""

from __future__ import annotations

MOST_RULES = 200_000
"""They are read in half a second and take 13 MiB. A group of 60 crawlers with 200 rules comes to 12,000."""
_BYTES = 16
"""Of memory for one rule, where it is one of many crawlers."""
_MANY_AGENTS = 50
"""Crawlers of a group, each of which is looked for among so many in the time of a rule."""
_AGENT = ("user-agent", "useragent", "user agent")
_SITE_WIDE = ("sitemap", "sitemaps", "site-map", "host")
_RULES = (
    *("allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"),
    *("crawl-delay", "crawl delay", "request-rate", "request rate", "visit-time", "visit time"),
)


def cut_rules(text: str) -> tuple[str, int]:
    """(*text* up to the line with which it comes to more than `MOST_RULES`, the bytes that it takes then).

    Groups are told as Protego tells them, or for longer ones.
    """
    agents = rules = at = 0
    group_goes_on = False
    for line in text.splitlines(keepends=True):
        what = _directive(line.partition("#")[0])
        if what in _AGENT:
            agents = agents + 1 if group_goes_on else 1
            rules += agents // _MANY_AGENTS
            group_goes_on = True
        elif what and what not in _SITE_WIDE:
            rules += agents
            group_goes_on = False
        if rules > MOST_RULES:
            return text[:at], max(at, _BYTES * MOST_RULES)
        at += len(line)
    return text, max(len(text), _BYTES * rules)


def _directive(line: str) -> str:
    """The directive of *line*; empty where there is none, so that it ends no group."""
    words = line.lower().replace(":", " : ", 1).split()
    for known in (" ".join(words[:2]), *words[:1]):
        if known in _AGENT or known in _SITE_WIDE or known in _RULES:
            return known
    return "other" if ":" in words else ""
