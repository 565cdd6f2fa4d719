"""Sites with a past of their own, run by run."""

from datetime import UTC, datetime, timedelta

import pytest

from scraper.health.facts import Answers, ArticleFacts
from scraper.health.judgement import judge
from scraper.health.past import Past, Thresholds, Visit
from scraper.health.rhythm import Rhythm
from scraper.sites.site import Expect

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
GOOD = ArticleFacts(has=frozenset({"headline", "authors", "published"}), words=500, removed=0.1)


class LivingSite:
    """A site that is crawled every *step* hours; `go` runs and tells what was thought of each run."""

    def __init__(self, *, step=24.0, expect=None, start=MONDAY, thresholds=None):
        self.now = start
        self.step = timedelta(hours=step)
        self.expect = expect or Expect()
        self.thresholds = thresholds or Thresholds()
        self.articles = []
        self.answers = []
        self.rhythm = Rhythm()
        self.last = None

    def run(self, *articles, news=None, cut=None, looked=True, **answers):
        """One run that finds these *articles*; afterwards the clock stands at the next one."""
        fetched = answers.pop("fetched", len(articles))
        asked = answers.pop("asked", fetched + 2)
        answered = Answers(fetched=fetched, asked=asked, **answers)
        visit = Visit(
            now=self.now,
            articles=articles,
            news=sum(one.fresh for one in articles) if news is None else news,
            answers=answered,
            looked=looked,
            cut=cut,
        )
        past = Past(articles=tuple(self.articles), answers=tuple(self.answers), rhythm=self.rhythm)
        self.last = judge(visit, past, self.thresholds, self.expect)
        if cut is None:
            self.answers.append(answered)
            if looked:
                self.rhythm = self.rhythm.after(self.now, visit.news)
        # as much as is remembered of a real one
        self.articles = [*self.articles, *articles][-300:]
        self.answers = self.answers[-30:]
        self.now += self.step
        return self.last.health

    def live(self, days, publish):
        """The verdicts of the runs of so many *days*; *publish* tells how many articles a moment has new."""
        end = self.now + timedelta(days=days)
        verdicts = []
        while self.now < end:
            verdicts.append(self.run(*[GOOD] * publish(self.now)).verdict)
        return verdicts


@pytest.fixture
def living_site():
    return LivingSite


@pytest.fixture
def good():
    """Facts of an article as it should be."""
    return GOOD
