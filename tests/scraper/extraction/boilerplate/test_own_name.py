"""A newsroom that names itself says "our": its calls go by that, and news about it stays."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987.",
]
NACHRICHTEN = [
    "Der Rat der Stadt hat am Dienstag beschlossen, die alte Mauer am Hafen neu zu bauen.",
    "Die Arbeiten an der Mauer sollen im März beginnen und werden zwei Jahre dauern, sagte sie.",
    "Die Fischer hatten nach drei Stürmen, die ihre Boote beschädigten, um die Reparatur gebeten.",
    "Das Geld kommt aus einem Fonds, den der Kreis nach der Flut von 1987 für die Häfen schuf.",
]


def kept_of(line, news=NEWS, language="en", publisher="The Harbour Post", site="harbourpost.example"):
    """Whether *line*, between the paragraphs, is kept."""
    body = "".join(f"<p>{text}</p>" for text in [*news[:2], line, *news[2:]])
    page = (
        f'<html lang={language}><meta property="og:site_name" content="{publisher}"><title>Harbour</title>'
        f"<h1>Harbour</h1><main>{body}</main>"
    )
    found = extract_article(Page(url=f"https://{site}/wall-1", body=page.encode()), Site(domain=site))
    texts = [block.text for block in found.body]
    assert [text for text in texts if text in news] == news
    return line in texts


POST = (
    "Never miss a storm or a launch again: subscribe to the newsletters of the Harbour Post and stay ahead."
)
DEICH = "Keine Meldung vom Deich mehr verpassen: Abonnieren Sie die {}-Newsletter und bleiben Sie auf dem Laufenden."


@pytest.mark.parametrize(
    ("line", "language", "publisher"),
    [
        (POST.replace("ahead", "ahead of the weather on all coasts"), "en", "The Harbour Post"),
        (DEICH.format("DEICHPOST").replace("Deich", "Deich und aus den Häfen", 1), "de", "DEICHPOST"),
        (DEICH.format("Deichpost").replace("Deich", "Deich und aus den Häfen", 1), "de", "Verlag Nord"),
    ],
)
def test_a_call_that_names_the_site_goes(line, language, publisher):
    news, site = (NEWS, "harbourpost.example") if language == "en" else (NACHRICHTEN, "deichpost.example")
    assert not kept_of(line, news, language, publisher, site)


@pytest.mark.parametrize(
    "line",
    [
        "The Harbour Post was bought in May by two of its readers, a baker and a diver.",
        "The Harbour Post, which has 4,000 subscribers, sued the council for its newsletters in 2019.",
        "A reader of the Harbour Post found the plan of the wall in an app for hikers.",
    ],
)
def test_news_of_the_site_stays(line):
    assert kept_of(line)


TEASER = "Two bakers share one oven in Dunmore"


MORE = [
    "The mayor will speak to the fishermen about the wall again in April, when the storms are over.",
    "A second wall on the other side of the bay is planned for the end of the decade, officials said.",
    "Until then the council will lend sandbags to every household that stands below the church.",
]


def kept_beside(lines, publisher, site="harbourpost.example"):
    """Which of *lines*, paragraphs between others, are kept where the site calls itself *publisher*."""
    body = "".join(f"<p>{text}</p>" for text in [*NEWS, *lines, *MORE])
    page = (
        f'<html lang=en><meta property="og:site_name" content="{publisher}"><title>Harbour</title>'
        f"<h1>Harbour</h1><main>{body}</main>"
    )
    found = extract_article(Page(url=f"https://{site}/wall-1", body=page.encode()), Site(domain=site))
    texts = [block.text for block in found.body]
    assert [text for text in texts if text in NEWS + MORE] == NEWS + MORE
    return [text for text in texts if text not in NEWS + MORE]


@pytest.mark.parametrize(
    ("label", "publisher", "site"),
    [
        ("Now in the Harbour Post", "The Harbour Post", "harbourpost.example"),
        ("NOW IN DEICHPOST:", "Deichpost", "deichpost.example"),
        ("Právě v Přístavníku", "Přístavník", "pristavnik.example"),
        ("Zrovna v Přístavníku", "", "pristavnik.example"),
    ],
)
def test_a_label_that_names_the_site_goes_with_its_headline(label, publisher, site):
    assert kept_beside([label, TEASER], publisher, site) == []
    assert kept_beside([label, f"<b>{TEASER}</b>"], publisher, site) == []
    assert kept_beside([TEASER, label], publisher, site) == []


def test_under_a_summary_the_rest_of_it_must_point_elsewhere():
    summary = "The first loaves come out of the garage at four in the morning. Sundays belong to the cat."
    assert kept_beside([TEASER, summary, "More in the Harbour Post"], "The Harbour Post") == []
    subhead = "Why Harbour Post sued"
    assert subhead in kept_beside([TEASER, summary, subhead], "The Harbour Post")


def test_a_subhead_that_names_the_site_stays():
    assert kept_beside(["What Harbour Post found"], "The Harbour Post") == ["What Harbour Post found"]
