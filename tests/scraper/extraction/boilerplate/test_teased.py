"""Summaries of teasers that are set as the paragraphs are, told by the lines that stand over or under them."""

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
    "Until then the council will lend sandbags to every household that stands below the church.",
]
HEADLINE = "Two Bakers Share One Oven in Dunmore"
SUMMARY = "The first loaves come out of the garage at four in the morning. Sundays belong to the cat."
LABEL = "Other topics of interest"
LINK = f"<a href=/b>{HEADLINE}</a>"
QUOTED = "“I sleep when the dough sleeps,” one of them says about the long nights in Dunmore."
LEANING = "He promised to visit the garage before the first loaves are sold on Sunday."
OWN = "Old stones will be sold to builders in three villages. Nobody in the bay has named a price."
OWN_STORY = "The mayor will open the harbour wall in March, and the fishermen have asked for a band."
NEAR = "Fishermen buy most of the bread. The rest goes to the church and to the mayor."
MARKUP = {
    "p": "<p>{}</p>",
    "div": '<div class="x7fa">{}</div>',
    "cell": "<table><tr><td>{}</td></tr></table>",
    "br": "{}<br><br>",
}


def kept_of(lines, after=3, markup="p", foot=()):
    """What of *lines*, a paragraph each behind so many of the article's, is kept; *foot* ends the page."""
    texts = [*NEWS[:after], *lines, *NEWS[after:]]
    body = "".join([MARKUP[markup].format(text) for text in texts] + [*foot])
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in NEWS] == NEWS
    return [text for text in texts if text not in NEWS]


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize(
    "lines",
    [
        [HEADLINE, LABEL, HEADLINE, SUMMARY],
        [LABEL, HEADLINE, HEADLINE, SUMMARY],
        [LABEL, HEADLINE, SUMMARY],
        [HEADLINE, LABEL, SUMMARY],
        [HEADLINE, SUMMARY, LABEL],
        [HEADLINE, SUMMARY, "Read it in full"],
    ],
    ids=["around", "over two", "over", "under", "last", "last, in unknown words"],
)
def test_a_summary_in_the_paragraphs_markup_goes_with_its_label_and_headline(lines, markup):
    assert kept_of(lines, markup=markup) == []


@pytest.mark.parametrize("after", [1, 2, 4, 6])
def test_it_goes_wherever_it_stands(after):
    assert kept_of([LABEL, LINK, SUMMARY], after) == []


@pytest.mark.parametrize("gone", [True, False])
def test_under_a_label_and_headline_in_one_line_it_must_speak_of_that(gone):
    text = "Two bakers from Dunmore share their only oven with a cat." if gone else OWN
    assert kept_of([f"Read also: {HEADLINE}", text]) == ([] if gone else [OWN])


def test_a_paragraph_under_a_label_and_a_link_in_one_line_stays():
    assert kept_of([f"Read also: {LINK}", SUMMARY]) == [SUMMARY]


def test_a_summary_under_a_link_alone_goes_and_a_paragraph_stays():
    assert kept_of([LINK, SUMMARY]) == []
    assert kept_of([LINK, OWN_STORY]) == [OWN_STORY]


def test_where_many_lines_are_links_paragraphs_under_them_stay():
    foot = [f"<p>{LINK.replace('Two', name)}</p>" for name in ("Six", "Ten", "Four", "Five", "Nine")]
    assert kept_of([LINK, SUMMARY], foot=foot[:1]) == []
    assert kept_of([LINK, SUMMARY], foot=foot) == [SUMMARY]


def test_words_of_the_article_do_not_keep_it():
    assert kept_of([LABEL, HEADLINE, OWN]) == []


@pytest.mark.parametrize(
    "lines",
    [
        [HEADLINE, LABEL, HEADLINE, NEAR],
        [LABEL, HEADLINE, HEADLINE, NEAR],
        [HEADLINE, NEAR, LABEL],
    ],
    ids=["around", "over two", "last"],
)
def test_under_a_headline_that_stands_twice_a_summary_goes_though_it_shares_the_articles_words(lines):
    assert kept_of(lines) == []


def test_a_paragraph_of_nothing_but_the_articles_words_stays():
    assert kept_of([LABEL, HEADLINE, OWN_STORY]) == [OWN_STORY]
    assert kept_of([HEADLINE, LABEL, HEADLINE, OWN_STORY]) == [OWN_STORY]


@pytest.mark.parametrize("text", [QUOTED, LEANING], ids=["quoted", "leaning"])
@pytest.mark.parametrize("lines", [[HEADLINE, LABEL, HEADLINE], [LABEL, HEADLINE]], ids=["around", "over"])
def test_what_quotes_or_leans_on_the_text_stays(lines, text):
    assert kept_of([*lines, text]) == [text]


