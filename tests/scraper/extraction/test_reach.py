"""A notice of correction in a frame of its own under the text is found, and nothing else down there."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987, officials said.",
]


def read(line, *, language="en", between="", frame='<aside class="m m--note"><p>{}</p></aside>'):
    text = "".join(f'<p class="a__p">{news}</p>' for news in NEWS)
    page = (
        f"<html lang={language}><title>Wall</title><h1>The wall</h1><article><div class=a>{text}"
        f"{between}{frame.format(line)}</div></article></html>"
    )
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return found, [block.text for block in found.body]


@pytest.mark.parametrize(
    ("language", "kind", "line"),
    [
        ("en", "clarification", "Clarification: the sum given above is without the tax of the county."),
        ("de", "update", "Nachtrag 9:40 Uhr: Die Abfahrt der Fähre wurde ergänzt."),
        ("nl", "update", "Aanvulling 9:40 uur: de afvaart van de veerboot is toegevoegd."),
        ("sv", "clarification", "Förtydligande: Summan i texten avser kostnaden före skatt."),
        ("da", "correction", "Rettelse kl. 9.40: Vi skrev først, at muren var fra 1897."),
        ("zh", "editor_note", "编者注：本文于5月2日9时更新，补充了镇长的答复。"),
        ("ja", "correction", "＜おことわり＞5月2日9時、工事費の単位の誤りを修正しました。"),
        ("ar", "clarification", "توضيح: جرى تعديل هذا الخبر لبيان أن الكلفة لا تشمل الضريبة."),
    ],
)
@pytest.mark.parametrize("between", ["", '<aside class="m m--topics"><a href="/t/1">Harbours</a></aside>'])
def test_a_notice_in_a_frame_under_the_text(language, kind, line, between):
    article, texts = read(line, language=language, between=between)
    assert [(notice.kind, notice.text) for notice in article.corrections] == [(kind, line)]
    assert texts == NEWS


@pytest.mark.parametrize(
    "line",
    ["Boats of all sizes can be had in the old town.", "(See also our pages on the storm.)", "Corrections"],
)
def test_what_is_no_notice_does_not_come_back(line):
    article, texts = read(line)
    assert article.corrections == ()
    assert texts == NEWS


def test_a_notice_in_the_footer_of_the_page_is_not_the_article_s():
    line = "Corrections: write to the desk, and we will set it right."
    assert read(line, frame="<footer><p>{}</p></footer>")[0].corrections == ()
