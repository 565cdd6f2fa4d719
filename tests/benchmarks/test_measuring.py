import socket
import urllib.request

import pytest

from benchmarks import offline
from benchmarks.measuring import Job, measure, run
from benchmarks.prediction import Prediction
from benchmarks.roster import Peer

PIER = "The pier was closed on Monday by the board."
ADAPTER = """
import os
from benchmarks.prediction import Prediction

def predict(url, html):
    if "hang" in url:
        while True:
            pass
    if "die" in url:
        os._exit(3)
    return Prediction(body=html.decode())
"""


def test_an_extractor_that_raises_has_failed_and_counts_as_empty(make_page, tmp_path):
    (tmp_path / "1.html").write_bytes(b"<p>Rain</p>")

    def predict(url, html):
        raise LookupError("no tokeniser")

    row = run(predict, make_page(path=tmp_path / "1.html"))
    assert row.prediction.error == "LookupError('no tokeniser')"
    assert row.prediction.seconds >= 0
    assert len(row.text.lost) == 2


def test_pages_that_hang_or_die_end_neither_the_run_nor_their_neighbours(make_page, tmp_path, monkeypatch):
    (tmp_path / "made_adapter.py").write_text(ADAPTER)
    (tmp_path / "1.html").write_text(PIER)
    monkeypatch.syspath_prepend(tmp_path)
    peer = Peer(name="made", adapter="made_adapter", module="made_adapter", package="made")
    jobs = [
        Job(
            peer=peer,
            page=make_page(id=name, url=f"https://{name}.example/", path=tmp_path / "1.html", body=(PIER,)),
            forest=None,
            limit=1.0,
        )
        for name in ("good", "hang", "die", "fine")
    ]
    rows = list(measure(jobs))
    assert [row.page.id for row in rows] == ["good", "hang", "die", "fine"]
    assert [bool(row.prediction.error) for row in rows] == [False, True, True, False]
    assert [row.prediction.body for row in rows] == [PIER, None, None, PIER]
    assert rows[1].prediction == Prediction(error="over 1 s", seconds=1.0)
    assert rows[2].prediction == Prediction(error="its process died: 3")


def test_offline_means_no_lookup_and_no_connection(monkeypatch, capsys):
    for owner, names in (
        (socket.socket, ("connect", "connect_ex", "sendto")),
        (socket, ("getaddrinfo", "gethostbyname", "create_connection")),
    ):
        for name in names:
            monkeypatch.setattr(owner, name, getattr(owner, name))
    offline.go_offline()
    with pytest.raises(OSError, match="no network"):
        urllib.request.urlopen("http://127.0.0.1:9/")
    with pytest.raises(OSError, match="no network"):
        socket.socket().connect(("127.0.0.1", 9))
    assert "127.0.0.1" in capsys.readouterr().err
