"""What to do next."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase

import pytest

from exports.outcomes import SiteOutcomes
from scraper.extensions.advice import ADVICE, find_advice
from scraper.middlewares import refused


def test_a_site_that_went_well_needs_none() -> None:
    site = SiteOutcomes(found=9, fetched=9, filed=7, skipped=Counter(section_page=2))
    assert find_advice(site, {"http_404": 3}) == []


@pytest.mark.parametrize(
    ("outcome", "reason", "beginning"),
    [
        ("failed", "http_403", "3 pages refused (http_403)"),
        ("failed", "http_429", "3 pages asked for too fast"),
        ("failed", "http_503", "3 pages met a fault of the server"),
        ("failed", "http_418", "3 pages answered with http_418"),
        ("failed", "timeout", "3 pages did not answer in time"),
        ("failed", "extraction_error", "3 pages broke Copydesk"),
        ("failed", "extraction_timeout", "3 pages could not be read within the limits"),
        ("failed", "something_new", "3 pages failed (something_new)"),
        ("skipped", "robots", "3 pages forbidden by robots.txt"),
        ("skipped", "login_wall", "3 pages behind a wall"),
        ("deferred", "unnamed_limit", "3 addresses left, for no feed or sitemap names and dates them"),
        ("deferred", "no_new_articles", "3 addresses left, for nothing new came of many requests"),
        ("deferred", "article_limit", "3 addresses left, for a site gets only so many a run"),
        ("deferred", "postponed", "3 addresses put off, for the site asked for a pause"),
        ("deferred", "trap", "3 addresses left, for addresses of their shape brought nothing new"),
    ],
)
def test_each_reason_has_its_sentence(outcome: str, reason: str, beginning: str) -> None:
    site = SiteOutcomes(found=3, filed=1)
    getattr(site, outcome)[reason] = 3
    (sentence,) = find_advice(site, {})
    assert sentence.startswith(beginning)


def test_a_site_that_was_not_reached_says_why_first() -> None:
    (first,) = find_advice(SiteOutcomes(), {"http_404": 4, "dns": 1})
    assert first.startswith("1 source on a host that was not found (dns)")
    first, second = find_advice(SiteOutcomes(), {"http_404": 4, "timeout": 1})
    assert first.startswith("1 source did not answer in time (timeout)")
    assert second.startswith("no article address was found")


def test_sources_that_name_nothing() -> None:
    (sentence,) = find_advice(SiteOutcomes(), {}, read=True)
    assert sentence.startswith("the feeds and pages that were read name no article: name its feed or sitemap")


def test_a_full_disk_is_not_the_fault_of_the_pages() -> None:
    site = SiteOutcomes(found=8, fetched=8, failed=Counter(write_error=8))
    (sentence,) = find_advice(site, {})
    assert sentence.startswith("8 pages not written (write_error): make room")


def test_many_pages_and_no_record() -> None:
    (sentence,) = find_advice(SiteOutcomes(found=8, fetched=8, skipped=Counter(section_page=8)), {})
    assert sentence.startswith("8 pages and no record")


def test_every_sentence_can_be_filled_in() -> None:
    for _, sentence in ADVICE:
        assert "{n}" in sentence
        assert sentence.count("{") == sentence.count("{n}") + sentence.count("{reason}")


def test_every_word_of_a_failed_request_has_its_own_sentence() -> None:
    words = {reason for _, reason in refused._REASONS} | {
        kind.reason for kind in refused.Refused.__subclasses__()
    }
    without = {
        "bad_encoding",
        "bad_redirect",
        "downgrade",
        "ignored",
        "interrupted",
        "not_html",
        "other_site",
        "unsupported_scheme",
    }
    assert {word for word in words if not any(fnmatchcase(word, pattern) for pattern, _ in ADVICE)} == without
