"""Copydesk's crawler and extractor."""
