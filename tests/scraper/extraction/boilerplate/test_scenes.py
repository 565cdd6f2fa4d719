"""Captions set as the text, and their credits in a line below; short paragraphs, scores and headings stay."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

PROSE = [
    "The canal office said on Tuesday that the gates of 1923 would be mended before the spring.",
    "Until then no ship passes, and the mill at Wendle gets its grain by road, the miller told us.",
    "The boatmen had asked for a second keeper, since the old one opens the lock alone all year.",
    "A lock of this size costs forty thousand pounds a year to run, most of it for paint and oil.",
]
PICTURE = "<img src=/a.jpg>"


def kept_of(language, *lines, above=0, picture=""):
    """The *lines* that stay where they stand under *above* paragraphs and a *picture*."""
    told = [f"<p>{line}</p>" for line in PROSE]
    own = "".join(f"<p>{line}</p>" for line in lines)
    body = "".join((*told[:above], picture, own, *told[above:]))
    html = f"<html lang={language}><title>Lock</title><body><article><h1>Lock</h1>{body}</article></body>"
    page = Page(url="https://gazette.example/lock-1", body=html.encode())
    texts = [block.text for block in extract_article(page, Site(domain="gazette.example")).body]
    assert [text for text in texts if text in PROSE] == PROSE
    return [line for line in lines if line in texts]


@pytest.mark.parametrize(
    ("language", "scene", "credit"),
    [
        ("en", "Boats wait at the old lock of Wendle.", "Photo: Mara Holm"),
        ("de", "Boote warten am Dienstag an der Schleuse.", "Fotografie: Mara Holm"),
        ("fr", "Des bateaux attendent devant l'écluse, le 8 mai 2026.", "Ph. Mara Holm"),
        ("es", "Varios barcos esperan junto a la esclusa.", "EFE/Mara Holm"),
        ("it", "Le barche in attesa davanti alla chiusa.", "Foto di Mara Holm"),
        ("pt", "Barcos à espera junto da eclusa.", "LUSA / Mara Holm"),
        ("nl", "Boten wachten bij de sluis.", "Beeld Mara Holm"),
        ("pl", "Łodzie czekają przy śluzie.", "Fot.: Mara Holm / PAP"),
        ("cs", "Lodě čekají u zdymadla.", "ČTK/Holmová Mara"),
        ("ru", "Лодки ждут у шлюза.", "Снимок: Марта Гончар"),
        ("uk", "Човни чекають біля шлюзу.", "Світлина: Марта Гончар"),
        ("tr", "Tekneler savağın önünde bekliyor.", "AA/Mara Holm"),
        ("ar", "قوارب تنتظر أمام البوابة.", "عدسة: مارا هلم"),
        ("hi", "फाटक के सामने खड़ी नावें।", "छायाचित्र: मारा होल्म"),
        ("ja", "水門の前で待つ船。", "撮影：堀真"),
        ("zh", "船只在水闸前等候。", "摄影：郑开"),
        ("sv", "Båtar väntar vid slussen.", "Foto Mara Holm"),
        ("no", "Båter venter ved slusen.", "NTB/Mara Holm"),
        ("da", "Både venter ved slusen.", "Ritzau/Mara Holm"),
        ("fi", "Veneet odottavat sululla.", "Kuva Mara Holm"),
        ("el", "Βάρκες περιμένουν στη διώρυγα.", "Φωτ.: Μάρα Χολμ"),
        ("ro", "Bărcile așteaptă la ecluză.", "Fotografie: Mara Holm"),
        ("hu", "Hajók várnak a zsilipnél.", "Fotók: Holm Mara"),
    ],
)
def test_a_scene_and_its_credit_go(language, scene, credit):
    assert kept_of(language, scene, credit) == []
    assert kept_of(language, scene, credit, above=2, picture=PICTURE) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Ein Kahn liegt in der Schleuse (Archivbild)."),
        ("en", "A barge lies in the lock (file photo)"),
        ("fi", "Proomu makaa sulussa (arkistokuva)."),
        ("ja", "水門に入る船＝12日、北港市"),
    ],
)
def test_a_line_that_says_it_is_a_picture_goes_anywhere(language, line):
    assert kept_of(language, line, above=2) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "De sluis van Wendle op archiefbeeld."),
        ("cs", "Zdymadlo ve Wendle na archivním snímku."),
        ("uk", "Шлюз у Вендлі на архівній світлині."),
    ],
)
def test_a_picture_of_the_archive_goes_where_a_picture_stands(language, line):
    assert kept_of(language, line, above=2, picture=PICTURE) == []
    assert kept_of(language, line) == []


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("Nobody came.", "The keeper laughed.")),
        ("en", ("The keeper opened the gates at dawn.", "Photo finish at the lock")),
        ("en", ("WIN/Place and Show",)),
        ("de", ("Der Wärter lachte.", "SPD/Grüne gegen Union")),
        ("fr", ("Le gardien a ri.", "Photo de famille au bord du canal")),
        ("nl", ("Zij bewaart een archiefbeeld van de sluis in haar keuken.",)),
        ("ja", ("速さ＝距離÷時間",)),
        ("cs", ("Hlídač se na archivním snímku poznal a zasmál se.",)),
    ],
)
def test_other_lines_stay_between_the_paragraphs(language, lines):
    assert kept_of(language, *lines, above=2) == list(lines)


def test_a_paragraph_over_a_picture_of_its_own_stays():
    line = "Boats wait at the old lock of Wendle."
    assert kept_of("en", line, f"{PICTURE}Photo: Mara Holm", above=0)[:1] == [line]


@pytest.mark.parametrize(
    "lead",
    [
        "“Nobody opens the lock.”",
        "Who opens the lock?",
        "Boats wait. Nobody opens.",
        "<b>Boats wait at Wendle</b>",
    ],
)
def test_speech_questions_and_more_than_a_sentence_stay_over_a_credit(lead):
    plain = lead.replace("<b>", "").replace("</b>", "")
    html = "".join(f"<p>{line}</p>" for line in (lead, "Photo: Mara Holm", *PROSE))
    page = Page(
        url="https://gazette.example/lock-2",
        body=f"<html lang=en><title>Lock</title><article><h1>Lock</h1>{html}</article>".encode(),
    )
    assert plain in [block.text for block in extract_article(page, Site(domain="gazette.example")).body]


@pytest.mark.parametrize(
    ("language", "scene", "credit"),
    [
        ("en", "The level of the canal over thirty winters.", "Chart: M. Holm et al."),
        ("de", "Der Pegel des Kanals über dreißig Winter.", "Illustration: M. Holm, Wasseramt"),
        ("fr", "Le niveau du canal sur trente hivers.", "Carte : M. Holm"),
        ("es", "El nivel del canal en treinta inviernos.", "Gráfico: Mara Holm"),
        ("it", "Il livello del canale in trenta inverni.", "Grafica: M. Holm"),
        ("nl", "Het peil van het kanaal in dertig winters.", "Illustratie: M. Holm"),
        ("sv", "Kanalens nivå under trettio vintrar.", "Grafik: M. Holm m.fl."),
        ("da", "Kanalens vandstand gennem tredive vintre.", "Tegning: M. Holm"),
        ("fi", "Kanavan pinta kolmenakymmenenä talvena.", "Grafiikka: M. Holm"),
        ("pl", "Poziom kanału przez trzydzieści zim.", "Wykres: M. Holm"),
        ("cs", "Hladina kanálu za třicet zim.", "Graf: M. Holm"),
        ("ru", "Уровень канала за тридцать зим.", "Схема: М. Гончар"),
        ("hu", "A csatorna szintje harminc télen át.", "Ábra: Holm M."),
        ("ar", "منسوب القناة في ثلاثين شتاء.", "رسم بياني: مارا هلم"),
        ("hi", "तीस सर्दियों में नहर का स्तर।", "चार्ट: मारा होल्म"),
        ("ja", "三十年間の運河の水位。", "グラフ：堀真"),
        ("zh", "三十个冬天的运河水位。", "制表：郑开"),
    ],
)
def test_what_is_drawn_and_its_credit_go_where_no_picture_is_seen(language, scene, credit):
    assert kept_of(language, scene, credit, above=2) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The keeper said nobody had asked her."),
        ("en", "We have no second keeper."),
        ("de", "Der Wärter sagte nichts dazu."),
    ],
)
def test_what_is_told_stays_over_a_credit(language, line):
    assert kept_of(language, line, "Chart: Mara Holm", above=2)[:1] == [line]
