"""Offers of bets go; odds, prices and new customers that are news stay."""

import pytest

from benchmarks.newsroom_pages import load_newsrooms
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = load_newsrooms()


def rule_on(language, line):
    prose = NEWS[language]["prose"]
    body = "".join(f"<p>{text}</p>" for text in (*prose[:3], line, *prose[3:]))
    page = f"<html lang={language}><head><title>Wall</title></head><h1>Wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://valmorapost.example/wall-1", body=page.encode()), Site(domain="valmorapost.example")
    )
    assert [block.text for block in article.body if block.text != line] == prose
    return next((row.rule for row in article.removed if row.text == line), None)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Rovers 9/2 to win on Saturday – bet £5 and get £20 in free bets, new customers only"),
        ("de", "Quote 2,40 auf ein Remis am Samstag – bis zu 100 Euro Freiwette für Neukunden"),
        ("es", "Apuesta 5 euros al empate y llévate 20 en apuestas gratis – solo nuevos clientes"),
        ("pl", "Kurs 2,15 na remis – zakład bez ryzyka do 100 zł, freebet dla nowych graczy"),
        ("cs", "Kurz 2,15 na remízu – vsaďte 100 Kč a máte bonus pro nové klienty"),
        ("da", "Odds 2,30 på uafgjort – spil for 50 kr og få freebet, kun nye kunder"),
        ("ru", "Ставка на ничью, коэффициент 2,15 – фрибет 500 рублей, только новые клиенты"),
    ],
)
def test_an_offer_of_bets_goes(language, line):
    assert rule_on(language, line) == "betting/offer"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The bookmaker gave new customers £20 in free bets, and a boy of 15 took them."),
        ("de", "Die Quote von 2,40 galt auch für Neukunden, die Wette gewann ein Bäcker."),
        ("cs", "Kurz 2,15 platil i pro nové klienty, vsadil si ale jen pekař."),
    ],
)
def test_bets_that_are_news_stay(language, line):
    assert rule_on(language, line) is None
