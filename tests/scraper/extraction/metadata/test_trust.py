from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from exports.record import Author
from scraper.extraction.metadata.trust import SOURCES, TRUST, read_metadata
from scraper.hints import Hints
from scraper.page import Page, load_document
from scraper.sites.site import Select, Site

URL = "https://www.gazette.example/news/pool-to-close"
SITE = Site(domain="gazette.example")
H1 = "<article><header><h1>Old pool to close in May</h1></header>"


def read(body="", head="", site=SITE, hints=None, url=URL, retrieved_at=None, lang=""):
    html = f"<html{lang}><head>{head}</head><body>{body}</body></html>"
    return read_metadata(
        load_document(Page(url=url, body=html.encode(), retrieved_at=retrieved_at)), site, hints
    )


def ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def test_every_source_of_the_table_exists():
    assert {name for names in TRUST.values() for name in names} <= SOURCES.keys() | {"markup", "hints"}


def test_empty_page():
    found = read()
    assert (found.headline, found.authors, found.published_on, found.language) == (None, (), None, None)
    assert found.flags == {"no_date"}
    assert found.titles == ()


def test_heading_confirmed_by_og_title_wins():
    found = read(H1, meta("og:title", "Old pool to close in May - The Gazette"))
    assert (found.headline, found.provenance.headline) == ("Old pool to close in May", "markup")
    assert "Old pool to close in May - The Gazette" in found.titles


def test_site_name_is_no_headline():
    found = read(
        "<h1>The Gazette</h1>",
        meta("og:site_name", "The Gazette") + meta("og:title", "Pool shut | The Gazette"),
    )
    assert (found.headline, found.provenance.headline) == ("Pool shut", "metatags")


def test_visible_byline_and_date_line():
    found = read(
        H1 + '<p class="standfirst">The council voted on Monday to shut the pool by the river.</p>'
        '<div class="byline">By <a href="/staff/jane">Jane Roe</a> and <a href="/staff/ann">Ann Lee</a></div>'
        '<time datetime="2024-03-03T09:00:00+01:00">3 March 2024</time></article>'
    )
    assert found.authors == (Author(name="Jane Roe", kind="person"), Author(name="Ann Lee", kind="person"))
    assert found.byline == "By Jane Roe and Ann Lee"
    assert found.published_at == datetime(2024, 3, 3, 8, tzinfo=UTC)
    assert found.published_on == date(2024, 3, 3)
    assert found.dek == "The council voted on Monday to shut the pool by the river."
    assert found.provenance.published == found.provenance.authors == found.provenance.dek == "markup"


@pytest.mark.parametrize(
    "caption",
    ["<div class='embed-caption'>{}</div>", "<figure><img src=/a.jpg><figcaption>{}</figcaption></figure>"],
)
def test_a_pictures_caption_in_a_lead_is_no_standfirst(caption):
    text = "Swimmers wait at the gate of the old pool on Monday, when the council voted."
    found = read(f"{H1}<div class='article-lead'>{caption.format(text)}</div></header><p>Text.</p></article>")
    assert found.dek is None
    plain = read(f"{H1}<div class='article-lead'><div>{text}</div></div></header><p>Text.</p></article>")
    assert plain.dek == text


def test_teasers_speak_of_other_articles():
    found = read(
        H1 + "<p>Text.</p></article><aside><p class='author'>By Bo Berg</p>"
        "<time datetime='2020-01-05'>5 January 2020</time>"
        "</aside><div class='related'><a href='/x'>"
        "<time datetime='2020-01-06'>6 January 2020</time></a></div>"
    )
    assert found.authors == ()
    assert found.provenance.published != "markup"


def test_updated_line_is_not_the_publication():
    found = read(
        H1 + "<time datetime='2024-03-04'>Updated 4 March 2024</time>"
        "<time datetime='2024-03-03'>3 March 2024</time>"
    )
    assert (found.published_on, found.modified_raw) == (date(2024, 3, 3), "2024-03-04")


def test_modification_alone_leaves_the_publication_empty():
    found = read(H1, meta("article:modified_time", "2024-03-04T10:00:00Z"))
    assert (found.published_on, found.published_at) == (None, None)
    assert found.modified_at == datetime(2024, 3, 4, 10, tzinfo=UTC)


def test_bare_day_is_made_an_instant_by_the_next_source():
    found = read(
        H1,
        ld('{"@type":"NewsArticle","headline":"Old pool to close in May","datePublished":"2024-03-03"}')
        + meta("article:published_time", "2024-03-03T09:00:00Z"),
    )
    assert (found.published_at, found.provenance.published) == (
        datetime(2024, 3, 3, 9, tzinfo=UTC),
        "metatags",
    )


