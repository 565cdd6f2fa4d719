"""Exit statuses."""

from __future__ import annotations

from typing import Any

import pytest

from exports.disk import RESUMES, DeliveryError
from exports.health import TROUBLES, VERDICTS, Health, health_stat
from exports.lock import FolderBusy
from exports.outcomes import stat_name
from exports.source_outcomes import source_stat
from scraper.commands.ending import ITEM_ERRORS, Ending, judge_ending, judge_error
from scraper.spiders.arguments import UsageError

ADVICE = (
    "what was delivered before stands; make room or mend the folder and run the same command again (status 5)"
)
ANSWERED = source_stat("answered", "a.example", "feed")
DONE = {"finish_reason": "finished", ANSWERED: 2}


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        (DONE, 0),
        ({"finish_reason": "finished"}, 0),  # nothing to do is not a failure
        ({**DONE, "finish_reason": "closespider_itemcount"}, 0),
        ({**DONE, "finish_reason": "memusage_exceeded"}, 1),
        ({**DONE, "finish_reason": "start_error"}, 1),
        ({**DONE, "spider_exceptions/count": 1}, 1),
        ({**DONE, ITEM_ERRORS: 1}, 1),
        ({**DONE, "log_count/CRITICAL": 1}, 1),
        ({**DONE, "log_count/ERROR": 5}, 0),
        ({**DONE, stat_name("gazette.example", "failed", "extraction_error"): 1}, 1),
        ({**DONE, stat_name("gazette.example", "failed", "timeout"): 9}, 0),
        ({**DONE, "finish_reason": "shutdown"}, 4),
        ({}, 4),  # killed by a second signal: nothing was closed
        ({**DONE, "finish_reason": "shutdown", "spider_exceptions/count": 1}, 4),
        ({**DONE, "finish_reason": "write_error"}, 5),
        ({**DONE, "finish_reason": "shutdown", "copydesk/write_error": "out: disk full"}, 5),
        ({"finish_reason": "folder_busy", "copydesk/folder_busy": "out: owned by process 17"}, 2),
    ],
)
def test_status(counts: dict[str, Any], status: int) -> None:
    ending = judge_ending(counts)
    assert ending.status == status
    assert (ending.line is None) == (status == 0)


def test_nothing_reached() -> None:
    counts = {"finish_reason": "finished", source_stat("failed", "typo.example", "front", "dns"): 3}
    assert judge_ending(counts).status == 1
    assert judge_ending({**counts, ANSWERED: 1}).status == 0


def test_no_article_reached() -> None:
    counts: dict[str, Any] = {
        "finish_reason": "finished",
        stat_name("gazette.example", "found"): 2,
        stat_name("gazette.example", "failed", "refused_connection"): 2,
    }
    assert judge_ending(counts).status == 1
    assert judge_ending({**counts, stat_name("kurier.example", "fetched"): 1}).status == 0
    assert judge_ending({**counts, stat_name("kurier.example", "unchanged"): 1}).status == 0


@pytest.mark.parametrize(
    ("reason", "status"),
    [("address_refused", 1), ("robots_unreachable", 1), ("robots", 0), ("before_since", 0)],
)
def test_what_was_skipped_unasked_was_not_reached(reason: str, status: int) -> None:
    counts: dict[str, Any] = {
        "finish_reason": "finished",
        stat_name("gazette.example", "found"): 1,
        stat_name("gazette.example", "skipped", reason): 1,
    }
    assert judge_ending(counts).status == status


def test_lines_say_what_and_where() -> None:
    busy = judge_ending({"finish_reason": "folder_busy", "copydesk/folder_busy": "out: owned by process 17"})
    assert busy.line == "out: owned by process 17 (status 2)"
    full = judge_ending({"finish_reason": "write_error", "copydesk/write_error": "out/x.jsonl: disk full"})
    assert full.line is not None
    assert full.line.startswith("could not write: out/x.jsonl: disk full; ")
    broken = judge_ending({**DONE, "spider_exceptions/count": 2, ITEM_ERRORS: 1})
    assert (
        broken.line
        == "exceptions in the spider: 2, exceptions in a pipeline: 1; see the log above (status 1)"
    )


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (FolderBusy("out: owned by process 17"), Ending(2, "out: owned by process 17 (status 2)")),
        (
            DeliveryError(f"out: full; {RESUMES}"),
            Ending(5, f"could not write: out: full; {RESUMES} (status 5)"),
        ),
        (DeliveryError("out: disk full"), Ending(5, f"could not write: out: disk full; {ADVICE}")),
        (OSError(28, "No space left"), Ending(5, f"could not write: [Errno 28] No space left; {ADVICE}")),
        (UsageError("-a limit=x: no number"), Ending(2, "-a limit=x: no number")),
        (KeyError("x"), Ending(1, "the crawl could not begin: KeyError: 'x' (status 1)")),
    ],
)
def test_what_kept_a_crawl_from_beginning(error: Exception, ending: Ending) -> None:
    assert judge_error(error) == ending


def _troubled(verdict: str) -> dict[str, Any]:
    return {
        health_stat("gazette.example"): Health(verdict=verdict),
        health_stat("a.example"): Health(verdict="fine"),
    }


@pytest.mark.parametrize("verdict", TROUBLES)
def test_a_site_in_trouble_ends_with_3(verdict: str) -> None:
    ending = judge_ending({**DONE, **_troubled(verdict)})
    assert ending == Ending(3, f"{verdict}: gazette.example; see the report above (status 3)")
    assert judge_ending({**DONE, **_troubled(verdict)}, gate=[]) == Ending(0)
    assert judge_ending({**DONE, **_troubled(verdict)}, gate=[verdict]).status == 3


@pytest.mark.parametrize("verdict", sorted(set(VERDICTS) - set(TROUBLES)))
def test_no_other_verdict_does(verdict: str) -> None:
    assert judge_ending({**DONE, **_troubled(verdict)}).status == 0


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ({"spider_exceptions/count": 1}, 1),
        ({"finish_reason": "memusage_exceeded"}, 1),
        ({"finish_reason": "shutdown"}, 4),
        ({"copydesk/write_error": "out: disk full"}, 5),
        ({"finish_reason": "folder_busy"}, 2),
    ],
)
def test_what_weighs_more_than_a_site_in_trouble(counts: dict[str, Any], status: int) -> None:
    assert judge_ending({**DONE, **_troubled("broken"), **counts}).status == status


def test_a_site_that_refuses_was_reached_and_one_that_is_gone_was_not() -> None:
    nothing = {"finish_reason": "finished", source_stat("failed", "gazette.example", "front", "http_403"): 3}
    assert judge_ending({**nothing, **_troubled("blocked")}).status == 3
    assert judge_ending({**nothing, **_troubled("broken")}).status == 1
    assert judge_ending({**nothing, **_troubled("blocked")}, gate=["quiet"]).status == 1
    assert judge_ending(nothing).line == "no site gave anything to read: see above what to do (status 1)"


def test_of_many_sites_in_trouble_some_are_named() -> None:
    sites = {health_stat(f"s{number}.example"): Health(verdict="quiet") for number in range(8)}
    ending = judge_ending({**DONE, **sites, health_stat("z.example"): Health(verdict="blocked")})
    assert ending.line == (
        "blocked: z.example; quiet: s0.example, s1.example, s2.example, s3.example, s4.example and 3 more; "
        "see the report above (status 3)"
    )
