"""readability-lxml: the text of its summary and its short title."""

from __future__ import annotations

from lxml import html as markup
from readability import Document

from benchmarks.metrics import squash
from benchmarks.prediction import Prediction
from scraper.page import Page, decode

_BLOCKS = (
    "p div section article header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr blockquote pre figure br hr"
)


def predict(url: str, html: bytes) -> Prediction:
    """It gives markup; a line is what stands between two block tags."""
    document = Document(decode(Page(url=url, body=html))[1], url=url)
    return Prediction(body=_to_lines(document.summary(html_partial=True)), title=document.short_title())


def _to_lines(summary: str) -> str:
    if not summary.strip():
        return ""
    root = markup.fromstring(summary)
    for element in root.iter(*_BLOCKS.split()):
        element.text = "\u2028" + (element.text or "")
        element.tail = "\u2028" + (element.tail or "")
    return "\n".join(filter(None, map(squash, "".join(map(str, root.itertext())).split("\u2028"))))
