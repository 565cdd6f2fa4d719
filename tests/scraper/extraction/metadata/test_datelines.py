import pytest

from scraper.extraction.metadata.datelines import find_dateline_agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("KYIV (Reuters) - The bridge opens on Monday.", "Reuters"),
        ("Hamburg (dpa/lno) – Die Brücke öffnet am Montag.", "dpa"),
        ("Paris (AFP). Le pont ouvre lundi.", "AFP"),
        ("The bridge (Reuters has more) opens on Monday.", None),
        ("The bridge opens on Monday, the mayor said. " * 5 + "(Reuters) - More.", None),
        ("", None),
    ],
)
def test_dateline(text, agency):
    assert find_dateline_agency(text) == agency
