"""Labels that no list has are made of the few words that labels are made of."""

import pytest

from scraper.extraction.boilerplate.grammar_files import load_small
from scraper.extraction.boilerplate.label_words import is_made_of_labels
from scraper.normalise.text import words_of

LABELS = {
    "ar": ("من أعداد سابقة", "المزيد من أخبار المدينة", "عن القضية نفسها"),
    "cs": ("Z minulých čísel", "Další rozhovory", "Více z tohoto vydání"),
    "da": ("Mere fra redaktionen", "Kig også her"),
    "de": ("Weitere Reportagen", "Mehr aus dieser Ausgabe", "Rückblick"),
    "el": ("Περισσότερα από το περιοδικό", "Άλλες ιστορίες"),
    "en": (
        "More from this issue",
        "Earlier reports on the case",
        "Further reading from our archive",
        "Flashback",
    ),
    "es": ("Más de esta sección", "Otras entrevistas", "Siga este tema"),
    "fi": ("Aiemmista numeroista", "Lisää haastatteluja", "Katso myös nämä jutut"),
    "fr": ("À lire dans ce numéro", "D\u2019autres enquêtes", "Le dossier de la semaine"),
    "hi": ("इस मामले पर और ख़बरें", "लेखक के अन्य लेख"),
    "hu": ("További interjúk", "Még több a rovatból"),
    "it": ("Dai numeri precedenti", "Altre inchieste", "Leggi anche questo articolo"),
    "ja": ("この話題をもっと読む", "【編集部のおすすめ】"),
    "nl": ("Meer uit deze serie", "Andere interviews"),
    "no": ("Mer fra avisen", "Flere intervjuer"),
    "pl": ("Więcej wywiadów", "Zobacz inne teksty autora"),
    "pt": ("De edições anteriores", "Mais desta secção", "Outras entrevistas"),
    "ro": ("Din numerele trecute", "Alte interviuri", "Mai multe din această ediție"),
    "ru": ("Из прошлых номеров", "Другие интервью", "Ещё по этой теме"),
    "sv": ("Fler intervjuer", "Mer från redaktionen"),
    "tr": ("Bu konudaki diğer haberler", "Yazarın diğer yazıları"),
    "uk": ("Інші інтерв\u2019ю", "Більше на цю тему"),
    "zh": ("往期内容", "更多本期文章", "【延伸阅读】"),
}
PLAIN = {
    "cs": ("Starosta odstoupil", "Pět tisíc korun"),
    "de": ("Der Bürgermeister tritt zurück", "Drei Fragen bleiben offen"),
    "en": ("The mayor resigns", "A second wall", "More rain on Friday", "The city"),
    "es": ("El alcalde dimite", "La ciudad"),
    "fr": ("Le maire démissionne", "La ville"),
    "ja": ("市長が辞任", "三つの橋"),
    "pl": ("Burmistrz rezygnuje", "Miasto"),
    "ru": ("Мэр уходит в отставку", "Город"),
    "zh": ("市长辞职", "三座桥"),
}


@pytest.mark.parametrize(("language", "label"), [(name, text) for name in LABELS for text in LABELS[name]])
def test_a_label_is_made_of_its_words(language, label):
    assert is_made_of_labels(language, words_of(label))


@pytest.mark.parametrize(("language", "line"), [(name, text) for name in PLAIN for text in PLAIN[name]])
def test_another_line_is_not(language, line):
    assert not is_made_of_labels(language, words_of(line))


def test_every_language_has_its_words():
    assert set(LABELS) == set(load_small())
    assert not is_made_of_labels("xx", ("more",))


def test_a_long_line_is_no_label():
    assert not is_made_of_labels("en", words_of("more of the same story from this week to read next"))
