"""No network while extractors are measured: what tries to reach out fails at once."""

from __future__ import annotations

import socket
import sys
from typing import Any, NoReturn


def go_offline() -> None:
    """From now on this process can neither look up a name nor connect; each attempt is said on stderr."""
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, _refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        setattr(socket, name, _refuse)


def _refuse(*arguments: Any, **_: Any) -> NoReturn:
    where = next((one for one in arguments if isinstance(one, (str, tuple))), "an unknown place")
    print(f"refused: a measured extractor reached for {where!r}", file=sys.stderr)
    raise OSError("no network while extractors are measured")
