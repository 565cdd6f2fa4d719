import gzip
import json

import pytest

from exports import read_records
from exports.reader import ReadError


@pytest.fixture
def export(tmp_path, make_record):
    """Articles 1 and 2 of a.example, plain; 3 of b.example, gzipped; strangers beside them."""
    for number, site, name in ((1, "a", "part-R-00001.jsonl"), (2, "a", "part-R-00002.jsonl"), (3, "b", "")):
        folder = tmp_path / f"site={site}.example" / "date=2026-01-03"
        folder.mkdir(parents=True, exist_ok=True)
        line = make_record(number, site=f"{site}.example").to_json().encode() + b"\n"
        if name:
            (folder / name).write_bytes(line)
        else:
            (folder / "part-R-00001.jsonl.gz").write_bytes(gzip.compress(line))
        (folder / ".part-R-00009.jsonl.part").write_bytes(line)
        (folder / "notes.txt").write_text("no record")
    runs = tmp_path / "runs"
    runs.mkdir()
    (runs / "R-0003.jsonl.part").write_bytes(b"torn")
    return tmp_path


def numbers(path):
    return [record.requested_url.rsplit("/")[-1] for record in read_records(path)]


def test_folder_site_and_day(export):
    assert numbers(export) == ["1", "2", "3"]
    assert numbers(str(export)) == ["1", "2", "3"]
    assert numbers(export / "site=a.example") == ["1", "2"]
    assert numbers(export / "site=b.example" / "date=2026-01-03") == ["3"]


def test_globs_and_files(export):
    assert numbers(str(export / "site=*" / "date=*" / "part-*")) == ["1", "2", "3"]
    assert numbers(str(export / "**" / "*.gz")) == ["3"]
    assert numbers(str(export / "site=[ab]*")) == ["1", "2", "3"]
    assert numbers(export / "site=a.example" / "date=2026-01-03" / "part-R-00002.jsonl") == ["2"]


def test_a_record_comes_back_equal(tmp_path, make_record):
    record = make_record(1, headline="Tea \u2028 & \U0001f375", similar_to="0" * 32, similarity=0.91)
    path = tmp_path / "one.jsonl"
    path.write_text(record.to_json() + "\n\n", encoding="utf-8")
    assert list(read_records(path)) == [record]


def test_what_scrapy_writes_itself(tmp_path, make_record):
    path = tmp_path / "out.jsonl"
    path.write_text(json.dumps(make_record(4).to_dict()) + "\n")
    assert numbers(path) == ["4"]


def test_a_name_with_brackets_is_a_file_first(tmp_path, make_record):
    path = tmp_path / "out[1].jsonl"
    path.write_text(make_record(4).to_json() + "\n")
    assert numbers(path) == ["4"]


@pytest.mark.parametrize("path", ["missing.jsonl", "missing*.jsonl", ""])
def test_nothing_there_is_an_error_at_once(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError, match=r"no such file|no file matches|no export folder"):
        read_records(path)


def test_a_folder_that_is_no_export(tmp_path):
    with pytest.raises(ReadError, match="no export folder"):
        read_records(tmp_path)


def test_an_export_without_records(tmp_path):
    (tmp_path / "runs").mkdir()
    assert list(read_records(tmp_path)) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b'{"schema": "copy', "no JSON: Invalid control character at, at character 17 of the line"),
        (b"\0\0\0", "no JSON: Expecting value, at character"),
        (b"\xff\xfe", "codec can't decode"),
        (b'{"schema": "copydesk/2"}', "schema is 'copydesk/2'; this version reads copydesk/1, copydesk/1.1"),
        (b'{"a": 1}', "no record of Copydesk: it has no schema"),
        (b'{"schema": "copydesk/1"}', "no record: no 'authors'"),
        (b'{"a": NaN}', "NaN is no JSON"),
        (b"[]", "no JSON object"),
        (b"[" * 200_000, "nested too deep"),
    ],
)
def test_a_damaged_line_is_named(tmp_path, make_record, line, what):
    path = tmp_path / "out.jsonl"
    path.write_bytes(make_record(1).to_json().encode() + b"\n" + line + b"\n")
    records = read_records(path)
    assert next(records).requested_url == "https://gazette.example/1"
    with pytest.raises(ReadError) as error:
        next(records)
    assert str(error.value).startswith(f"{path}: line 2: ")
    assert what in str(error.value)


def test_a_cut_gz(tmp_path, make_record):
    path = tmp_path / "out.jsonl.gz"
    data = gzip.compress(b"".join(make_record(n).to_json().encode() + b"\n" for n in range(50)))
    path.write_bytes(data[: len(data) - 20])
    with pytest.raises(ReadError, match=r"out\.jsonl\.gz: line \d+: Compressed file ended"):
        list(read_records(path))
