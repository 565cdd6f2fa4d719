import json
import sys
from dataclasses import replace

import pytest

from scraper.extraction.judge import trees
from scraper.extraction.judge.trees import FORMAT, Forest, JudgeError, load_forest, to_probability

KNOWN = ("length", "links", "depth")


def write(path, **changes):
    data = {
        "format": FORMAT,
        "features": ["links", "length"],
        "trees": [[1, 80, -1.0, [0, 0.5, 2.0, 0.5]], 0.25],
    }
    path.write_text(json.dumps({**data, **changes}), encoding="utf-8")
    return path


def test_points_follow_the_branches_by_name(tmp_path):
    forest = load_forest(write(tmp_path / "judge.json"), KNOWN)
    assert forest.points((10, 0, 9)) == -0.75
    assert forest.points((80, 0, 9)) == -0.75
    assert forest.points((81, 0.5, 9)) == 2.25
    assert forest.points((81, 0.6, 9)) == 0.75


def test_kept_code_is_that_of_these_trees(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    forest = replace(load_forest(write(tmp_path / "judge.json"), KNOWN), kept=tmp_path / "judge.code")
    assert forest.points((81, 0.5, 9)) == 2.25
    others = replace(forest, trees=forest.trees[:1])
    assert others.points((81, 0.5, 9)) == 2.0
    monkeypatch.setattr(trees, "compile", None, raising=False)
    assert replace(others).points((10, 0, 9)) == -1.0
    with pytest.raises(TypeError):  # those that were kept first have made room
        replace(forest).points((10, 0, 9))


def test_shares_name_the_features_that_decided(tmp_path):
    forest = load_forest(write(tmp_path / "judge.json"), KNOWN)
    # Long: the branch's mean is 1.25, the other leaf -1.0. No links: 2.0 against 0.5.
    assert forest.shares((200, 0, 9)) == {"length": 1.125, "links": 0.75}
    assert forest.shares((10, 0, 9)) == {"length": -1.125}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"format": "other/1"}, "format"),
        ({"features": ["links", "colour"]}, "colour"),
        ({"trees": []}, "none"),
        ({"trees": [[2, 1.0, 0.1, 0.2]]}, "feature 2"),
        ({"trees": [[0, 1.0, 0.1]]}, "four parts"),
        ({"trees": ["0.3"]}, "neither"),
        ({"trees": [True]}, "neither"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, changes, word):
    with pytest.raises(JudgeError, match=word):
        load_forest(write(tmp_path / "judge.json", **changes), KNOWN)


def test_a_torn_or_missing_file_is_refused(tmp_path):
    torn = tmp_path / "torn.json"
    torn.write_text('{"format": "copyd', encoding="utf-8")
    for path in (torn, tmp_path / "missing.json"):
        with pytest.raises(JudgeError, match="train_judge"):
            load_forest(path, KNOWN)


def test_no_points_are_even_odds():
    assert to_probability(0.0) == 0.5
    assert to_probability(-5000.0) == 0.0
    assert to_probability(5000.0) == 1.0
    assert Forest(features=("a",), trees=(0.0,)).points((1,)) == 0.0


def test_every_tree_is_asked_about_every_row():
    steps = Forest(features=("a",), trees=tuple((0, float(step), 1.0, 0.0) for step in range(120)))
    assert steps.points_of([(59.5,), (200,), (-1,)]) == [60.0, 0.0, 120.0]
    assert steps.points_of([]) == []
