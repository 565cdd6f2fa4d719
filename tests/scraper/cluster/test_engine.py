"""What is said where there is no Ray, or nobody who answers."""

import socket
import sys

import pytest

from scraper.cluster.engine import ClusterError, first_words, joined, missing_engine


def test_without_ray_one_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert missing_engine() == "--ray needs Ray, which is not installed: pip install 'copydesk[ray]'"


@pytest.mark.parametrize("scheme", ["", "ray://"])
def test_an_address_where_nobody_listens_is_one_line(monkeypatch, scheme):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    monkeypatch.setenv("RAY_ADDRESS", f"{scheme}127.0.0.1:{port}")
    before = set(sys.modules)
    with pytest.raises(
        ClusterError, match=rf"no Ray cluster at RAY_ADDRESS={scheme}127\.0\.0\.1:{port}: .*refused"
    ):
        joined(tell=False).__enter__()
    assert "ray" not in set(sys.modules) - before


def test_what_ray_says_is_cut_to_its_first_words():
    assert first_words(RuntimeError("\n\n  all is lost. Alas \nand more")) == "RuntimeError: all is lost"
    assert first_words(ValueError()) == "ValueError"
