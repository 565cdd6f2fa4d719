"""Made-up news in 23 languages and ten layouts: residue in wordings of its own goes, prose that speaks of it stays."""

import importlib.util
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[3] / "benchmarks" / "newsroom_pages.py"
LANGUAGES = sorted(file.stem for file in PATH.with_name("newsrooms").glob("*.toml"))


@pytest.fixture(scope="module")
def pages():
    spec = importlib.util.spec_from_file_location("newsroom_pages", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["newsroom_pages"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["newsroom_pages"]


@pytest.fixture(scope="module")
def newsrooms(pages):
    return pages.load_newsrooms()


def prose(pages, texts):
    return [pages.Line(text, "prose") for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_semantic_pages_are_exact(pages, newsrooms, language):
    for name in pages.all_names(newsrooms, [language], ["held"], ["semantic"]):
        outcome = pages.judge_page(newsrooms, *name)
        assert (outcome.left, outcome.lost) == ((), ())


def test_bare_pages_leave_one_line_a_page_at_most_and_lose_hardly_any_prose(pages, newsrooms):
    names = [
        name
        for name in pages.all_names(newsrooms, LANGUAGES, ["tuned"], ["flat", "glued"])
        if name[2] == "seed"
    ]
    outcomes = [pages.judge_page(newsrooms, *name) for name in names]
    exact = sum(1 for outcome in outcomes if not outcome.left and not outcome.lost)
    assert exact >= 0.7 * len(outcomes)
    assert sum(len(outcome.left) for outcome in outcomes) <= len(outcomes) // 2
    assert sum(len(outcome.lost) for outcome in outcomes) <= len(outcomes) // 10


@pytest.mark.parametrize("layout", ["linked", "custom", "items", "rows"])
@pytest.mark.parametrize("language", ["cs", "ja"])
def test_pages_with_a_foot_are_exact_however_they_are_laid_out(pages, newsrooms, language, layout):
    outcome = pages.judge_page(newsrooms, language, "tuned", "foot", layout)
    assert (outcome.left, outcome.lost) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_prose_that_looks_like_residue_stays(pages, newsrooms, language):
    news = newsrooms[language]
    mixed = [text for pair in zip(news["prose"], news["traps"], strict=False) for text in pair]
    for texts in (mixed, [*news["prose"], *news["traps"]]):
        for layout in ("flat", "breaks"):
            article = pages.read_lines(prose(pages, texts), layout, language, news["headline"])
            assert [block.text for block in article.body] == texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_of_correction_become_data(pages, newsrooms, language):
    news = newsrooms[language]
    for kind, text, day in news["corrections"]:
        for texts in ([*news["prose"], text], [text, *news["prose"]]):
            article = pages.read_lines(prose(pages, texts), "flat", language, news["headline"])
            assert [block.text for block in article.body] == news["prose"]
            found = [(notice.kind, notice.text, notice.published_at) for notice in article.corrections]
            assert found == [(kind, text, day or None)]
