import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.normalise.agencies import find_agency_name
from scraper.normalise.names import is_organisation, is_signed, parse_byline


def names(text, declared=False):
    return [author.name for author in parse_byline(text, declared=declared).authors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Jane Roe", ["Jane Roe"]),
        ("By A. Smith and Carla Doe in Kyiv", ["A. Smith", "Carla Doe"]),
        ("Von Anna Berg, Berlin", ["Anna Berg"]),
        ("Von Anna Berg und Bernd Tal", ["Anna Berg", "Bernd Tal"]),
        ("par Anne Roux et Bob Noir", ["Anne Roux", "Bob Noir"]),
        ("Por Ana Pérez y Luis Gil | Madrid", ["Ana Pérez", "Luis Gil"]),
        ("Por João Alves e Maria Reis", ["João Alves", "Maria Reis"]),
        ("di Carlo Neri", ["Carlo Neri"]),
        ("Door Jan Smit en Els Bos", ["Jan Smit", "Els Bos"]),
        ("Skrevet af Lars Holm og Mette Friis", ["Lars Holm", "Mette Friis"]),
        ("Av Kari Dahl", ["Kari Dahl"]),
        ("Kirjoittanut Matti Aho", ["Matti Aho"]),
        ("Autor: Jan Kowalski", ["Jan Kowalski"]),
        ("Napsal Petr Dvořák", ["Petr Dvořák"]),
        ("Írta: Nagy Ágnes", ["Nagy Ágnes"]),
        ("Автор: Іван Гай, Київ", ["Іван Гай"]),
        ("Текст: Анна Лис, Фото: Петро Вовк", ["Анна Лис", "Петро Вовк"]),
        ("Oleh Siti Rahma", ["Siti Rahma"]),
        ("記者 山田太郎", ["山田太郎"]),
        ("Yazan: Ali Demir", ["Ali Demir"]),
        ("Γράφει ο Νίκος Παππάς", ["Νίκος Παππάς"]),
        ("By JANE O'NEILL-SMITH and MARY ROE", ["Jane O'Neill-Smith", "Mary Roe"]),
        ("Jane Roe, Political Editor | 5 min read | 12 March 2024", ["Jane Roe"]),
        ("Sam Stone Senior Politics Editor", ["Sam Stone"]),
        ("By Jane Roe jane@gazette.example Updated 5 Minutes Ago", ["Jane Roe"]),
        ("By Jane Roe, Ann Lee and Bo Berg", ["Jane Roe", "Ann Lee", "Bo Berg"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Interview by Jane Roe", ["Jane Roe"]),
        ("Reporting: Jane Roe", ["Jane Roe"]),
        ("Text and photos by Jane Roe", ["Jane Roe"]),
        ("Propos recueillis par Anne Roux", ["Anne Roux"]),
        ("Das Interview führte Anna Berg", ["Anna Berg"]),
        ("Von Anna Berg am Samstag, 19. Oktober 2019", ["Anna Berg"]),
        ("Автор: Іван Гай 17 березня 2026 року", ["Іван Гай"]),
        ("By Jane Roe 5 minutes ago", ["Jane Roe"]),
        ("Von Anna Berg vor 3 Stunden", ["Anna Berg"]),
        ("Firmado por Ana Pérez", ["Ana Pérez"]),
        ("Text von Anna Berg, Illustration von Bernd Tal", ["Anna Berg", "Bernd Tal"]),
        ("Sam Stone | News & Culture Writer", ["Sam Stone"]),
        ("Autorin: Anna Berg, Projektleiterin der Stiftung in Tunis", ["Anna Berg"]),
        ("Autor: Bernd Tal, Redner bei tal.example", ["Bernd Tal"]),
        ("By Jane Roe/AFP", ["Jane Roe", "AFP"]),
        ("Jane Roe is", []),
        ("Per E-Mail weiterempfehlen", []),
        ("Bild © Anna", []),
        ("12 March 2024", []),
        ("5 Minutes Ago", []),
        ("https://gazette.example/staff", []),
        ("By", []),
        ("", []),
        ("Share on Facebook", []),
    ],
)
def test_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paddy", ["Paddy"]),
        ("Di Marco", ["Di Marco"]),
        ("Jane Roe, Ann Lee", ["Jane Roe", "Ann Lee"]),
        ("Jane Roe, London, Ann Lee", ["Jane Roe", "Ann Lee"]),
        ("admin", []),
        ("https://social.example/jane", []),
    ],
)
def test_declared_names(text, expected):
    assert names(text, declared=True) == expected


