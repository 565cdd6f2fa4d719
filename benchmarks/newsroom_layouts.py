"""How made-up pages are laid out: ten ways that rules were written with in view, and eight that were not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: what it says and what it is."""

    text: str
    reason: str
    """A reason of the record, `prose`, or `headline`: a teaser's."""


def lay_semantic(lines: Sequence[Line]) -> str:
    """An `<article>` whose elements say what they are."""
    names = {"ad_label": "ad-slot", "related_teaser": "related", "headline": "related", "caption": "caption"}
    parts = [
        f"<p>{line.text}</p>"
        if line.reason == "prose"
        else f'<aside class="{names.get(line.reason, line.reason)}"><p>{line.text}</p></aside>'
        for line in lines
    ]
    return f"<article>{''.join(parts)}</article>"


def lay_hashed(lines: Sequence[Line]) -> str:
    """Classes that say nothing."""
    parts = [
        f'<p class="sc-1x9k2">{line.text}</p>'
        if line.reason == "prose"
        else f'<div class="sc-7qw3e"><p class="sc-1x9k2">{line.text}</p></div>'
        for line in lines
    ]
    return f'<div class="css-k3j2">{"".join(parts)}</div>'


def lay_flat(lines: Sequence[Line]) -> str:
    """Paragraphs, one like the other."""
    return f"<div>{''.join(f'<p>{line.text}</p>' for line in lines)}</div>"


def lay_linked(lines: Sequence[Line]) -> str:
    """Paragraphs; what calls the reader, and other articles' headlines, are links."""
    parts = [
        f"<p>{line.text}</p>"
        if line.reason in ("prose", "ad_label", "byline", "dateline_meta", "caption", "copyright")
        else f'<p><a href="/go/{number}">{line.text}</a></p>'
        for number, line in enumerate(lines)
    ]
    return f'<div class="text">{"".join(parts)}</div>'


def lay_breaks(lines: Sequence[Line]) -> str:
    """Text between empty lines."""
    return f"<div>{'<br><br>'.join(line.text for line in lines)}</div>"


def lay_glued(lines: Sequence[Line]) -> str:
    """Text between empty lines; residue hangs on its neighbour by a single break."""
    text = ""
    for number, line in enumerate(lines):
        glue = (
            "<br><br>"
            if line.reason == "prose" and number and lines[number - 1].reason == "prose"
            else "<br>"
        )
        text += (glue if number else "") + line.text
    return f'<div class="b">{text}</div>'


def lay_divisions(lines: Sequence[Line]) -> str:
    """Paragraphs in bare `<div>`."""
    return f"<div>{''.join(f'<div>{line.text}</div>' for line in lines)}</div>"


def lay_figures(lines: Sequence[Line]) -> str:
    """Paragraphs; other articles' headlines stand under their pictures, captions under theirs."""
    parts = []
    for line in lines:
        if line.reason in ("headline", "caption"):
            parts.append(f'<figure><img src="/i.jpg" alt="{line.text}"><p>{line.text}</p></figure>')
        else:
            parts.append(f"<p>{line.text}</p>")
    return f'<div class="c">{"".join(parts)}</div>'


def lay_table(lines: Sequence[Line]) -> str:
    """A page of tables, as of old."""
    rows = "".join(f"<p>{line.text}</p>" for line in lines)
    return (
        '<table><tr><td width="20%"><a href="/">Index</a></td>'
        f"<td><table><tr><td>{rows}</td></tr></table></td></tr></table>"
    )


def lay_nested(lines: Sequence[Line]) -> str:
    """Every paragraph deep in boxes of its own."""
    parts = [f'<div class="r"><div class="s"><div><p>{line.text}</p></div></div></div>' for line in lines]
    return f'<div class="a"><div class="b"><section>{"".join(parts)}</section></div></div>'


LAYOUTS: dict[str, Callable[[Sequence[Line]], str]] = {
    "semantic": lay_semantic,
    "hashed": lay_hashed,
    "flat": lay_flat,
    "linked": lay_linked,
    "breaks": lay_breaks,
    "glued": lay_glued,
    "divisions": lay_divisions,
    "figures": lay_figures,
    "table": lay_table,
    "nested": lay_nested,
}


def lay_fonts(lines: Sequence[Line]) -> str:
    """`<font>` and `<center>`, and paragraphs that nobody closes."""
    parts = [
        f'<center><font face="Verdana" size="1">{line.text}</font></center>'
        if line.reason in ("ad_label", "caption", "copyright")
        else f'<p><font face="Verdana" size="2">{line.text}</font>'
        for line in lines
    ]
    return (
        f'<table width="600"><tr><td><font face="Verdana" size="2">{"".join(parts)}</font></td></tr></table>'
    )


def lay_custom(lines: Sequence[Line]) -> str:
    """Elements of the site's own naming."""
    parts = [f"<story-line>{line.text}</story-line>" for line in lines]
    return f"<story-view><story-flow>{''.join(parts)}</story-flow></story-view>"


def lay_sections(lines: Sequence[Line]) -> str:
    """A `<section>` for each paragraph."""
    return f"<main>{''.join(f'<section><p>{line.text}</p></section>' for line in lines)}</main>"


def lay_items(lines: Sequence[Line]) -> str:
    """Paragraphs as items of a list."""
    parts = [f'<li class="piece"><p>{line.text}</p></li>' for line in lines]
    return f'<ul class="pieces">{"".join(parts)}</ul>'


def lay_amp(lines: Sequence[Line]) -> str:
    """AMP: elements of its own for advertisements and pictures."""
    parts = []
    for line in lines:
        if line.reason == "ad_label":
            parts.append('<amp-ad width="300" height="250" type="doubleclick"></amp-ad>')
        if line.reason == "caption":
            parts.append('<amp-img src="/i.jpg" width="600" height="400" layout="responsive"></amp-img>')
        parts.append(f"<p>{line.text}</p>")
    return f'<article class="amp-article"><div class="amp-content">{"".join(parts)}</div></article>'


def lay_deep(lines: Sequence[Line]) -> str:
    """Seven `<div>` around every line, as component libraries leave them."""
    opening = (
        '<div class="css-1dbjc4n"><div data-block="true"><div class="css-901oao r-18jsvk2">'
        "<div><div><div><div><span>"
    )
    parts = [f"{opening}{line.text}</span>{'</div>' * 7}" for line in lines]
    return f'<div id="root"><div><div class="css-1dbjc4n">{"".join(parts)}</div></div></div>'


def lay_mixed(lines: Sequence[Line]) -> str:
    """Bare text between empty lines and paragraphs in turn."""
    parts = [f"<p>{line.text}</p>" if i % 3 == 1 else f"{line.text}<br><br>" for i, line in enumerate(lines)]
    return f'<div class="entry">{"".join(parts)}</div>'


def lay_rows(lines: Sequence[Line]) -> str:
    """A table with a row for each paragraph."""
    rows = "".join(f'<tr><td class="t">{line.text}</td></tr>' for line in lines)
    return f'<table class="story" cellpadding="4">{rows}</table>'


UNSEEN_LAYOUTS: dict[str, Callable[[Sequence[Line]], str]] = {
    "fonts": lay_fonts,
    "custom": lay_custom,
    "sections": lay_sections,
    "items": lay_items,
    "amp": lay_amp,
    "deep": lay_deep,
    "mixed": lay_mixed,
    "rows": lay_rows,
}
