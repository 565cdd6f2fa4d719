import dateparser.date
import htmldate.extractors
import pytest

from scraper.extraction.metadata.guess import find
from scraper.page import Page, load_document


def guess(body, retrieved_at=None):
    html = f"<html><head><title>Rain</title></head><body>{body}</body></html>"
    url = "https://gazette.example/rain"
    return find(load_document(Page(url=url, body=html.encode(), retrieved_at=retrieved_at)), None).published


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ('<p class="date">6 May 2024</p><p>It rained.</p>', "2024-05-06"),
        ('<p class="date">Montag, 6. Mai 2024</p><p>Es regnete.</p>', "2024-05-06"),
        ('<p class="date">15 sierpnia 2022</p><p>Padało.</p>', "2022-08-15"),
        ('<p class="date">6 травня 2024</p><p>Ішов дощ.</p>', "2024-05-06"),
        ('<p class="date">31 Smarch 2024</p><p>It rained.</p>', None),
        ("<p>It rained.</p><footer>Copyright 2024</footer>", None),
        (
            '<p>It rained.</p><script>{"dateModified": "2024-05-09T10:00:00"}</script><i>6 May 2024</i>',
            "2024-05-06",
        ),
        ('<script>{"dateModified": "2024-05-09T10:00:00"}</script><i>6 May 2024</i><i>7 May 2024</i>', None),
        ("<p>It rained.</p>", None),
    ],
)
def test_the_day_that_the_page_shows(body, day):
    assert guess(body) == day


def test_no_day_after_the_retrieval():
    assert guess('<p class="date">6 May 2024</p>', "2024-05-05T10:00:00Z") is None


def test_dateparser_is_never_asked(monkeypatch):
    def ask(*arguments, **more):
        raise AssertionError("dateparser was asked")

    monkeypatch.setattr(dateparser.date.DateDataParser, "get_date_data", ask)
    htmldate.extractors.try_date_expr.cache_clear()
    assert guess('<p class="date">6th of Smarch 2024</p>') is None
