"""Under a teaser's headline a sentence of it goes, and one of the article stays, all set alike."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

EN = [
    "The council of Marlow Bay voted on Tuesday to rebuild the harbour wall that the storm broke.",
    "Work on the harbour wall will begin in March, the mayor told the council and the fishermen.",
    "The fishermen had asked the mayor for a higher wall after three storms damaged their boats.",
    "The council will pay for the wall from a fund that the county set up after the flood.",
]
DE = [
    "Der Stadtrat von Marlbucht hat am Dienstag beschlossen, die Hafenmauer nach dem Sturm zu erneuern.",
    "Die Arbeiten an der Hafenmauer beginnen im März, sagte die Bürgermeisterin dem Stadtrat und den Fischern.",
    "Die Fischer hatten von der Bürgermeisterin nach drei Stürmen eine höhere Hafenmauer verlangt.",
    "Der Stadtrat bezahlt die Hafenmauer aus einem Fonds, den der Kreis nach der Flut eingerichtet hat.",
]
RU = [
    "Городской совет Марловска во вторник решил восстановить стену гавани, которую разрушил шторм.",
    "Работы на стене гавани начнутся в марте, сообщила мэр городскому совету и рыбакам.",
    "Рыбаки просили мэра о более высокой стене после трёх штормов, которые повредили лодки.",
    "Городской совет заплатит за стену гавани из фонда, который область создала после наводнения.",
]
HI = [
    "नगर परिषद ने मंगलवार को बंदरगाह की दीवार दोबारा बनाने का फ़ैसला किया, जिसे तूफ़ान ने तोड़ा था।",
    "बंदरगाह की दीवार का काम मार्च में शुरू होगा, महापौर ने नगर परिषद और मछुआरों को बताया।",
    "मछुआरों ने तीन तूफ़ानों के बाद महापौर से बंदरगाह की दीवार ऊँची करने की माँग की थी।",
    "नगर परिषद दीवार का पैसा उस कोष से देगी जो बाढ़ के बाद बंदरगाह के लिए बनाया गया था।",
]
TEASERS = {
    "en": (
        EN,
        "Related articles",
        "Museum lends famous violin to young musician",
        "The violin will leave the museum for the first time since a musician gave it away in her will.",
    ),
    "de": (
        DE,
        "Lesen Sie auch",
        "Museum verleiht berühmte Geige an junge Musikerin",
        "Die Geige verlässt das Museum zum ersten Mal, seit eine Musikerin sie dem Haus vermacht hat.",
    ),
    "ru": (
        RU,
        "Читайте также",
        "Музей одолжил знаменитую скрипку молодой артистке",
        "Скрипка покидает музей впервые с тех пор, как её завещала знаменитая артистка из столицы.",
    ),
    "hi": (
        HI,
        "यह भी पढ़ें",
        "संग्रहालय ने युवा वादक को मशहूर वायलिन उधार दिया",
        "मशहूर वायलिन पहली बार संग्रहालय से बाहर जाएगा और एक साल तक युवा वादक के पास रहेगा।",
    ),
}


def texts_of(language, prose, teaser, after=2):
    lines = "".join(f"<p>{line}</p>" for line in [*prose[:after], *teaser, *prose[after:]])
    page = f'<html lang="{language}"><title>{prose[0][:30]}</title><h1>{prose[0][:30]}</h1><div>{lines}</div>'
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body]


@pytest.mark.parametrize("language", TEASERS)
def test_a_summary_in_the_words_of_its_headline_goes(language):
    prose, label, headline, summary = TEASERS[language]
    assert texts_of(language, prose, [label, headline, summary]) == prose


@pytest.mark.parametrize("language", TEASERS)
def test_the_next_paragraph_of_the_article_stays(language):
    prose, label, headline, _ = TEASERS[language]
    assert texts_of(language, prose, [label, headline]) == prose
    assert texts_of(language, prose, [headline, label, headline]) == prose


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "But nobody lends a violin to a museum of young ideas."),
        ("en", "He plays the violin in a museum and calls himself a musician."),
        ("de", "Doch niemand verleiht einem Museum eine Geige."),
        ("ru", "Но никто не одолжил бы музею скрипку."),
        ("hi", "लेकिन कोई संग्रहालय को वायलिन उधार नहीं देता।"),
    ],
)
def test_a_sentence_that_leans_on_the_one_before_stays(language, sentence):
    prose, label, headline, _ = TEASERS[language]
    own = [*prose[:2], sentence, *prose[2:]]
    assert texts_of(language, own, [label, headline]) == own


def test_a_label_may_stand_under_headline_and_summary():
    label, headline, summary = TEASERS["en"][1:]
    assert texts_of("en", EN, [headline, summary, label]) == EN
    told = "The mayor will lead the council and the fishermen along the harbour wall in March."
    assert told in texts_of("en", EN, [headline, told, label])


ODD = "Two bells ring at six. The third waits for a smith."


def test_plain_sentences_that_nothing_ties_to_the_article_go_under_one_headline():
    label, headline = TEASERS["en"][1:3]
    assert texts_of("en", EN, [label, headline, ODD]) == EN


@pytest.mark.parametrize(
    ("teaser", "kept"),
    [
        ([TEASERS["en"][1], TEASERS["en"][2], "Chapel sells its organ pipes by the metre", ODD], ODD),
        ([TEASERS["en"][1], TEASERS["en"][2], f"“{ODD}”"], f"“{ODD}”"),
        ([TEASERS["en"][1], TEASERS["en"][2], ODD[:-1] + "," + " and then for another" * 9 + "."], None),
    ],
)
def test_what_stands_under_several_headlines_quotes_or_is_long_stays(teaser, kept):
    own = [*EN[:2], kept or teaser[-1], *EN[2:]]
    assert texts_of("en", EN, teaser) == own


def test_a_headline_that_stands_twice_or_asks_alone_goes():
    asked = "Who will play the famous violin?"
    assert texts_of("en", EN, [TEASERS["en"][1], asked]) == EN
    told = "The violin leaves the museum."
    assert texts_of("en", EN, [told, TEASERS["en"][1], told]) == EN


def test_one_question_of_several_stays():
    own = [*EN[:2], "Who will pay for the stones?", EN[2], "And who will carry them?", EN[3]]
    label = TEASERS["en"][1]
    assert texts_of("en", own, [label]) == own


def test_one_word_in_common_is_no_sign_in_a_long_sentence():
    long = (
        "The museum by the quay, which the sea had reached twice in living memory, once on a Sunday in winter "
        "and once at night, keeps sandbags under its stairs."
    )
    own = [*EN[:2], long, *EN[2:]]
    assert texts_of("en", own, [TEASERS["en"][1], TEASERS["en"][2]]) == own
