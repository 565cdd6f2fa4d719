"""Training learns words from lines, leaves `held` alone, and writes the same bytes twice."""

import gzip
import json

import pytest

from benchmarks import train_wording
from benchmarks.newsroom_pages import load_newsrooms


@pytest.fixture(scope="module")
def newsrooms():
    return {"en": load_newsrooms()["en"]}


def test_held_wordings_are_never_taught(newsrooms):
    marked = {"en": {**newsrooms["en"], "held": {key: ["zyx"] for key in [*train_wording.KEYS, "headline"]}}}
    taught = {name for line in train_wording.read_wordings(marked, "tuned") for name in line.features}
    held = {name for line in train_wording.read_wordings(marked, "held") for name in line.features}
    assert "en zyx" in held
    assert "en zyx" not in taught


def test_labels_of_read_also_are_taught_alone_too(newsrooms):
    lines = [
        line.features
        for line in train_wording.read_wordings(newsrooms, "tuned")
        if line.reason == "related_teaser"
    ]
    assert any("en ^ read" in features and "en also $" in features for features in lines)


def test_fitting_tells_residue_from_prose():
    lines = [
        train_wording.make_line("en", "Sign up for our bulletin", reason="newsletter"),
        train_wording.make_line("en", "The council signed the bill"),
    ]
    _, weights = train_wording.fit(lines)
    assert weights["en bulletin"] > 0 > weights["en council"]


def test_the_same_lines_give_the_same_bytes(newsrooms, tmp_path):
    own = [
        *train_wording.read_wordings(newsrooms, "tuned"),
        *train_wording.read_prose(newsrooms, ["prose", "lookalikes"]),
    ]
    known = train_wording.known_words(own)
    written = []
    for name in ("one", "two"):
        bias, weights = train_wording.fit([train_wording.narrow(line, known) for line in own])
        train_wording.write_files(tmp_path / name, own, bias, weights)
        written.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"all.json", "en.json"}
    assert json.loads(written[0]["all.json"])["bias"] == pytest.approx(bias, abs=1e-4)


def test_real_pages_teach_only_where_no_body_is_true(tmp_path):
    text = "".join(
        f"<p>The mayor of the old town said on day {n} that the wall would be built.</p>" for n in "12345"
    )
    page = gzip.compress(f"<html lang=en><body><article>{text}</article></body></html>".encode())
    folder = tmp_path / "made"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.gz").write_bytes(page)
    rows = [{"html": "a.gz", "body": ["x"]}, {"html": "b.gz", "body": []}]
    (folder / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)))
    lines = list(train_wording.read_pages(tmp_path))
    assert len(lines) == 5
    assert {(line.language, line.reason) for line in lines} == {("en", None)}
    assert all("en wall" in line.features for line in lines)


def test_lists_teach_residue_by_kind_and_both_kinds_of_prose(newsrooms):
    lists = {
        "en": {
            **{key: [] for key in train_wording.KEYS},
            "read_also": ["Worth a look: {}"],
            "consent": ["The player waits for your leave"],
            "lookalikes": ["Readers wrote in."],
            "news": ["The road was closed."],
        }
    }
    lines = list(train_wording.read_lists(lists, newsrooms))
    assert [line.reason for line in lines] == ["related_teaser", "related_teaser", "consent", None, None]
    assert "en look $" in lines[0].features
    assert "en look $" not in lines[1].features
    assert "en ^ readers" in lines[3].features
    assert {line.weight for line in lines[3:]} == {train_wording.PROSE_WEIGHT}


def test_every_language_has_lists_of_every_kind(newsrooms):
    lists = train_wording.load_wordings()
    assert set(lists) == set(load_newsrooms())
    for language, words in lists.items():
        assert {*train_wording.KEYS, "lookalikes", "news"} <= set(words), language
