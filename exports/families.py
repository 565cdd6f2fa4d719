"""Articles that several sites print, as the ledger of an export knows them."""

from __future__ import annotations

from dataclasses import dataclass

from exports.ledger_file import LedgerFile

_COPIES = """
SELECT DISTINCT copy.id AS id, copy.site AS site, coalesce(copy.duplicate_of, copy.similar_to) AS root,
    copy.duplicate_of IS NOT NULL AS same
FROM articles AS copy WHERE copy.duplicate_of IS NOT NULL OR copy.similar_to IS NOT NULL
"""
_FIRST = "SELECT min(number) FROM articles WHERE id = copies.root"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How often one site printed what stood on another one first."""

    first: str
    """The site on which the articles were found first."""
    copy: str
    same: int
    """Articles with the same text."""
    near: int
    """Articles with nearly the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One text, and who printed it."""

    headline: str | None
    """Of the article that was found first."""
    url: str
    first: str
    """Its site."""
    sites: int
    """How many sites printed it, this one included."""
    articles: int


class Families(LedgerFile):
    """The ledger at a path, opened `read_only`, asked for copies between sites; errors as in `LedgerFile`."""

    def pairs(self, most: int) -> list[Pair]:
        """The pairs of different sites with the most copies, at most *most*."""
        sql = f"""SELECT first.site, copies.site, sum(copies.same), sum(NOT copies.same)
            FROM ({_COPIES}) AS copies JOIN articles AS first ON first.number = ({_FIRST})
            WHERE first.site <> copies.site GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT ?"""  # noqa: S608
        return [Pair(first=a, copy=b, same=same, near=near) for a, b, same, near in self._ask(sql, most)]

    def largest(self, most: int) -> list[Family]:
        """The texts that most sites printed, at most *most*; two sites at least."""
        sql = f"""SELECT first.headline, first.url, first.site,
                1 + count(DISTINCT CASE WHEN copies.site <> first.site THEN copies.site END) AS sites,
                1 + count(DISTINCT copies.id)
            FROM ({_COPIES}) AS copies JOIN articles AS first ON first.number = ({_FIRST})
            GROUP BY copies.root HAVING sites > 1 ORDER BY 4 DESC, 5 DESC, 2 LIMIT ?"""  # noqa: S608
        names = ("headline", "url", "first", "sites", "articles")
        return [Family(**dict(zip(names, row, strict=True))) for row in self._ask(sql, most)]
