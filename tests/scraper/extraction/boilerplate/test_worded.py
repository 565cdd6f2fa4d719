"""Lines that no list has go by their words; prose in the same words, places and shapes stays."""

import pytest

from scraper.extraction.extract import extract_article
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
        "Have your photos of the storm ready for our gallery",
        "More voices from the harbour next week",
    )
    assert [keeps(call, leaning) for leaning in ("precision", "balanced", "recall")] == [False, True, True]
    assert [keeps(label, leaning) for leaning in ("precision", "balanced", "recall")] == [False, False, True]


def test_news_is_told_from_calls_made_of_the_same_classes():
    line = "The company declined to comment on the report."
    assert line in [block.text for block in article_of("en", line, "precision").body]
    call = "Comment on our report"
    assert call not in [block.text for block in article_of("en", call).body]
