from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.sites import load
from scraper.sites.load import SiteError, load_site, load_sites_file, shipped_sites, site_for
from scraper.sites.site import Expect, Pin, Select, Site

GAZETTE = """
name = "The Gazette"
domain = "gazette.example"
language = "en"
timezone = "Europe/London"
feeds = ["https://gazette.example/rss"]
sections = ["https://www.gazette.example/world"]

[select]
authors = "p.writer a"

[remove]
blocks = ["aside", ".promo > p"]
texts = ["Our  paper", {text = "Get the app", reason = "promo"}]

[keep]
texts = ["Live"]

[expect]
articles_a_day = 20
max_gap_hours = 36
body_words = 150
fields = ["headline", "authors", "headline"]
"""


@pytest.fixture
def write(tmp_path):
    def write(text, name="gazette.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_site_file(write):
    assert load_site(write(GAZETTE)) == Site(
        name="The Gazette",
        domain="gazette.example",
        language="en",
        timezone=ZoneInfo("Europe/London"),
        feeds=("https://gazette.example/rss",),
        sections=("https://www.gazette.example/world",),
        select=Select(authors="p.writer a"),
        remove=("aside", ".promo > p"),
        pinned=(Pin(text="Our paper", reason="site_repeat"), Pin(text="Get the app", reason="promo")),
        keep=("Live",),
        expect=Expect(articles_a_day=20, max_gap_hours=36.0, body_words=150, fields=("headline", "authors")),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "domain: is missing"),
        (
            'domain = "gazette.example"\nleaning = "recal"',
            "leaning: unknown leaning 'recal'; did you mean 'recall'?",
        ),
        ('domain = "gazette.example"\ntimezone = "Londn"', "timezone: unknown zone 'Londn'"),
        ('domain = "gazette.example"\ntimezone = "Europe/Londn"', "did you mean 'Europe/London'?"),
        ('domain = "gazette.example"\ntimezone = "../etc/passwd"', "timezone: unknown zone"),
        ('domain = "gazette.example"\nfeed = []', "feed: unknown key; did you mean 'feeds'?"),
        (
            'domain = "gazette.example"\n[select]\nauthor = "a"',
            "select: author: unknown key; did you mean 'authors'?",
        ),
        (
            'domain = "gazette.example"\n[select]\nauthors = "p..a"',
            "select: authors: 'p..a' is not a CSS selector",
        ),
        (
            'domain = "gazette.example"\n[remove]\nblocks = ["p["]',
            "remove: blocks: 'p[' is not a CSS selector",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntext = ["x"]',
            "remove: text: unknown key; did you mean 'texts'?",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntexts = "x"',
            "remove: texts: must be a list of texts, not 'x'",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntexts = [{text = "x", reason = "newsleter"}]',
            "remove: texts: reason: unknown reason 'newsleter'; did you mean 'newsletter'?",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntexts = [{text = "x", reason = "correction_notice"}]',
            "remove: texts: reason: unknown reason 'correction_notice'; did you mean 'correction_request'?",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntexts = [{txt = "x"}]',
            "remove: texts: txt: unknown key; did you mean 'text'?",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntexts = [{reason = "promo"}]',
            "remove: texts: {'reason': 'promo'}: text: is missing",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntexts = ["x", {text = "X", reason = "promo"}]',
            "remove: texts: 'X' stands there twice",
        ),
        (
            'domain = "gazette.example"\n[keep]\ntext = ["x"]',
            "keep: text: unknown key; did you mean 'texts'?",
        ),
        (
            'domain = "gazette.example"\n[remove]\ntexts = ["x"]\n[keep]\ntexts = ["X"]',
            "keep: texts: 'x' is among the texts to remove, too",
        ),
        ('domain = "gazette.example"\nselect = 1', "select: must be a table, not 1"),
        ('domain = "gazette.example"\nfeeds = "x"', "feeds: must be a list of texts, not 'x'"),
        ('domain = "gazette.example"\nfeeds = ["/rss"]', "feeds: '/rss' is not an http(s) address"),
        ('domain = "gazette.example"\nlanguage = "English"', "language: 'English' is not a BCP 47 language"),
        ('domain = "gazette.example"\nname = 7', "name: must be a text, not 7"),
        (
            'domain = "www.gazette.example"',
            "domain: 'www.gazette.example' is not the registrable domain; write",
        ),
        ('domain = "https://gazette.example/"', "domain: 'https://gazette.example/' is not a host name"),
        (
            'domain = "gazette.example"\nsections = ["https://other.example/"]',
            "sections: 'https://other.example/' is not on gazette.example",
        ),
        (
            'domain = "gazette.example"\n[expect]\narticles_a_day = -1',
            "expect: articles_a_day: must be a whole number from 0",
        ),
        (
            'domain = "gazette.example"\n[expect]\nbody_words = true',
            "expect: body_words: must be a whole number",
        ),
        (
            'domain = "gazette.example"\n[expect]\narticles = 5',
            "expect: articles: unknown key; did you mean 'articles_a_day'?",
        ),
        (
            'domain = "gazette.example"\n[expect]\nmax_gap_hours = 0',
            "expect: max_gap_hours: must be a number of hours over 0, not 0",
        ),
        (
            'domain = "gazette.example"\n[expect]\nfields = ["author"]',
            "expect: fields: unknown field 'author'; did you mean 'authors'?",
        ),
        ("domain = ", "is not TOML"),
        ("name = " + "9" * 5000, "is not TOML"),
        ("feeds = " + "[" * 5000, "is nested too deep for a site file"),
        ('domain = "gazette.example"\n"a\\u001b[31m\\nERROR" = 1', "'a\\x1b[31m\\nERROR': unknown key"),
        ('domain = "gazette.example"\n[select]\nbody = "x|p"', "select: body: 'x|p' is not a CSS selector"),
        (
            'domain = "gazette.example"\n[select]\nbody = "' + "a " * 20_000 + '"',
            "select: body: 'a a a a a a a a a a a a a a a a a a a a '... is too long for a CSS selector",
        ),
    ],
)
def test_a_wrong_file_says_what_and_where(write, text, message):
    path = write(text)
    with pytest.raises(SiteError) as caught:
        load_site(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(SiteError, match=r"none\.toml: cannot be read"):
        load_site(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(SiteError, match="is not UTF-8"):
        load_site(tmp_path / "bytes.toml")


def test_every_shipped_site_is_whole():
    sites = shipped_sites()
    assert sites["ua/kyivpost"] == Site(
        name="Kyiv Post",
        domain="kyivpost.com",
        language="en",
        timezone=ZoneInfo("Europe/Kyiv"),
        feeds=("https://www.kyivpost.com/feed",),
    )
    assert all(site.name and site.language and site.timezone for site in sites.values())
    assert len({site.domain for site in sites.values()}) == len(sites)
    assert len(sites) >= 25
    for site in sites.values():
        entries = site.start_urls + site.feeds + site.sitemaps + site.sections
        assert all(url.startswith("https://") for url in entries), site.domain
        assert site.feeds or site.sitemaps, site.domain


def test_shipped_sites_stand_in_the_folder_of_their_clock():
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    country = {row[2]: row[0].lower() for row in rows}
    sites = shipped_sites()
    assert len({name.partition("/")[0] for name in sites}) >= 10
    for name, site in sites.items():
        assert country[site.timezone.key] == name.partition("/")[0], name


def test_each_shipped_site_is_had_by_its_name_its_file_and_its_address():
    for name, site in shipped_sites().items():
        assert site_for(name) == site_for(name.partition("/")[2]) == site_for(site.domain) == site
        assert site_for(f"https://www.{site.domain}/a").name == site.name


def test_for_an_address_only_the_files_that_have_its_domain_are_parsed(monkeypatch):
    load._shipped.cache_clear()
    parsed = []
    read = load._read_toml
    monkeypatch.setattr(load, "_read_toml", lambda data, label: parsed.append(label) or read(data, label))
    assert site_for("https://www.kyivpost.com/").name == "Kyiv Post"
    assert site_for("https://gazette.example/").name is None
    assert parsed == ["ua/kyivpost.toml"]


@pytest.mark.parametrize(
    ("text", "domain", "starts"),
    [
        ("https://gazette.example/world", "gazette.example", ("https://gazette.example/world",)),
        ("http://127.0.1.5:8100/", "127.0.1.5", ("http://127.0.1.5:8100/",)),
        ("gazette.example", "gazette.example", ()),
        ("news.gazette.example", "gazette.example", ("https://news.gazette.example",)),
        ("gazette.example/world", "gazette.example", ("https://gazette.example/world",)),
        ("localhost:8000", "localhost", ("https://localhost:8000",)),
        ("kyivpost", "kyivpost.com", ()),
        ("ua/kyivpost", "kyivpost.com", ()),
        ("kyivpost.com", "kyivpost.com", ()),
        ("https://kyivpost.com", "kyivpost.com", ("https://kyivpost.com/",)),
        (
            "https://www.kyivpost.com/topic/war",
            "kyivpost.com",
            ("https://kyivpost.com/", "https://www.kyivpost.com/topic/war"),
        ),
    ],
)
def test_site_for(text, domain, starts):
    site = site_for(text)
    assert (site.domain, site.start_urls) == (domain, starts)
    assert site.name == ("Kyiv Post" if domain == "kyivpost.com" else None)


def test_site_for_a_file(write):
    assert site_for(str(write(GAZETTE))).name == "The Gazette"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kyivpst", "did you mean 'kyivpost'?"),
        ("ftp://gazette.example/", "not an http\\(s\\) address"),
        ("http://[::bad", "not an http\\(s\\) address"),
        ("gazette .example", "not an http\\(s\\) address"),
        ("", "neither a URL"),
        ("nowhere.toml", "cannot be read"),
    ],
)
def test_site_for_nothing(text, message):
    with pytest.raises(SiteError, match=message):
        site_for(text)


