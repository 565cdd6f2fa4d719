"""Verdicts on sites with hand-written pasts."""

from dataclasses import replace

import pytest

from exports.health import Reason
from scraper.health.facts import ArticleFacts
from scraper.sites.site import Expect

NAKED = ArticleFacts(has=frozenset({"authors", "published"}), words=500, removed=0.1)
STUMP = ArticleFacts(has=frozenset({"headline", "authors", "published"}), words=30, removed=0.1)


def by_day(moment):
    """An article at each look from 7 to 22 o'clock, as at a newspaper with a night."""
    return 1 if 7 <= moment.hour < 22 else 0


def on_weekdays(moment):
    return 2 if moment.weekday() < 5 and 7 <= moment.hour < 18 else 0


def set_of(verdicts):
    return sorted(set(verdicts))


# ---- quiet, and what only looks like it


def test_a_steady_daily_site_is_new_then_fine(living_site):
    verdicts = living_site(step=24).live(40, lambda _: 5)
    assert verdicts[:6] == ["new"] * 6  # of fewer than 30 articles nothing is said
    assert set(verdicts[6:]) == {"fine"}


def test_a_site_looked_at_every_quarter_of_an_hour_sleeps_at_night(living_site):
    site = living_site(step=0.25)
    assert set_of(site.live(10, by_day)) == ["fine", "new"]
    # It dies on its 11th day at 6 in the morning, after a night of nine hours.
    verdicts = site.live(2, lambda _: 0)
    first = verdicts.index("quiet")
    assert set(verdicts[:first]) == {"fine"}
    assert set(verdicts[first:]) == {"quiet"}
    assert 10 < first / 4 < 11  # twice nine hours and a quarter after ten in the evening
    assert site.last.health.reasons == (
        Reason(verdict="quiet", figure="silence_hours", now=pytest.approx(56.0), usual=pytest.approx(9.25)),
    )


def test_a_weekend_is_no_silence(living_site):
    site = living_site(step=1)
    assert set_of(site.live(35, on_weekdays)) == ["fine", "new"]
    verdicts = site.live(7, lambda _: 0)
    # Friday 17 h to Monday 7 h are 62 hours: it is missed from Wednesday evening on.
    assert 4 < verdicts.index("quiet") / 24 + 2.5 < 6


def test_the_first_weekend_of_a_new_site_is_no_silence(living_site):
    assert "quiet" not in living_site(step=0.5).live(8, on_weekdays)


def test_a_weekly_site(living_site):
    site = living_site(step=6)
    assert "quiet" not in site.live(90, lambda moment: 6 if moment.weekday() == 3 and moment.hour == 6 else 0)
    verdicts = site.live(20, lambda _: 0)
    assert 8 < verdicts.index("quiet") / 4 < 14


def test_a_crawl_that_did_not_run_accuses_nobody(living_site):
    site = living_site(step=0.25)
    site.live(14, by_day)
    site.now += 10 * site.step * 96 / 24  # ten hours
    assert site.run(*[NAKED] * 0).verdict == "fine"
    site.live(1, by_day)
    site.now = site.now.replace(hour=12)
    before = site.rhythm.usual_pause()
    site.now += 480 * site.step  # five days
    site.live(2, by_day)
    assert site.rhythm.usual_pause() == before


def test_growth_is_fine(living_site, good):
    site = living_site(step=24)
    for day in range(30):
        verdict = site.run(*[good] * (4 + 3 * day)).verdict
        assert verdict in ("fine", "new")
    assert site.run(*[good] * 900).verdict == "fine"


def test_a_feed_that_was_lost_among_others_makes_a_thin_week(living_site):
    site = living_site(step=12)
    site.live(36, lambda _: 10)
    verdicts = site.live(10, lambda _: 1)
    assert verdicts[0] == "fine"
    assert verdicts[-1] == "quiet"
    assert site.last.health.reasons[0].figure == "news_of_week"
    assert site.last.health.reasons[0].usual == 140


def test_it_is_fine_again_with_the_first_news(living_site, good):
    site = living_site(step=1)
    site.live(20, by_day)
    assert site.live(3, lambda _: 0)[-1] == "quiet"
    assert site.run(good).verdict == "fine"


# ---- broken and changed


