import json

import pytest

from exports.record import Correction, Image
from scraper.extraction.metadata import jsonld
from scraper.extraction.metadata.finding import RawAuthor
from scraper.page import Page, load_document
from scraper.sites.site import Site

URL = "https://gazette.example/news/pool-to-close"
SITE = Site(domain="gazette.example")


def find(*nodes, title="Pool to close | The Gazette"):
    scripts = "".join(
        f'<script type="application/ld+json">{node if isinstance(node, str) else json.dumps(node)}</script>'
        for node in nodes
    )
    html = f"<html><head><title>{title}</title>{scripts}</head><body><h1>Pool to close</h1></body></html>"
    return jsonld.find(load_document(Page(url=URL, body=html.encode())), SITE)


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Pool to close",
    "datePublished": "2024-03-03T09:00:00Z",
    "author": {"@type": "Person", "name": "Jane Roe", "url": "/staff/jane"},
}


def test_plain_article():
    found = find(ARTICLE)
    assert found.headline == "Pool to close"
    assert found.published == "2024-03-03T09:00:00Z"
    assert found.authors == (
        RawAuthor(name="Jane Roe", kind="person", url="https://gazette.example/staff/jane"),
    )
    assert found.kind == "article"
    assert found.problems == ()


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@graph": [{"@type": "WebSite", "name": "The Gazette"}, ARTICLE]},
        [ARTICLE],
        [[ARTICLE]],
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Article", "NewsArticle"]},
        ARTICLE | {"@type": "https://schema.org/NewsArticle"},
    ],
)
def test_shapes(wrapped):
    assert find(wrapped).headline == "Pool to close"


def test_author_by_reference():
    graph = [ARTICLE | {"author": {"@id": "#jane"}}, {"@type": "Person", "@id": "#jane", "name": "Jane Roe"}]
    assert find({"@graph": graph}).authors[0].name == "Jane Roe"


def test_author_forms():
    names = [
        author.name
        for author in find(ARTICLE | {"author": ["Jane Roe", {"name": ["Ann Lee", "Bo Berg"]}, None]}).authors
    ]
    assert names == ["Jane Roe", "Ann Lee", "Bo Berg"]


def test_teasers_are_not_the_article():
    teaser = {"@type": "NewsArticle", "headline": "Another", "url": "https://gazette.example/news/another"}
    assert find(teaser, ARTICLE).headline == "Pool to close"
    assert find(teaser).headline is None


def test_page_node_without_article():
    found = find(
        {"@type": "WebPage", "datePublished": "2024-03-03", "author": {"@type": "Person", "name": "Jane Roe"}}
    )
    assert found.published == "2024-03-03"
    assert found.headline is None


@pytest.mark.parametrize(
    ("parts", "free"),
    [
        ({"isAccessibleForFree": "False"}, False),
        ({"isAccessibleForFree": True}, True),
        ({"isAccessibleForFree": "http://schema.org/True"}, True),
        ({"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False}}, False),
        ({"isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False}}, None),  # contradiction
        ({"isAccessibleForFree": False, "hasPart": {"isAccessibleForFree": False}}, False),
        ({"isAccessibleForFree": ["False"]}, False),
        ({}, None),
        ({"isAccessibleForFree": {"x": 1}}, None),
    ],
)
def test_free(parts, free):
    assert find(ARTICLE | parts).free is free


def test_images_section_tags_body():
    found = find(
        ARTICLE
        | {
            "image": [
                "/a.jpg",
                {"@type": "ImageObject", "url": "b.jpg", "caption": "The pool", "creditText": "A. Lee"},
            ],
            "articleSection": ["Sport", "Swimming"],
            "keywords": "pools, swimming,type:story",
            "articleBody": "One &amp; two.\n\nThree.",
            "correction": {
                "@type": "CorrectionComment",
                "text": "The date was wrong.",
                "datePublished": "2024-03-04",
            },
        }
    )
    assert found.images == (
        Image(url="https://gazette.example/a.jpg", lead=True),
        Image(url="https://gazette.example/news/b.jpg", caption="The pool", credit="A. Lee"),
    )
    assert found.section == "Sport"
    assert found.tags == ("pools", "swimming")
    assert found.article_body == "One & two.\n\nThree."
    assert found.corrections == (
        Correction(kind="correction", text="The date was wrong.", published_at="2024-03-04", source="jsonld"),
    )


def test_entities_in_headline():
    assert find(ARTICLE | {"headline": "Pool &amp;amp; park &#8217;s end"}).headline == "Pool & park ’s end"


def test_malformed_is_said():
    assert find('{"@type": "NewsArticle", "headline": "Pool to close",}').problems == ("jsonld/malformed",)
    assert find("{broken").problems == ("jsonld/malformed",)


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        [],
        {},
        [[[]]],
        {"@id": {}},
        {"@value": None},
        "\ud800",
        [None, [None]],
        True,
        {"name": {"name": {}}},
    ],
)
def test_strange_values_never_raise(value):
    keys = (
        "@type",
        "@id",
        "headline",
        "author",
        "publisher",
        "image",
        "video",
        "keywords",
        "articleSection",
        "inLanguage",
    )
    for key in (*keys, "datePublished", "mainEntityOfPage", "hasPart", "correction", "articleBody", "url"):
        find(ARTICLE | {key: value})


def test_deep_lists_never_raise():
    find('{"@type": "NewsArticle", "headline": ' + "[" * 900 + "]" * 900 + "}")
    find('{"@type": "NewsArticle", "author": ' + '{"name": ' * 900 + "1" + "}" * 901)


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "givenName": "Jane", "familyName": "Roe"},
        [[{"@type": "Person", "name": "Jane Roe"}]],
        {"@list": [{"@type": "Person", "name": "Jane Roe"}]},
        {"@type": "Person", "name": '<a href="/by/jane">Jane Roe</a>'},
    ],
)
def test_unusual_authors(author):
    assert [found.name for found in find(ARTICLE | {"author": author}).authors] == ["Jane Roe"]


