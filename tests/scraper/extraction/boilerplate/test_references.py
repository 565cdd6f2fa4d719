"""The reference of a study under the text goes; sources that the text speaks of stay."""

import pytest

from benchmarks.newsroom_pages import load_newsrooms
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = load_newsrooms()


def is_kept(language, line, place=None):
    """Whether *line* stays under the paragraphs of a page, or at *place* among them."""
    prose = NEWS[language]["prose"]
    place = len(prose) if place is None else place
    body = "".join(f"<p>{text}</p>" for text in (*prose[:place], line, *prose[place:]))
    page = f"<html lang={language}><head><title>Wall</title></head><h1>Wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://valmorapost.example/wall-1", body=page.encode()), Site(domain="valmorapost.example")
    )
    kept = [block.text for block in article.body]
    assert [text for text in kept if text != line] == prose
    return line in kept


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Journal reference: M. Holm et al., Annals of Sea Walls, 2026."),
        ("de", "Studie: M. Holm u. a., Jahrbuch der Deiche, 2026."),
        ("fr", "Référence : M. Holm, Cahiers des digues, 2026."),
        ("es", "Referencia: M. Holm, Anales del mar (2026)."),
        ("it", "Fonte: M. Holm, Annali delle dighe, 2026."),
        ("sv", "Källa: M. Holm, Årsbok för vallar, 2026."),
        ("pl", "Źródło: M. Holm, Roczniki wałów, 2026."),
        ("uk", "Джерело: М. Гольм, Річник дамб, 2026."),
        ("zh", "参考文献：霍尔姆等，《海堤年刊》，2026"),
    ],
)
def test_a_reference_under_the_text_goes(language, line):
    assert not is_kept(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The source: a farmer who told the council of the leak in 2019."),
        ("en", "Paper: nobody had any in the winter of 1947."),
        ("fr", "Source de fierté : la digue tient depuis 1923."),
    ],
)
def test_sources_of_the_text_stay_among_its_paragraphs(language, line):
    assert is_kept(language, line, 3)
