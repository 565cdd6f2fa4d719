"""Labels that newsrooms print in every language are known, however many comments they count."""

import pytest

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.normalise.text import words_of


def reasons_of(text):
    return {match.reason for match in load_phrases().find(words_of(text)) if match.way == "label"}


@pytest.mark.parametrize(
    "text",
    [
        "Comments (31)",
        "View all 14 comments",
        "14 Kommentare",
        "Kommentarer (6)",
        "6 comentários",
        "Comentarios (1)",
        "Comentarii (2)",
        "Leggi i 12 commenti",
        "Reacties (40)",
        "3 kommenttia",
        "7 σχόλια",
        "Komentáře (5)",
        "22 komentarze",
        "21 комментарий",
        "Коментарі (8)",
        "11 hozzászólás",
        "4 yorum",
        "5 टिप्पणियाँ",
        "9 تعليقات",
        "コメント（3）",
        "评论（18）",
    ],
)
def test_counted_comments(text):
    assert reasons_of(text) == {"comments"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("More from this section", "related_teaser"),
        ("Önerilenler", "related_teaser"),
        ("Rekommenderade artiklar", "related_teaser"),
        ("Wesprzyj nas", "promo"),
        ("Hent appen", "promo"),
        ("Stuur naar een vriend", "share"),
        ("Süti beállítások", "consent"),
        ("Pengaturan cookie", None),
        ("Voir les offres", "paywall_prompt"),
        ("Hide ads", "ad_label"),
        ("Ad · 0:30", "ad_label"),
        ("Ukryj reklamy", "ad_label"),
        ("Annonser # 2", None),
        ("Manage my choices", "consent"),
        ("Zarządzaj opcjami", "consent"),
        ("14 Shares", "share"),
        ("Podcast of twelve episodes", None),
        ("Van onze correspondent", "byline"),
        ("Comments on the wall rose to forty", None),
        ("40 comments on the wall", None),
    ],
)
def test_labels(text, reason):
    assert reasons_of(text) == ({reason} if reason else set())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Texten har rättats: namnet är Quill", "correction"),
        ("Artykuł został poprawiony 3 maja", "correction"),
        ("Podcast: Low Water, episode 12", "promo"),
        ("Подкаст «Мель», выпуск пятый", "promo"),
    ],
)
def test_openings(text, reason):
    found = load_phrases().find(words_of(text))
    assert (reason, "start") in {(match.reason, match.way) for match in found}
