import pytest

from scraper.extraction.metadata.site_names import list_names
from scraper.sites.site import Site

SITE = Site(domain="harbournotes.example", name="Harbour Notes")
URL = "https://www.harbournotes.example/a"


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("Old pool to close", False),  # the headline in the place of the publisher
        ("Coast", True),
        ("Old pool", True),  # two words may be a section
        ("The harbour notes", True),  # made of the address
        (None, False),
    ],
)
def test_headline_is_no_name(stated, kept):
    titles = ["Old pool to close", "Coast", "Old pool", "The harbour notes"]
    names = list_names(SITE, URL, [stated], titles)
    assert (stated in names) is kept
    assert names[-4:] == ["Harbour Notes", "harbournotes.example", "harbournotes", "harbournotes.example"]
