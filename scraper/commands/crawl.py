"""`scrapy crawl`: Scrapy's own, with its arguments checked and an exit status that says how it ended."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
from collections.abc import Mapping
from functools import partial
from typing import Any

from scrapy import Spider, signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from scraper.command_line import (
    check_health_gate,
    check_leaning,
    check_networks,
    find_repeated,
    log_level_mistake,
    refuse,
    refuse_in_one_line,
    setting_doubt,
    setting_mistake,
    spider_mistake,
    value_mistake,
)
from scraper.commands.crawl_on_cluster import add_cluster_options, cluster_mistake, crawl_on_cluster
from scraper.commands.ending import ITEM_ERRORS, Ending, judge_ending, judge_error
from scraper.commands.folders import check_folders
from scraper.commands.help import add_epilog
from scraper.garbage import look_seldom
from scraper.statuses import FAILURE
from scraper.terminal import complain
from scraper.worker_start import start_early

logger = logging.getLogger(__name__)

_GARBAGE = 20_000
"""New objects after which garbage is looked for; with Python's own 700 it took a twelfth of the time here."""
_EXAMPLES = """\
Examples:
  scrapy crawl demo
  scrapy crawl news -a site=https://example.org -a limit=20
  scrapy crawl news -a sites=sites.txt -a since=2026-01-31 -s COPYDESK_OUT=/data/news
  scrapy crawl pages -a url=https://example.org/2026/a-story -O story.jsonl
  scrapy crawl news -a sites=sites.txt --ray --shards 8   # on the cluster at RAY_ADDRESS, or here

Exit status:
  0 good   1 failure   2 wrong usage, or another crawl owns the folder
  3 a site is blocked, broken, quiet or changed   4 interrupted   5 could not write
"""


class Command(ScrapyCrawl):
    """Run a spider by name; the exit status says how it ended (see `ending.py`)."""

    def short_desc(self) -> str:
        return "Crawl sites and file their articles"

    def long_desc(self) -> str:
        return "Crawl with one of the spiders below. Articles go to COPYDESK_OUT (default: the folder 'out')."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        refuse_in_one_line("crawl", parser)
        loader = get_spider_loader(self.settings)  # type: ignore[arg-type]
        add_cluster_options(parser)
        spiders = "".join(_spider_help(loader.load(name)) for name in sorted(loader.list()))
        add_epilog(parser, f"Spiders and their arguments:\n{spiders}\n{_EXAMPLES}")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        known = dict(self.settings)
        for option, pairs in (("-a", opts.spargs), ("-s", opts.set)):
            if name := find_repeated(pairs):
                refuse(f"{option} {name}=... stands twice: several values go into one, separated by commas")
        try:
            super().process_options(args, opts)
        except UsageError as error:
            refuse(str(error))
        loader = get_spider_loader(self.settings)
        if mistake := spider_mistake(args, loader.list()):
            refuse(mistake)
        _check_settings(opts.set, known)
        if mistake := log_level_mistake(self.settings["LOG_LEVEL"]):
            refuse(mistake)
        check_folders(self.settings)
        check_networks(self.settings.getlist("COPYDESK_ALLOW_NETS"))
        check_leaning(self.settings.get("COPYDESK_LEANING", "balanced"))
        check_health_gate(self.settings.getlist("COPYDESK_HEALTH_GATE"))
        if mistake := cluster_mistake(opts):
            refuse(mistake)
        # Shards are an argument like any other, which not every spider has.
        check_arguments(loader.load(args[0]), opts.spargs | ({"shard": "1/1"} if opts.ray else {}))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.ray:
            assert self.settings is not None
            self.exitcode = crawl_on_cluster(args[0], opts, self.settings)
            return
        assert self.crawler_process is not None
        start_early()
        # While this is imported, Scrapy looks up every frame of the stack among all modules. Here there are
        # few of both; where it would be imported by itself, that takes a sixth of the start.
        import scrapy.core.downloader.contextfactory  # noqa: F401

        crawler = self._create_crawler(args[0])
        crawler.signals.connect(_CountItemErrors(crawler).count, signal=signals.item_error, weak=False)
        errors: list[BaseException] = []
        _collect_error(self.crawler_process.crawl(crawler, **opts.spargs), errors)
        # What is there now stays to the end, and a page makes few rings: there is little to look for.
        look_seldom(_GARBAGE, stays=True)
        self.crawler_process.start()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # all is done; a late signal must not become the status
        ending = judge_error(errors[0]) if errors else self._judge(crawler)
        if errors and ending.status == FAILURE:
            logger.critical("The crawl could not begin", exc_info=errors[0])
        if self.crawler_process.bootstrap_failed and ending.status == 0:
            ending = Ending(FAILURE, "the crawl could not begin: see the log above (status 1)")
        self.exitcode = ending.status
        if ending.line:
            complain(ending.line)

    def _judge(self, crawler: Crawler) -> Ending:
        gate = self.settings.getlist("COPYDESK_HEALTH_GATE") if self.settings else []
        return judge_ending(_counts(crawler), gate=gate)


def _check_settings(pairs: list[str], known: Mapping[Any, Any]) -> None:
    """Refuse settings of ours that do not exist or cannot have their value; warn of other likely slips."""
    for name, _, value in (pair.partition("=") for pair in pairs):
        if mistake := setting_mistake(name, known) or value_mistake(name, value, known.get(name)):
            refuse(mistake)
        if doubt := setting_doubt(name, known):
            complain(f"warning: {doubt}")


class _CountItemErrors:
    """Scrapy counts an exception in a spider, but none in a pipeline."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    def count(self) -> None:
        self.crawler.stats.inc_value(ITEM_ERRORS)


def _spider_help(spider: type[Spider]) -> str:
    arguments: Mapping[str, str] = getattr(spider, "ARGUMENTS", {})
    lines = [f"  {spider.name}"]
    lines += [f"    -a {name + '=':<10} {text}" for name, text in arguments.items()]
    return "\n".join(lines) + "\n"


def check_arguments(spider: type[Spider], arguments: dict[str, str]) -> None:
    """Refuse what *spider* cannot run with; a spider that is not ours takes anything."""
    # Here, so that a list of the commands does not wait for what the spiders need.
    from scraper.spiders.arguments import UsageError as ArgumentError

    check = getattr(spider, "check_arguments", None)
    if check is not None:
        try:
            check(arguments)
        except ArgumentError as error:
            refuse(str(error))


def _collect_error(ended: Any, errors: list[BaseException]) -> None:
    """Put the exception that *ended*, a Deferred or an asyncio task, ends with into *errors*."""
    if isinstance(ended, Deferred):
        ended.addErrback(partial(_keep_failure, errors))
    else:
        ended.add_done_callback(partial(_keep_exception, errors))


def _keep_failure(errors: list[BaseException], failure: Failure) -> None:
    if failure.value is not None:
        errors.append(failure.value)


def _keep_exception(errors: list[BaseException], task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        errors.append(error)


def _counts(crawler: Crawler) -> Mapping[str, Any]:
    """The stats of *crawler*; none where it did not come so far as to have any."""
    try:
        return crawler.stats.get_stats()
    except RuntimeError:
        return {}
