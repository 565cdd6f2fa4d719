"""Signals between those who deliver records and those who remember addresses."""

records_durable = object()
"""Sent after a delivery: `records` is a list of `exports.ledger.Delivered`, on disk and in the ledger."""
