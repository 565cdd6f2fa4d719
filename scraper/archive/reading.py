"""What WARC files hold of answers: ours with all that is known of them, others as far as they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from scraper.archive.exchange import Facts, facts_from_json
from scraper.archive.files import OPEN
from scraper.archive.members import LARGEST, read_members

_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z", re.ASCII)
_TYPE = re.compile(rb"^warc-type:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_READ = (b"response", b"revisit", b"metadata")
_UNREADABLE = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    ValueError,
    AttributeError,
    TypeError,
)
"""What warcio raises over records that are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer, or a record that can't be read (`fault`)."""

    file: str
    """As `Source.name`."""
    offset: int
    fault: str | None = None
    """`damaged`, `torn`, `too_large` (see `members`) or `bad_record`; all below is empty then."""
    id: str = ""
    """`WARC-Record-ID`."""
    url: str = ""
    retrieved_at: str = ""
    """UTC instant `YYYY-MM-DDTHH:MM:SSZ`."""
    revisit: bool = False
    """Whether the payload is left out, because it stands elsewhere."""
    status: int = 0
    lines: tuple[tuple[str, str], ...] = ()
    """Header lines in order."""
    body: bytes = b""
    """Transfer encoding undone."""
    truncated: bool = False
    """Whether the archive says that the payload was cut."""
    facts: Facts | None = None
    """Of ours alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A WARC file to be read."""

    path: Path
    name: str
    """Path relative to the folder that was named, or the file's own name; with `/`."""


def find_sources(place: Path) -> list[Source]:
    """The WARC files that *place*, a file or an archive folder, stands for, in the order of their names.
    Those that a crawl has open are left out of a folder. FileNotFoundError: there is none."""
    if place.is_file():
        return [Source(path=place, name=place.name.removesuffix(OPEN))]
    found = [
        Source(path=path, name=path.relative_to(place).as_posix())
        for pattern in ("*.warc", "*.warc.gz")
        for path in place.rglob(pattern)
        if path.is_file()
    ]
    if not found:
        what = "no WARC file (*.warc, *.warc.gz) in it" if place.exists() else "no such file or folder"
        raise FileNotFoundError(f"{place}: {what}")
    return sorted(found, key=lambda source: source.name)


def read_captures(source: Source, offset: int = 0) -> Iterator[Capture]:
    """Every answer of *source* from the byte *offset* on, in order, each with its facts where it has any.
    OSError: the file can't be read."""
    waiting: Capture | None = None
    for raw in read_members(source.path, offset):
        if raw.fault:
            found: Capture | _Beside | None = Capture(file=source.name, offset=raw.offset, fault=raw.fault)
        else:
            found = _parse(source.name, raw.offset, raw.data)
        if isinstance(found, Capture):
            if waiting:
                yield waiting
            waiting = found
        elif found and waiting and waiting.id == found.answer:
            waiting = replace(waiting, facts=found.facts)
    if waiting:
        yield waiting


def read_payload(source: Source, file: str, offset: int) -> bytes | None:
    """The payload of the answer at *offset* of *file*, which stands beside *source*; None: it
    does not.

    A name that leads out of the folder is not followed.
    """
    folder = source.path.parent
    path = folder / file
    if not path.exists():
        path = path.with_name(path.name + OPEN)
    if folder.resolve() not in path.resolve().parents:
        return None
    try:
        raw = next(read_members(path, offset), None)
    except OSError:
        return None
    found = _parse(file, offset, raw.data) if raw and not raw.fault else None
    known = isinstance(found, Capture) and not found.fault and not found.revisit
    return found.body if isinstance(found, Capture) and known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """Facts, and the id of the answer that they are about."""

    answer: str
    facts: Facts


def _parse(file: str, offset: int, data: bytes) -> Capture | _Beside | None:
    """What a record says; None: nothing of an answer."""
    kind = _TYPE.search(data, 0, 4096)
    if kind is None:
        return Capture(file=file, offset=offset, fault="bad_record")
    if kind[1].lower() not in _READ:
        return None
    try:
        record = ArcWarcRecordLoader(verify_http=False).parse_record_stream(
            BytesIO(data), known_format="warc"
        )
        if record.rec_type == "metadata":
            facts = facts_from_json(record.raw_stream.read())
            answer = record.rec_headers.get_header("WARC-Concurrent-To")
            return _Beside(answer=answer, facts=facts) if facts and answer else None
        return _capture(file, offset, record)
    except _UNREADABLE:
        return Capture(file=file, offset=offset, fault="bad_record")


def _capture(file: str, offset: int, record: Any) -> Capture | None:
    head = record.rec_headers
    url = head.get_header("WARC-Target-URI") or ""
    date = _DATE.fullmatch(head.get_header("WARC-Date") or "")
    if not url.startswith(("http:", "https:")):
        return None  # dns and the like
    if date is None or record.http_headers is None:
        raise ValueError("no date, or no answer")
    length = int(head.get_header("Content-Length"))
    lines = tuple(record.http_headers.headers)
    chunked = (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    body = stream.read(LARGEST) if length else b""
    return Capture(
        file=file,
        offset=offset,
        id=head.get_header("WARC-Record-ID") or "",
        url=url,
        retrieved_at=f"{date[1]}Z",
        revisit=record.rec_type == "revisit",
        status=int(record.http_headers.get_statuscode()),
        lines=lines,
        body=body,
        truncated=head.get_header("WARC-Truncated") is not None,
    )
