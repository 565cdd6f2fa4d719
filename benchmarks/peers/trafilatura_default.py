"""trafilatura as it comes: text alone."""

from __future__ import annotations

import trafilatura

from benchmarks.prediction import Prediction


def predict(url: str, html: bytes) -> Prediction:
    """Its text without comments; no fields."""
    return Prediction(body=trafilatura.extract(html, url=url, include_comments=False))
