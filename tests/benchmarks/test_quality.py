import json
import runpy
import sys
from pathlib import Path

import pytest

from benchmarks import quality
from benchmarks.folds import key_of
from benchmarks.measuring import run
from benchmarks.roster import load_peer

PROSE = [
    "The pier was closed on Monday by the board, and nobody was on the bridge to see it go.",
    "Rain fell all night on the harbour town, and in the morning the boats were full of water.",
    "The harbour master said that the gate would be mended before the summer came back.",
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
HTML = f'<html lang="en"><head><title>Pier closed</title></head><body><article><h1>Pier closed</h1>{TEXT}</article>'


@pytest.fixture(autouse=True)
def one_process(monkeypatch):
    """The work without its processes, which test_measuring.py is about."""
    monkeypatch.setattr(quality, "measure", lambda jobs: (run(load_peer(job.peer), job.page) for job in jobs))


@pytest.fixture
def corpora(tmp_path):
    rows = {
        "made": {"body": PROSE, "title": "Pier closed"},
        "parts": {"body": None, "must": PROSE[:1], "must_not": ["No such words"]},
        "recorded": {"body": ["Quite another text, as a tool once had it."], "origin": "tool"},
    }
    for name, row in rows.items():
        folder = tmp_path / "corpora" / name
        folder.mkdir(parents=True)
        (folder / "1.html").write_text(HTML)
        line = json.dumps({"id": "1", "url": "https://gazette.example/1", "html": "1.html", **row})
        (folder / "truth.jsonl").write_text(line + "\n")
    return tmp_path / "corpora"


def test_a_missing_folder_is_said_in_one_line_with_where_to_get_it(tmp_path, capsys):
    assert quality.main(["--corpora", str(tmp_path / "none")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "no corpora here" in said[0]
    assert "article-extraction-benchmark" in said[0]


def test_an_unknown_corpus_is_refused(corpora, capsys):
    assert quality.main(["--corpora", str(corpora), "--only", "made", "maid"]) == 2
    assert "no maid here" in capsys.readouterr().err


def test_tables_by_corpus_and_pooled_without_the_truths_of_tools(corpora, capsys):
    assert quality.main(["--corpora", str(corpora), "--peers", "copydesk", "trafilatura"]) == 0
    said = capsys.readouterr().out
    heads = [line for line in said.splitlines() if line.startswith("###")]
    assert heads == [
        "### made: text, 1 pages",
        "### made: fields, right / wrong / silent (pages)",
        "### made: milliseconds and failures, 1 pages",
        "### parts: segments, 1 pages",
        "### parts: milliseconds and failures, 1 pages",
        "### recorded: text, 1 pages",
        "### recorded: milliseconds and failures, 1 pages",
        "### pooled, tools' truths apart: text, 1 pages",
        "### pooled, tools' truths apart: segments, 1 pages",
        "### pooled, tools' truths apart: fields, right / wrong / silent (pages)",
        "### pooled, tools' truths apart: milliseconds and failures, 2 pages",
    ]
    assert said.count("| trafilatura |") == 9
    assert "as shipped" in said.splitlines()[0]


def test_predictions_are_written_for_other_programs(corpora, tmp_path):
    target = tmp_path / "predictions"
    quality.main(["--corpora", str(corpora), "--peers", "copydesk", "--predictions", str(target)])
    row = json.loads((target / "made" / "copydesk.jsonl").read_text())
    assert {key: row[key] for key in ("id", "body", "title", "authors", "published", "language")} == {
        "id": "1",
        "body": "\n".join(PROSE),
        "title": "Pier closed",
        "authors": [],
        "published": None,
        "language": "en",
    }
    assert row["seconds"] > 0


def test_the_worst_pages_are_printed_and_written(corpora, tmp_path, capsys):
    page = tmp_path / "worst.html"
    quality.main(["--corpora", str(corpora), "--peers", "copydesk", "--worst", "1", "--html", str(page)])
    assert "recorded/1 https://gazette.example/1: 3 added, 1 missing" in capsys.readouterr().out
    assert page.read_text().count("<h2>") == 1


def test_the_gate_holds_and_then_fails_by_corpus_and_pooled(corpora, tmp_path, capsys):
    path = tmp_path / "baseline.json"
    assert quality.main(["--corpora", str(corpora), "--write-baseline", str(path)]) == 0
    assert quality.main(["--corpora", str(corpora), "--check", str(path)]) == 0
    assert "quality gate: held" in capsys.readouterr().out
    stored = json.loads(path.read_text())
    assert list(stored["groups"]) == ["made", "parts", "recorded", "pooled"]
    stored["groups"]["made"]["higher is better"]["F1"] = 1.5
    stored["groups"]["pooled"]["lower is better"]["lost"] = -0.5
    path.write_text(json.dumps(stored))
    assert quality.main(["--corpora", str(corpora), "--check", str(path)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "made: F1: 1.5 before, 1.0 now (higher is better)",
        "pooled: lost: -0.5 before, 0.0 now (lower is better)",
    ]


def test_the_gate_refuses_a_file_that_is_not_there(corpora, tmp_path, capsys):
    assert (
        quality.main(["--corpora", str(corpora), "--only", "made", "--check", str(tmp_path / "no.json")]) == 2
    )
    assert "no.json" in capsys.readouterr().err


def test_out_of_fold_figures_are_called_so(corpora, tmp_path, capsys):
    (tmp_path / "folds.json").write_text(json.dumps({key_of("made", "1"): 0}))
    arguments = ["--corpora", str(corpora), "--only", "made", "--peers", "trafilatura"]
    assert quality.main([*arguments, "--out-of-fold", str(tmp_path)]) == 0
    assert "out of fold by publisher on 1 of 1 pages" in capsys.readouterr().out
    assert quality.main([*arguments, "--out-of-fold", str(tmp_path / "none")]) == 2
    assert "--folds-dir writes it" in capsys.readouterr().err


def test_run_by_its_path_it_hides_no_peer_behind_a_module_of_ours(monkeypatch):
    script = Path(quality.__file__)
    monkeypatch.setattr(sys, "path", [str(script.parent), *sys.path])
    monkeypatch.setattr(sys, "argv", [str(script), "--help"])
    with pytest.raises(SystemExit):
        runpy.run_path(str(script), run_name="__main__")
    assert str(script.parent) not in sys.path
