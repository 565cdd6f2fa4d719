import gzip
import importlib.util
import json
import sys
from pathlib import Path

import pytest

from scraper.extraction.judge.features import FEATURES
from scraper.extraction.judge.trees import load_forest
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

PATH = Path(__file__).resolve().parents[2] / "benchmarks" / "train_judge.py"


@pytest.fixture(scope="module")
def training():
    spec = importlib.util.spec_from_file_location("train_judge", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_judge"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["train_judge"]


def blocks_of(body):
    return list_blocks(load_document(Page(url="https://gazette.example/a", body=body.encode())))


PAGE = (
    "<h1>Pier closed</h1><p>The pier was closed on Monday by the board.</p><p>Rain fell.</p>"
    "<p>Rain</p><p>By our own reporter in the harbour town today.</p><p>Sign up for our morning newsletter now.</p>"
)


def test_labels_follow_the_body(training):
    row = {
        "body": ["The pier was closed on Monday by the board.", "Rain fell."],
        "optional": ["By our own reporter in the harbour town today."],
    }
    labels, weights = training.label_whole(row, blocks_of(PAGE))
    assert labels == [0, 1, 1, 0, 0, 0]
    assert weights == [0.3, 1.0, 0.3, 0.3, 0.0, 1.0]


def test_segments_label_only_their_own_blocks(training):
    row = {"must": ["closed on Monday"], "must_not": ["morning newsletter"]}
    labels, weights = training.label_segments(row, blocks_of(PAGE))
    assert labels == [0, 1, 0, 0, 0, 0]
    assert weights == [0.0, 1.0, 0.0, 0.0, 0.0, 1.0]


def write_corpus(folder, pages=40):
    """Pages of twenty publishers, alike in structure, with a menu around three paragraphs."""
    corpus = folder / "made"
    corpus.mkdir(parents=True)
    rows = []
    for number in range(pages):
        prose = [
            f"Paragraph {place} of page {number} tells what the board of the harbour decided on day {number + place}."
            for place in range(3)
        ]
        menu = "".join(f'<li><a href="/{item}">Section {item} of {number}</a></li>' for item in range(8))
        text = "".join(f"<p>{line}</p>" for line in prose)
        html = f"<ul>{menu}</ul><main>{text}</main><footer><p>Imprint {number}</p></footer>"
        (corpus / f"{number}.html.gz").write_bytes(gzip.compress(html.encode()))
        url = f"https://news{number % 20}.example/{number}"
        rows.append({"id": str(number), "url": url, "html": f"{number}.html.gz", "body": prose})
    (corpus / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_no_publisher_stands_in_two_folds(training, tmp_path):
    lessons = training.read_lessons(write_corpus(tmp_path))
    folds = training.deal_folds(lessons)
    assert len(folds) == 20
    assert sorted(folds.values()) == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4


def test_another_draw_deals_other_folds_as_evenly(training, tmp_path):
    lessons = training.read_lessons(write_corpus(tmp_path))
    draws = [training.deal_folds(lessons, draw=draw) for draw in (0, 1, 2)]
    assert draws[0] == training.deal_folds(lessons)
    assert draws[1] == training.deal_folds(lessons[::-1], draw=1)
    assert draws[0] != draws[1] != draws[2] != draws[0]
    assert sorted(draws[2].values()) == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4


def test_training_twice_gives_the_same_bytes(training, tmp_path, capsys):
    pytest.importorskip("lightgbm")
    corpora = write_corpus(tmp_path / "corpora")
    written = []
    for name in ("one", "two"):
        out = tmp_path / name / "judge.json"
        folds = tmp_path / name / "folds"
        assert training.main(["--corpora", str(corpora), "--out", str(out), "--folds-dir", str(folds)]) == 0
        written.append(
            [out.read_bytes(), (folds / "fold-0.json").read_bytes(), (folds / "scores.jsonl").read_bytes()]
        )
    assert written[0] == written[1]
    assert load_forest(out, FEATURES).trees
    assert "perfect 1.000" in capsys.readouterr().out


def test_a_folder_without_pages_is_said_so(training, tmp_path, capsys):
    pytest.importorskip("lightgbm")
    with pytest.raises(SystemExit):
        training.main(["--corpora", str(tmp_path)])
    assert "truth.jsonl" in capsys.readouterr().err