@pytest.mark.parametrize(
    "lines",
    [
        [f"Read also: {HEADLINE}"],
        [LABEL, LINK, LINK.replace("Two", "Six")],
        [f"<aside>{LABEL}<p>{LINK}</p></aside>"],
    ],
    ids=["one line", "list", "box"],
)
def test_paragraphs_under_teasers_without_summaries_stay(lines):
    assert kept_of([*lines, OWN]) == [OWN]


def test_answers_under_an_interviews_lines_stay():
    questions = [
        "<b>Why did you buy the oven?</b>",
        "Because it was cheap and stood near the harbour.",
        "<b>What do you bake in it?</b>",
        "Rye bread, and on Sundays a cake for the whole street.",
        "<b>Who eats all of that bread?</b>",
        "The fishermen take most of it before they sail.",
    ]
    assert OWN in kept_of([*questions, LABEL, HEADLINE, OWN])


def test_under_a_label_below_its_headline_a_summary_goes_though_it_shares_the_articles_words():
    assert kept_of([HEADLINE, LABEL, NEAR]) == []
    assert kept_of([f"<b>{HEADLINE}</b>", LABEL, NEAR]) == []
    assert kept_of([HEADLINE, LABEL, OWN_STORY]) == [OWN_STORY]


SUBHEADS = ["<h3>What it costs</h3>", "<h3>The other side</h3>"]
OPEN = "<h3>{}</h3>"


def kept_of_headed(lines, subheads=SUBHEADS):
    """What of *lines* is kept on a page with *subheads*, each block in a frame of its own."""
    rows = [*NEWS[:2], subheads[0], *NEWS[2:4], *lines, *NEWS[4:5], subheads[1], *NEWS[5:]]
    framed = (row if row.startswith("<") else f"<p>{row}</p>" for row in rows)
    body = "".join(f"<div class=w><div class=c>{row}</div></div>" for row in framed)
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in NEWS] == NEWS
    known = [*NEWS, *("".join(subhead.split(">")[1:-1]).removesuffix("</h3") for subhead in subheads)]
    return [text for text in texts if text not in known]


@pytest.mark.parametrize(
    "lines",
    [
        [LABEL, OPEN.format(HEADLINE), SUMMARY],
        [LABEL, OPEN.format("The fishermen of Dunmore buy a baker's oven"), NEAR],
        [LABEL, OPEN.format(LINK), SUMMARY],
        [OPEN.format(LINK), SUMMARY],
        [OPEN.format(HEADLINE), OPEN.format(HEADLINE), SUMMARY],
    ],
    ids=["label", "label, own words", "label and link", "link", "twice"],
)
def test_a_headline_set_as_the_subheads_goes_with_its_summary(lines):
    assert kept_of_headed(lines) == []


def test_a_subhead_stays_with_its_paragraph():
    subhead, text = "Sand from the church", "Sand for the bags comes from the church, which stands on a dune."
    assert kept_of_headed([OPEN.format(subhead), text]) == [subhead, text]
    assert kept_of_headed([LABEL, OPEN.format(subhead), text])[-2:] == [subhead, text]


def test_under_a_label_a_heading_no_longer_than_the_others_stays():
    subheads = [
        "<h3>Three storms in one winter cost a lot</h3>",
        "<h3>Nobody knows what comes after the wall</h3>",
    ]
    assert kept_of_headed([LABEL, OPEN.format(HEADLINE), NEAR], subheads)[-1:] == [NEAR]


ZH = [
    "马洛湾镇议会星期二晚上投票决定，重建港口的旧防波堤。",
    "镇长对居民说，新防波堤将在三月动工，工期两年。",
    "去年冬天三场风暴损坏了渔船，渔民们因此要求修堤。",
    "钱来自县里在一九八七年洪水之后设立的基金。",
]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("两位师傅合用一座炉子。星期天归猫。", False),
        ("石匠们答应在四月以前交货，但没有说多少块，没有说从哪里运，也没有说谁来付钱。", True),
    ],
)
def test_a_chinese_sentence_of_many_clauses_is_no_summary(text, kept):
    rows = [*ZH[:2], "邓莫尔的两位面包师合用一座炉子", "【延伸阅读】", text, *ZH[2:]]
    body = "".join(f"<p>{row}</p>" for row in rows)
    page = f"<html lang=zh><meta charset=utf-8><title>防波堤</title><h1>防波堤</h1><main>{body}</main>"
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert (text in [block.text for block in found.body]) == kept
