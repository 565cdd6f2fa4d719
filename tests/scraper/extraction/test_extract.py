"""The whole way from bytes to an article: nothing vanishes, notices become data, bad bytes are refused."""

import html as markup
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.record import BLOCK_TYPES, FLAGS, REASONS
from scraper.article import Article, Rejection
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Select, Site

SITE = Site(domain="gazette.example")
PROSE = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from the county, which had set aside four million pounds for the coast.",
]


def read(body, *, head="", site=SITE, **page):
    html = f"<html lang=en><head><title>Harbour</title>{head}</head><body>{body}</body></html>"
    page = {"url": "https://gazette.example/news/harbour-1", **page}
    return extract_article(Page(body=html.encode(), **page), site)


def paragraphs(texts):
    return "".join(f"<p>{markup.escape(text)}</p>" for text in texts)


def removed(article):
    return [(row.reason, row.text) for row in article.removed]


def test_teaser_block_goes_whole_with_its_label_between_headlines():
    headline = "Lighthouse Keeper Retires After Forty Winters"
    teaser = [
        headline,
        "Other Topics of Interest",
        headline,
        "The keeper of the lighthouse retires in spring and will not be replaced.",
    ]
    article = read(f"<article>{paragraphs([*PROSE[:2], *teaser, *PROSE[2:]])}</article>")
    assert [block.text for block in article.body] == PROSE
    assert removed(article) == [("related_teaser", text) for text in teaser]
    assert {row.before for row in article.removed} == {2}


def test_prose_after_a_label_stays():
    article = read(f"<article>{paragraphs([*PROSE[:2], 'Related', *PROSE[2:]])}</article>")
    assert [block.text for block in article.body] == PROSE
    assert removed(article) == [("related_teaser", "Related")]


def test_notice_is_data_and_request_is_residue():
    notice = "Correction: An earlier version of this article misstated the mayor's name."
    request = "Spotted an error? Write to us here"
    article = read(f"<article>{paragraphs([notice, *PROSE[:3], request, PROSE[3]])}</article>")
    assert [(c.kind, c.text, c.source) for c in article.corrections] == [("correction", notice, "page")]
    assert [block.text for block in article.body] == PROSE
    assert removed(article) == [("correction_notice", notice), ("correction_request", request)]


def test_of_many_notices_the_first_hundred_are_data():
    notices = [f"Correction: An earlier version misstated figure {n} of the report." for n in range(103)]
    article = read(f"<article>{paragraphs([*PROSE, *notices])}</article>")
    assert [correction.text for correction in article.corrections] == notices[:100]
    assert [text for _, text in removed(article)] == notices


def test_prose_about_a_correction_stays():
    story = (
        "Correction of the chart took the harbour office three weeks, and two ships ran aground meanwhile."
    )
    article = read(f"<article>{paragraphs([*PROSE[:2], story, *PROSE[2:]])}</article>")
    assert story in [block.text for block in article.body]
    assert article.corrections == ()


@pytest.mark.parametrize(
    ("wanted", "label"),
    [
        ("correction", "Berichtigung: In einer früheren Fassung stand ein falscher Name."),
        ("correction", "Rectificatif : une version précédente de cet article citait un faux nom."),
        ("correction", "Fe de errores: una versión anterior daba un nombre equivocado."),
        ("correction", "Erramos: uma versão anterior trazia um nome errado."),
        ("correction", "Errata corrige: nella versione precedente il nome era sbagliato."),
        ("correction", "Sprostowanie: we wcześniejszej wersji podano błędne nazwisko."),
        ("clarification", "Уточнение: в первой версии было указано неверное имя."),
        ("clarification", "Уточнення: у першій версії було вказано неправильне ім'я."),
        ("correction", "Düzeltme: Haberin ilk halinde isim yanlış yazılmıştı."),
        ("correction", "تصحيح: ورد في نسخة سابقة من هذا المقال اسم خاطئ."),
        ("correction", "訂正：以前の記事では市長の名前が誤っていました。"),
        ("correction", "更正：本文早前版本中的市长姓名有误。"),
        ("update", "Update: This article has been updated to include the council's reply."),
        ("editor_note", "Editor's note: The writer is a member of the council."),
        ("retraction", "Retraction: This article has been retracted by the Gazette."),
    ],
)
def test_notices_by_kind_and_language(wanted, label):
    article = read(f"<article>{paragraphs(PROSE)}<p><em>{label}</em></p></article>")
    assert [(c.kind, c.text) for c in article.corrections] == [(wanted, label)]
    assert label not in [block.text for block in article.body]


