"""A command line that cannot be meant so: one line on standard error and status 2, before anything runs."""

from __future__ import annotations

import argparse
import difflib
import logging
from collections.abc import Collection, Iterable
from typing import NoReturn

from scraper.statuses import USAGE
from scraper.terminal import complain

_OURS = "COPYDESK_"
# What Scrapy's `getbool` understands.
_BOOLEANS = frozenset({"0", "1", "true", "false"})
_IDLE = {"DEPTH_LIMIT": "COPYDESK_SECTION_DEPTH and COPYDESK_SITEMAP_DEPTH"}
"""Scrapy's settings that nothing reads here, each with what is to be set in its stead."""


def refuse(message: str) -> NoReturn:
    """Say *message* and end the process with status 2."""
    complain(message)
    raise SystemExit(USAGE)


def refuse_in_one_line(command: str, parser: argparse.ArgumentParser) -> None:
    """Let *parser* say what it refuses in one line, without the usage."""

    def error(message: str) -> NoReturn:
        refuse(f"{command}: {message.rstrip('.')}: see scrapy {command} -h")

    parser.error = error  # type: ignore[method-assign]


def refuse_options(command: str, words: Iterable[str]) -> None:
    """Refuse the first of *words* that looks like an option: Scrapy leaves those that it does not know."""
    for word in words:
        if word.startswith("-") and word != "-":
            refuse(f"{command}: unknown option {word}: see scrapy {command} -h")


def nearest(word: str, known: Collection[str], *, likeness: float = 0.6) -> str | None:
    """The name in *known* that is most like *word*, or None where none is."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=likeness)
    return near[0] if near else None


def find_repeated(pairs: Iterable[str]) -> str | None:
    """The first NAME that stands twice in *pairs* of NAME=VALUE: Scrapy would keep the last value only."""
    seen: set[str] = set()
    for pair in pairs:
        name, sign, _ = pair.partition("=")
        if sign and name in seen:
            return name
        seen.add(name)
    return None


def spider_mistake(words: list[str], spiders: Collection[str]) -> str | None:
    """What is wrong with the *words* after `scrapy crawl`, one of *spiders* by right; None: nothing."""
    if not words:
        return f"crawl: name a spider: {', '.join(sorted(spiders))}"
    spider, *more = words
    if spider not in spiders:
        near = nearest(spider, spiders)
        hint = f"did you mean {near!r}?" if near else f"known are: {', '.join(sorted(spiders))}"
        return f"crawl: unknown spider {spider!r}: {hint}"
    if not more:
        return None
    if more[0].startswith("-"):
        return f"crawl: unknown option {more[0]}: arguments of the spider are written -a NAME=VALUE"
    if "=" in more[0]:
        return f"crawl: {more[0]!r} needs -a before it: -a {more[0]}"
    return f"crawl: one spider at a time: {more[0]!r} is too much"


def setting_mistake(name: str, known: Collection[str]) -> str | None:
    """What is wrong where *name* looks like a setting of ours and is not in *known*; None: nothing."""
    if name in known or not name.startswith(_OURS):
        return None
    ours = sorted(setting for setting in known if setting.startswith(_OURS))
    # The prefix that they share says nothing of how like they are.
    near = nearest(name.removeprefix(_OURS), [setting.removeprefix(_OURS) for setting in ours], likeness=0.5)
    hint = f"did you mean {_OURS}{near}?" if near else f"known are: {', '.join(ours)}"
    return f"-s {name}: unknown setting: {hint}"


def value_mistake(name: str, text: str, default: object) -> str | None:
    """What is wrong with *text* as the value of our setting *name*, by its *default*; None: nothing."""
    if not name.startswith(_OURS):
        return None
    if isinstance(default, bool):
        return None if text.lower() in _BOOLEANS else f"-s {name}={text}: write 1 or 0"
    if isinstance(default, int | float):
        kind, what = (int, "a whole number") if isinstance(default, int) else (float, "a number")
        try:
            if kind(text) >= 0:
                return None
        except ValueError:
            pass
        return f"-s {name}={text}: write {what} from 0 on"
    if isinstance(default, list) and default and all(isinstance(item, float) for item in default):
        try:
            if all(float(item) > 0 for item in text.split(",") if item.strip()):
                return None
        except ValueError:
            pass
        return f"-s {name}={text}: write numbers over 0, separated by commas, or nothing"
    return None


def log_level_mistake(level: object) -> str | None:
    """What is wrong with *level* as `LOG_LEVEL`; None: nothing."""
    known = logging.getLevelNamesMapping()
    if level in known or (isinstance(level, int) and not isinstance(level, bool)):
        return None
    near = nearest(str(level).upper(), known)
    hint = f"did you mean {near}?" if near else "known are: DEBUG, INFO, WARNING, ERROR, CRITICAL"
    return f"LOG_LEVEL {str(level)!r}: no such level: {hint}"


def check_networks(texts: Iterable[str]) -> None:
    """Refuse a `COPYDESK_ALLOW_NETS` of which one of *texts* names no network."""
    # Here, so that a list of the commands does not wait for it.
    from scraper.middlewares.nets import parse_networks

    try:
        parse_networks(texts)
    except ValueError as error:
        refuse(str(error))


def check_leaning(text: str) -> None:
    """Refuse a `COPYDESK_LEANING` that is none."""
    from scraper.sites.fields import nearest
    from scraper.sites.site import LEANINGS

    if text not in LEANINGS:
        refuse(f"COPYDESK_LEANING: {text!r} is none of {', '.join(LEANINGS)}{nearest(text, LEANINGS)}")


def check_health_gate(verdicts: Iterable[str]) -> None:
    """Refuse a `COPYDESK_HEALTH_GATE` that names anything but troubles."""
    from exports.health import TROUBLES

    for verdict in verdicts:
        if verdict not in TROUBLES:
            near = nearest(verdict, TROUBLES)
            hint = f"did you mean {near!r}?" if near else f"known are: {', '.join(TROUBLES)}"
            refuse(f"COPYDESK_HEALTH_GATE: {verdict!r} is no trouble of a site: {hint}")


def refuse_settings(opts: argparse.Namespace) -> None:
    """Refuse the first `-s` among *opts* that names no setting of ours, or that cannot have its value."""
    from scraper import settings

    known = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    for name, _, value in (pair.partition("=") for pair in getattr(opts, "set", None) or ()):
        if mistake := setting_mistake(name, known) or value_mistake(name, value, known.get(name)):
            refuse(mistake)


def setting_doubt(name: str, known: Collection[str]) -> str | None:
    """A warning where *name* is no known setting, but nearly one, or one that nothing reads here.

    A project may have settings of its own.
    """
    if name in _IDLE:
        return f"-s {name} does nothing here: set {_IDLE[name]}"
    if name in known:
        return None
    near = nearest(name, known, likeness=0.85)
    return f"-s {name}: no such setting; did you mean {near}?" if near else None
