"""Folders and addresses that the settings name."""

import argparse
from pathlib import Path

import pytest
from scrapy.settings import Settings

from scraper.commands.folders import check_folders, export_folder, folder_of
from scraper.commands.shards import Command as Shards


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("COPYDESK_OUT", "s3://desk:sesame@news/out", "COPYDESK_OUT: s3://…@news/out: user and password"),
        ("COPYDESK_ARCHIVE", "nowhere://news", "COPYDESK_ARCHIVE: nowhere://news: Protocol not known"),
        ("COPYDESK_STATE", "s3://news/state", "COPYDESK_STATE must be on a local disk"),
        ("COPYDESK_OUT", __file__, f"COPYDESK_OUT={__file__}: a file stands there; name a folder"),
        ("COPYDESK_OUT", "out", None),
        ("COPYDESK_OUT", "memory://news/out", None),
    ],
)
def test_addresses_are_looked_at_before_a_crawl_begins(name, place, words, capsys):
    settings = Settings({name: place})
    if words is None:
        check_folders(settings)
        return
    with pytest.raises(SystemExit) as ended:
        check_folders(settings)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert "sesame" not in line


def test_the_folder_of_a_store_is_in_the_state_folder():
    settings = Settings({"COPYDESK_OUT": "s3://news/out", "COPYDESK_STATE": "st"})
    assert export_folder(settings).parent == Path("st/spool")
    assert export_folder(settings, "here") == Path("here")


def test_shards_are_not_moved_while_something_waits_for_a_store(tmp_path, capsys):
    waiting = tmp_path / "state" / "shard-1-of-2" / "spool" / "archive-s3-news" / "one.warc.gz"
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"kept")
    command = Shards()
    command.settings = Settings(
        {"COPYDESK_OUT": str(tmp_path / "out"), "COPYDESK_STATE": str(tmp_path / "state")}
    )
    with pytest.raises(SystemExit) as ended:
        command.run([], argparse.Namespace(to=1, set=[]))
    assert ended.value.code == 2
    assert "archive-s3-news/one.warc.gz goes to a store" in capsys.readouterr().err
    assert waiting.read_bytes() == b"kept"


def test_an_address_leads_to_the_shard_of_its_site(tmp_path):
    assert folder_of(tmp_path, "https://example.org/a") == tmp_path
    for number in (1, 2, 3, 4):
        (tmp_path / f"shard-{number}-of-4").mkdir()
    # SHA-256 of "example.org" begins with bfabc37432958b06, which is 2 more than a multiple of 4.
    assert folder_of(tmp_path, "https://www.example.org/a") == tmp_path / "shard-3-of-4"
    assert folder_of(tmp_path / "missing", "https://example.org/a") == tmp_path / "missing"
