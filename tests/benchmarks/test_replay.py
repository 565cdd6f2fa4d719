"""What the measure of a replay prints, and what it reads."""

import gzip
import json

from benchmarks.meter import Cost
from benchmarks.replay import Run, Sizes, main, make_archive, to_lines
from scraper.archive.reading import find_sources, read_captures


def run_of(name, cpu, rate):
    """The run, after its start, which took 4 seconds, 0.1 of them of the parent."""
    cost = Cost(seconds=9.0, cpu=cpu, peak_mib=100.4, status=0)
    start = Cost(seconds=3.0, cpu=4.0, peak_mib=80.0, status=0)
    return (
        Run(name=name, pages=2, rate=1.0, parent=0.1, cost=start),
        Run(name=name, pages=102, rate=rate, parent=0.6, cost=cost),
    )


def test_tables():
    runs = [run_of("pool 1", 12.0, 10.0), run_of("replay 1", 14.0, 9.0), run_of("ray 1", 16.0, 5.0)]
    sizes = Sizes(archive=2**10, record=2**9, packed=2**7, ledger=2**11, frontier=2**8)
    head, pool, replay, ray, empty, disk, million, many = to_lines(runs, sizes)
    assert pool.split() == ["pool", "1", "4.0", "80.0", "5.00", "10.0", "100", "1.00,", "1.00"]
    assert replay.split() == ["replay", "1", "4.0", "100.0", "5.00", "9.0", "100", "1.25,", "0.90"]
    assert ray.split()[-2:] == ["1.50,", "0.50"]
    assert (head.split()[:2], empty) == (["start", "ms"], "")
    assert "1,024 of WARC a page; 512 a record, 128 gzipped; 2,048 of ledger a record; 256" in disk
    # 10^6 pages of 0.1 s are 28 hours, and 10^6 KiB are 0.95 GiB.
    assert (
        "1e+06 pages: 28 hours of a core to read; GiB: WARC 1, records 0.5 (0.1 gzipped), ledger 1.9"
        in million
    )
    assert "1e+08 pages: 2,778 hours" in many


def test_an_archive_of_the_corpora_and_none_without(tmp_path, capsys):
    corpus = tmp_path / "corpora" / "own"
    corpus.mkdir(parents=True)
    (corpus / "tram.html").write_text("<title>Tram</title>")
    row = {"id": "1", "html": "tram.html", "url": "https://gazette.example/tram"}
    (corpus / "truth.jsonl").write_text(json.dumps(row) + "\n")
    assert make_archive(tmp_path / "kept", tmp_path / "corpora", 3) == 3
    (source,) = find_sources(tmp_path / "kept")
    captures = list(read_captures(source))
    assert [one.url[-6:] for one in captures] == ["copy=0", "copy=1", "copy=2"]
    assert gzip.decompress(captures[1].body) == b"<title>Tram</title><!-- 1 -->"
    assert not any(one.revisit for one in captures)
    assert main(["--corpora", str(tmp_path / "none")]) == 2
    assert "no corpora" in capsys.readouterr().err
