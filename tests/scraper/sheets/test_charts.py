"""Shapes whose heights can be checked by hand: a chart is 162 high between its lines, a spark 22."""

from scraper.sheets.charts import line, ranked, spark, stacked, strip


def paths(element):
    return [path.get("d") for path in element.iter("path") if path.get("class") != "rule"]


def test_bars_pile_up():
    low, high = paths(stacked({"filed": [5, 0], "failed": [5, 10]}, ["a", "b"], name="x"))
    assert low == "M234.0 89.0h60.0v81.0h-60.0z"
    assert high == "M234.0 8.0h60.0v81.0h-60.0zM658.0 8.0h60.0v162.0h-60.0z"


def test_a_line_breaks_where_nothing_is_known():
    (path,) = paths(line([1, None, 1, 0], ["a"] * 4, name="x"))
    assert path == "M158.0 8.0h.1M158.0 8.0M582.0 8.0h.1M582.0 8.0L794.0 170.0"


def test_nothing_makes_an_empty_chart():
    assert paths(stacked({"filed": []}, [], name="x")) == [""]
    assert paths(spark([0, 0])) == [""]


def test_small_shapes():
    assert paths(spark([2, 0, 1])) == ["M0.0 22v-22h35.2V22zM88.0 22v-11h35.2V22z"]
    assert [path.get("class") for path in strip(["fine", None, "broken", "fine"]).iter("path")] == [
        "v-broken",
        "v-fine",
    ]


def test_a_ranking():
    made = ranked({"ad": 10, "promo": 5}, name="x")
    assert paths(made) == ["M150 3h680.0v14h-680.0z", "M150 23h340.0v14h-340.0z"]
    assert [text.text for text in made.iter("text")] == ["ad", "10", "promo", "5"]