def test_a_list_of_sites(write):
    write(GAZETTE)
    path = write(
        "\ufeff# our sites\n\nhttps://a.example/world  # the world\nkyivpost\ngazette.toml\nhttps://a.example/sport\n",
        "sites.txt",
    )
    sites = load_sites_file(path)
    assert [site.domain for site in sites] == ["a.example", "kyivpost.com", "gazette.example"]
    assert sites[0].start_urls == ("https://a.example/world", "https://a.example/sport")


def test_a_folder_of_sites(write, tmp_path):
    write(GAZETTE)
    write('domain = "b.example"', "b.toml")
    assert [site.domain for site in load_sites_file(tmp_path)] == ["b.example", "gazette.example"]
    assert [site.domain for site in load_sites_file(tmp_path / "b.toml")] == ["b.example"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.example\nkyivpst\n", r"sites\.txt:2: site 'kyivpst'"),
        ("# none\n", "names no site"),
        ("gazette.toml\ngazette.example\n", "gazette.example is described a second time"),
    ],
)
def test_a_wrong_list_says_where(write, text, message):
    write(GAZETTE)
    path = write(text, "sites.txt")
    with pytest.raises(SiteError, match=message):
        load_sites_file(path)


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(SiteError, match="cannot be read"):
        load_sites_file(tmp_path / "sites.txt")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_a_word_gives_a_site_or_one_clear_error(text):
    try:
        assert site_for(text).domain
    except SiteError as error:
        assert str(error)  # noqa: PT017
