"""One request and its answer, as they are kept, and what a replay must know of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from exports.record import VIAS
from scraper.hints import Hints
from scraper.stored_hints import from_json, to_json

FORM = "copydesk-fetch/1"
Lines = tuple[tuple[bytes, bytes], ...]
"""Header lines in order: (name, value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an answer beside the answer itself."""

    kind: str
    """What was asked for: `article feed sitemap section robots`."""
    run: str | None = None
    """The crawl that asked."""
    site: str | None = None
    """Domain of the site that was crawled."""
    requested_url: str | None = None
    """The address first asked for, before any redirect."""
    via: str | None = None
    """Where the address of an article was found: one of `exports.record.VIAS`."""
    hints: Hints | None = None
    """What that place says of it."""
    flags: tuple[str, ...] = ()
    """How the answer ended, in Scrapy's words: `dataloss partial download_stopped`."""
    payload: tuple[str, int] | None = None
    """(file in the archive folder, offset) of the record that holds the same payload; `None`: its own
    does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What went over the network, transfer encoding undone, content encodings standing."""

    url: str
    """Without user, password, session numbers and tokens."""
    method: str
    request_lines: Lines
    status: int
    protocol: str
    """`HTTP/1.1`, say."""
    lines: Lines
    body: bytes
    address: str | None
    """IP address of the host; `None`: not known."""
    received_at: datetime
    """Aware, UTC."""
    facts: Facts


def facts_to_json(facts: Facts) -> bytes:
    """*facts* as the metadata record holds them: one JSON object, in UTF-8, without what is not known."""
    hints = to_json(facts.hints)
    known = {
        "form": FORM,
        "kind": facts.kind,
        "run": facts.run,
        "site": facts.site,
        "requested_url": facts.requested_url,
        "via": facts.via,
        "hints": json.loads(hints) if hints else None,
        "flags": list(facts.flags),
        "payload": facts.payload,
    }
    plain = {name: value for name, value in known.items() if value not in (None, [])}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def facts_from_json(data: bytes) -> Facts | None:
    """The facts that `facts_to_json` made *data* of; None: it is something else, or damaged."""
    try:
        plain: dict[str, Any] = json.loads(data)
        if not isinstance(plain, dict) or plain.pop("form", None) != FORM:
            return None
        file, offset = plain.get("payload") or ("", -1)
        via = plain.get("via")
        return Facts(
            kind=str(plain["kind"]),
            run=_text(plain.get("run")),
            site=_text(plain.get("site")),
            requested_url=_text(plain.get("requested_url")),
            via=via if via in VIAS else None,
            hints=_hints(plain.get("hints")),
            flags=tuple(map(str, plain.get("flags", ()))),
            payload=(str(file), int(offset)) if file else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _hints(plain: object) -> Hints | None:
    """None: there are none, or there is something in them that is no text."""
    if not isinstance(plain, dict):
        return None
    values = [one for value in plain.values() for one in (value if isinstance(value, list) else [value])]
    return from_json(json.dumps(plain)) if all(isinstance(value, str) for value in values) else None


def to_date(moment: datetime) -> str:
    """*moment* (aware) as `WARC-Date`, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