def test_headline_repeated_goes_and_its_paraphrase_stays():
    head = '<meta property="og:title" content="Council votes to rebuild harbour wall">'
    article = read(
        "<h1>Council votes to rebuild harbour wall</h1><div><p>Council votes to rebuild harbour wall</p>"
        f"{paragraphs(PROSE)}</div>",
        head=head,
    )
    assert [block.text for block in article.body] == PROSE
    assert ("headline_repeat", "Council votes to rebuild harbour wall") in removed(article)


def test_links_are_absolute_and_index_the_body():
    article = read(
        f"<article>{paragraphs(PROSE[:2])}<p>The plan, <a href='../plan'>published here</a>, was read by "
        f"the whole town.</p>{paragraphs(PROSE[2:])}</article>"
    )
    (link,) = article.links
    assert (link.url, link.text) == ("https://gazette.example/plan", "published here")
    assert "published here" in article.body[link.block].text


def test_verse_keeps_its_lines():
    verse = "The wall is down<br>the boats are gone<br>the winter took them all"
    article = read(f"<article>{paragraphs(PROSE[:2])}<p>{verse}</p>{paragraphs(PROSE[2:])}</article>")
    assert article.body[2].text == "The wall is down\nthe boats are gone\nthe winter took them all"


def test_news_in_brief_between_single_breaks_are_paragraphs():
    brief = ("The bridge closes at noon.", "Rain: up to 20 mm by evening.", "The mayor is back at work.")
    article = read(
        f"<article>{paragraphs(PROSE[:2])}<p>{'<br>'.join(brief)}</p>{paragraphs(PROSE[2:])}</article>"
    )
    assert tuple(block.text for block in article.body[2:5]) == brief
    stanza = "The bridge is closed.<br>The rain is here,<br>the mayor sleeps."
    article = read(f"<article>{paragraphs(PROSE[:2])}<p>{stanza}</p>{paragraphs(PROSE[2:])}</article>")
    assert article.body[2].text == stanza.replace("<br>", "\n")


def test_an_article_set_as_items_of_a_list_is_read_as_paragraphs():
    def items(texts):
        return "".join(f"<li class=piece>{text}</li>" for text in texts)

    call = "Sign up for our free morning newsletter."
    boxed = items(f"<p>{text}</p>" for text in [*PROSE[:2], call, *PROSE[2:]])
    article = read(f"<ul class=pieces>{boxed}</ul>")
    assert [(block.type, block.text) for block in article.body] == [("paragraph", text) for text in PROSE]
    listed = read(f"<article>{paragraphs(PROSE)}<ul>{items(['Stone for the wall', 'Wages'])}</ul></article>")
    assert [block.type for block in listed.body][-2:] == ["list_item", "list_item"]


@pytest.mark.parametrize(("list_", "item"), [("ul", "li"), ("dl", "dd")])
def test_an_article_of_one_list_is_read_as_paragraphs_but_not_its_lists(list_, item):
    lines = [*PROSE, "Sign up for our free morning newsletter.", PROSE[0].replace("wall", "pier")]
    items = "".join(f"<{item}>{line}</{item}>" for line in lines)
    inner = f"<{item}><ul><li>Stone for the wall<li>Wages for two years</ul>"
    article = read(f"<h1>The wall</h1><{list_}>{items}{inner}</{list_}>")
    assert [block.text for block in article.body if block.type == "paragraph"] == [*PROSE, lines[-1]]
    assert {block.type for block in article.body} <= {"paragraph", "list_item"}


def test_items_of_signs_that_say_more_are_paragraphs_sooner():
    lines = [f"港の古い壁を直す工事は三月に始まり、{n}年かかると町長は住民に語った。" for n in "一二三四五"]
    boxed = "".join(f"<li class=piece><p>{line}</p></li>" for line in lines)
    assert {block.type for block in read(f"<ul class=pieces>{boxed}</ul>").body} == {"paragraph"}


def test_lists_tables_quotes_and_headings_survive():
    article = read(
        f"<article>{paragraphs(PROSE[:2])}<h2>What it costs</h2><ul><li>Stone for the wall, one million</li>"
        f"<li>Wages for two years, two million</li></ul><table><tr><td>Leeds</td><td>2</td></tr></table>"
        "<blockquote><p>We have waited long enough for this wall.</p></blockquote>"
        f"{paragraphs(PROSE[2:])}</article>"
    )
    assert {"paragraph", "heading", "list_item", "quote"} <= {block.type for block in article.body}
    assert [block.level for block in article.body if block.type == "heading"] == [2]


