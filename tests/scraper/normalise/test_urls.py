import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.normalise.urls import (
    MAX_LENGTH,
    absolute_url,
    host_of,
    identity_of,
    normalise_url,
    site_of,
    without_secrets,
)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://Gazette.EXAMPLE/News", "https://gazette.example/News"),
        ("HTTPS://gazette.example", "https://gazette.example/"),
        ("http://gazette.example:80/a", "http://gazette.example/a"),
        ("https://gazette.example:443/a", "https://gazette.example/a"),
        ("https://gazette.example:8443/a", "https://gazette.example:8443/a"),
        ("http://127.0.1.5:8100/", "http://127.0.1.5:8100/"),
        ("http://[0:0::1]:80/a", "http://[::1]/a"),
        ("https://reader:secret@gazette.example/a", "https://gazette.example/a"),
        ("https://gazette.example/a#comments", "https://gazette.example/a"),
        ("https://gazette.example//2024/05/./x/../a", "https://gazette.example//2024/05/a"),
        ("https://gazette.example/%61%7Eb", "https://gazette.example/a~b"),
        ("https://gazette.example/a%2fb", "https://gazette.example/a%2Fb"),
        ("https://gazette.example./a", "https://gazette.example/a"),
        ("https://gazette.example\\a\\b", "https://gazette.example/a/b"),
        ("  https://gazette.example/a\n", "https://gazette.example/a"),
        ("https://gazette.example/lo\nng", "https://gazette.example/long"),
        ("https://gazette.example/новини", "https://gazette.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
        ("https://münchen.example/a", "https://xn--mnchen-3ya.example/a"),
        ("https://gazette.example/a b", "https://gazette.example/a%20b"),
        ("https://gazette.example/?b=2&a=1", "https://gazette.example/?a=1&b=2"),
        ("https://gazette.example/?id=7&utm_source=x&UTM_medium=y", "https://gazette.example/?id=7"),
        ("https://gazette.example/a?fbclid=1&gclid=2&mc_cid=3", "https://gazette.example/a"),
        ("https://gazette.example/a?ref=rss", "https://gazette.example/a"),
        ("https://gazette.example/a?ref=4711", "https://gazette.example/a?ref=4711"),
        ("https://gazette.example/a?PHPSESSID=abc&p=2", "https://gazette.example/a?p=2"),
        ("https://gazette.example/a;jsessionid=1F?p=2", "https://gazette.example/a?p=2"),
        ("https://gazette.example/(S(lit3py55t21z5v55vlm25s55))/a", "https://gazette.example/a"),
        ("https://gazette.example/?feed=rss2", "https://gazette.example/?feed=rss2"),
        (
            "https://keep.example/web/2024/https://gazette.example/a",
            "https://keep.example/web/2024/https://gazette.example/a",
        ),
    ],
)
def test_normalise_url(url, normal):
    assert normalise_url(url) == normal
    assert normalise_url(normal) == normal


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/relative",
        "gazette.example/a",
        "javascript:void(0)",
        "mailto:desk@gazette.example",
        "ftp://gazette.example/a",
        "data:text/html,x",
        "http://",
        "http:///a",
        "http://[::bad",
        "http://[::xyz]/",
        "http://gazette.example:99999/",
        "http://gazette.example:port/",
        "http://a..example/",
        "http://gaz ette.example/",
        "http://gazette.example/\x00a",
        "http://gazette.example/\ud800",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "https://gazette.example/" + "a" * MAX_LENGTH,
        "https://gazette.example/" + "я" * 500,
        "http" * 50_000,
    ],
)
def test_normalise_url_refuses(url):
    assert normalise_url(url) is None
    assert identity_of(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/world/rain",
        "http://gazette.example/world/rain",
        "https://www.gazette.example/world/rain/",
        "https://m.gazette.example/world/rain",
        "https://www.m.gazette.example/world/rain",
        "https://gazette.example/world/rain/amp/amp/",
        "https://amp.gazette.example/world/rain",
        "https://gazette.example/world/rain/amp",
        "https://gazette.example/world/rain/amp/",
        "https://gazette.example/amp/world/rain",
        "https://gazette.example/world/rain?amp",
        "https://gazette.example/world/rain?outputType=amp&utm_source=x",
        "https://gazette.example/world/rain?print=1",
        "https://gazette.example/world/rain/print/",
        "https://gazette.example/world/rain.amp",
        "https://gazette.example/world/rain/index.html",
        "https://gazette.example//world/./r%61in#top",
    ],
)
def test_one_article_has_one_identity(url):
    assert identity_of(url) == "https://gazette.example/world/rain"


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://www.gov.uk/a", "https://www.gov.uk/a"),  # gov.uk is a public suffix: www is the name
        ("https://gazette.example/amp", "https://gazette.example/amp"),
        ("https://gazette.example/", "https://gazette.example/"),
        ("https://gazette.example/rain.html", "https://gazette.example/rain.html"),
        ("https://gazette.example/rain.amp.html", "https://gazette.example/rain.html"),
        ("https://gazette.example/vamp", "https://gazette.example/vamp"),
        ("https://gazette.example/print/rain", "https://gazette.example/print/rain"),
        ("https://news.gazette.example/?p=7", "https://news.gazette.example/?p=7"),
        ("http://127.0.1.5:8100/a/", "https://127.0.1.5:8100/a"),
    ],
)
def test_identity_goes_no_further(url, identity):
    assert identity_of(url) == identity


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("rain", "https://gazette.example/world/rain"),
        ("/rain?x=1#top", "https://gazette.example/rain?x=1#top"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        (" \n/a b ", "https://gazette.example/a%20b"),
        ("?page=2", "https://gazette.example/world/?page=2"),
        ("", "https://gazette.example/world/"),
        ("https://gazette.example/a?utm_source=x", "https://gazette.example/a?utm_source=x"),
        ("mailto:desk@gazette.example", None),
        ("https:\\\\cdn.example\\a.jpg?b\\c", "https://cdn.example/a.jpg?b%5Cc"),
        ("javascript:void(0)", None),
        ("http://[::bad", None),
        ("/\x00a", None),
        ("/\udfff", None),
        ("/a?page=2&view=a:b,c", "https://gazette.example/a?page=2&view=a:b,c"),
        ("https://gazette.example/a,b?sessionid=1&page=2", "https://gazette.example/a,b?page=2"),
        ("https://gazette.example/a/../b?page=2", "https://gazette.example/a/../b?page=2"),
        ("https://gazette.example/a?page=ü", "https://gazette.example/a?page=%C3%BC"),
        ("a" * 200_000, None),
    ],
)
def test_absolute_url(href, url):
    assert absolute_url(href, "https://gazette.example/world/") == url


