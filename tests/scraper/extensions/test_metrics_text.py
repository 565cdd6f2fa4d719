"""The text format, held against a strict reading of its rules."""

import math

import pytest

from scraper.extensions.metrics_text import Metric, metrics_text


def test_names_labels_and_numbers(read_metrics):
    sites = Metric(name="copydesk_site_share", help='A share\nof "all" \\ things.')
    hostile = 'a"b\\c\nd{e}=,é新'
    sites.set(0.5, site=hostile, of="refused")
    sites.set(3, site="b.example", of="lost")
    sites.set(None, site="c.example", of="lost")
    run = Metric(name="copydesk_run_seconds", help="Plain.")
    run.set(1792345678.125)
    assert read_metrics(metrics_text([sites, run])) == {
        ("copydesk_site_share", (("site", hostile), ("of", "refused"))): 0.5,
        ("copydesk_site_share", (("site", "b.example"), ("of", "lost"))): 3.0,
        ("copydesk_run_seconds", ()): 1792345678.125,
    }


def test_text():
    metric = Metric(name="copydesk_site_health", help="1 or 0.")
    metric.set(1.0, site="gazette.example", verdict="fine")
    assert metrics_text([metric]) == (
        "# HELP copydesk_site_health 1 or 0.\n"
        "# TYPE copydesk_site_health gauge\n"
        'copydesk_site_health{site="gazette.example",verdict="fine"} 1\n'
    )
    assert metrics_text([Metric(name="copydesk_x", help="Nothing.")]) == ""


@pytest.mark.parametrize(
    ("value", "text"), [(math.inf, "+Inf"), (-math.inf, "-Inf"), (math.nan, "NaN"), (1e300, None)]
)
def test_numbers_at_the_edge(value, text):
    metric = Metric(name="x", help="x")
    metric.set(value)
    shown = metrics_text([metric]).splitlines()[-1].split()[1]
    assert shown == text or float(shown) == value


def test_a_name_that_is_none():
    with pytest.raises(ValueError, match="9x"):
        metrics_text([Metric(name="9x", help="x")])


@pytest.mark.parametrize(
    "text",
    [
        "copydesk_x 1",  # no line end
        "copydesk_x 1\n",  # no TYPE
        "# TYPE copydesk_x gauge\ncopydesk_x one\n",
        '# TYPE copydesk_x gauge\ncopydesk_x{a="b} 1\n',
        '# TYPE copydesk_x gauge\ncopydesk_x{a="\\q"} 1\n',
        "# TYPE copydesk_x gauge\ncopydesk_x 1\ncopydesk_x 1\n",
        "# TYPE copydesk_x gauge\n# TYPE copydesk_x gauge\n",
        "# TYPE copydesk_x gauge\ncopydesk_y 1\n",
    ],
)
def test_the_reader_of_these_tests_is_strict(text, read_metrics):
    with pytest.raises(AssertionError):
        read_metrics(text)
