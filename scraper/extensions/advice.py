"""What to do next about a site that gave trouble, in words."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from exports.outcomes import SiteOutcomes

# Outcome, pattern of the reason, advice; the first that fits speaks. {n}: how many; {reason}: the reason.
# Skips that are as they should be (a section page, a film without text) are not in the table.
ADVICE = (
    ("failed", "http_40[13]", "{n} refused ({reason}): the site turns crawlers away; ask it for access"),
    ("failed", "http_451", "{n} refused for legal reasons ({reason}); nothing can be done from here"),
    ("failed", "http_404", "{n} no longer there ({reason}): the feed or sitemap lists them still"),
    ("failed", "http_410", "{n} taken down by the publisher ({reason}); nothing to do"),
    ("failed", "http_429", "{n} came too fast ({reason}): slow down with -s DOWNLOAD_DELAY=5 and run again"),
    ("failed", "http_5*", "{n} met a fault of the server ({reason}): run again later"),
    ("failed", "http_*", "{n} answered with {reason}: open one in a browser to see what it is"),
    ("failed", "extraction_error", "{n} broke Copydesk ({reason}): please report the lines in the log"),
    (
        "failed",
        "extraction_*",
        "{n} could not be read within the limits ({reason}): see the log for the addresses",
    ),
    ("failed", "invalid_record", "{n} made no valid record ({reason}): please report the lines in the log"),
    (
        "failed",
        "*timeout*",
        "{n} did not answer in time ({reason}): -s DOWNLOAD_TIMEOUT=60, or run again later",
    ),
    ("failed", "*dns*", "{n} on a host that was not found ({reason}): check the spelling and the network"),
    ("failed", "*tls*", "{n} without a valid certificate ({reason}): check the site in a browser"),
    ("failed", "*certificate*", "{n} without a valid certificate ({reason}): check the site in a browser"),
    ("failed", "*connect*", "{n} could not be reached ({reason}): check the address and the network"),
    ("failed", "*robots*", "{n} held back by a robots.txt that did not answer ({reason}): run again later"),
    (
        "failed",
        "*large*",
        "{n} over the size limit ({reason}): -s DOWNLOAD_MAXSIZE=... allows larger pages",
    ),
    (
        "failed",
        "*redirect*",
        "{n} led in circles ({reason}): open one in a browser to see where it goes",
    ),
    ("failed", "*", "{n} failed ({reason}): see the log for the addresses"),
    ("skipped", "*robots*", "{n} forbidden by robots.txt ({reason}); ask the site if you need them"),
    (
        "skipped",
        "*address*",
        "{n} on a private network ({reason}): -s COPYDESK_ALLOW_NETS=... names those allowed",
    ),
    ("skipped", "captcha", "{n} asked for a proof of being human: slow down, or ask the site for access"),
    (
        "skipped",
        "*wall",
        "{n} stood behind a wall ({reason}): the text is not to be had without what it asks for",
    ),
    ("skipped", "geo_block", "{n} not shown in this country ({reason})"),
    (
        "skipped",
        "empty_shell",
        "{n} without any text but for JavaScript ({reason}): look for a feed with whole texts",
    ),
    ("skipped", "no_article", "{n} held no article ({reason}): look at one with scrapy article URL --why"),
)
_FEW = 5


def find_advice(site: SiteOutcomes, sources: Mapping[str, int]) -> list[str]:
    """Sentences on the troubles of *site*, in the order of weight; none where all is well.

    *sources*: how many of its front pages, feeds and sitemaps could not be read, by reason.
    """
    sentences = []
    if not site.found:
        # An address that was merely guessed (/rss, /sitemap.xml) and is not there explains nothing.
        told = {reason: number for reason, number in sources.items() if reason != "http_404"} or sources
        sentences = _advise("failed", told, "source")[:1]
        sentences.append(
            "no article address was found: name its feed or sitemap (-a feed=URL, -a sitemap=URL)"
        )
    elif site.fetched >= _FEW and not site.filed and not site.unchanged:
        sentences.append(f"{site.fetched} pages and no record: look at one with scrapy article URL --why")
    sentences += _advise("failed", site.failed, "page")
    return sentences + _advise("skipped", site.skipped, "page")


def _advise(outcome: str, reasons: Mapping[str, int], noun: str) -> list[str]:
    sentences = []
    for reason, number in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        for kind, pattern, sentence in ADVICE:
            if kind == outcome and fnmatchcase(reason, pattern):
                counted = f"{number} {noun if number == 1 else noun + 's'}"
                sentences.append(sentence.replace("{n}", counted).replace("{reason}", reason))
                break
    return sentences
