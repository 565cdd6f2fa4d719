import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.discovery.listings import MAX_ARTICLES, read_listing
from scraper.page import Page, load_document
from scraper.sites.site import Site

SITE = Site(domain="gazette.example")


def listing(body, url="https://www.gazette.example/world/"):
    return read_listing(load_document(Page(url=url, body=body.encode())), SITE)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/2024/05/06/rain">Rain</a>',
        '<a href="/world/rain-falls-over-three-cities">Rain</a>',
        '<a href="/world/rain-1234567.html">Rain</a>',
        '<a href="/articles/c0kjx81zy9qo">Rain falls over three cities</a>',
        '<h3><a href="/a/rain">Rain falls over three cities tonight</a></h3>',
        '<a href="/?p=4711">Rain over Odesa again</a>',
        '<a href="/новини/дощ-над-одесою-не-вщухає">Дощ над Одесою</a>',
        '<a href="/news/2024-05-06/x">東京で大雨、交通に影響</a>',
        '<a href="https://sport.gazette.example/2024/05/06/goal">Goal</a>',
        '<header><a href="/world/2024/05/06/rain-falls-over-three-cities">Rain</a></header>',
        '<a class="overlay" href="/a/rain" aria-label="Rain falls over three cities tonight and tomorrow"></a>'
        "<h3><a href='/a/rain'><img></a></h3>",
        '<a class="card" href="/a/rain"><div><div><h3>Rain falls over three cities</h3></div></div></a>',
        '<a href="/index.php?option=com_content&amp;id=123:rain">Rain falls over three cities</a>',
        '<a href="/world/2024/may/06/rain-over-town">Rain</a>',
        '<h2><a href="/letter/2024/05/06/">A letter from the flooded city</a></h2>',
    ],
)
def test_articles(link):
    assert [found.via for found in listing(link).articles] == ["section"]


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ('<a href="mailto:desk@gazette.example">Write to us</a>', "not_http"),
        ('<a href="javascript:void(0)">More</a>', "not_http"),
        ('<a href="http://[::bad">Bad</a>', "not_http"),
        ('<a href="https://other.example/2024/05/06/rain-falls-over-cities">Rain</a>', "other_site"),
        ('<a href="https://www.gazette.example/world/?utm_source=x">World</a>', "this_page"),
        ('<a href="/">Home</a>', "front_page"),
        ('<a href="/2024/05/06/a-plan-of-the-flooded-city.pdf">The plan of the flooded city</a>', "file"),
        ('<a href="/tag/a-very-long-tag-name">A very long tag name</a>', "list_word"),
        ('<a href="/author/ann-lee-of-the-gazette">Ann Lee of the Gazette</a>', "list_word"),
        ('<a href="/privacy-policy">Our privacy policy in five words</a>', "page_word"),
        ('<a href="/world/?page=2">2</a>', "pagination"),
        ('<a href="/2024/05/06/">6 May</a>', "too_plain"),
        ('<a href="/world/2024/05/">May 2024</a>', "too_plain"),
        ('<a href="/2024/05/06/rain/comments/">12 comments</a>', "page_word"),
        ('<nav><a href="/sport">Sport</a></nav>', "navigation"),
        (
            '<footer><a href="/how-we-work-in-the-newsroom">How we work in the newsroom</a></footer>',
            "navigation",
        ),
        ('<a href="/world/europe">Europe</a>', "too_plain"),
    ],
)
def test_what_is_refused_and_why(link, why):
    result = listing(link)
    assert result.articles == ()
    assert [refused.why for refused in result.refused] == [why]


def test_one_address_is_one_link_in_document_order():
    result = listing(
        '<a href="/world/b-story-of-rain-here"><img src="b.jpg"></a>'
        '<a href="/world/a-story-of-rain-here">Rain</a>'
        '<h2><a href="/world/b-story-of-rain-here?utm_source=front">Rain falls</a></h2>'
        '<a href="/world/b-story-of-rain-here#comments">3 comments</a>'
    )
    assert [found.url for found in result.articles] == [
        "https://www.gazette.example/world/b-story-of-rain-here",
        "https://www.gazette.example/world/a-story-of-rain-here",
    ]


def test_sections_come_from_the_navigation():
    result = listing(
        '<ul class="menu top"><li><a href="/world">World</a><li><a href="/world/europe/">Europe</a>'
        '<li><a href="/login">Log in</a></ul><div role="navigation"><a href="/sport">Sport</a></div>'
        '<footer><a href="/about">About</a></footer>',
        url="https://www.gazette.example/",
    )
    assert result.sections == (
        "https://www.gazette.example/world",
        "https://www.gazette.example/world/europe/",
        "https://www.gazette.example/sport",
    )


def test_folders_of_categories_in_the_navigation_are_sections():
    result = listing(
        '<nav><a href="/category/city/">City</a><a href="/tag/trams/">Trams</a></nav>'
        '<main><a href="/category/sport/">Sport</a></main>',
        url="https://www.gazette.example/",
    )
    assert result.sections == ("https://www.gazette.example/category/city/",)
    assert result.articles == ()


@pytest.mark.parametrize(
    ("body", "url", "pages"),
    [
        ('<link rel="next" href="/world/page/2">', "/world/", ["/world/page/2"]),
        (
            '<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=9">9</a>',
            "/world/",
            ["/world/?page=2"],
        ),
        ('<a href="?page=1">1</a><a href="?page=3">3</a>', "/world/?page=2", ["/world/?page=3"]),
        ('<a href="/world/older">Далі</a>', "/world/", ["/world/older"]),
        ('<a href="/world/?p=2">Older posts »</a>', "/world/", ["/world/?p=2"]),
        ('<a rel="next" href="https://other.example/2">Next</a>', "/world/", []),
    ],
)
def test_where_a_list_goes_on(body, url, pages):
    result = listing(body, "https://www.gazette.example" + url)
    assert list(result.next_pages) == ["https://www.gazette.example" + page for page in pages]


def test_no_more_than_the_limit_and_the_rest_is_named():
    links = "".join(f'<a href="/2024/05/06/rain-{number}">Rain</a>' for number in range(MAX_ARTICLES + 7))
    result = listing(links)
    assert len(result.articles) == MAX_ARTICLES
    assert [refused.why for refused in result.refused] == ["over_limit"] * 7


def test_a_base_element_counts():
    (found,) = listing(
        '<base href="https://gazette.example/de/"><a href="2024/05/06/regen">Regen</a>'
    ).articles
    assert found.url == "https://gazette.example/de/2024/05/06/regen"


def test_deep_and_huge_pages_cost_little():
    links = "".join(f'<a href="/2024/05/06/rain-{number}">Rain over the city</a>' for number in range(500))
    body = "<div>" * 200 + links + f'<a href="{"x" * 100_000}">far</a>'
    document = load_document(Page(url="https://gazette.example/", body=body.encode()))
    start = time.process_time()
    read_listing(document, SITE)
    assert time.process_time() - start < 0.3


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_no_page_raises(href, text):
    listing(f'<nav><a href="{href}">{text}</a></nav><h2><a href={href}>{text}')
