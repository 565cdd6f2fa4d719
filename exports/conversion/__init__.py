"""Records in the forms of others: Parquet, CSV, schema.org, zyte Article, a text or Markdown file an article.

Each writer takes records one at a time, or in small batches, and gives back how many articles it wrote.
"""