def test_hidden_text_is_not_prose():
    article = read(
        f"<article>{paragraphs(PROSE[:2])}<div style='display:none'><p>Hidden prose that nobody on the page "
        f"can ever see at all.</p></div>{paragraphs(PROSE[2:])}</article>"
    )
    assert not any("Hidden" in block.text for block in article.body)


def test_site_file_chooses_and_forbids():
    site = Site(domain="gazette.example", select=Select(body="div.story"), remove=("p.box",))
    article = read(
        f"<div class=story>{paragraphs(PROSE)}<p class=box>A box that the site file forbids, though it reads "
        "like prose.</p><p>The end of it is near.</p></div>",
        site=site,
    )
    assert article.body[-1].text == "The end of it is near."
    assert ("promo", "A box that the site file forbids, though it reads like prose.") in removed(article)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 ...", None),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\x00\x01\x02\x00" * 500, None),
        (b"<html><p>" + bytes(range(256)) * 20, "text/html"),  # noise that calls itself a page
        (b'{"headline": "x"}', "application/json"),
        (b"only words", "text/plain"),
        (b"", None),
    ],
)
def test_what_is_no_html_is_refused(body, content_type):
    answer = extract_article(
        Page(url="https://gazette.example/a", body=body, content_type=content_type), SITE
    )
    assert isinstance(answer, Rejection)
    assert answer.reason == "not_html"


def test_utf_16_that_no_one_names_is_read():
    html = (
        f"<html><head><title>Harbour</title></head><body><article>{paragraphs(PROSE)}</article></body></html>"
    )
    page = Page(url="https://gazette.example/news/harbour-1", body=html.encode("utf-16-be"))
    article = extract_article(page, SITE)
    assert [block.text for block in article.body] == PROSE
    assert "doubtful_encoding" in article.flags


def test_flags_of_a_short_undated_cut_answer():
    article = read(f"<article>{paragraphs(PROSE[:3])}</article>", truncated=True)
    assert {"short_body", "no_date", "truncated_response"} <= article.flags <= set(FLAGS)


def test_the_same_page_gives_the_same_article():
    body = f"<article>{paragraphs([*PROSE, 'Advertisement', *PROSE[:2]])}</article>"
    assert read(body) == read(body)


PIECES = st.sampled_from(
    [
        *(f"<p>{text}</p>" for text in PROSE),
        *(f"<div>{text}</div>" for text in PROSE),
        "<p>Advertisement</p>",
        "<h2>What it costs</h2>",
        "<p>Line one of it<br>line two of it<br><br>A new paragraph stands here for good.</p>",
        "<ul><li>First point of the list</li><li><a href='/x'>Second point of it</a></li></ul>",
        "<figure><img src=a.jpg><figcaption>The wall in March</figcaption></figure>",
        "<p><a href='/other'>Lighthouse keeper retires after forty winters</a></p>",
        "<div hidden><p>Hidden words</p></div>",
        "<table><tr><td>Leeds</td><td>2</td></tr></table>",
        "<pre>a\n  b</pre>",
        "<blockquote>We have waited long enough.</blockquote>",
        "<aside><p>Sign up for our newsletter</p></aside>",
        "bare text between the elements",
        "<div><div><p>",
        "</div></div>",
    ]
)


@given(st.lists(PIECES, min_size=4, max_size=25))
@settings(max_examples=60, deadline=None)
def test_nothing_vanishes(pieces):
    article = read(f"<article>{''.join(pieces)}</article>")
    if isinstance(article, Rejection):
        return
    assert isinstance(article, Article)
    kept = [verdict.text for verdict in article.verdicts if verdict.kept]
    assert " ".join(" ".join(kept).split()) == " ".join(
        " ".join(block.text for block in article.body).split()
    )
    assert [(v.what, v.text) for v in article.verdicts if not v.kept] == removed(article)
    assert all(row.reason in REASONS and 0 <= row.before <= len(article.body) for row in article.removed)
    assert all(block.type in BLOCK_TYPES and block.text for block in article.body)
    merged = [verdict.text for verdict in article.verdicts]
    positions = [verdict.kept for verdict in article.verdicts]
    assert len(merged) == len(positions) == len(kept) + len(article.removed)


