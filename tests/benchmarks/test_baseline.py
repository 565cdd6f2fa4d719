import json

import pytest

from benchmarks.baseline import OUT_OF_FOLD, SHIPPED, BaselineError, Group, compare, write_baseline


def group(truth="aa", **changes):
    return Group(truth=truth, figures={"pages": 3, "F1": 0.9, "lost": 0.1, "ms mean": 5.0, **changes})


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "baseline.json"
    write_baseline(path, {"made": group(), "pooled": group()}, SHIPPED)
    return path


def test_the_file_tells_the_sides_apart_and_leaves_out_what_has_noise(path):
    assert json.loads(path.read_text())["groups"]["made"] == {
        "truth": "aa",
        "pages": 3,
        "higher is better": {"F1": 0.9},
        "lower is better": {"lost": 0.1},
    }


def test_the_gate_passes_what_is_as_good_or_better(path):
    now = {"made": group(F1=0.95, lost=0.05), "pooled": group(F1=0.90001)}
    assert compare(path, now, SHIPPED).fallen == ()


def test_the_gate_names_each_figure_that_fell(path):
    outcome = compare(path, {"made": group(F1=0.8, lost=0.2), "pooled": group(F1=0.91)}, SHIPPED)
    assert outcome.fallen == (
        "made: F1: 0.9 before, 0.8 now (higher is better)",
        "made: lost: 0.1 before, 0.2 now (lower is better)",
    )
    assert outcome.not_compared == ()


def test_a_figure_that_is_no_longer_measured_has_fallen(path):
    bare = Group(truth="aa", figures={"pages": 3, "F1": 0.9})
    assert compare(path, {"made": bare, "pooled": group()}, SHIPPED).fallen == (
        "made: lost: 0.1 before, None now (lower is better)",
    )


def test_other_pages_are_not_compared_and_that_is_said(path):
    outcome = compare(path, {"made": group("bb", F1=0.1), "new": group()}, SHIPPED)
    assert outcome.fallen == ()
    assert outcome.not_compared == (
        "new: not in baseline.json, so not compared",
        "made: other pages or truths than those of baseline.json, so not compared",
        "pooled: not measured, so not compared",
    )


def test_another_judge_is_refused(path):
    with pytest.raises(BaselineError, match="judge: 'shipped', but this run is 'out of fold'"):
        compare(path, {}, OUT_OF_FOLD)


@pytest.mark.parametrize("content", ["", "[]", '{"format": "another/1"}'])
def test_a_file_that_is_not_ours_is_refused(tmp_path, content):
    path = tmp_path / "other.json"
    path.write_text(content)
    with pytest.raises(BaselineError, match=r"other\.json"):
        compare(path, {}, SHIPPED)
