"""Lines that no list has go by their words; prose in the same words, places and shapes stays."""

from collections import Counter

import pytest
from regions import region_of

from scraper.extraction.boilerplate.grammar import Reading
from scraper.extraction.boilerplate.worded import is_spoken, reads_as_prose, weigh_lines
from scraper.extraction.extract import extract_article
from scraper.extraction.region import Facts
from scraper.page import Page
from scraper.sites.site import Site

NEWS = {
    "en": [
        "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
        "Work on the new wall will begin in March and will take two years, the mayor told residents.",
        "Fishermen had asked for the repair after three storms damaged their boats last winter.",
        "The money comes from a fund that the county set up after the flood of 1987.",
    ],
    "de": [
        "Der Stadtrat von Marlau hat am Dienstagabend beschlossen, die alte Hafenmauer neu zu bauen.",
        "Die Arbeiten an der Mauer beginnen im März und dauern zwei Jahre, sagte der Bürgermeister.",
        "Die Fischer hatten darum gebeten, nachdem drei Stürme ihre Boote beschädigt hatten.",
        "Das Geld kommt aus einem Topf, den der Kreis nach der Flut von 1987 eingerichtet hat.",
    ],
}


def article_of(language, extra, leaning="balanced"):
    lines = NEWS[language]
    text = "".join(f"<p>{line}</p>" for line in [*lines[:2], extra, *lines[2:]])
    page = f"<html lang={language}><title>Wall</title><h1>Wall</h1><div>{text}</div></html>"
    return extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()),
        Site(domain="gazette.example"),
        leaning=leaning,
    )


@pytest.mark.parametrize(
    ("language", "line", "reason"),
    [
        ("en", "The video could not be loaded because you have declined cookies.", "consent"),
        ("en", "Five headlines before breakfast: our daily email is free.", "newsletter"),
        ("en", "Spotted a slip in this story? Drop our desk a line.", "correction_request"),
        ("de", "Werbung überspringen", "ad_label"),
        ("de", "Das könnte Sie ebenfalls interessieren", "related_teaser"),
    ],
)
def test_residue_goes_for_its_reason(language, line, reason):
    article = article_of(language, line)
    assert [block.text for block in article.body] == NEWS[language]
    assert [(row.text, row.reason) for row in article.removed if row.text == line] == [(line, reason)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "He said nothing."),
        ("en", "Our ruling"),
        ("en", "The video shows a wave breaking over the wall and two men running."),
        ("en", "Cookies and tea were served to the fishermen who had come to listen."),
        ("en", "Two men were taken to hospital by ambulance."),
        (
            "en",
            "The reply came on a card that hangs in the mayor's office: “We thank you for the interest that "
            "you take in our wall, which will stay as it is, stone by stone.”",
        ),
        ("de", "Niemand klatschte."),
        ("de", "Die Verletzten kamen mit Rettungswagen ins Krankenhaus."),
        ("de", "Die Werbung für das neue Hafenfest hängt seit Mai in allen Bussen."),
    ],
)
def test_prose_stays(language, line):
    assert line in [block.text for block in article_of(language, line).body]


def test_leanings_take_more_or_less_on_words_alone():
    def keeps(line, leaning):
        return line in [block.text for block in article_of("en", line, leaning).body]

    call, label = (
        "Further voices from the harbour, week by week",
        "More voices from the harbour next week",
    )
    assert [keeps(call, leaning) for leaning in ("precision", "balanced", "recall")] == [False, True, True]
    assert [keeps(label, leaning) for leaning in ("precision", "balanced", "recall")] == [False, False, True]


def test_news_is_told_from_calls_made_of_the_same_classes():
    line = "The company declined to comment on the report."
    assert line in [block.text for block in article_of("en", line, "precision").body]
    call = "Comment on our report"
    assert call not in [block.text for block in article_of("en", call).body]


def lines_of(lines):
    """The body's lines where single breaks part *lines*."""
    page = f"<html lang=en><title>Wall</title><h1>Wall</h1><div>{'<br>'.join(lines)}</div></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [line for block in article.body for line in block.text.splitlines()]


def test_a_label_that_hangs_on_a_paragraph_by_one_break_goes():
    news = NEWS["en"]
    assert lines_of([*news[:2], "Skip this advert", *news[2:]]) == news


def test_verse_in_the_words_of_calls_stays():
    verse = [
        "Follow us home",
        "Share your bread with the stranger",
        "Read me the letters from our sea",
        "Leave a light on",
        "Sign nothing",
    ]
    assert lines_of([*NEWS["en"][:3], *verse, NEWS["en"][3]]) == [*NEWS["en"][:3], *verse, NEWS["en"][3]]