def test_time_without_zone_is_an_instant_only_with_the_sites():
    head = meta("article:published_time", "2024-07-01 09:00")
    assert read(H1, head).published_at is None
    assert read(H1, head).published_on == date(2024, 7, 1)
    kyiv = Site(domain="gazette.example", timezone=ZoneInfo("Europe/Kyiv"))
    assert read(H1, head, site=kyiv).published_at == datetime(2024, 7, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "flag"),
    [
        ("2024-03-09T09:00:00Z", "future_date"),
        ("2024-02-30", "impossible_date"),
        ("1970-01-01", "impossible_date"),
    ],
)
def test_absurd_dates_cost_the_date(stated, flag):
    found = read(H1, meta("article:published_time", stated), retrieved_at="2024-03-05T00:00:00Z")
    assert found.published_on is None
    assert flag in found.flags
    assert found.headline == "Old pool to close in May"


def test_relative_date_only_with_the_retrieval():
    body = H1 + '<span class="date">2 hours ago</span></article>'
    found = read(body, lang=' lang="en"', retrieved_at="2024-03-05T12:00:00Z")
    assert (found.published_on, found.published_at) == (date(2024, 3, 5), None)
    assert "relative_date" in found.flags
    assert read(body, lang=' lang="en"').published_on is None


def test_guessed_date_is_flagged():
    found = read(
        H1 + f"<p>{'Text and more text. ' * 20}</p></article><div>Published on 3 March 2024 in Sport</div>"
    )
    assert (found.published_on, found.published_at) == (date(2024, 3, 3), None)
    assert "guessed_date" in found.flags
    assert found.provenance.published == "htmldate"


def test_declared_author_before_the_byline_and_publisher_last():
    head = ld(
        '{"@type":"NewsArticle","headline":"Old pool to close in May","author":{"@type":"Organization",'
        '"name":"The Gazette"},"publisher":{"name":"The Gazette"}}'
    )
    assert read(H1, head).authors == (Author(name="The Gazette", kind="organisation"),)
    found = read(H1 + '<p class="author">By Jane Roe</p>', head)
    assert (found.authors, found.provenance.authors) == ((Author(name="Jane Roe", kind="person"),), "markup")
    assert found.publisher == "The Gazette"


def test_agency_as_author_and_in_the_dateline():
    assert read(H1, meta("author", "Reuters")).agency == "Reuters"
    body = (
        '{"@type":"NewsArticle","headline":"Old pool to close in May","articleBody":"KYIV (AFP) - The pool."}'
    )
    assert read(H1, ld(body)).agency == "AFP"


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("/news/pool", "https://www.gazette.example/news/pool"),
        ("https://m.gazette.example/pool", "https://m.gazette.example/pool"),
        ("https://thief.example/pool", None),
        ("/", None),  # the front page is no article
        ("javascript:alert(1)", None),
        ("http://[bad", None),
    ],
)
def test_canonical_only_on_the_same_domain(href, canonical):
    assert read(head=f'<link rel="canonical" href="{href}">').canonical_url == canonical


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        (' lang="en-us"', "", "en-US"),
        ("", meta("og:locale", "uk_UA"), "uk-UA"),
        (' lang="nonsense"', meta("og:locale", "de_DE"), "de-DE"),
        ("", "", None),
    ],
)
def test_language(lang, head, language):
    assert read(head=head, lang=lang).language == language


def test_microdata():
    found = read(
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        '<h1 itemprop="headline">Old pool to close</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<span itemprop="name">Jane Roe</span></span>'
        '<meta itemprop="datePublished" content="2024-03-03T09:00:00Z"></div>'
    )
    assert (found.headline, found.authors[0].name) == ("Old pool to close", "Jane Roe")
    assert found.published_at == datetime(2024, 3, 3, 9, tzinfo=UTC)


def test_rules_of_the_site_file_win():
    site = Site(domain="gazette.example", select=Select(headline=".t", authors="p.writer", published=".d"))
    found = read(
        "<b class=t>Old pool</b><p class=writer>Jane Roe</p><i class=d>3 March 2024</i>" + H1,
        meta("article:published_time", "2020-01-01") + meta("author", "Bo Berg"),
        site=site,
    )
    assert (found.headline, found.authors[0].name, found.published_on) == (
        "Old pool",
        "Jane Roe",
        date(2024, 3, 3),
    )
    assert found.provenance.headline == "rules"


def test_hints_come_after_the_page():
    hints = Hints(
        source="feed",
        headline="Pool",
        published="Sun, 03 Mar 2024 09:00:00 GMT",
        language="en",
        authors=("Jane Roe",),
    )
    found = read("<p>Text</p>", hints=hints)
    assert (found.headline, found.language, found.authors[0].name) == ("Pool", "en", "Jane Roe")
    assert found.published_at == datetime(2024, 3, 3, 9, tzinfo=UTC)
    assert found.provenance.published == "feed"


def test_figures_and_films():
    found = read(
        H1 + "<figure><img src='/pool.jpg' alt='A pool'><figcaption>The pool. "
        "<span class='credit'>Ann Lee/AP</span>"
        "</figcaption></figure>"
        "<iframe src='https://www.youtube.com/embed/x1' title='Film'></iframe></article>"
    )
    image = found.images[0]
    assert (image.url, image.caption, image.credit, image.alt, image.lead) == (
        "https://www.gazette.example/pool.jpg",
        "The pool.",
        "Ann Lee/AP",
        "A pool",
        True,
    )
    assert [(video.url, video.title) for video in found.videos] == [
        ("https://www.youtube.com/embed/x1", "Film")
    ]