def known_site(living_site, good, articles=100):
    site = living_site(step=1)
    for _ in range(articles // 10):
        site.run(*[good] * 10)
    return site


def test_a_lost_headline_breaks_a_site(living_site, good):
    site = known_site(living_site, good)
    health = site.run(*[NAKED] * 10)
    reason = Reason(verdict="broken", figure="headline_missing", now=1.0, usual=0.0, of=10)
    assert (health.verdict, health.reasons) == ("broken", (reason,))
    assert health.figures["headline_missing"] == 1.0
    assert site.last.suspects == 10
    assert site.last.suspect


def test_articles_that_come_one_by_one_are_judged_together(living_site, good):
    site = known_site(living_site, good)
    verdicts = [site.run(NAKED).verdict for _ in range(10)]
    # five of eight: 56 * 0.02^5 = 2e-7
    assert verdicts == ["fine"] * 4 + ["broken"] * 6
    assert site.run().verdict == "broken"  # nothing new says otherwise
    verdicts = [site.run(good).verdict for _ in range(10)]
    assert verdicts[-1] == "fine"
    assert verdicts.index("fine") == 5  # six of the latest eight are good again


def test_a_run_of_many_good_ones_recovers_at_once(living_site, good):
    site = known_site(living_site, good)
    assert site.run(*[NAKED] * 10).verdict == "broken"
    site.articles[-10:] = [replace(one, suspect=True) for one in site.articles[-10:]]
    assert site.run(*[good] * 8).verdict == "fine"


def test_what_is_broken_for_long_does_not_become_usual(living_site, good):
    site = known_site(living_site, good)
    for _ in range(20):
        assert site.run(*[NAKED] * 10).verdict == "broken"
        count = site.last.suspects
        site.articles[-count:] = [replace(one, suspect=True) for one in site.articles[-count:]]


def test_stumps_are_broken_and_floods_are_a_change(living_site, good):
    site = known_site(living_site, good)
    site.articles = [replace(one, words=400 + number) for number, one in enumerate(site.articles)]
    assert site.run(*[STUMP] * 8).verdict == "broken"
    assert site.last.health.reasons[0].figure == "words"
    flood = replace(good, words=3000)
    site = known_site(living_site, good)
    assert site.run(*[flood] * 8).verdict == "changed"
    assert not site.last.suspect


def test_one_odd_article_is_no_news(living_site, good):
    site = known_site(living_site, good)
    assert site.run(STUMP).verdict == "fine"
    assert site.run(NAKED, *[good] * 9).verdict == "fine"
    assert site.run(*[replace(good, words=None)] * 9).verdict == "fine"  # films have few words


def test_authors_that_are_half_missing_by_custom_may_be_missing_in_eight(living_site, good):
    unsigned = replace(good, has=good.has - {"authors"})
    site = living_site(step=1)
    for _ in range(12):
        site.run(*[good, unsigned] * 5)
    assert [site.run(unsigned).verdict for _ in range(12)] == ["fine"] * 12
    assert site.run(*[unsigned] * 40).verdict == "changed"
    assert site.last.health.reasons[0].figure == "authors_missing"


def test_a_removed_share_that_jumps_is_a_change(living_site, good):
    site = known_site(living_site, good)
    assert site.run(*[replace(good, removed=0.3)] * 10).verdict == "fine"
    health = site.run(*[replace(good, removed=0.6)] * 10)
    assert (health.verdict, health.reasons[0].figure) == ("changed", "removed")
    assert (health.reasons[0].now, health.reasons[0].usual) == (0.6, 0.1)


def test_a_new_site_is_not_accused(living_site):
    site = living_site(step=1)
    for _ in range(3):
        assert site.run(*[NAKED] * 9, refused=9, asked=11).verdict == "new"


# ---- answers


def answering_site(living_site, good, runs=5):
    site = living_site(step=1)
    for _ in range(runs):
        site.run(*[good] * 10, found=30, complete=True)
    return site


@pytest.mark.parametrize(("figure", "verdict"), [("refused", "blocked"), ("lost", "broken")])
def test_refusals_block_and_losses_break(figure, verdict, living_site, good):
    site = answering_site(living_site, good)
    health = site.run(asked=12, looked=False, **{figure: 12})
    assert (health.verdict, health.reasons[0].figure, health.reasons[0].now) == (verdict, figure, 1.0)
    assert site.run(*[good] * 3, asked=12, **{figure: 2}).verdict == "fine"


def test_one_refusal_is_a_chance(living_site, good):
    site = answering_site(living_site, good)
    site.answers = [replace(one, asked=2) for one in site.answers]
    verdicts = [site.run(asked=2, refused=2).verdict for _ in range(3)]  # its feed was not due
    assert verdicts == ["fine", "fine", "blocked"]


@pytest.mark.parametrize(("figure", "verdict"), [("refused", "blocked"), ("lost", "broken")])
def test_a_site_of_which_nothing_is_to_be_had(figure, verdict, living_site, good):
    site = answering_site(living_site, good)
    health = site.run(asked=1, looked=False, **{figure: 1})
    assert health.reasons == (Reason(verdict=verdict, figure=figure, now=1.0, usual=0.0, of=1),)
    assert (
        answering_site(living_site, good, runs=2).run(asked=1, looked=False, **{figure: 1}).verdict == "new"
    )
    assert site.run(asked=2, refused=1, looked=False).verdict == "fine"


def test_a_site_whose_articles_are_paid_for_is_not_blocked(living_site, good):
    site = living_site(step=1)
    for _ in range(6):
        site.run(*[good] * 10, asked=20, refused=8)
    assert site.run(good, asked=20, refused=14).verdict == "fine"
    assert site.run(asked=20, refused=20).verdict == "blocked"


def test_pages_without_articles(living_site, good):
    site = answering_site(living_site, good)
    health = site.run(fetched=12, rejected=12)
    assert (health.verdict, health.reasons[0].figure) == ("broken", "rejected")


def test_sources_that_lead_nowhere(living_site, good):
    site = answering_site(living_site, good)
    assert site.run(found=0, complete=False).verdict == "fine"  # some rested, or were as they had been
    health = site.run(found=0, complete=True)
    assert health.reasons == (Reason(verdict="broken", figure="found", now=0.0, usual=30.0),)


def test_an_outage_is_no_measure_for_later_ones(living_site, good):
    site = answering_site(living_site, good, runs=3)
    for _ in range(8):
        assert site.run(asked=6, lost=6).verdict == "broken"
        site.answers[-1] = replace(site.answers[-1], suspect=site.last.suspect)
    assert site.run(*[good] * 8).verdict == "fine"


# ---- runs that cannot tell


@pytest.mark.parametrize("why", ["interrupted", "closespider_timeout", "limit"])
def test_a_run_that_was_cut_short_accuses_nobody(why, living_site, good):
    site = known_site(living_site, good)
    site.now += 2000 * site.step
    health = site.run(*[NAKED] * 10, refused=40, asked=40, cut=why)
    assert health.verdict == "unjudged"
    assert health.reasons == (Reason(verdict="unjudged", figure=why),)


def test_a_site_that_asks_for_a_pause_gets_it_until_it_is_long(living_site, good):
    site = living_site(step=1)
    site.live(20, by_day)
    verdicts = [site.run(looked=False, asked=0, postponed=True).verdict for _ in range(30)]
    first = verdicts.index("blocked")
    assert set(verdicts[:first]) == {"unjudged"}
    assert 10 <= first <= 13
    assert site.last.health.reasons[0].figure == "postponed_hours"


# ---- what the site file expects


def test_expected_fields_need_no_past(living_site, good):
    site = living_site(expect=Expect(fields=("headline", "dek")))
    health = site.run(*[good] * 10)
    assert [(reason.figure, reason.expected) for reason in health.reasons] == [("dek_missing", True)]
    assert health.verdict == "broken"
    full = replace(good, has=good.has | {"dek"})
    assert site.run(*[full] * 9, good).verdict == "new"  # one in ten may lack it


def test_an_expected_gap_takes_the_place_of_the_usual_one(living_site):
    site = living_site(step=1, expect=Expect(max_gap_hours=100))
    site.live(20, by_day)
    verdicts = site.live(5, lambda _: 0)
    assert 88 <= verdicts.index("quiet") <= 92  # nine hours of the night had passed
    nothing = living_site(step=1, expect=Expect(max_gap_hours=3))
    assert nothing.live(1, lambda _: 0)[:6] == ["new", "new", "new", "new", "quiet", "quiet"]


def test_expected_articles_a_day(living_site):
    site = living_site(step=2, expect=Expect(articles_a_day=12))
    assert set_of(site.live(3, lambda _: 1)) == ["fine", "new"]
    verdicts = site.live(2, lambda moment: int(moment.hour % 4 == 0))
    assert verdicts[-1] == "quiet"
    assert site.last.health.reasons[0].now == 6


def test_expected_words(living_site, good):
    site = living_site(expect=Expect(body_words=501))
    assert site.run(*[good] * 8).reasons[0].figure == "words"
    assert site.run(*[replace(good, words=501)] * 8).verdict == "new"


def test_the_weightiest_trouble_is_the_verdict(living_site, good):
    site = known_site(living_site, good)
    health = site.run(*[replace(NAKED, removed=0.9)] * 10, refused=90, asked=100)
    assert health.verdict == "blocked"
    assert [reason.verdict for reason in health.reasons] == ["blocked", "broken", "changed"]
