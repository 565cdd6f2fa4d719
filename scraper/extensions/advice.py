"""What to do next about a site that gave trouble, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from exports.outcomes import SiteOutcomes

# Pattern of the reason, advice; the first that fits speaks. {n}: how many; {reason}: the reason. What has no
# entry is as it should be where it was skipped (a section page, a film without text).
ADVICE = (
    ("http_40[13]", "{n} refused ({reason}): the site turns crawlers away; ask it for access"),
    ("http_451", "{n} refused for legal reasons ({reason}); nothing can be done from here"),
    ("http_404", "{n} not there ({reason}): check the address, or the feed or sitemap that lists it"),
    ("http_410", "{n} taken down by the publisher ({reason}); nothing to do"),
    ("http_429", "{n} asked for too fast ({reason}): slow down with -s DOWNLOAD_DELAY=5 and run again"),
    ("http_5*", "{n} met a fault of the server ({reason}): run again later"),
    ("http_*", "{n} answered with {reason}: open one in a browser to see what it is"),
    ("write_error", "{n} not written ({reason}): make room or mend the folder, and run again"),
    ("extraction_error", "{n} broke Copydesk ({reason}): please report the lines in the log"),
    ("extraction_*", "{n} could not be read within the limits ({reason}): see the log for the addresses"),
    ("invalid_record", "{n} made no valid record ({reason}): please report the lines in the log"),
    ("error", "{n} broke Copydesk ({reason}): please report the lines in the log"),
    ("timeout", "{n} did not answer in time ({reason}): -s DOWNLOAD_TIMEOUT=60, or run again later"),
    ("dns", "{n} on a host that was not found ({reason}): check the spelling and the network"),
    ("tls", "{n} without a valid certificate ({reason}): check the site in a browser"),
    (
        "address_refused",
        "{n} on a private network ({reason}): -s COPYDESK_ALLOW_NETS=... names those allowed",
    ),
    ("refused_connection", "{n} on a host that takes no connection ({reason}): check address and port"),
    ("unreachable", "{n} on a host that could not be reached ({reason}): check the network"),
    ("connection_lost", "{n} lost on the way ({reason}): run again later"),
    ("truncated", "{n} that came in part ({reason}): run again later"),
    ("robots", "{n} forbidden by robots.txt ({reason}); ask the site if you need them"),
    ("robots_unreachable", "{n} held back, for robots.txt did not answer ({reason}): run again later"),
    ("postponed", "{n} put off, for the site asked for a pause ({reason}): run again later"),
    ("too_large", "{n} over the size limit ({reason}): -s COPYDESK_MAX_PAGE_BYTES=... allows larger ones"),
    ("too_many_redirects", "{n} led in circles ({reason}): open one in a browser to see where it goes"),
    ("captcha", "{n} asked for a proof of being human ({reason}): slow down, or ask the site for access"),
    ("*wall", "{n} behind a wall ({reason}): the text is not to be had without what it asks for"),
    ("geo_block", "{n} not shown in this country ({reason})"),
    ("empty_shell", "{n} without any text but for JavaScript ({reason}): look for a feed with whole texts"),
    ("no_article", "{n} without an article ({reason}): look at one with scrapy article URL --why"),
)
# What was deferred without need for a word, such as what is not due, has no entry.
_LEFT = (
    (
        "unnamed_limit",
        "{n} left, for no feed or sitemap names and dates them ({reason}): name its feed or sitemap, "
        "or allow more with -s COPYDESK_SITE_UNNAMED=500",
    ),
    (
        "no_new_articles",
        "{n} left, for nothing new came of many requests ({reason}): look at one with "
        "scrapy article URL --why",
    ),
    (
        "article_limit",
        "{n} left, for a site gets only so many a run ({reason}): the next run goes on, or allow more with "
        "-s COPYDESK_SITE_ARTICLES=5000",
    ),
    ("postponed", "{n} put off, for the site asked for a pause ({reason}): run again later"),
    (
        "trap",
        "{n} left, for addresses of their shape brought nothing new ({reason}): where they are articles, "
        "name their section (-a section=URL)",
    ),
)
# Where the whole host was not to be had, another address of it will not do.
_SHUT = ("http_40[13]", "http_429", "http_451", "robots*", "dns", "tls", "refused_connection", "unreachable")
_ANY_FAILURE = ("*", "{n} failed ({reason}): see the log for the addresses")
_FEW = 5


def find_advice(
    site: SiteOutcomes, sources: Mapping[str, int], *, known: bool = False, read: bool = False
) -> list[str]:
    """Sentences on the troubles of *site*, in the order of weight; none where all is well.

    *sources*: how many of its front pages, feeds and sitemaps could not be read, by reason. *known*: whether
    others had nothing new, so that it is no wonder if nothing was found. *read*: whether some were read.
    """
    sentences = []
    if not site.found:
        # An address that was merely guessed (/rss, /sitemap.xml) and is not there explains nothing.
        told = {reason: number for reason, number in sources.items() if reason != "http_404"} or sources
        sentences = _advise(told, "source", (*ADVICE, _ANY_FAILURE))[:1]
        if not known and not any(fnmatchcase(reason, pattern) for reason in told for pattern in _SHUT):
            found = (
                "the feeds and pages that were read name no article"
                if read
                else "no article address was found"
            )
            sentences.append(f"{found}: name its feed or sitemap (-a feed=URL, -a sitemap=URL)")
    elif site.fetched >= _FEW and not (site.filed or site.unchanged or site.failed["write_error"]):
        sentences.append(f"{site.fetched} pages and no record: look at one with scrapy article URL --why")
    sentences += _advise(site.failed, "page", (*ADVICE, _ANY_FAILURE))
    sentences += _advise(site.skipped, "page", ADVICE)
    return sentences + _advise(site.deferred, "address", _LEFT)


def _advise(reasons: Mapping[str, int], noun: str, advice: Iterable[tuple[str, str]]) -> list[str]:
    sentences = []
    for reason, number in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        sentence = next((words for pattern, words in advice if fnmatchcase(reason, pattern)), None)
        if sentence:
            plural = noun + ("es" if noun.endswith("s") else "s")
            counted = f"{number} {noun if number == 1 else plural}"
            sentences.append(sentence.replace("{n}", counted).replace("{reason}", reason))
    return sentences
