import importlib.util
from pathlib import Path

import pytest

from benchmarks.roster import PEERS, Peer, list_installed, load_peer, say_missing

NONE = Peer(name="none_fast", adapter="benchmarks.peers.none", module="no_such_module", package="no-such")
AGAIN = Peer(name="none_slow", adapter="benchmarks.peers.none", module="no_such_module", package="no-such")
URL = "https://gazette.example/pier"
PIER = "The pier was closed on Monday by the board, and nobody was on the bridge to see it go."
RAIN = "Rain fell all night on the harbour town, and in the morning the boats were full of water."
HTML = f"""<!doctype html><html lang="en"><head><title>Pier closed</title></head><body><article>
<h1>Pier closed</h1><p>{PIER}</p><p>{RAIN}</p><p>{PIER.replace("pier", "ferry")}</p></article></body></html>"""


def test_what_is_not_installed_is_named_in_one_line():
    assert list_installed([*PEERS[:2], NONE, AGAIN]) == list(PEERS[:2])
    line = say_missing([*PEERS[:2], NONE, AGAIN])
    assert line == "not installed, so not measured: no-such (make quality-peers installs them)"


def test_nothing_is_said_when_all_are_there():
    assert say_missing(PEERS[:4]) is None


def test_all_that_is_not_our_own_requirement_is_in_the_list_of_peers():
    listed = Path(__file__).parents[2].joinpath("requirements/peers.txt").read_text()
    assert all(peer.package in listed for peer in PEERS[4:])


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_an_adapter_gives_the_text_a_paragraph_a_line(peer):
    if importlib.util.find_spec(peer.module) is None:
        pytest.skip(f"{peer.package} is not installed")
    found = load_peer(peer)(URL, HTML.encode())
    lines = (found.body or "").splitlines()
    assert PIER in lines
    assert RAIN in lines


@pytest.mark.parametrize("name", ["copydesk", "trafilatura_metadata"])
def test_an_adapter_with_fields_gives_them(name):
    peer = next(peer for peer in PEERS if peer.name == name)
    assert load_peer(peer)(URL, HTML.encode()).title == "Pier closed"


def test_copydesk_says_why_it_rejects_a_page():
    found = load_peer(PEERS[0])(URL, b"%PDF-1.7")
    assert (found.body, found.rejected, found.error) == (None, "not_html", None)
