"""news-please's `from_html`, without pictures."""

from __future__ import annotations

from newsplease import NewsPlease

from benchmarks.prediction import Prediction
from scraper.page import Page, decode


def predict(url: str, html: bytes) -> Prediction:
    """Its text and fields; its dates have no zone."""
    found = NewsPlease.from_html(decode(Page(url=url, body=html))[1], url=url, fetch_images=False)
    if not found:
        return Prediction()
    return Prediction(
        body=found.maintext,
        title=found.title,
        authors=tuple(found.authors or ()),
        published=found.date_publish.isoformat() if found.date_publish else None,
        language=found.language,
    )
