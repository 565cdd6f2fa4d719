"""A letter offered by the site's name or ours goes; courses, papers and what others send stay."""

import pytest

from benchmarks.newsroom_pages import load_newsrooms
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = load_newsrooms()


def is_kept(language, line):
    """Whether *line* stays between the paragraphs of a page of the Valmora Post."""
    prose = NEWS[language]["prose"]
    body = "".join(f"<div class=x>{text}</div>" for text in (*prose[:3], line, *prose[3:]))
    page = f"<html lang={language}><head><title>Wall</title></head><h1>Wall</h1><main>{body}</main>"
    site = "valmorapost.example"
    kept = [
        block.text
        for block in extract_article(
            Page(url=f"https://{site}/wall-1", body=page.encode()), Site(domain=site)
        ).body
    ]
    assert [text for text in kept if text != line] == prose
    return line in kept


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "Subscribe to the Valmora Post Sunday and have the tides and moons of each week on your table.",
        ),
        ("de", "Alles über Ebbe und Flut, jeden Sonntag: Abonnieren Sie den Valmora-Post-Brief."),
        ("fr", "Inscrivez-vous à La Marée de Valmora Post et lisez les vents de chaque semaine au réveil."),
        ("es", "Suscríbete a La Marea de Valmora Post y ten cada domingo los vientos sobre la mesa."),
        ("it", "Iscriviti alla Marea di Valmora Post: ogni domenica i venti della costa sul tuo tavolo."),
        ("nl", "Meld je aan voor Het Getij van Valmora Post en lees elke zondag over wind en water."),
        ("sv", "Prenumerera på Tidvattnet från Valmora Post och läs varje söndag om vind och vatten."),
        ("da", "Tilmeld dig Tidevandet fra Valmora Post, og læs hver søndag om vind og vand."),
        ("pl", "Zapisz się na Przypływ od Valmora Post i w każdy piątek czytaj o wietrze i wodzie."),
        ("cs", "Přihlaste se k Přílivu od Valmora Post a každou neděli čtěte o větru a vodě."),
        ("ru", "Подпишитесь на «Прилив» от Valmora Post и читайте каждую субботу о ветре и воде."),
        ("zh", "订阅Valmora Post的《潮汐》，每周日读风与水的故事。"),
    ],
)
def test_an_offered_letter_goes(language, line):
    assert not is_kept(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "Whoever wants to learn the knots can sign up at the boathouse, where a class meets every Friday.",
        ),
        ("en", "Subscribe to nothing every Monday: that was the rule by which the keeper read his mail."),
        ("en", "The Valmora Post said that it would sign up 40 carriers who bring it to each door."),
        ("de", "Wer jeden Sonntag rudern will, kann sich am Bootshaus anmelden und einen Platz bestellen."),
        ("fr", "Les enfants de la côte reçoivent chaque semaine une leçon de voile au port."),
        ("zh", "每周都有人到码头订阅潮汐表。"),
    ],
)
def test_other_lessons_and_papers_stay(language, line):
    assert is_kept(language, line)
