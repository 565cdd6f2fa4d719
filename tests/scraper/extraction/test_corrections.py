"""A notice says what was done to the text; a mere time of update, a standing line and prose are none."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.edits import count_edits, tells_edit
from scraper.extraction.boilerplate.grammar_files import load_small
from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.corrections import notice_kind
from scraper.extraction.extract import extract_article
from scraper.normalise.text import without_words, words_of
from scraper.page import Page
from scraper.sites.site import Site

NEWS = {
    "en": [
        "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
        "Work on the new wall will begin in March and will take two years, the mayor told residents.",
        "Fishermen had asked for the repair after three storms damaged their boats last winter.",
        "The money comes from a fund that the county set up after the flood of 1987, officials said.",
    ],
    "de": [
        "Der Stadtrat von Marlow hat am Dienstagabend beschlossen, die alte Hafenmauer neu zu bauen.",
        "Die Arbeiten beginnen im März und dauern zwei Jahre, wie die Bürgermeisterin den Leuten sagte.",
        "Die Fischer hatten darum gebeten, nachdem drei Stürme im Winter ihre Boote beschädigt hatten.",
        "Das Geld kommt aus einem Topf, den der Kreis nach der Flut von 1987 eingerichtet hat.",
    ],
    "pl": [
        "Rada miasta Marlowa zdecydowała we wtorek wieczorem, że stary mur w porcie zostanie odbudowany.",
        "Prace nad nowym murem zaczną się w marcu i potrwają dwa lata, powiedziała burmistrzyni.",
        "Rybacy prosili o naprawę, bo trzy sztormy uszkodziły zimą ich łodzie stojące w porcie.",
        "Pieniądze pochodzą z funduszu, który powiat założył po powodzi w 1987 roku.",
    ],
    "uk": [
        "Міська рада Марлова у вівторок увечері вирішила відбудувати старий мур у порту.",
        "Роботи над новим муром почнуться у березні і триватимуть два роки, сказала міська голова.",
        "Рибалки просили про ремонт, бо три шторми пошкодили взимку їхні човни, що стояли в порту.",
        "Гроші походять із фонду, який район заснував після повені 1987 року, кажуть посадовці.",
    ],
    "zh": [
        "港镇镇议会周二晚上投票决定，重新修建码头边那道老墙，工程分两期进行。",
        "镇长对居民说，新墙三月动工，要修两年，其间渔船改停在河口的临时码头。",
        "去年冬天三场风暴打坏了渔民停在港里的船，他们随后提出修墙的要求。",
        "这笔钱来自县里在一九八七年洪水之后设立的基金，官员们说数目足够。",
    ],
    "ja": [
        "マーロー市議会は火曜日の夜、老朽化した港の防波堤を建て直すことを賛成多数で決めた。",
        "新しい防波堤の工事は三月に始まり、完成までに二年かかる見通しだと市長は住民に説明した。",
        "昨年の冬に三度の嵐で漁船が壊れたことから、漁業者たちは修理を求めて署名を集めていた。",
        "費用は一九八七年の水害の後に郡が設けた基金から出すと、担当者は取材に対して述べた。",
    ],
}


def read(language, lines, place, *, wrap="{}"):
    """The article with *lines*, each set as *wrap*, before its paragraph number *place*."""
    news = NEWS[language]
    texts = [*news[:place], *(wrap.format(line) for line in lines), *news[place:]]
    body = f"<h1>Marlow</h1><main>{''.join(f'<p>{text}</p>' for text in texts)}</main>"
    page = f"<html lang={language}><title>Marlow</title>{body}</html>"
    return extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )


@pytest.mark.parametrize(
    ("language", "kind", "line"),
    [
        ("en", "correction", "This post was amended on 6 May 2026. It first named the wrong ship."),
        ("en", "correction", "This entry has been corrected: the wall is from 1897."),
        (
            "de",
            "update",
            "Nachtrag vom 6. Mai: Mehrere Leser haben uns auf das Baujahr der Mauer hingewiesen.",
        ),
        ("de", "correction", "Dieser Beitrag wurde geändert. Zuerst stand hier, die Mauer sei von 1897."),
        ("pl", "correction", "Ten wpis został poprawiony. Mur pochodzi z 1897 roku."),
        ("uk", "update", "Доповнення від 6 травня: читачі вказали нам на рік, коли звели мур."),
    ],
)
def test_an_addendum_or_a_corrected_entry_under_the_text(language, kind, line):
    article = read(language, [line], 4)
    assert [(notice.kind, notice.text) for notice in article.corrections] == [(kind, line)]
    assert [block.text for block in article.body] == NEWS[language]


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize(
    ("language", "kind", "line"),
    [
        ("en", "update", "UPDATE, 4:15 p.m.: This report has been updated with the harbour master's reply."),
        ("en", "correction", "Correction (6 May): an earlier version gave the wrong name of the ship."),
        ("pl", "update", "Aktualizacja, godz. 9:40: Dodaliśmy komentarz kapitana portu."),
        ("uk", "update", "Оновлено о 17:25. Додано відповідь капітана порту."),
        ("ja", "update", "【追記】郡の発表を受けて、工事の費用を更新しました。（3月2日9時）"),
        ("ja", "correction", "〈訂正〉当初の記事で工事の期間を「三年」としていたのは「二年」の誤りでした。"),
    ],
)
def test_a_notice_wherever_it_stands(language, kind, line, place):
    article = read(language, [line], place)
    assert [(notice.kind, notice.text) for notice in article.corrections] == [(kind, line)]
    assert [block.text for block in article.body] == NEWS[language]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Corrects paragraph 3 to say storms, not floods"),
        ("en", "(Adds quotes in last paragraphs, changes headline)"),
        ("de", "Geändert wurde im zweiten Absatz die Dauer der Arbeiten (zwei statt drei Jahre)."),
        ("pl", "(Poprawia datę w drugim akapicie)"),
        ("uk", "Виправлено назву судна у третьому абзаці."),
    ],
)
def test_a_note_without_a_label(language, line):
    article = read(language, [line], 4)
    assert [(notice.kind, notice.text) for notice in article.corrections] == [("correction", line)]
    assert [block.text for block in article.body] == NEWS[language]


@pytest.mark.parametrize(
    ("language", "line", "reason"),
    [
        ("en", "Updated: 10:15am, 20 Jan, 2020", "dateline_meta"),
        ("de", "Aktualisiert am 9. Mai, von Nora Quill", "dateline_meta"),
        ("de", "Update 14.05 Uhr", "dateline_meta"),
        ("pl", "Aktualizacja: 05.12.2023 10:48", "dateline_meta"),
        ("uk", "Оновлено: 18:20", "dateline_meta"),
        ("en", "This is a developing story. Check back for updates.", "promo"),
        ("uk", "Новина доповнюється.", "promo"),
    ],
)
def test_no_notice_and_no_text(language, line, reason):
    article = read(language, [line], 0)
    assert article.corrections == ()
    assert [block.text for block in article.body] == NEWS[language]
    assert [row.reason for row in article.removed if row.text == line] == [reason]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Corrections, apologies, handshakes: the paper printed all three before the trial was over."),
        (
            "en",
            "Added stone and removed sand will cost the county 40,000 pounds, the mayor told the council.",
        ),
        ("de", "Korrekturen, Nachträge, Streichungen: der Plan des Hafens ist seit Jahren eine Baustelle."),
        ("en", "This post was painted by the harbour master himself, and it stood until the flood of 1987."),
        ("de", "Nachtrag, Vertrag, Beschluss: der Rat hat an einem Abend mehr getan als in zwei Jahren."),
        ("pl", "Dodano też trzy stopnie przy murze, choć rada miasta o nich nie głosowała we wtorek."),
        ("uk", "Виправлено було й карту порту, на якій двадцять років не було старого муру."),
        ("zh", "更正启事一向排在最后一版，但在港镇，人们拿到报纸总是先看这一栏。"),
    ],
)
def test_prose_stays(language, line):
    article = read(language, [line], 2)
    assert line in [block.text for block in article.body]
    assert article.corrections == ()


def test_every_language_says_what_was_done():
    assert {language for language in load_small() if count_edits((), [language]) == 0} == set(load_small())
    samples = {
        "fr": "ajoute une citation au troisième paragraphe",
        "tr": "habere bakanlığın yanıtı eklendi",
        "ar": "تم تحديث هذا الخبر",
        "zh": "本文已更新",
        "hi": "खबर में बयान जोड़ा गया",
    }
    assert all(tells_edit(words_of(text), [language]) for language, text in samples.items())


@pytest.mark.parametrize(
    ("text", "count", "rest"),
    [
        ("Update, 5 p.m.: Rain", 1, ", 5 p.m.: Rain"),
        ("【追記】発表後", 2, "】発表後"),
        ("one", 3, ""),
        ("one", 0, "one"),
    ],
)
def test_without_words(text, count, rest):
    assert without_words(text, count) == rest


WITNESSES = "".join(
    f"<p>The court of Wendle heard {n} witnesses on the note that the paper had printed in May.</p>"
    for n in "3456"
)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Correction: the court heard six witnesses, not five.", "correction"),
        ("Correction, 4 May: the court heard six witnesses.", "correction"),
        ("Correction, regrets, greetings: so ended the note that the editor had put in a box.", None),
        ("Correction is a word that the judge did not like to hear in his court.", None),
    ],
)
def test_a_notice_has_its_label_alone_before_the_colon(line, kind):
    region = region_of(f"<main>{WITNESSES}<p>{line}</p></main>", phrases=load_phrases())
    assert notice_kind(region, 4) == kind
