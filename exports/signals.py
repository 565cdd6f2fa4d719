"""Signals between those who deliver records and those who remember addresses."""

records_durable = object()
"""Sent after a delivery: `records` is a list of `exports.ledger.Delivered`, on disk and in the ledger."""

page_gone = object()
"""Sent where the page of a filed article is not there any more: `requested_url`, `article_id`, `reason`
(`http_404`, `http_410`) and `seen_at`, a UTC instant."""
