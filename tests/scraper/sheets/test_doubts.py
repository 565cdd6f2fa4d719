"""What is suspicious about an article."""

from exports.record import Removed
from scraper.sheets.doubts import Habits, find_doubts


def cut(reason, rule, text="Advertisement"):
    return Removed(before=0, reason=reason, rule=rule, text=text)


def habits_of(make_record, usual, number=100):
    habits = Habits()
    for _ in range(number):
        habits.add(make_record(1, removed=(usual, usual)))
    return habits


def test_nothing_speaks_against_a_usual_article(make_record):
    usual = cut("ad_label", "prompts/label")
    assert find_doubts(make_record(1, removed=(usual,)), habits_of(make_record, usual), 0.95) == []


def test_the_weightiest_stands_first(make_record):
    usual, rare = cut("ad_label", "prompts/label"), cut("promo", "appeals/promo", "word " * 60)
    habits = habits_of(make_record, usual)
    record = make_record(2, removed=(usual, rare), flags=("mostly_removed", "no_date", "short_body"))
    habits.add(record)
    assert [doubt.words for doubt in find_doubts(record, habits, 0.4)] == [
        "mostly_removed: more words were removed than kept",
        "its text is only 40 % like the one in JSON-LD",
        "rare removal, promo by appeals/promo: in 1 of 101 articles of this site",
        "a block of 60 words was removed: promo by appeals/promo",
        "short_body: the text is very short",
    ]


def test_of_few_articles_nothing_is_rare(make_record):
    rare = cut("promo", "appeals/promo")
    habits = habits_of(make_record, cut("ad_label", "prompts/label"), number=20)
    assert find_doubts(make_record(2, removed=(rare,)), habits) == []


def test_long_comments_are_nothing_special(make_record):
    assert find_doubts(make_record(1, removed=(cut("comments", "x", "word " * 90),)), Habits()) == []