def test_absolute_url_with_a_broken_base():
    assert absolute_url("a", "http://[::bad") is None
    assert absolute_url("a", "") is None


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.gazette.co.uk/a", "gazette.co.uk"),
        ("https://news.gazette.com.ua/a", "gazette.com.ua"),
        ("https://blog.blogspot.com/", "blogspot.com"),
        ("https://a.gazette.example/", "gazette.example"),
        ("gazette.example", "gazette.example"),
        ("www.gazette.de:8080", "gazette.de"),
        ("http://localhost:8000/a", "localhost"),
        ("http://127.0.1.5:8100/", "127.0.1.5"),
        ("http://[::1]:80/", "::1"),
        ("https://co.uk/", "co.uk"),
        ("http://[::bad", ""),
        ("", ""),
    ],
)
def test_site_of(url, site):
    assert site_of(url) == site


def test_host_of():
    assert host_of("https://News.Gazette.example.:8080/a") == "news.gazette.example"
    assert host_of("http://[::bad") == ""


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60), st.sampled_from(["", "http://", "https://gazette.example/", "https://a.example/?"])
)
def test_no_address_raises(text, start):
    url = start + text
    normal = normalise_url(url)
    if normal is not None:
        assert normalise_url(normal) == normal
        identity = identity_of(url)
        assert identity is not None
        assert identity_of(identity) == identity
    absolute_url(text, start)
    site_of(url)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aB0.-_~/", max_size=30), st.text(alphabet="a0.-", min_size=1, max_size=12))
def test_the_short_way_agrees_with_the_long_one(path, host):
    url = f"https://{host}/{path}"
    normal = normalise_url(url)
    # An empty query leads over the long way.
    assert normal == normalise_url(url + "?")


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://ann:secret@gazette.example/a?b=1#c", "https://gazette.example/a?b=1#c"),
        (
            "https://gazette.example/a?access_token=S&b=1&PHPSESSID=S&%61pi_key=S",
            "https://gazette.example/a?b=1",
        ),
        ("https://gazette.example/a;jsessionid=S?b=1", "https://gazette.example/a?b=1"),
        ("https://gazette.example/(S(abcdefghijkl))/a?;", "https://gazette.example/a?;"),
        ("https://gazette.example/@ann/a?b=a@b", "https://gazette.example/@ann/a?b=a@b"),
        ("https://gazette.example/a?B=1&&c", "https://gazette.example/a?B=1&&c"),
    ],
)
def test_secrets_stand_in_no_record(url, clean):
    assert without_secrets(url) == clean
    assert absolute_url(url, "https://gazette.example/") == clean
    assert "secret" not in normalise_url(url)
    assert "=S" not in normalise_url(url)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://gazette.example/%%%33", "https://gazette.example/%25%253"),
        ("https://gazette.example/%4%31", "https://gazette.example/%2541"),
        ("https://gazette.example/100%-sure", "https://gazette.example/100%-sure"),
    ],
)
def test_bare_percent_signs(url, normal):
    assert normalise_url(url) == normal
    assert normalise_url(normal) == normal
