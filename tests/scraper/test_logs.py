import io
import logging

import pytest

from scraper.logs import guard_log, make_no_lines_in_vain


@pytest.fixture
def log():
    """A logger, and what it wrote."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logging.LogRecord)
    guard_log()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("test_logs")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield logger, written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_no_forged_line_and_no_escape(log):
    logger, written = log
    logger.warning("%s is no feed", "\x1b[31mx\nERROR all is lost\r\x9b2J")
    assert written.getvalue() == "WARNING \\x1b[31mx ERROR all is lost \\x9b2J is no feed\n"


def test_no_secret(log):
    logger, written = log
    logger.info(
        "<GET http://ann:pw@gazette.example/a;jsessionid=1?b=2&Access_Token=3#token=4> and %s", "a?x=1"
    )
    assert written.getvalue() == (
        "INFO <GET http://...@gazette.example/a;jsessionid=...&Access_Token=...#token=...> and a?x=1\n"
    )


def test_a_traceback_is_guarded_too(log):
    logger, written = log
    try:
        raise ValueError("http://a:b@gazette.example/?token=1 \x1b[2J")
    except ValueError:
        logger.exception("lost")
    assert written.getvalue().endswith("ValueError: http://...@gazette.example/?token=... \\x1b[2J\n")


def test_a_list_of_settings_keeps_its_lines(log):
    logger, written = log
    logger.info("Enabled:\n%s", "a\nb")
    assert written.getvalue() == "INFO Enabled:\na\nb\n"


@pytest.mark.parametrize(
    ("levels", "made"),
    [
        ([logging.WARNING, logging.ERROR], [False, False, True]),
        ([logging.WARNING, logging.INFO], [False, True, True]),
        ([logging.ERROR, logging.NOTSET], [True, True, True]),
        ([], [True, True, True]),
    ],
)
def test_scrapy_makes_what_some_handler_takes(monkeypatch, levels, made):
    handlers = [logging.StreamHandler() for _ in levels]
    for handler, level in zip(handlers, levels, strict=True):
        handler.setLevel(level)
    monkeypatch.setattr(logging.root, "handlers", handlers)
    scrapy = logging.getLogger("scrapy")
    before = scrapy.level
    try:
        scrapy.setLevel(logging.CRITICAL)  # by an earlier crawl of this process
        make_no_lines_in_vain()
        engine = logging.getLogger("scrapy.core.engine")
        assert [
            engine.isEnabledFor(level) for level in (logging.DEBUG, logging.INFO, logging.WARNING)
        ] == made
    finally:
        scrapy.setLevel(before)