def test_creator_who_is_a_person_before_an_author_who_is_the_publisher():
    desk = {"@type": "Organization", "name": "The Gazette"}
    found = find(ARTICLE | {"author": desk, "creator": ["Jane Roe"]})
    assert [author.name for author in found.authors] == ["Jane Roe"]
    assert [author.name for author in find(ARTICLE | {"author": desk}).authors] == ["The Gazette"]


def test_film_in_the_article_is_not_the_article():
    film = {"@type": "VideoObject", "name": "Your browser explained", "uploadDate": "2015-01-16"}
    found = find(film | {"url": "https://gazette.example/a"})
    assert (found.published, found.headline) == (None, None)


def test_the_nodes_of_a_lists_teasers_are_no_article():
    teasers = [
        {**ARTICLE, "headline": f"Story {number}", "url": f"https://gazette.example/story-{number}"}
        for number in range(3)
    ]
    assert find(*teasers).headline is None
    assert find(*teasers, ARTICLE).headline == "Pool to close"


@pytest.mark.parametrize(
    "image",
    [
        {"@id": "https://gazette.example/a.jpg"},
        {"@list": ["https://gazette.example/a.jpg"]},
        {"@type": "ImageObject", "url": {"@id": "https://gazette.example/a.jpg"}},
        [{"@type": "ImageObject", "contentUrl": "/a.jpg"}],
    ],
)
def test_shapes_of_a_picture(image):
    assert [found.url for found in find({**ARTICLE, "image": image}).images] == [
        "https://gazette.example/a.jpg"
    ]


def trail(*items):
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, name, address in items
        ],
    }


HOME, NEWS, TOWN = (1, "Gazette", "https://gazette.example/"), (2, "News", "/news"), (3, "Town", "/news/town")


@pytest.mark.parametrize(
    ("crumbs", "section"),
    [
        ([HOME, NEWS, TOWN, (4, "Pool to close", URL)], "Town"),
        ([TOWN, NEWS, HOME], "Town"),  # in any order
        ([HOME, (2, "Pool to close", None)], None),
        ([HOME, NEWS, (3, "The old pool by the river will close", None)], "News"),
        ([(1, "Startseite", None), (2, "Ortsteile", None)], "Ortsteile"),
        ([HOME, (2, "This very page", f"{URL}?x=1")], None),
        ([("first", "Coast", 7)], "Coast"),
        ([], None),
    ],
)
def test_section_from_the_breadcrumb_trail(crumbs, section):
    assert find(ARTICLE, trail(*crumbs)).section == section
    assert find(ARTICLE | {"articleSection": "Sport"}, trail(*crumbs)).section == "Sport"


def test_section_of_a_page_without_an_article_node():
    assert find({"@type": "WebPage", "inLanguage": "en"}, trail(HOME, NEWS)).section == "News"


FILM = {
    "@type": "VideoObject",
    "name": "Pool to close",
    "uploadDate": "2020-01-01",
    "contentUrl": "https://media.example/pool.mp4",
}


def test_film_beside_the_article_is_listed_and_makes_no_video_page():
    player = FILM | {
        "embedUrl": "https://player.example/embed/7",
        "contentUrl": None,
        "url": "https://player.example/embed/7",
    }
    for nodes in ([FILM, ARTICLE], [ARTICLE, FILM], [{"@graph": [FILM, ARTICLE]}]):
        found = find(*nodes)
        assert (found.kind, found.published) == ("article", "2024-03-03T09:00:00Z")
        assert [video.url for video in found.videos] == ["https://media.example/pool.mp4"]
    assert [video.url for video in find(ARTICLE, player).videos] == ["https://player.example/embed/7"]


def test_films_of_other_pages_are_not_the_articles():
    other = FILM | {"url": "https://gazette.example/videos/ducks", "name": "Ducks"}
    listed = {"@type": "ItemList", "itemListElement": [FILM]}
    many = [FILM | {"contentUrl": f"https://media.example/{number}.mp4"} for number in range(6)]
    assert find(ARTICLE, other).videos == find(ARTICLE, listed).videos == find(ARTICLE, *many).videos == ()


def test_film_named_twice_is_listed_once():
    assert len(find(ARTICLE | {"video": FILM}, FILM).videos) == 1


@pytest.mark.parametrize(("address", "kind"), [(URL, "live_blog"), (URL + "-live", "article")])
def test_live_blog_that_is_stated_beside_the_article(address, kind):
    live = {"@type": "LiveBlogPosting", "url": address, "headline": "Pool to close", "liveBlogUpdate": []}
    found = find(ARTICLE | {"url": URL}, live)
    assert (found.kind, found.published) == (kind, "2024-03-03T09:00:00Z")
