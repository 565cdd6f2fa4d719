import json
from pathlib import Path

import pytest

from benchmarks.folds import Folds, judged_by, key_of
from scraper.extraction.judge.features import FEATURES
from scraper.extraction.judge.judge import score_blocks
from scraper.extraction.judge.trees import FORMAT, load_forest
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

UNSEEN = Path(__file__).resolve().parents[2] / "benchmarks" / "unseen"
HTML = b"<h1>Pier closed</h1><p>The pier was closed on Monday by the board, and rain fell on the town.</p>"


@pytest.fixture
def folder(tmp_path):
    """One tree that is a single leaf: every block that is looked at gets e / (1 + e)."""
    (tmp_path / "folds.json").write_text(json.dumps({key_of("made", "1"): 3, key_of("made", "2"): 0}))
    forest = {"format": FORMAT, "features": list(FEATURES), "trees": [1.0]}
    (tmp_path / "fold-3.json").write_text(json.dumps(forest))
    return tmp_path


@pytest.fixture
def pages(make_page):
    return [
        make_page(id="1", url="https://www.gazette.example/a"),
        make_page(id="2", url="https://mail.example/b"),
        make_page(id="3", url="https://gazette.example/c"),  # not dealt, but of a publisher that was
        make_page(id="4", url="https://times.example/d"),
        make_page(id="5", url=None),
    ]


def test_each_page_is_judged_by_the_trees_that_never_saw_its_publisher(folder, pages):
    folds = Folds(folder, pages)
    names = [path.name if (path := folds.forest_for(page)) else None for page in pages]
    assert names == ["fold-3.json", "fold-0.json", "fold-3.json", None, None]


def test_a_folder_that_names_its_pages_in_clear_is_read_too(folder, pages):
    (folder / "folds.json").write_text(json.dumps({"made/1": 3}))
    assert Folds(folder, pages).forest_for(pages[2]) == folder / "fold-3.json"


def test_the_gate_s_own_folds_are_of_the_features_that_the_judge_sees(pages):
    """A change of features needs them trained anew, as the shipped trees: docs/contributing.md."""
    assert Folds(UNSEEN, pages).forest_for(pages[0]) is None
    dealt = json.loads((UNSEEN / "folds.json").read_text())
    for fold in set(dealt.values()):
        assert load_forest(UNSEEN / f"fold-{fold}.json", FEATURES).trees


def test_a_folder_without_folds_is_refused(tmp_path, pages):
    with pytest.raises(FileNotFoundError):
        Folds(tmp_path, pages)


def test_the_judge_scores_by_the_chosen_trees_and_then_by_its_own_again(folder):
    document = load_document(Page(url="https://gazette.example/a", body=HTML))
    blocks = list_blocks(document)
    before = score_blocks(document, blocks)
    with judged_by(folder / "fold-3.json"):
        assert max(score_blocks(document, blocks)) == pytest.approx(0.731059)
    with judged_by(None):
        assert score_blocks(document, blocks) == before
    assert score_blocks(document, blocks) == before
