from benchmarks.figures import score, summarise
from benchmarks.prediction import Prediction
from benchmarks.tables import to_tables

PIER = "The pier was closed on Monday by the board."
RAIN = "Rain fell all night on the harbour town."


def test_a_row_an_extractor_and_a_table_for_what_is_known(make_page):
    page = make_page(title="Pier closed")
    figures = {
        "ours": summarise([score(page, Prediction(body=f"{PIER}\n{RAIN}", title="Pier", seconds=0.0125))]),
        "text_only": summarise([score(page, Prediction(error="broke"))]),
    }
    assert to_tables("made", figures, ["ours"]).splitlines() == [
        "",
        "### made: text, 1 pages",
        "",
        "| extractor | F1 | precision | recall | exact | residual lines | residual words | lost | no residue "
        "| no loss | perfect | empty |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
        "| ours | 1.000 | 1.000 | 1.000 | 1.000 | 0.000 | 0.000 | 0.000 | 1.000 | 1.000 | 1.000 | 0.000 |",
        "| text_only | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 | 1.000 | 1.000 "
        "| 0.000 | 0.000 | 1.000 |",
        "",
        "### made: fields, right / wrong / silent (pages)",
        "",
        "| extractor | title (1) |",
        "|---|---|",
        "| ours | 0.000 / 1.000 / 0.000 |",
        "",
        "### made: milliseconds and failures, 1 pages",
        "",
        "| extractor | ms median | ms mean | ms p95 | failed |",
        "|---|---|---|---|---|",
        "| ours | 12.5 | 12.5 | 12.5 | 0 |",
        "| text_only | - | - | - | 1 |",
    ]


def test_segments_without_any_that_must_not_be_there(make_page):
    figures = {"ours": summarise([score(make_page(body=None, must=(PIER,)), Prediction(body=PIER))])}
    assert to_tables("made", figures, []).splitlines()[1:] == [
        "### made: segments, 1 pages",
        "",
        "| extractor | found | all right |",
        "|---|---|---|",
        "| ours | 1.000 | 1.000 |",
        "",
        "### made: milliseconds and failures, 1 pages",
        "",
        "| extractor | failed |",
        "|---|---|",
        "| ours | 0 |",
    ]
