"""newspaper4k, fed with the page: it fetches neither it nor its pictures."""

from __future__ import annotations

import newspaper

from benchmarks.prediction import Prediction
from scraper.page import Page, decode


def predict(url: str, html: bytes) -> Prediction:
    """Its text and fields; `nlp()`, which would load NLTK's data, is not called."""
    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=decode(Page(url=url, body=html))[1])
    article.parse()
    return Prediction(
        body=article.text,
        title=article.title,
        authors=tuple(article.authors),
        published=article.publish_date.isoformat() if article.publish_date else None,
        language=article.meta_lang,
    )