def test_a_label_that_stands_again_and_again_is_the_articles_own():
    news, labels = NEWS["en"], ["Posted: 13 March, 7 pm", "Posted: 14 March, 7 pm"]
    once = "".join(f"<p>{line}</p>" for line in [*news[:2], labels[0], *news[2:]])
    often = "".join(f"<p>{line}</p><p>{label}</p>" for line in news[1:] for label in labels)
    texts = []
    for text in (once, f"<p>{news[0]}</p>{often}"):
        page = f"<html lang=en><title>Wall</title><h1>Wall</h1><div>{text}</div></html>"
        article = extract_article(
            Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
        )
        texts.append([block.text for block in article.body])
    assert texts[0] == news
    assert labels[0] in texts[1]


@pytest.mark.parametrize(
    "line",
    [
        "Follow us, shouted the pilot. The boats went home.",
        "Sign up, whoever can, the captain wrote. Four men did.",
    ],
)
def test_a_sentence_that_opens_as_a_call_does_and_tells_of_something_stays(line):
    assert line in texts_at_foot(line)


@pytest.mark.parametrize(
    "line", ["Share this story with a friend.", "Subscribe to our newsletter. It is free."]
)
def test_a_call_at_the_foot_goes(line):
    assert line not in texts_at_foot(line)


def texts_at_foot(line):
    """The body of an article under which *line* stands."""
    lines = [*NEWS["en"], line]
    text = "".join(f"<p>{one}</p>" for one in lines)
    page = f"<html lang=en><title>Wall</title><h1>Wall</h1><div>{text}</div></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body]


def test_speech_that_a_colon_announces_is_not_weighed():
    said = "His letter ended so: “Subscribe to our newsletter before it is free”."
    lines = [*NEWS["en"], said, said.replace(": ", " "), NEWS["en"][0]]
    region = region_of("".join(f"<p>{line}</p>" for line in lines), facts=Facts(language="en"))
    assert (4 in weigh_lines(region), 5 in weigh_lines(region)) == (False, True)


def test_a_sentence_of_an_interview_takes_more():
    talk = ["How long?", "Forty winters.", "Who calls?", "Gulls.", "And the post?", "It is late."]
    line = "Thousands have subscribed to your channel."

    def least(lines):
        region = region_of("".join(f"<p>{one}</p>" for one in lines), facts=Facts(language="en"))
        return weigh_lines(region)[len(lines) - 1].least

    plain = least([*NEWS["en"], line])
    assert least([*NEWS["en"], *talk, line]) == plain + 2
    assert least([*NEWS["en"], *talk[:4], line]) == plain


@pytest.mark.parametrize(
    ("line", "prose"),
    [("Support each other: such a storm comes once in a life.", True), ("Share this story now.", False)],
)
def test_all_words_of_a_line_say_whether_it_is_prose(line, prose):
    region = region_of("".join(f"<p>{one}</p>" for one in [*NEWS["en"], line]), facts=Facts(language="en"))
    assert reads_as_prose(region, 4) is prose


def test_what_somebody_says_is_no_note_on_the_author():
    html = "".join(f"<p>{line}</p>" for line in NEWS["en"])
    note = "The reporter Ida Kerr covers the coast for the Gazette"
    said = f"{note}. “The wall will stand for years and nobody asked the gulls what they think.”"
    titled = "Sign up for our newsletter “Walls of the Coast” today."
    for line, weighed in ((said, False), (titled, True)):
        region = region_of(f"<main>{html}<p>{line}</p>{html}</main>", facts=Facts(language="en"))
        assert (len(NEWS["en"]) in weigh_lines(region)) is weighed


def test_a_sentence_that_tells_takes_more_than_one_that_asks():
    lines = {
        "Read on below, advises the sign at the gate.": True,
        "Read on below with our free newsletter.": False,
        "Read on below, advises the sign at your gate.": False,
        "Read on below, advises the sign": False,
    }
    html = "".join(f"<p>{line}</p>" for line in [*NEWS["en"], *lines])
    weighed = weigh_lines(region_of(f"<main>{html}</main>", facts=Facts(language="en")))
    for position, (line, more) in enumerate(lines.items(), len(NEWS["en"])):
        assert position in weighed, line
        extra = weighed[position].need - weighed[position].least
        assert (extra >= 2.0) is more, (line, weighed[position].reason, extra)


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        (Reading(content=8), True),
        (Reading(content=10, covered=1, names=Counter(newsletter=1)), True),
        (Reading(content=10, covered=3, names=Counter(newsletter=1)), False),
        (Reading(content=10, covered=1, names=Counter(newsletter=1), furniture=1), False),
        (Reading(content=10, covered=1, asks=1), False),
        (Reading(content=10, covered=1, yours=1), False),
    ],
)
def test_a_sentence_that_asks_nothing_and_names_nothing_is_not_spoken(line, stays):
    assert is_spoken(line) is not stays
