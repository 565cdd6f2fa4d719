from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.record import KINDS, BodyBlock, Provenance, Video
from scraper.extraction.kind import REJECTIONS, find_kind, find_rejection
from scraper.extraction.kind_words import is_said_by, load_phrases
from scraper.extraction.metadata.stated import Metadata
from scraper.page import Page, load_document

SENTENCE = "Rain fell over the city for the third night in a row, and the river rose to the steps. "
NOW = datetime(2024, 5, 6, tzinfo=UTC)
NOTHING = Metadata(
    **{
        field.name: ()
        if str(field.type).startswith("tuple")
        else frozenset()
        if field.name == "flags"
        else Provenance()
        if field.name == "provenance"
        else None
        for field in fields(Metadata)
    }
)


def page(body, *, url="https://gazette.example/world/rain", title="Gazette", head="", **more):
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return load_document(Page(url=url, body=html.encode(), **more))


def text(count=1):
    return [BodyBlock(type="paragraph", text=SENTENCE * 3)] * count


def links(count):
    return "".join(
        f'<h3><a href="/a{number}">A story of {number} words that leads elsewhere</a></h3>'
        for number in range(count)
    )


def reason(document, body=(), **metadata):
    rejection = find_rejection(document, replace(NOTHING, **metadata), body)
    return rejection and rejection.reason


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Page not found | The Gazette", "soft_404"),
        ("404", "soft_404"),
        ("Seite nicht gefunden – Zeitung", "soft_404"),
        ("Сторінку не знайдено - Газета", "soft_404"),
        ("ページが見つかりません", "soft_404"),
        ("503 Service Unavailable", "error_page"),
        ("Доступ запрещён", "error_page"),
        ("Just a moment...", "captcha"),
        ("Êtes-vous un robot ?", "captcha"),
        ("Log in - The Gazette", "login_wall"),
        ("Before you continue", "consent_wall"),
        ("Datenschutzeinstellungen", "consent_wall"),
        ("Ihre Einwilligung - Zeitung", "consent_wall"),
        ("Not available in your region", "geo_block"),
        ("Oops! That page can’t be found.", "soft_404"),
        ("Hoppla! Diese Seite konnte nicht gefunden werden", "soft_404"),
        ("Error 404: no encontramos la página que buscas", "soft_404"),
        ("Sidan kunde inte hittas", "soft_404"),
        ("您访问的页面不存在", "soft_404"),
        ("We’ll be back soon", "error_page"),
        ("Log in to your account", "login_wall"),
    ],
)
def test_notices_in_many_languages(title, why):
    short = [BodyBlock(type="paragraph", text="We are sorry for that.")]
    assert reason(page(f"<h1>{title}</h1><p>We are sorry for that.</p>", title=title), short) == why
    assert reason(page("<p>We are sorry for that.</p>", title=title), short) == why


@pytest.mark.parametrize(
    ("status", "why"),
    [(404, "soft_404"), (410, "soft_404"), (403, "error_page"), (500, "error_page"), (451, "geo_block")],
)
def test_a_status_says_it(status, why):
    assert reason(page("<p>x</p>", status=status), text(4)) == why


def test_an_article_about_such_pages_is_an_article():
    headline = "Page not found: how the web forgets what it printed"
    document = page(f"<h1>{headline}</h1><p>{SENTENCE}</p>", title=headline)
    assert reason(document, text(1), headline=headline) is None
    assert reason(page("<h1>Forbidden</h1>", title="Forbidden"), text(4), headline="Forbidden") is None


def test_little_text_that_says_that_there_is_nothing():
    body = "<main><h1>Oh dear</h1><p>The page you are looking for has moved.</p></main>"
    short = [BodyBlock(type="paragraph", text="The page you are looking for has moved.")]
    assert reason(page(body), short) == "soft_404"
    told = {"published_at": NOW, "provenance": Provenance(published="jsonld")}
    assert reason(page(body), short, headline="Oh dear", **told) is None


def cards(count):
    return "".join(
        f'<div><h3><a href="/a{number}">Story {number}</a></h3><p>{SENTENCE}{number}</p></div>'
        for number in range(count)
    )


def card_texts(count):
    return [BodyBlock(type="paragraph", text=f"{SENTENCE}{number}") for number in range(count)]


@pytest.mark.parametrize(
    ("title", "url", "why"),
    [
        ("World", "https://gazette.example/world", "section_page"),
        ("The Gazette", "https://gazette.example/index.html", "section_page"),
        ("The Gazette", "https://gazette.example/en/", "section_page"),
        ("Search: rain", "https://gazette.example/?s=rain", "search_page"),
        ("Page not found", "https://gazette.example/2024/05/rain", "soft_404"),
    ],
)
def test_the_text_of_teasers_is_not_the_pages_own(title, url, why):
    document = page(f"<main><h1>{title}</h1>{cards(12)}</main>", url=url, title=title)
    assert reason(document, card_texts(12), headline=title) == why
    assert reason(document, card_texts(12), headline=title, kind="article") == why


def test_an_article_of_cards_that_is_dated_is_an_article():
    told = {"published_at": NOW, "provenance": Provenance(published="jsonld", kind="jsonld")}
    document = page(f"<main><h1>Ten inns by the river</h1>{cards(12)}</main>")
    assert reason(document, card_texts(12), headline="Ten inns by the river", kind="article", **told) is None


def test_teasers_below_an_article_take_nothing_from_it():
    document = page(f"<main><h1>Rain</h1><p>{SENTENCE * 3}</p>{cards(12)}</main>")
    assert reason(document, [*text(4), *card_texts(2)], headline="Rain") is None


def test_a_front_page():
    assert reason(page(links(30), url="https://gazette.example/"), text(1)) == "section_page"