@pytest.mark.parametrize("element", ["<p>x", "x<br>", "<tr><td>x"])
def test_pages_of_too_many_elements_are_refused_at_once(element):
    began = time.process_time()
    answer = read(element * (200_000 if element == "<p>x" else 60_000))
    assert isinstance(answer, Rejection)
    assert (answer.reason, answer.detail) == ("no_article", "more than 30000 elements")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("free", "words", "prompt", "cut"),
    [
        ("false", 60, True, True),  # said to be paid for, and the prompt ends it
        (None, 60, True, True),  # a stub that the prompt ends
        (None, 400, True, None),  # long enough to be whole
        ("false", 400, True, True),
        ("true", 60, True, False),  # said to be free: the prompt is an offer
        ("true", 60, False, False),
        (None, 60, False, None),
        ("false", 60, False, None),  # paid for, but nothing shows where it stops
    ],
)
def test_text_is_cut_where_a_prompt_to_pay_ends_it(free, words, prompt, cut):
    texts = [f"{PROSE[number % 4][:-1]} in part {number}." for number in range(words // 15)]
    texts += ["Subscribe now to continue reading"] if prompt else []
    said = f', "isAccessibleForFree": {free}' if free else ""
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Wall"{said}}}</script>'
    article = read(f"<article>{paragraphs(texts)}</article>", head=head)
    assert article.access.free is {"true": True, "false": False, None: None}[free]
    assert article.access.truncated is cut
    assert ("paywall_cut" in article.flags) is (cut is True)


def test_a_prompt_to_pay_amid_the_text_cuts_nothing():
    texts = [*PROSE[:2], "Subscribe now to continue reading", *PROSE[2:]]
    article = read(f"<article>{paragraphs(texts)}</article>")
    assert [block.text for block in article.body] == PROSE
    assert article.access.truncated is None


def test_fields_beyond_their_limits_are_cut_and_flagged():
    names = ", ".join(f'{{"@type": "Person", "name": "Ada Number{number}"}}' for number in range(120))
    headline = "Wall " * 300
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        f'"headline": "{headline}", "author": [{names}]}}</script>'
    )
    article = read(f"<article>{paragraphs(PROSE)}</article>", head=head)
    assert "field_cut" in article.flags
    assert len(article.headline or "") <= 1024
    assert len(article.authors) <= 100


def test_text_beyond_its_limit_is_removed_and_flagged():
    long = "The wall is old and must be built anew by the town before the winter storms. " * 300
    article = read(f"<article>{''.join(f'<p>Part {number}. {long}</p>' for number in range(100))}</article>")
    assert "field_cut" in article.flags
    assert sum(len(block.text) for block in article.body) <= 2_000_000
    assert {row.rule for row in article.removed} == {"limit/text"}
    assert len(article.body) + len(article.removed) == 100


@pytest.mark.parametrize(
    ("language", "notice", "day"),
    [
        ("en", "Correction: This article was amended on 9 October 2026. The fire was on 2 October 2026.", "2026-10-09"),
        ("en", "Correction, 9 October 2026: An earlier version of this article gave a wrong name.", "2026-10-09"),
        ("en", "Correction: The fire broke out on 2 October 2026, not on 3 October 2026.", None),
        ("de", "Korrektur vom 29. September 2026: In einer früheren Fassung hieß es, es seien vier.", "2026-09-29"),
        ("fr", "Précision du 4 octobre 2026 : les travaux ont duré dix-huit mois.", "2026-10-04"),
        ("uk", "Оновлено 5 жовтня 2026 року: додано коментар міського голови.", "2026-10-05"),
    ],
)  # fmt: skip
def test_notices_have_the_day_of_their_label(language, notice, day):
    head = f'<meta http-equiv="content-language" content="{language}">'
    page = f"<html lang={language}><head>{head}</head><body><article>{paragraphs([*PROSE, notice])}</article>"
    article = extract_article(Page(url="https://gazette.example/news/1", body=page.encode()), SITE)
    assert [(found.text, found.published_at) for found in article.corrections] == [(notice, day)]


def test_headings_are_one_line_and_stanzas_blocks():
    article = read(
        f"<article>{paragraphs(PROSE[:2])}<h2>What<br>it<br><br>costs</h2>{paragraphs(PROSE[2:3])}"
        f"<div role=heading>And<br>when</div>{paragraphs(PROSE[3:])}"
        f"<pre>The wall is down\n  the boats\n\n\nthe winter took them all</pre>{paragraphs(PROSE[:1])}</article>"
    )
    texts = [block.text for block in article.body]
    assert [block.text for block in article.body if block.type == "heading"] == ["What it costs", "And when"]
    assert "The wall is down\n  the boats" in texts
    assert "the winter took them all" in texts


@pytest.mark.parametrize(
    "body",
    [
        "<p>x</p>" * 20_000,
        "<p>The wall is old and must be rebuilt by the town soon.</p>" * 3_000,
        "x<br>" * 30_000,
        "<div>" * 50_000 + "x",
        "<em>" * 16_000 + "x",
    ],
    ids=["p", "prose", "br", "div", "em"],
)
def test_hostile_pages_end(body):
    began = time.process_time()
    read(body)
    assert time.process_time() - began < 30
