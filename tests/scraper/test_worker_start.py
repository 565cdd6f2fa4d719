import fcntl
import sys

import pytest

from scraper.worker_start import make_context


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a pipe be widened")
def test_a_pipe_has_room_for_a_page():
    reader, writer = make_context().Pipe(duplex=False)
    with reader, writer:
        assert fcntl.fcntl(writer.fileno(), fcntl.F_GETPIPE_SZ) >= 512 * 1024
        writer.send_bytes(b"a" * 500_000)  # would wait for ever in a narrow one
        assert len(reader.recv_bytes()) == 500_000


def test_both_ways():
    one, other = make_context().Pipe()
    with one, other:
        other.send("back")
        assert one.recv() == "back"