@pytest.mark.parametrize("url", ["https://gazette.example/world", "https://gazette.example/tag/rain"])
def test_a_section_page(url):
    assert reason(page("<h1>World</h1>" + links(20), url=url), text(1), headline="World") == "section_page"


def test_a_search_page():
    document = page("<h1>Search results</h1>" + links(5), url="https://gazette.example/search?q=rain")
    assert reason(document, ()) == "search_page"


def test_an_article_among_many_links_is_an_article():
    document = page(f"<h1>Rain</h1><article><p>{SENTENCE * 3}</p></article>" + links(40))
    assert (
        reason(document, text(1), headline="Rain", kind="article", provenance=Provenance(kind="jsonld"))
        is None
    )
    assert (
        reason(
            document, text(1), headline="Rain", published_at=NOW, provenance=Provenance(published="metatags")
        )
        is None
    )


def test_the_date_of_a_teaser_does_not_make_a_list_an_article():
    document = page("<h1>World</h1>" + links(20))
    assert reason(
        document, text(1), headline="World", published_at=NOW, provenance=Provenance(published="markup")
    ) == ("section_page")


def test_a_collection_that_calls_itself_so():
    head = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    assert reason(page("<h1>World</h1>" + links(7), head=head), ()) == "section_page"


def test_a_wall_and_a_stub():
    prompt = "<p>This article is for subscribers. Already a subscriber? Sign in.</p>" + "<p>Gazette</p>" * 50
    assert reason(page(prompt), (), headline="Rain") == "wall"
    assert reason(page("<p>Gazette offers.</p>" * 30), (), headline="Rain", free=False) == "wall"
    stub = [BodyBlock(type="paragraph", text="The river rose to the steps of the town hall tonight.")]
    assert reason(page(prompt), stub, headline="Rain", free=False) is None


def test_a_shell():
    shell = '<div id="root"></div><noscript>Please enable JavaScript.</noscript><script>1</script>'
    assert reason(page(shell)) == "empty_shell"
    assert reason(page("")) == "no_article"


def test_a_challenge():
    assert reason(page('<script src="/cdn-cgi/challenge-platform/x.js"></script><p>Wait</p>')) == "captcha"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 ...", None),
        (b'{"a": "<b>"}', None),
        (b"<html>x</html>", "image/png"),
        (b"<?xml version='1.0'?><rss><channel></channel></rss>", "application/xml"),
        (b"plain words", "text/plain"),
        (b"", None),
    ],
)
def test_no_html(body, content_type):
    document = load_document(Page(url="https://gazette.example/x", body=body, content_type=content_type))
    assert reason(document, text(4)) == "not_html"


@pytest.mark.parametrize(
    ("url", "metadata", "body", "kind"),
    [
        ("/world/rain", {}, text(4), "article"),
        ("/world/rain", {"kind": "opinion", "provenance": Provenance(kind="jsonld")}, text(4), "opinion"),
        ("/opinion/rain", {"kind": "article", "provenance": Provenance(kind="jsonld")}, text(4), "opinion"),
        ("/a/rain", {"section": "Meinung"}, text(4), "opinion"),
        ("/a/rain", {"section": "Думка"}, text(4), "opinion"),
        ("/opinion", {}, text(4), "article"),
        ("/video/rain", {}, text(1), "video"),
        ("/video/rain", {}, text(10), "article"),
        ("/a/rain", {"kind": "video", "provenance": Provenance(kind="jsonld")}, text(1), "video"),
        ("/photos/rain", {}, text(1), "gallery"),
        ("/podcasts/rain", {}, text(1), "audio"),
        ("/a/rain", {"kind": "live_blog", "provenance": Provenance(kind="jsonld")}, text(4), "live_blog"),
        ("/a/rain", {}, [BodyBlock(type="entry", text="10:00 Rain"), *text(1)] * 4, "live_blog"),
        ("/a/rain", {}, [*text(3), *[BodyBlock(type="entry", text="10:00 Rain")] * 6], "article"),
    ],
)
def test_kinds(url, metadata, body, kind):
    document = page("<h1>Rain</h1>", url="https://gazette.example" + url)
    assert find_kind(document, replace(NOTHING, **metadata), body) == kind


def test_a_live_blog_by_its_headline_and_clock():
    document = page("<main>" + "<p><time>10:00</time> Rain</p>" * 6 + "</main>")
    assert (
        find_kind(document, replace(NOTHING, headline="Rain over Odesa: live updates"), text(4))
        == "live_blog"
    )
    assert find_kind(document, replace(NOTHING, headline="Rain over Odesa"), text(4)) == "article"


def test_a_video_page_with_headline_and_film():
    document = page("<h1>Rain</h1><video src='/rain.mp4'></video>")
    metadata = replace(NOTHING, headline="Rain", videos=(Video(url="https://gazette.example/rain.mp4"),))
    assert find_rejection(document, metadata, ()) is None
    assert find_kind(document, metadata, ()) == "video"


def test_every_phrase_stands_for_itself():
    for kind in (
        "soft_404",
        "error_page",
        "captcha",
        "login_wall",
        "consent_wall",
        "geo_block",
        "search_page",
    ):
        assert kind in REJECTIONS
        for phrase in load_phrases()[kind]:
            assert is_said_by(kind, [phrase]) == phrase


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["https://gazette.example/", "http://[::bad", ""]))
def test_no_page_raises(markup, url):
    document = load_document(Page(url=url, body=markup.encode("utf-8", "surrogatepass")))
    rejection = find_rejection(document, NOTHING, ())
    assert rejection is None or rejection.reason in REJECTIONS
    assert find_kind(document, NOTHING, ()) in KINDS
