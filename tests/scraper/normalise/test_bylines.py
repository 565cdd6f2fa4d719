import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.normalise.bylines import clean_byline, without_date


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Jane Roe | 12 March 2024", "By Jane Roe"),
        ("By Jane Roe, March 3rd, 2024, 5:00 PM", "By Jane Roe"),
        ("By Jane Roe on | March 3, 2024", "By Jane Roe"),
        ("By | Jane Roe | and | Ann Lee", "By Jane Roe and Ann Lee"),
        ("By Jane Roe | 5 min read | Share", "By Jane Roe"),
        ("Posted by Jane Roe at 18:52", "Posted by Jane Roe"),
        ("11.12.2019 - Anna Berg", "Anna Berg"),
        ("12 March 2024 14:05 Jane Roe", "Jane Roe"),
        ("Von Anna.Berg am Samstag, 19. Oktober 2019 um 11:14 Uhr", "Von Anna.Berg"),
        ("Par Anne Roux et Bob Noir | Publié le 3 mars 2024 à 10h15", "Par Anne Roux et Bob Noir"),
        ("Por Ana Pérez, 3 de marzo de 2024", "Por Ana Pérez"),
        ("Di Carlo Neri | 3 marzo 2024", "Di Carlo Neri"),
        ("Автор: Іван Гай 17 березня 2026 року", "Автор: Іван Гай"),
        ("Автор: Анна Лис | 3 марта 2024 г.", "Автор: Анна Лис"),
        ("Autor: Jan Kowalski | 3 marca 2024", "Autor: Jan Kowalski"),
        ("Yazan: Ali Demir | 3 Mart 2024", "Yazan: Ali Demir"),
        ("3 March 2024", None),
        ("14:05", None),
        ("", None),
    ],
)
def test_clean_byline(text, byline):
    assert clean_byline(text) == byline


def test_names_that_look_like_dates_stay():
    assert without_date("May Weber") == "May Weber"
    assert without_date("April Roe and August Lee") == "April Roe and August Lee"


@given(st.text(max_size=300))
def test_never_raises(text):
    clean_byline(text)
