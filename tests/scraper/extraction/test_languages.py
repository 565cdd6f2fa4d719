"""Labels and prompts go, prose that opens with their words stays: in all languages, in silent markup."""

import html
import sys
import tomllib
from pathlib import Path

import pytest

from exports.record import CORRECTION_KINDS, REASONS
from scraper.extraction.boilerplate import grammar_files, phrases
from scraper.extraction.boilerplate.grammar_files import load_small
from scraper.extraction.boilerplate.phrases import PhrasesError, load_phrases, parse_phrases
from scraper.extraction.extract import extract_article
from scraper.normalise.text import tokens
from scraper.page import Page
from scraper.sites.site import Site

NEWSROOM = tomllib.loads(Path(__file__).with_name("newsroom.toml").read_text("utf-8"))
LAYOUTS = {
    "paragraphs": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    "classes": lambda lines: "".join(f'<div class="x1f{len(lines)}">{line}</div>' for line in lines),
    "breaks": "<br>".join,
    "double breaks": "<br><br>".join,
}


def read(lines, layout, language):
    text = LAYOUTS[layout]([html.escape(line) for line in lines])
    page = f'<html lang="{language}"><title>Harbour</title><h1>Harbour</h1><div class="k">{text}</div></html>'
    return extract_article(
        Page(url="https://gazette.example/harbour-wall-1", body=page.encode()), Site(domain="gazette.example")
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", NEWSROOM)
def test_residue_between_and_after_prose(language, layout):
    news = NEWSROOM[language]
    first, second, third = news["prose"]
    (label, *prompts) = news["residue"]
    lines = [first, label[0], second, prompts[0][0], third, *(line for line, _ in prompts[1:])]
    article = read(lines, layout, language)
    assert [block.text for block in article.body] == news["prose"]
    reasons = {row.text: row.reason for row in article.removed}
    # What stands after the last paragraph may lie outside the article region.
    assert {line: reasons.get(line, reason) for line, reason in news["residue"]} == dict(
        map(tuple, news["residue"])
    )
    assert {label[0], prompts[0][0]} <= set(reasons)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", NEWSROOM)
def test_prose_that_opens_with_a_label_stays(language, layout):
    news = NEWSROOM[language]
    first, *rest = news["prose"]
    lines = [first, *news["traps"], *rest]
    assert [block.text for block in read(lines, layout, language).body] == lines
    lines = [first, *rest, *news["traps"]]
    assert [block.text for block in read(lines, layout, language).body] == lines


def test_every_language_has_phrases_and_news():
    folder = Path(__file__).parents[3] / "scraper/extraction/boilerplate/phrases"
    assert {file.stem for file in folder.glob("*.toml")} == set(NEWSROOM)
    for file in folder.glob("*.toml"):
        reasons = {reason for _, reason, _ in parse_phrases(file.read_text("utf-8"), file.name)}
        needed = {
            "ad_label",
            "related_teaser",
            "newsletter",
            "promo",
            "share",
            "comments",
            "correction_request",
            *CORRECTION_KINDS,
        }
        assert needed <= reasons <= {*REASONS, *CORRECTION_KINDS}, file.name


@pytest.mark.parametrize(
    "source",
    ['[advert]\nlabel = ["x"]', '[ad_label]\nanywhere = ["x"]', '[ad_label]\nlabel = ["..."]'],
)
def test_a_wrong_phrase_file_is_named(source):
    with pytest.raises(PhrasesError, match=r"^xx\.toml: "):
        list(parse_phrases(source, "xx.toml"))


def test_kept_phrases_and_small_words_are_those_of_the_files(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    made = load_phrases.__wrapped__(), load_small.__wrapped__()
    monkeypatch.setattr(phrases, "parse_phrases", None)
    monkeypatch.setattr(grammar_files, "parse_grammar", None)
    assert (load_phrases.__wrapped__(), load_small.__wrapped__()) == made
    assert ("newsletter",) in [words for words, *_ in made[0].opening["newsletter"]]
    assert "the" in made[1]["en"]


def test_a_label_is_the_whole_text():
    phrases = load_phrases()
    assert any(m.way == "label" for m in phrases.find(tokens("Advertisement:")))
    assert not any(m.way == "label" for m in phrases.find(tokens("Advertisement pays")))