def test_opinion_in_the_address():
    assert read(H1, url="https://gazette.example/opinion/2024/03/03/pool").kind == "opinion"
    assert read(H1, url="https://gazette.example/opinion/2024/03/03/pool").published_on == date(2024, 3, 3)


def test_the_tree_is_left_as_it_was_and_the_answer_is_the_same():
    html = f"<html><head><title>Pool</title></head><body>{H1}<p>On 3 March 2024.</p></article></body></html>"
    document = load_document(Page(url=URL, body=html.encode()))
    before = len(list(document.root.iter()))
    assert read_metadata(document, SITE) == read_metadata(document, SITE)
    assert len(list(document.root.iter())) == before


@pytest.mark.parametrize(
    "body",
    [
        "<h1>" + "x" * 500_000 + "</h1>",
        "<div class='byline'>" * 3000,
        "<h1>A title here</h1>" + "<span class='author'>By Jane Roe</span>" * 3000,
        "<h1>A title here</h1><p class='byline'>" + "By " * 50_000,
        "<time datetime='9999999999999999999'>" + "1" * 10_000 + "</time>",
        "<h1>\udcff</h1>".encode("utf-8", "surrogateescape").decode("latin-1"),
    ],
)
def test_hostile_pages_never_raise(body):
    read(body)


def test_printed_line_of_the_byline():
    found = read(
        H1 + '<div class="sign">Par <a rel="author" href="/a/1">Anne Roux</a> et Bob Noir</div></header>'
    )
    assert found.byline == "Par Anne Roux et Bob Noir"
    assert [author.name for author in found.authors] == ["Anne Roux", "Bob Noir"]


def test_date_printed_beside_the_byline_comes_before_a_guess():
    body = "<h1>Old pool to close in May</h1><div>By Jane Roe | 3 March 2024</div>" + (
        '<p>Text.</p><aside><a href="/2024/05/06/other">6 May 2024: another story</a></aside>'
    )
    found = read(body)
    assert (found.published_on, found.provenance.published) == (date(2024, 3, 3), "markup")
    assert (found.byline, found.authors[0].name) == ("By Jane Roe", "Jane Roe")


def test_printed_update_is_no_publication():
    found = read(H1 + "<p>Last updated: 3 March 2024</p></header><p>Text.</p>")
    assert found.published_on is None
    assert found.modified_raw == "Last updated: 3 March 2024"


@pytest.mark.parametrize("above", ['<p class="article__surtitre">Transport</p>', "<p>Transport</p>"])
def test_kicker_above_the_heading(above):
    assert read(f"<article><header>{above}<h1>Old pool to close in May</h1></header>").kicker == "Transport"


@pytest.mark.parametrize(
    "above", ["<p>‹ Back</p>", "<p>3 March 2024</p>", "<p>By Jane Roe</p>", "<p>Share</p>"]
)
def test_no_kicker_above_the_heading(above):
    assert read(f"<article><header>{above}<h1>Old pool to close in May</h1></header>").kicker is None


def test_kicker_within_the_heading():
    heading = '<h1><span class="kicker">Transport:</span> <span>Old pool to close in May</span></h1>'
    found = read(f"<article><header>{heading}</header>")
    assert (found.headline, found.kicker) == ("Old pool to close in May", "Transport")


@pytest.mark.parametrize("crumb", ["‹ Zurück", "Back to news", "Home", "« Retour"])
def test_way_back_is_no_section(crumb):
    assert read(H1, head=meta("article:section", crumb)).section is None


def test_printed_list_of_names_completes_a_declared_one():
    script = ld(
        '{"@type": "NewsArticle", "headline": "Old pool to close in May", "author": {"name": "Jane Roe"}}'
    )
    found = read(H1 + '<p class="byline">By Jane Roe and Ann Lee</p></header>', head=script)
    assert [author.name for author in found.authors] == ["Jane Roe", "Ann Lee"]


def test_byline_at_the_end_of_the_article():
    found = read(H1 + f"</header><p>{'Some words of text. ' * 30}</p><p>Autorin: Anna Berg</p></article>")
    assert [author.name for author in found.authors] == ["Anna Berg"]


@pytest.mark.parametrize("href", ["", "https://gazette.example/", "https://other.example/a"])
def test_shared_address_where_the_canonical_one_cannot_be_believed(href):
    own, foreign = "https://gazette.example/news/pool", "https://other.example/pool"
    link = f'<link rel="canonical" href="{href}">'
    found = read(head=link + meta("og:url", own))
    assert (found.canonical_url, found.provenance.canonical_url) == (own, "metatags")
    assert read(head=link + meta("og:url", foreign)).canonical_url is None
    first = read(head='<link rel="canonical" href="/news/first">' + meta("og:url", own))
    assert first.canonical_url == "https://www.gazette.example/news/first"


def test_a_date_is_printed_on_one_line():
    found = read(H1, meta("article:published_time", "2026-03-01\n\t09:00"))
    assert found.published_raw == "2026-03-01 09:00"
