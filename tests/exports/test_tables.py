"""The readers that the README names give the same types whatever stands in the file."""

import dataclasses
import json

import duckdb
import jq
import pandas
import polars
import pytest

from exports.record import (
    Access,
    Author,
    BodyBlock,
    Correction,
    Crawl,
    Image,
    Link,
    Provenance,
    Record,
    Removed,
    Software,
    Video,
    article_id,
    text_hash,
)
from exports.tables import duckdb_columns, pandas_dtypes, polars_schema

BARE = Record(
    id=article_id("https://gazette.example/a"),
    url="https://gazette.example/a",
    canonical_url=None,
    requested_url="https://gazette.example/a",
    site="gazette.example",
    publisher=None,
    kind="article",
    headline=None,
    kicker=None,
    dek=None,
    authors=(),
    byline=None,
    published_at=None,
    published_on=None,
    published_raw=None,
    modified_at=None,
    modified_raw=None,
    language=None,
    section=None,
    tags=(),
    text="",
    body=(),
    word_count=0,
    images=(),
    videos=(),
    links=(),
    corrections=(),
    removed=(),
    access=Access(),
    agency=None,
    text_hash=text_hash(""),
    provenance=Provenance(),
    flags=("no_date", "short_body"),
    crawl=Crawl(),
    software=Software(copydesk="0.1.0", trafilatura="2.3.1", rules="0123456789ab"),
)
FULL = dataclasses.replace(
    BARE,
    id=article_id("https://gazette.example/b"),
    canonical_url="https://gazette.example/b",
    publisher="The Gazette",
    headline="2024",
    kicker="7",
    dek="A dek",
    authors=(Author(name="Ada Vale", kind="person", role="photo", url="https://gazette.example/ada"),),
    byline="By Ada Vale",
    published_at="2026-03-01T09:00:00Z",
    published_on="2026-03-01",
    published_raw="1 March 2026",
    modified_at="2026-03-02T09:00:00Z",
    modified_raw="2 March 2026",
    language="en",
    section="City",
    tags=("trams", "1984"),
    text="One.",
    body=(BodyBlock(type="heading", text="One.", level=2),),
    word_count=1,
    images=(
        Image(url="https://gazette.example/a.jpg", caption="A tram", credit="A. V.", alt="tram", lead=True),
    ),
    videos=(Video(url="https://gazette.example/v", title="A film"),),
    links=(Link(url="https://gazette.example/c", text="One", block=0),),
    corrections=(
        Correction(kind="correction", text="It was two.", published_at="2026-03-03", source="page"),
    ),
    removed=(Removed(before=0, reason="ad_label", rule="ad_label", text="Advertisement"),),
    access=Access(free=True, truncated=False),
    agency="AFP",
    similar_to=article_id("https://gazette.example/a"),
    similarity=0.91,
    duplicate_of=None,
    text_hash=text_hash("One."),
    provenance=Provenance(headline="markup"),
    flags=(),
    crawl=Crawl(run="20260303T090000Z-a1b2c3", retrieved_at="2026-03-03T09:00:00Z", status=200, via="feed"),
)


@pytest.fixture
def files(tmp_path):
    """A file of one record that says nothing, and one of a thousand of both kinds."""
    (tmp_path / "one.jsonl").write_text(BARE.to_json() + "\n", encoding="utf-8")
    many = [FULL.to_json() if n % 3 == 0 else BARE.to_json() for n in range(1000)]
    (tmp_path / "many.jsonl").write_text("\n".join(many) + "\n", encoding="utf-8")
    return tmp_path / "one.jsonl", tmp_path / "many.jsonl"


def test_duckdb(files):
    def read(path):
        return duckdb.read_json(str(path), format="newline_delimited", columns=duckdb_columns())

    one, many = map(read, files)
    assert one.types == many.types
    assert many.filter("headline = '2024'").aggregate("count(*)").fetchall() == [(334,)]
    assert many.filter("headline is not null").project("authors[1].name, images[1].lead").limit(
        1
    ).fetchall() == [("Ada Vale", True)]


def test_polars(files):
    one, many = (polars.scan_ndjson(path, schema=polars_schema()).collect() for path in files)
    assert one.schema == many.schema == polars_schema()
    assert many.filter(polars.col("headline") == "2024").height == 334
    assert many["authors"][0][0]["name"] == "Ada Vale"


def test_pandas(files):
    one, many = (pandas.read_json(path, lines=True, dtype=False).astype(pandas_dtypes()) for path in files)
    assert list(one.columns) == list(many.columns) == [field.name for field in dataclasses.fields(Record)]
    assert dict(one.dtypes) == dict(many.dtypes)
    assert (many["headline"] == "2024").sum() == 334
    assert many["authors"][0][0]["name"] == "Ada Vale"
    assert many["published_at"][0] == "2026-03-01T09:00:00Z"


def test_jq(files):
    lines = files[1].read_text(encoding="utf-8").splitlines()
    assert jq.compile(".authors[].name").input_text(lines[0]).all() == ["Ada Vale"]
    assert jq.compile(".authors[].name").input_text(lines[1]).all() == []


def test_record_round_trip():
    for record in (BARE, FULL):
        assert Record.from_dict(json.loads(record.to_json())) == record
