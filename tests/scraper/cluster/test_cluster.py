"""Two nodes, one of which dies in the middle: a replay gives the same bytes, a crawl loses and doubles nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from exchanges import story_of

pytest.importorskip("ray", reason="no cluster is tried: Ray is not installed here; make test-cluster does it")

from ray.cluster_utils import Cluster

from exports import read_records
from exports.verify import verify
from scraper.archive.archive import Archive

ROOT = Path(__file__).parents[3]
NODE = {"node_ip_address": "127.0.0.1", "object_store_memory": 100 << 20, "include_dashboard": False}


@pytest.fixture(scope="module")
def cluster():
    """A node of one processor, beside a head that does no work; `RAY_ADDRESS` names it."""
    loopback = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
    ours = {"PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0", **loopback}
    before = {name: os.environ.get(name) for name in (*ours, "RAY_ADDRESS")}
    os.environ.update(ours)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **NODE})
    cluster.add_node(num_cpus=1, **NODE)
    os.environ["RAY_ADDRESS"] = cluster.address
    yield cluster
    cluster.shutdown()
    for name, value in before.items():
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value


@pytest.fixture
def node(cluster):
    """One more node, until a test kills it."""
    node = cluster.add_node(num_cpus=1, **NODE)
    yield node
    if node in cluster.worker_nodes:
        cluster.remove_node(node, allow_graceful=False)


@pytest.fixture
def start(tmp_path):
    """`start(...)` is the running `scrapy` command: Ray wants a process that is no fork of another."""
    started = []

    def run(*words):
        if words[0] == "crawl":
            words += ("-s", "COPYDESK_ALLOW_NETS=127.0.0.0/8", "-s", "DOWNLOAD_DELAY=0")
        command = [sys.executable, "-m", "scrapy", *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "scraper.settings"}
        started.append(subprocess.Popen(command, cwd=tmp_path, env=environment, **pipes))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()


def runs_on(node, word):
    """The processes below *node* in whose command *word* stands."""
    (raylet,) = (entry.process.pid for entry in node.all_processes["raylet"])
    found, parents = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(entry.name)] = (entry / "cmdline").read_text()
        except OSError:
            continue  # it has just ended

    def is_below(pid):
        while pid in parents and pid != raylet:
            pid = parents[pid]
        return pid == raylet

    return [pid for pid, command in found.items() if word in command and is_below(pid)]


def wait_for(what, process, seconds=60):
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "not in time"
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    return found


def is_gone(pid):
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True


def deliveries(out):
    """What a reader sees of an export, byte by byte."""
    return {
        path.relative_to(out): path.read_bytes()
        for pattern in ("site=*/date=*/*.jsonl", "runs/*.json")
        for path in out.glob(pattern)
    }


@pytest.fixture
def kept(tmp_path, prose):
    """An archive of 200 articles."""
    archive = Archive(folder=tmp_path / "kept", run="A", info={"software": "x"})
    archive.open()
    for number in range(200):
        text = [
            f"{paragraph} It was item {number}.{row} of the evening."
            for row in range(12)
            for paragraph in prose
        ]
        archive.keep(story_of(number, text))
    archive.close()
    return tmp_path / "kept"


def test_a_replay_gives_the_same_bytes_though_a_node_dies(
    cluster, node, kept, scrapy_command, start, tmp_path
):
    command = ("replay", kept, "-s", "COPYDESK_PART_RECORDS=20", "-o")
    alone = scrapy_command(*command, "alone")
    assert alone.returncode == 0, alone.stderr
    replay = start(*command, "spread", "--ray")
    # The first part is delivered, and the node reads.
    wait_for(lambda: list((tmp_path / "spread").glob("site=*/date=*/*.jsonl")), replay)
    readers = wait_for(lambda: runs_on(node, "ray::read_batch"), replay)
    cluster.remove_node(node, allow_graceful=False)
    assert len(list((tmp_path / "spread").glob("site=*/date=*/*.jsonl"))) < 10
    _, err = replay.communicate(60)
    assert replay.returncode == 0, err
    assert "200 filed" in err
    assert len(deliveries(tmp_path / "alone")) == 11
    assert deliveries(tmp_path / "spread") == deliveries(tmp_path / "alone")
    assert all(is_gone(pid) for pid in readers)


def test_a_crawl_loses_and_doubles_nothing_though_it_is_interrupted_and_a_node_dies(
    cluster, node, serve, prose, start, tmp_path
):
    # One is in the first shard of two, the other in the second.
    sites = [serve("127.0.0.1"), serve("127.0.0.2")]
    for site in sites:
        slugs = [f"2026/03/{number:02d}/story-{number}-of-the-river-tram" for number in range(1, 25)]
        for number, slug in enumerate(slugs, start=1):
            text = [f"Report {number} of {site.base}. {prose[0]}", *prose[1:]]
            site.add_article(slug, headline=f"Story {number} of the tram", paragraphs=text)
        site.add_feed(slugs)
        site.hook = lambda path: time.sleep(0.4)
    command = ("crawl", "news", "-a", f"site={sites[0].base},{sites[1].base}", "--ray")
    command += ("-s", "COPYDESK_REST_MIN=0")

    def asked(most):
        return all(sum(path.startswith("/2026") for path in site.asked) >= most for site in sites)

    first = start(*command, "--shards", "2")
    wait_for(lambda: asked(3), first)
    first.send_signal(signal.SIGTERM)
    _, err = first.communicate(60)
    assert first.returncode == 4, err
    assert "2 shards: 2 with status 4; the same command goes on from here" in err
    assert not asked(24)

    second = start(*command)
    wait_for(lambda: asked(10), second)
    processes = runs_on(node, "scraper.cluster.leash")
    assert len(processes) == 1
    cluster.remove_node(node, allow_graceful=False)
    wait_for(lambda: is_gone(processes[0]), second, 5)
    for site in sites:
        site.hook = None
    _, err = second.communicate(90)
    assert second.returncode == 0, err
    assert "2 shards: 2 with status 0" in err
    filed = [record.url for record in read_records(tmp_path / "out")]
    assert len(filed) == len(set(filed)) == 48
    assert list(verify(tmp_path / "out")) == []
