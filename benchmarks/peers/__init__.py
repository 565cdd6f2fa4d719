"""The extractors that are measured: one module each, `predict(url, html) -> Prediction`."""
