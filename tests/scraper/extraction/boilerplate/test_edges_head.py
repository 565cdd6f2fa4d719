"""Between headline and text: the standfirst, and a list of who wrote it and when, each in a box of its own."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987, officials said.",
    "A second wall on the other side of the bay is planned for the end of the decade.",
]
BOX = '<div class="w-el"><div class="w-container">{}</div></div>'


def texts_of(*head, language="en", dek=None):
    meta = f'<meta property="og:description" content="{dek}">' if dek else ""
    body = "".join(BOX.format(text) for text in [*head, *(f"<p>{news}</p>" for news in NEWS)])
    page = (
        f"<html lang={language}><title>Wall</title>{meta}"
        f"<article>{BOX.format('<h1>Wall</h1>')}{body}</article></html>"
    )
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body]


def listed(*items):
    return f"<ul class=info>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


@pytest.mark.parametrize(
    ("language", "items"),
    [
        ("en", ("Nora Quill", "May 7, 2026")),
        ("de", ("Von Nora Quill", "7. Mai 2026", "Marlow")),
        ("fr", ("Nora Quill", "7 mai 2026")),
        ("da", ("Havnereporter Nora Quill", "7. maj 2026 kl. 9.40")),
        ("cs", ("Nora Quillová", "7. května 2026")),
        ("pl", ("Nora Quill", "7 maja 2026")),
    ],
)
def test_a_list_of_a_name_and_a_day_over_the_text_goes(language, items):
    assert texts_of(listed(*items), language=language) == NEWS


@pytest.mark.parametrize(
    "items",
    [
        ("Wall to rise again by 2028",),
        ("May 7: council votes", "May 9: work begins"),
        ("Cost: 40,000 pounds", "Work to begin in March"),
    ],
)
def test_a_list_that_sums_up_the_text_stays(items):
    assert set(items) <= set(texts_of(listed(*items)))


@pytest.mark.parametrize(
    ("dek", "gone"),
    [
        ("Nora, 58, 'meant to give the stones back before Christmas'", True),
        ("Five boats were lost in one night. None was insured", True),
        ("Five boats were lost in one night, and the council now has to act.", False),
    ],
)
def test_a_line_that_the_page_gives_as_its_description_goes_where_no_sign_ends_it(dek, gone):
    box = f'<div class="article-excerpt"><p>{dek}</p></div>'
    assert (dek in texts_of(box, dek=dek)) is not gone
    assert dek in texts_of(f"<p>{dek}</p>")
