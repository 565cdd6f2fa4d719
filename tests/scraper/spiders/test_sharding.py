"""The folders of a shard, and what is refused."""

import pytest
from scrapy.settings import Settings

from scraper.spiders.arguments import UsageError, read_shard
from scraper.spiders.sharding import take_shard


@pytest.fixture
def settings(tmp_path):
    names = {
        "COPYDESK_OUT": "out",
        "COPYDESK_STATE": "state",
        "COPYDESK_ARCHIVE": "kept",
        "COPYDESK_METRICS": "a.prom",
    }
    settings = Settings()
    for name, folder in names.items():
        settings.set(name, str(tmp_path / folder), "cmdline")
    return settings


def test_a_shard_has_folders_of_its_own(settings, tmp_path):
    take_shard(settings, read_shard("2/4"))
    assert settings["COPYDESK_OUT"] == str(tmp_path / "out" / "shard-2-of-4")
    assert settings["COPYDESK_STATE"] == str(tmp_path / "state" / "shard-2-of-4")
    assert settings["COPYDESK_ARCHIVE"] == str(tmp_path / "kept" / "shard-2-of-4")
    assert settings["COPYDESK_METRICS"] == str(tmp_path / "a-shard-2-of-4.prom")


def test_a_shard_has_addresses_of_its_own(settings, tmp_path):
    settings.set("COPYDESK_OUT", "s3://news/out/", "cmdline")
    settings.set("COPYDESK_ARCHIVE", "s3://news/kept", "cmdline")
    take_shard(settings, read_shard("2/4"))
    assert settings["COPYDESK_OUT"] == "s3://news/out/shard-2-of-4"
    assert settings["COPYDESK_ARCHIVE"] == "s3://news/kept/shard-2-of-4"
    assert settings["COPYDESK_STATE"] == str(tmp_path / "state" / "shard-2-of-4")


def test_without_a_shard_all_stays_as_it_is(settings, tmp_path):
    take_shard(settings, None)
    assert settings["COPYDESK_OUT"] == str(tmp_path / "out")


@pytest.mark.parametrize(
    ("there", "shard", "message"),
    [
        ("out/shard-1-of-2/", None, "split into 2 shards: crawl each with -a shard=i/2"),
        ("state/shard-1-of-2/", "1/3", "first run scrapy shards --to 3"),
        ("out/runs/", "1/2", "is not split: first run scrapy shards --to 2"),
        ("out/ledger.sqlite", "1/2", "is not split"),
        ("state/frontier.sqlite", "1/2", "is not split"),
        ("out/.shards.json", "1/2", "being moved"),
        ("out/.shards.json", None, "being moved"),
        ("out/shard-1-of-2/", "2/2", None),
        ("out/notes.txt", "2/2", None),
    ],
)
def test_folders_that_are_split_otherwise_are_refused(settings, tmp_path, there, shard, message):
    path = tmp_path / there
    if there.endswith("/"):
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True)
        path.write_text("")
    if message is None:
        take_shard(settings, read_shard(shard))
        return
    with pytest.raises(UsageError, match=message):
        take_shard(settings, read_shard(shard))


@pytest.mark.parametrize("text", ["3", "0/2", "3/2", "shard-1-of-2", "", "a/b"])
def test_words_that_are_no_shard(text):
    with pytest.raises(UsageError, match="write i/n"):
        read_shard(text)
