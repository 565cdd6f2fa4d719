"""The tables in which the past of sites is kept, and what is asked of them (SQLite)."""

from __future__ import annotations

TABLES = """
CREATE TABLE articles (
    number  INTEGER PRIMARY KEY,
    site    TEXT NOT NULL,
    run     TEXT NOT NULL,
    seen    TEXT NOT NULL,  -- UTC instant, as all moments here
    has     TEXT NOT NULL,  -- names of fields, with a space between
    words   INTEGER,
    removed REAL NOT NULL,
    fresh   INTEGER NOT NULL,
    suspect INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX latest ON articles (site, number);
CREATE TABLE runs (
    site TEXT NOT NULL, view TEXT NOT NULL, ended TEXT NOT NULL, run TEXT NOT NULL,
    found INTEGER NOT NULL, asked INTEGER NOT NULL, refused INTEGER NOT NULL, lost INTEGER NOT NULL,
    fetched INTEGER NOT NULL, rejected INTEGER NOT NULL, complete INTEGER NOT NULL,
    postponed INTEGER NOT NULL, suspect INTEGER NOT NULL,
    PRIMARY KEY (site, view, ended, run)
) WITHOUT ROWID;
CREATE TABLE rhythms (
    site TEXT NOT NULL, view TEXT NOT NULL, looked TEXT NOT NULL, rhythm TEXT NOT NULL,
    PRIMARY KEY (site, view)
) WITHOUT ROWID;
"""
ADD = "INSERT INTO articles (site, run, seen, has, words, removed, fresh) VALUES (?, ?, ?, ?, ?, ?, ?)"
ARTICLES = """
SELECT has, words, removed, fresh, suspect AND seen >= ?4 FROM articles
WHERE site = ?1 AND (run = ?2) = ?3 ORDER BY number DESC LIMIT ?5
"""
RUNS = """
SELECT found, asked, refused, lost, fetched, rejected, complete, postponed, suspect AND ended >= ? FROM runs
WHERE site = ? AND view = ? ORDER BY ended DESC, run DESC LIMIT ?
"""
UNCOUNTED = "SELECT count(*), max(seen) FROM articles WHERE site = ? AND run <> ? AND fresh AND seen > ?"
SUSPECT = """
UPDATE articles SET suspect = 1 WHERE number IN (
    SELECT number FROM articles WHERE site = ? ORDER BY number DESC LIMIT ?
)
"""
FORGET_ARTICLES = """
DELETE FROM articles WHERE number IN (
    SELECT number FROM (
        SELECT number, seen, row_number() OVER (PARTITION BY site ORDER BY number DESC) AS place FROM articles
    ) WHERE place > ? OR seen < ?
)
"""
FORGET_RUNS = """
DELETE FROM runs WHERE (site, view, ended, run) IN (
    SELECT site, view, ended, run FROM (
        SELECT *, row_number() OVER (PARTITION BY site, view ORDER BY ended DESC, run DESC) AS place FROM runs
    ) WHERE place > ? OR ended < ?
)
"""
