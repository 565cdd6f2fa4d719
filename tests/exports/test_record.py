import pytest

from exports.record import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry's back, after 9 days.", 6),
        ("l’été d'une île", 3),
        ("snake_case -- well-known 'quoted'", 5),
        ("half½ past 10:30", 4),
        ("'tis rock 'n' roll'", 4),
        ("Пором повернувся о 7:40", 5),
        ("フェリー is back", 6),
        ("渡轮9天", 4),
        ("เรือ", 4),
    ],
)
def test_count_words(text, words):
    assert count_words(text) == words
    assert count_words("\n\n".join([text] * 3)) == 3 * words
