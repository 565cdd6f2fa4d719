"""trafilatura with metadata: text and fields."""

from __future__ import annotations

import trafilatura
from trafilatura.settings import Document

from benchmarks.prediction import Prediction


def predict(url: str, html: bytes) -> Prediction:
    """Its text without comments, and the fields that it reads; a day is the finest date it gives."""
    found = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    if not isinstance(found, Document):
        return Prediction()
    return Prediction(
        body=found.text,
        title=found.title,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        published=found.date,
        language=found.language,
    )
