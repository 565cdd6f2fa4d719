"""A record that says everything, one that says nothing, and one whose publisher means ill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from exports.record import (
    Access,
    Author,
    BodyBlock,
    Correction,
    Image,
    Link,
    Record,
    Removed,
    Video,
    join_text,
)

BODY = (
    BodyBlock(type="paragraph", text="The tram ran again\nalong the river."),
    BodyBlock(type="heading", text="Sixty years", level=2),
    BodyBlock(type="list_item", text="one bell"),
    BodyBlock(type="list_item", text="two bridges"),
    BodyBlock(type="quote", text="“We waited.”"),
    BodyBlock(type="preformatted", text="08:00  River\n```\n08:10  Mill"),
)


@pytest.fixture
def full(make_record: Callable[..., Record]) -> Record:
    """Everything that a page can state."""
    return make_record(
        1,
        version=2,
        change="corrected",
        kind="opinion",
        publisher="The Gazette",
        headline="Trams, again",
        dek="They are back.",
        authors=(
            Author(name="Ada Vale", kind="person", url="https://gazette.example/ada"),
            Author(name="AFP", kind="agency"),
            Author(name="Lena Orrick", kind="person", role="photo"),
        ),
        modified_at="2026-01-02T10:00:00Z",
        section="City",
        tags=("trams", "river"),
        text=join_text(BODY),
        body=BODY,
        images=(Image(url="https://gazette.example/a.jpg", caption="A tram", credit="L. O.", lead=True),),
        videos=(Video(url="https://gazette.example/v", title="A film"),),
        links=(Link(url="https://gazette.example/c", text="river", block=0),),
        corrections=(Correction(kind="correction", text="It was two.", published_at="2026-01-03"),),
        removed=(Removed(before=0, reason="ad_label", rule="x", text="Advertisement"),),
        access=Access(free=True, truncated=False),
        agency="AFP",
    )


@pytest.fixture
def bare(make_record: Callable[..., Record]) -> Record:
    """Nothing but its address."""
    nothing: dict[str, Any] = dict.fromkeys(("headline", "language", "published_at", "published_raw"))
    return make_record(2, text="", site="kurier.example", published_on="2026-01-02", **nothing)


@pytest.fixture
def hostile(make_record: Callable[..., Record]) -> Record:
    """Formulas, markup and a line separator where words should be."""
    text = "- [x](javascript:a)\n\n1. <script>alert(1)</script> &amp; *b* _c_ `d` #e\n\n# www.example.org\u2028|~~"
    record = make_record(3, text=text, headline='=HYPERLINK("http://x.example","y")', section="+1")
    return replace(record, tags=("</script>", 'a, "b"'))
