"""Static sites served from a folder."""

import gzip
import socket
from http.client import HTTPConnection

import pytest

from benchmarks.web_server import list_servers, serving


@pytest.fixture
def web(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "www" / "one").mkdir(parents=True)
    conf = f"http {{ server {{ listen 127.0.0.1:{port} backlog=8; root www/one; index index.html; }} }}"
    (tmp_path / "nginx.conf").write_text(conf)
    (tmp_path / "www/one/index.html").write_text("<h1>Front</h1>")
    (tmp_path / "www/one/a.html").write_text("<p>plain")
    (tmp_path / "www/one/a.html.gz").write_bytes(gzip.compress(b"<p>packed"))
    (tmp_path / "secret.txt").write_text("no")
    return tmp_path, port


def test_pages_packed_pages_and_no_others(web, monkeypatch):
    folder, port = web
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert list_servers(folder) == [("127.0.0.1", port, folder / "www/one")]
    with serving(folder) as name:
        assert name == "a server of ours"
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        seen = []
        for path, accepted in [
            ("/", ""),
            ("/a.html?x=1", ""),
            ("/a.html", "gzip"),
            ("/none", ""),
            ("/../../secret.txt", ""),
        ]:
            connection.request("GET", path, headers={"Accept-Encoding": accepted})
            answer = connection.getresponse()
            body = answer.read()
            seen.append((answer.status, gzip.decompress(body) if accepted else body))
    assert seen == [(200, b"<h1>Front</h1>"), (200, b"<p>plain"), (200, b"<p>packed"), (404, b""), (404, b"")]


def test_a_taken_port_is_said(web):
    folder, port = web
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(RuntimeError, match=f"{port}: another server"), serving(folder):
            pass
