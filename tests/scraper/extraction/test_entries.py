"""Entries of live blogs: the time over each goes, title and text stay; programmes keep their times."""

import pytest

from scraper.article import Article
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = {
    "en": (
        "Flood on the Wend: the day in full",
        [
            ("The dam holds", "Volunteers raised the dam by a foot before dark, said the mayor of Wendle."),
            ("Trains stop", "No train runs between Wendle and Marlow Bay until the rails are dry again."),
            ("The school shuts", "Two hundred children were sent home when the water reached the yard."),
            ("First warning", "The river office warned of the highest water in nine years this morning."),
        ],
    ),
    "de": (
        "Hochwasser an der Wende: der Tag",
        [
            ("Der Deich hält", "Freiwillige haben den Deich vor der Nacht um einen halben Meter erhöht."),
            ("Züge fallen aus", "Zwischen Wendel und Marlau fährt bis auf Weiteres kein einziger Zug mehr."),
            ("Schule geschlossen", "Zweihundert Kinder gingen nach Hause, als das Wasser im Hof stand."),
            ("Erste Warnung", "Das Flussamt warnte am Morgen vor dem höchsten Stand seit neun Jahren."),
        ],
    ),
    "ru": (
        "Паводок на Венде: как прошёл день",
        [
            (
                "Плотина держится",
                "Добровольцы до темноты нарастили плотину почти на полметра мешками с песком.",
            ),
            ("Поезда стоят", "Между Венделем и Марловом поезда не ходят, пока рельсы не просохнут совсем."),
            ("Школу закрыли", "Двести детей отправили по домам, когда вода дошла до школьного двора."),
            ("Первое предупреждение", "Речная служба утром предупредила о самой высокой воде за девять лет."),
        ],
    ),
    "zh": (
        "文德河洪水：全天纪实",
        [
            ("堤坝守住了", "志愿者们天黑之前把堤坝加高了将近半米，镇长说今晚应该可以平安度过。"),
            ("列车停运", "在铁轨完全干透之前，文德镇与马洛湾之间的所有列车都将继续停运。"),
            ("学校停课", "洪水漫到学校院子的时候，两百名孩子被老师们分批送回了自己的家。"),
            ("首次预警", "河务局今天清晨发布预警，称这将是九年以来这条河的最高水位。"),
        ],
    ),
}
CLOCKS = {
    "en": ["6.20 pm", "4.05 pm", "1.40 pm", "8.15 am"],
    "de": ["18.20 Uhr", "16.05 Uhr", "13.40 Uhr", "8.15 Uhr"],
    "ru": ["18:20", "16:05", "13:40", "08:15"],
    "zh": ["18:20", "16:05", "13:40", "08:15"],
}


def boxed(clock, title, text):
    return f"<section class=e><time>{clock}</time><div><h3>{title}</h3><p>{text}</p></div></section>"


def flat(clock, title, text):
    return f"<p class=c>{clock}</p><h3>{title}</h3><p>{text}</p>"


def read(language, clocks, lay, title=None):
    headline, news = NEWS[language]
    entries = "".join(lay(clock, *entry) for clock, entry in zip(clocks, news, strict=True))
    html = (
        f"<html lang={language}><head><title>{title or headline}</title></head><body>"
        f"<article><h1>{title or headline}</h1>{entries}</article></body></html>"
    )
    found = extract_article(
        Page(url="https://gazette.example/a", body=html.encode()), Site(domain="gazette.example")
    )
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("language", sorted(NEWS))
@pytest.mark.parametrize("lay", [boxed, flat])
def test_the_times_of_entries_go_and_all_else_stays(language, lay):
    found = read(language, CLOCKS[language], lay)
    assert [block.text for block in found.body] == [line for entry in NEWS[language][1] for line in entry]
    gone = {row.text: row.reason for row in found.removed}
    assert [gone.get(clock) for clock in CLOCKS[language]] == ["dateline_meta"] * 4
    assert found.kind == "live_blog"


@pytest.mark.parametrize("lay", [boxed, flat])
def test_a_programme_keeps_its_times(lay):
    clocks = ["9.30 am", "11.00 am", "1.30 pm", "4.00 pm"]
    found = read("en", clocks, lay)
    assert [block.text for block in found.body if block.text in clocks] == clocks


def test_times_that_run_on_go_where_the_headline_calls_it_live():
    clocks = ["9.30 am", "11.00 am", "1.30 pm", "4.00 pm"]
    found = read("en", clocks, boxed, title="Flood on the Wend: live updates")
    assert not {block.text for block in found.body} & set(clocks)


def test_scores_and_times_with_text_stay():
    lines = [
        "7:05 – The ferry leaves with the dog.",
        "6:40 – The lock opens for the first boat.",
        "5:15 – Fog.",
    ]
    text = "".join(f"<p>{line}</p>" for line in lines)
    prose = "".join(f"<p>{line}</p>" for _, line in NEWS["en"][1])
    html = f"<html lang=en><body><article><h1>A morning</h1>{prose}{text}</article></body></html>"
    found = extract_article(
        Page(url="https://gazette.example/b", body=html.encode()), Site(domain="gazette.example")
    )
    assert isinstance(found, Article)
    assert [block.text for block in found.body][-3:] == lines
