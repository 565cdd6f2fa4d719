"""How many requests one site gets in one run, and what it has to show for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scrapy.settings import BaseSettings

from scraper.discovery.traps import family_of

ARTICLE_LIMIT, UNNAMED_LIMIT, TRAP, NO_NEW = "article_limit", "unnamed_limit", "trap", "no_new_articles"
_FAMILY = 20
"""Requests in a row without a new article after which a family of unnamed addresses is left."""
_MOST_FAMILIES = 10_000
UNNAMED_REDIRECTS = 5
"""Followed for an address that nothing names; each counts as a request when it is known."""


@dataclass(slots=True, kw_only=True)
class SiteBudget:
    """The requests of one site in one run.

    An address is *named* by a feed or sitemap that dates it. All else, the section pages included, could be
    made up by the site without end, one page leading to the next. It shares an allowance, and every new
    article that a feed or sitemap led to adds one to it: a newsroom earns what a trap does not.
    """

    articles: int
    """Articles that may be asked for."""
    unnamed: int
    """Requests that may be made for what no feed or sitemap names."""
    sections: int
    """Section pages that may be asked for."""
    fruitless: int
    """Requests in a row without a new article after which the site is left."""
    asked: int = 0
    spent: int = 0
    """Of the allowance."""
    spent_on_sections: int = 0
    earned: int = 0
    row: int = 0
    """Requests in a row without a new article."""
    families: Counter[str] = field(default_factory=Counter)
    """The same by `family_of` the address."""

    @property
    def left(self) -> bool:
        """Whether the site is left for this run."""
        return self.row >= self.fruitless

    def has_allowance(self, under_way: int) -> bool:
        """Whether one more request may be made for an article that nothing names, while *under_way* others
        may turn out to be redirects."""
        spent = self.spent + UNNAMED_REDIRECTS * under_way
        return not self.left and self.asked < self.articles and spent < self.unnamed + self.earned

    def allows_named(self, unnamed_waiting: int) -> bool:
        """Whether one more named article may be asked for. Part of the articles is kept for unnamed ones:
        what stands on the front page alone is often the newest."""
        kept = min(unnamed_waiting, max(self.unnamed + self.earned - self.spent, 0), self.articles // 4)
        return not self.left and self.asked + kept < self.articles

    def allows_section(self) -> bool:
        """Whether one more section page may be asked for: at first for a third of the allowance."""
        first = self.unnamed // 3 + self.earned
        spent = self.spent_on_sections
        return spent < min(self.sections, first) and self.spent < self.unnamed + self.earned

    def is_dropped(self, url: str) -> bool:
        """Whether addresses of the shape of *url* have led to nothing too often."""
        return self.families[family_of(url)] >= _FAMILY

    def ask_article(self, *, named: bool) -> None:
        """An article is asked for."""
        self.asked += 1
        self.spent += not named

    def ask_page(self, *, section: bool) -> None:
        """A section page is asked for, or a front page or customary address."""
        self.spent += 1
        self.spent_on_sections += section

    def bore_fruit(self, url: str, *, earns: bool) -> None:
        """The request for *url* brought a new article; it *earns* if a feed or sitemap led to it and it is
        dated."""
        self.row = 0
        self.families.pop(family_of(url), None)
        self.earned += earns

    def bore_none(self, url: str, requests: int = 1) -> None:
        """*requests*, redirects counted, were made for *url* and brought nothing new."""
        self.row += requests
        self.spent += requests - 1
        if len(self.families) < _MOST_FAMILIES:
            self.families[family_of(url)] += 1

    def why_left(self, url: str, *, named: bool) -> str:
        """Why *url*, which is due, was not asked for."""
        if self.left:
            return NO_NEW
        if not named and self.is_dropped(url):
            return TRAP
        if not named and self.spent >= self.unnamed + self.earned:
            return UNNAMED_LIMIT
        return ARTICLE_LIMIT


def budget_of(settings: BaseSettings, *, limit: int | None, vouched: bool) -> SiteBudget:
    """The budget of a site by the *settings*; *limit*: articles, where less or more than usual are wanted.

    *vouched*: someone said which section pages of the site to read, so that these are no trap.
    """
    articles = limit or settings.getint("COPYDESK_SITE_ARTICLES")
    sections = settings.getint("COPYDESK_SITE_SECTIONS")
    unnamed = settings.getint("COPYDESK_SITE_UNNAMED")
    return SiteBudget(
        articles=articles,
        unnamed=max(unnamed, 3 * sections + articles) if vouched else unnamed,
        sections=sections,
        fruitless=settings.getint("COPYDESK_SITE_FRUITLESS"),
    )
