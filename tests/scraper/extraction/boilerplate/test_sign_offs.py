"""What a text is signed with goes from under it, warnings of bets from anywhere; what looks like them stays."""

import pytest

from scraper.extraction.boilerplate.spellings import spell, spell_plainly
from scraper.extraction.extract import extract_article
from scraper.extraction.shape import opens_speech
from scraper.page import Page
from scraper.sites.site import Site

NEWS = {
    "cs": [
        "Městská rada v úterý večer rozhodla, že starou přístavní zeď nechá postavit znovu.",
        "Práce na nové zdi začnou v březnu a potrvají dva roky, řekla obyvatelům starostka.",
        "Rybáři o opravu žádali poté, co jim tři zimní bouře v přístavu poškodily čluny.",
        "Peníze půjdou z fondu, který okres založil po povodni v roce 1987.",
    ],
    "hu": [
        "A városi tanács kedden este úgy döntött, hogy újjáépítteti a régi kikötői falat.",
        "Az új fal munkálatai márciusban kezdődnek és két évig tartanak, közölte a polgármester.",
        "A halászok azután kérték a felújítást, hogy a télen három vihar rongálta meg a csónakokat.",
        "A pénz abból az alapból jön, amelyet a megye az 1987-es árvíz után hozott létre.",
    ],
    "uk": [
        "Міська рада Марлова у вівторок увечері вирішила відбудувати старий мур у порту.",
        "Роботи над новим муром почнуться у березні і триватимуть два роки, сказала міська голова.",
        "Рибалки просили про ремонт, бо три шторми пошкодили взимку їхні човни, що стояли в порту.",
        "Гроші походять із фонду, який район заснував після повені 1987 року, кажуть посадовці.",
    ],
}


def kept_of(language, line, place):
    news = NEWS[language]
    texts = [*news[:place], line, *news[place:]]
    body = f"<h1>Marlow</h1><main>{''.join(f'<p>{text}</p>' for text in texts)}</main>"
    page = f"<html lang={language}><title>Marlow</title>{body}</html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body if block.text not in news]


@pytest.mark.parametrize(
    "line",
    [
        "rk, ČTK",
        "(rk)",
        "(NQ/ČTK)",
        "/Reuters/",
        "— NQ",
        "(AFP, Reuters)",
        "ČTK",
        "[NQ]",
        "/portbureau/nq",
        "/nordpost/",
        "/unda/xyz",
        "und kls xyn a3 kat",
    ],
)
def test_a_signature_goes(line):
    assert kept_of("cs", line, 4) == []


@pytest.mark.parametrize("line", ["# Poznámky", "## Místo - přístav (Nábřežní 4)", "nq hrb xxvz b2 zed"])
def test_a_desk_s_notes_go_from_the_end(line):
    assert kept_of("cs", line, 4) == []


@pytest.mark.parametrize("line", ["a tak to jde dál", "#přístav", "hr hr brr hop"])
def test_words_are_no_codes_of_a_desk(line):
    news = NEWS["cs"]
    body = "".join(f"<p>{text}</p>" for text in [*news, line, *(f"{text} Znovu." for text in news)])
    page = f"<html lang=cs><title>Marlow</title><h1>Marlow</h1><main>{body}</main></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert not [row for row in article.removed if row.rule == "sign_offs/desk"]


@pytest.mark.parametrize(
    ("line", "place"),
    [("(Smích)", 4), ("— Ano", 4), ("(rk)", 2), ("Dál, výš", 4), ("on a ona a oni", 4), ("moře/pevnina", 4)],
)
def test_other_short_lines_stay(line, place):
    assert kept_of("cs", line, place) == [line]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("hu", "Játsszon felelősen! A szerencsejáték 18 éven felülieknek szól."),
        ("cs", "Hrajte zodpovědně, 18+"),
        ("uk", "Участь в азартних іграх веде до залежності. 21+"),
    ],
)
def test_a_warning_of_bets_goes(language, line):
    assert kept_of(language, line, 2) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("cs", "Hazard je v přístavních hospodách od loňska povolen jen lidem starším 18 let."),
        ("uk", "У порту вже 18 років стоїть казино, яке ніхто не відвідує."),
        ("hu", "A fogadást 18 csónakos kötötte, és mind veszített rajta."),
    ],
)
def test_news_of_bets_stays(language, line):
    assert kept_of(language, line, 2) == [line]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("cs", "Pošlete článek známým, kteří mají u moře chalupu"),
        ("uk", "Поділіться з тими, хто не має човна!"),
    ],
)
def test_a_call_to_pass_the_text_on_goes_from_over_it(language, line):
    assert kept_of(language, line, 0) == []


def test_such_a_sentence_amid_the_text_stays():
    line = "Поділіться з тими, хто не має човна, просила міська голова."
    assert kept_of("uk", line, 2) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Quill Nóra a Kikötői Lap munkatársa, a tengeri rovat szerkesztője.",
        "Quill Nóra kecskeméti tanár, két verseskötet szerzője.",
    ],
)
def test_a_note_on_the_author_whose_noun_stands_last(line):
    assert kept_of("hu", line, 4) == []


def test_spellings():
    assert spell("Citește și", "ro") == ("Citește și", "Citeşte şi")
    assert spell_plainly("Citește și", "ro") == ("Citește și", "Citeşte şi", "Citeste si")
    assert spell("Διαβάστε", "el") == ("Διαβάστε", "Διαβαστε")
    assert spell("ilgili", "tr")[-1] == "İlgİlİ"
    assert spell_plainly("Leia", "pt") == ("Leia",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("«Вечірній порт» живе коштом читачів.", False),
        ("«Ми лишаємося», — сказав рибалка.", True),
        ("«Ми лишаємося» — гасло рибалок.", True),
        ('"Tide" asks its readers for help.', False),
        ("– Nie wiem.", True),
        ("Plain.", False),
    ],
)
def test_a_name_in_quotation_marks_is_no_speech(text, said):
    assert opens_speech(text) is said
