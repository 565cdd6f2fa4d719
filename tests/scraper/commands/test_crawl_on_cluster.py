"""`scrapy crawl --ray`: its options, and the command that each shard is."""

from argparse import Namespace

import pytest
from scrapy.settings import Settings

from scraper.cluster.shard_process import Outcome
from scraper.commands import crawl_on_cluster as module
from scraper.commands import replay
from scraper.commands.crawl_on_cluster import cluster_mistake, crawl_on_cluster


def options(**given):
    plain = {
        "ray": True,
        "shards": None,
        "spargs": {},
        "set": [],
        "loglevel": None,
        "nolog": False,
        "output": None,
        "overwrite_output": None,
        "logfile": None,
        "pidfile": None,
        "profile": None,
        "pdb": False,
    }
    return Namespace(**plain | given)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, None),
        ({"shards": 8}, None),
        ({"ray": False}, None),
        ({"ray": False, "shards": 8}, "crawl: --shards N needs --ray"),
        ({"shards": 0}, "crawl: --shards 0: write a number from 1 to 9999"),
        (
            {"spargs": {"shard": "1/2"}},
            "crawl: --ray crawls all shards: leave -a shard= out, or --ray",
        ),
        ({"output": ["a.jsonl"]}, "crawl: -o is of a single process: it does not go with --ray"),
        ({"pdb": True}, "crawl: --pdb is of a single process: it does not go with --ray"),
    ],
)
def test_what_does_not_go_together_is_one_line(given, line):
    assert cluster_mistake(options(**given)) == line


@pytest.fixture
def crawled(monkeypatch, tmp_path):
    """The errands of a crawl whose shards end with 0, 3, 0 ..."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_CONTACT", "desk@example.org")
    monkeypatch.setenv("HOME_OF_OTHERS", "x")
    found = []

    class Joined:
        def __init__(self, tell):
            assert tell

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

        def nodes(self):
            return [{"Alive": True, "Resources": {"CPU": 2.0}}]

    class Crawl:
        def __init__(self, ray, errands, *, processors):
            found.extend([processors, *errands])

        def run(self, tell):
            return [Outcome(status=3 if number == 1 else 0) for number in range(len(found) - 1)]

        def stop(self):
            raise AssertionError

    monkeypatch.setattr(module, "joined", Joined)
    monkeypatch.setattr(module, "missing_engine", lambda: None)
    monkeypatch.setattr(module, "ShardCrawl", Crawl)
    return found


def test_each_shard_is_the_same_command(crawled, capsys, tmp_path):
    given = options(
        shards=3,
        spargs={"sites": "sites.txt", "since": "2026-01-31"},
        set=["COPYDESK_WORKERS=8", "COPYDESK_OUT=here"],
        loglevel="INFO",
    )
    settings = Settings({"COPYDESK_WORKERS": "8", "COPYDESK_OUT": "here", "COPYDESK_STATE": "state"})
    assert crawl_on_cluster("news", given, settings) == 3
    processors, *errands = crawled
    assert processors == 2  # more than the node has would be waited for in vain
    assert [(errand.shard.number, errand.shard.count) for errand in errands] == [(1, 3), (2, 3), (3, 3)]
    assert {" ".join(errand.words) for errand in errands} == {
        "crawl news -s COPYDESK_WORKERS=8 -a sites=sites.txt -a since=2026-01-31 -s COPYDESK_OUT=here -L INFO"
    }
    assert {errand.folder for errand in errands} == {str(tmp_path)}
    assert [errand.out for errand in errands] == [f"here/shard-{number}-of-3" for number in (1, 2, 3)]
    assert errands[0].environment["COPYDESK_CONTACT"] == "desk@example.org"
    assert "HOME_OF_OTHERS" not in errands[0].environment
    assert capsys.readouterr().err == "3 shards: 2 with status 0, 1 with status 3\n"


def test_the_number_of_shards_is_that_of_the_export(crawled, capsys, tmp_path):
    settings = Settings({"COPYDESK_OUT": "out", "COPYDESK_STATE": "state"})
    with pytest.raises(SystemExit):
        crawl_on_cluster("news", options(), settings)
    assert "nothing is split yet: say into how many shards: --shards 4" in capsys.readouterr().err
    (tmp_path / "state/shard-1-of-2").mkdir(parents=True)
    crawl_on_cluster("news", options(), settings)
    assert len(crawled) == 3
    with pytest.raises(SystemExit):
        crawl_on_cluster("news", options(shards=3), settings)
    assert (
        "--shards 3: state is split into 2 shards: first run scrapy shards --to 3" in capsys.readouterr().err
    )


def test_without_ray_nothing_begins(crawled, monkeypatch, capsys):
    monkeypatch.setattr(module, "missing_engine", lambda: "--ray needs Ray")
    monkeypatch.setattr(replay, "missing_engine", lambda: "--ray needs Ray")
    with pytest.raises(SystemExit) as end:
        crawl_on_cluster("news", options(shards=3), Settings({"COPYDESK_OUT": "out"}))
    assert end.value.code == 2
    command = replay.Command()
    command.settings = Settings()
    with pytest.raises(SystemExit) as end:
        command.run(["."], options(json=None, audit=None, sample=20, against=None, out="again"))
    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines() == [
        "copydesk: crawl: --ray needs Ray",
        "copydesk: replay: --ray needs Ray",
    ]
    assert crawled == []