def test_agency_credit_is_kept_whole():
    byline = parse_byline("dpa/lno")
    assert [(author.name, author.kind) for author in byline.authors] == [("dpa/lno", "agency")]
    assert byline.agency == "dpa"


def test_roles():
    authors = parse_byline("Text: Anna Berg, Foto: Bernd Tal").authors
    assert [(author.name, author.role) for author in authors] == [("Anna Berg", None), ("Bernd Tal", "photo")]
    authors = parse_byline("By Jane Roe; Photos by Ann Lee").authors
    assert [(author.name, author.role) for author in authors] == [("Jane Roe", None), ("Ann Lee", "photo")]


@pytest.mark.parametrize(
    ("text", "kinds", "agency"),
    [
        ("Jane Roe (Reuters)", ["person", "agency"], "Reuters"),
        ("Associated Press", ["agency"], "AP"),
        ("By The Associated Press", ["agency"], "AP"),
        ("TMZ STAFF", ["organisation"], None),
        ("Redaktion", ["organisation"], None),
        ("Укрінформ", ["agency"], "Ukrinform"),
    ],
)
def test_kinds(text, kinds, agency):
    byline = parse_byline(text, declared=True)
    assert ([author.kind for author in byline.authors], byline.agency) == (kinds, agency)


def test_publisher_is_no_person():
    byline = parse_byline("The Gazette", declared=True, publisher="The Gazette")
    assert byline.authors[0].kind == "organisation"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(AFP)", "AFP"),
        ("dpa/lno", "dpa"),
        ("ap", None),
        ("Afpak", None),
        ("Coastland Press Agency", "Coastland Press Agency"),
        ("Agence Loire-Presse", "Agence Loire-Presse"),
        ("Seeland Nachrichtenagentur", "Seeland Nachrichtenagentur"),
        ("Agencia de Noticias del Mar", "Agencia de Noticias del Mar"),
        ("海辺通信社", "海辺通信社"),
        ("Nachrichtenagentur", None),
        ("Press Agency", None),
        ("Agence de presse", None),
        ("Jane Roe", None),
    ],
)
def test_find_agency_name(text, name):
    assert find_agency_name(text) == name


def test_is_organisation():
    assert is_organisation("News desk")
    assert not is_organisation("Jane Roe")


def test_is_signed():
    assert is_signed("By Jane")
    assert not is_signed("Byron wrote")


@given(st.text(max_size=700))
def test_never_raises(text):
    parse_byline(text)


@pytest.mark.parametrize("piece", ["By ", "Foto: ", "a, ", "and and ", "(((", "| ", "@", "von "])
def test_hostile_length_is_cheap(piece):
    parse_byline(piece * 100_000)


@pytest.mark.parametrize(
    "text",
    ["Jane Roe (Text), John Doe (Fotos)", "Von Jane Roe (Text) und John Doe (Foto)"],
)
def test_roles_in_brackets_behind_the_names(text):
    found = [(author.name, author.role) for author in parse_byline(text).authors]
    assert found == [("Jane Roe", None), ("John Doe", "photo")]


def test_where_a_writer_works_is_no_author():
    assert [author.name for author in parse_byline("By Jane Roe, BBC News").authors] == ["Jane Roe"]
    assert [author.name for author in parse_byline("By Jane Roe, dpa").authors] == ["Jane Roe", "dpa"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By JANE ROE Associated Press", ["JANE ROE", "Associated Press"]),
        ("By Jane Roe The Associated Press", ["Jane Roe", "The Associated Press"]),
        ("By JANE ROE and JOHN DOE Associated Press", ["JANE ROE", "JOHN DOE", "Associated Press"]),
        ("Jane Roe dpa", ["Jane Roe", "dpa"]),
        ("Par Jane Roe AFP", ["Jane Roe", "AFP"]),
        ("By Jane Roe AP Sports Writer", ["Jane Roe", "AP"]),
        ("By Jane Roe", ["Jane Roe"]),
        ("By Press Reuters", ["Press Reuters"]),  # too little would be left of the name
    ],
)
def test_agency_that_ran_together_with_a_name(text, expected):
    assert names(text) == expected
    kinds = [
        "agency" if name in {"AP", "AFP", "dpa"} or "Press" in name[-5:] else "person" for name in expected
    ]
    assert [author.kind for author in parse_byline(text).authors] == kinds
