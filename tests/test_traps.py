"""Sites that go on without end, beside good articles: these are filed, and no such site gets 100 requests."""

import hashlib
import json
import random

import pytest

from exports import read_records

WORDS = [
    "harbour",
    "tram",
    "council",
    "bridge",
    "market",
    "river",
    "winter",
    "school",
    "letter",
    "garden",
    "station",
    "window",
    "engine",
    "paper",
    "ferry",
    "mill",
    "clock",
    "tower",
    "festival",
    "library",
    "mayor",
    "pupils",
    "bakery",
    "lantern",
    "orchard",
    "railway",
    "museum",
    "theatre",
]
GOOD = ["market-hall-gets-a-new-roof", "swans-return-to-the-mill-pond"]
GOOD += ["night-train-stops-here-again", "library-opens-on-sunday"]
HOSTS = {
    "calendar": "127.0.0.2",
    "pagination": "127.0.0.3",
    "growing_paths": "127.0.0.4",
    "sessions": "127.0.0.5",
    "facets": "127.0.0.6",
    "one_text": "127.0.0.7",
    "stories": "127.0.0.8",
    "redirects": "127.0.0.9",
    "sitemaps": "127.0.0.10",
    "ordinary": "127.0.0.11",
}


def text_of(name):
    """Five paragraphs, always the same for the same *name*."""
    chance = random.Random(name)
    return [
        " ".join(
            f"The {' '.join(chance.choices(WORDS, k=4))} was seen by the {chance.choice(WORDS)} on {name}."
            for _ in range(3)
        )
        for _ in range(5)
    ]


def article(name, text=None, links=(), nav=()):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text or text_of(name))
    title = name.replace("-", " ").capitalize()
    return (
        f'<!doctype html><html lang="en"><title>{title}</title><nav>{anchors(nav)}</nav>'
        f"<main><article><h1>{title}</h1>{body}</article></main><aside>{anchors(links)}</aside></html>"
    )


def listing(links, nav=(), title="All the news"):
    cards = "".join(f"<h2><a href='{link}'>What happened on that day in our town</a></h2>" for link in links)
    return (
        f"<!doctype html><html lang='en'><title>{title}</title><header><nav>{anchors(nav)}</nav></header>"
        f"<main><h1>{title}</h1>{cards}</main></html>"
    )


def anchors(links):
    return " ".join(f'<a href="{link}">{link.strip("/").split("/")[-1][:20]}</a>' for link in links)


def token(path):
    return hashlib.sha256(path.encode()).hexdigest()[:20]


class Trap:
    """Pages made up on demand: `get(path)` as a dictionary's, four good articles among them."""

    def __init__(self, answer):
        self.answer = answer

    def get(self, path, missing):
        name = path.partition("?")[0].strip("/")
        if name in GOOD:
            return article(name)
        if path == "/robots.txt":
            return missing
        found = self.answer(path)
        return missing if found is None else found


LETTERS = str.maketrans("0123456789", "ghijklmnop")
GOOD_LINKS = [f"/{name}" for name in GOOD]


def calendar(path):
    days = [f"{month}/{day:02}/what-is-on-in-the-old-town" for month in ("05", "06") for day in range(1, 29)]
    year = 2026 + len(path)
    if path == "/":
        return listing(
            [*(f"/events/2026/{day}" for day in days), *GOOD_LINKS], ["/events/2026/05/", "/events/2027/"]
        )
    nav = [f"/events/{year}/{month:02}/" for month in range(1, 13)]
    return listing([f"/events/{year}/{day}" for day in days], nav, "There is nothing on that day.")


def pagination(path):
    page = int(path.partition("page/")[2].strip("/") or 1) if "page/" in path or path == "/" else 0
    if not page:
        return (404, {}, "gone")
    rows = [f"/archive/{token(f'{page}-{row}')}-of-the-long-list" for row in range(60)]
    more = f"<a rel='next' href='/latest/page/{page + 1}/'>Next</a>"
    nav = [f"/latest/page/{page + step}/" for step in range(1, 40)]
    return listing([*rows, *(GOOD_LINKS if path == "/" else ())], nav) + more


def growing_paths(path):
    deeper = [f"{path.rstrip('/')}/city/{word}/{word}-of-the-day-in-our-town" for word in WORDS]
    if path == "/":
        return listing([*deeper, *GOOD_LINKS], ["/city/", "/city/city/"])
    return listing(deeper, [f"{path.rstrip('/')}/city/"])


def sessions(path):
    marks = [f"{link}?sid={token(path + str(number))}" for number in range(30) for link in GOOD_LINKS]
    return listing(marks, [f"/town/?sid={token(path)}"])


def facets(path):
    pairs = [(colour, size, order) for colour in WORDS[:8] for size in range(5) for order in ("up", "down")]
    links = [
        f"/things-to-buy-in-our-town?colour={c}&size={s}&order={o}&seen={len(path)}" for c, s, o in pairs
    ]
    return listing([*links, *(GOOD_LINKS if path == "/" else ())], links[:40], "Everything that is for sale")


def one_text(path):
    links = [f"/2026/03/01/{token(path + str(number))}-story-of-the-day" for number in range(80)]
    if path == "/":
        return listing([*links, *GOOD_LINKS], ["/town/", "/river/"])
    if path.count("/") == 2:
        return listing(links, ["/town/", "/river/"])
    return article("the-same-again", [*text_of("the-same-again"), f"This was page {token(path)}."], links)


def stories(path):
    links = [f"/2026/03/01/{token(path + str(number))}-story-of-the-day" for number in range(60)]
    names = [token(path + str(number))[:6].translate(LETTERS) for number in range(60)]
    nav = [f"/{name}/" for name in names]
    if path == "/":
        return listing([*links, *GOOD_LINKS], nav)
    if path.count("/") == 2:
        return listing(links, nav)
    return article(token(path), links=links, nav=nav)


def redirects(path):
    if path == "/":
        return listing([*(f"/2026/03/01/{token(str(n))}-story-of-the-day" for n in range(90)), *GOOD_LINKS])
    return (302, {"Location": f"/2026/03/01/{token(path)}-story-of-the-day"}, "")


def sitemaps(path):
    if path == "/":
        return listing(GOOD_LINKS)
    if not path.endswith(".xml"):
        return None
    rows = "".join(f"<sitemap><loc>BASE/{token(path + str(n))}.xml</loc></sitemap>" for n in range(40))
    return (
        200,
        {"Content-Type": "application/xml"},
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>',
    )


def fill_ordinary(site):
    """A hundred and twenty articles that a sitemap names and dates."""
    slugs = [f"2026/03/{number % 28 + 1:02}/story-{number}-of-our-town" for number in range(120)]
    for slug in slugs:
        site.pages[f"/{slug}"] = article(slug.rpartition("/")[2])
    rows = "".join(
        f"<url><loc>{site.base}/{slug}</loc><lastmod>{slug[:10].replace('/', '-')}</lastmod></url>"
        for slug in slugs
    )
    site.pages["/"] = listing([f"/{slug}" for slug in slugs[:30]])
    site.pages["/sitemap.xml"] = (
        200,
        {"Content-Type": "application/xml"},
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>',
    )


@pytest.fixture
def town(serve):
    """Every trap on an address of its own, and an ordinary site."""
    sites = {name: serve(host) for name, host in HOSTS.items()}
    for name, site in sites.items():
        if name == "ordinary":
            fill_ordinary(site)
        else:
            site.pages = Trap(globals()[name])
    base = sites["sitemaps"].base
    made = sites["sitemaps"].pages
    answer = made.answer

    def with_base(path):
        found = answer(path)
        return (*found[:2], found[2].replace("BASE", base)) if isinstance(found, tuple) else found

    made.answer = with_base
    return sites


def test_no_trap_gets_a_hundred_requests_or_keeps_an_article_waiting(town, scrapy_command, tmp_path):
    addresses = ",".join(site.base for site in town.values())
    crawl = scrapy_command("crawl", "news", "-a", f"site={addresses}", timeout=170)
    assert crawl.returncode == 0, crawl.stderr
    assert "Traceback" not in crawl.stderr

    filed = {name: set() for name in HOSTS}
    names = {host: name for name, host in HOSTS.items()}
    for record in read_records(tmp_path / "out"):
        filed[names[record.site]].add(record.text)
    good = {"\n\n".join(text_of(name)) for name in GOOD}
    for name in HOSTS.keys() - {"ordinary"}:
        assert good <= filed[name], name
    assert len(filed["ordinary"]) == 120

    requests = {name: len(site.asked) for name, site in town.items()}
    assert [name for name in HOSTS if requests[name] > 100] == ["ordinary"], f"{requests}"

    (manifest,) = [json.loads(path.read_text()) for path in (tmp_path / "out" / "runs").glob("*.json")]
    cut = {name: manifest["sites"][HOSTS[name]]["deferred"] for name in HOSTS}
    assert cut["stories"].keys() == {"unnamed_limit"}
    assert cut["one_text"].keys() <= {"trap", "no_new_articles"}
    assert cut["one_text"]
    assert cut["redirects"]
    assert cut["ordinary"] == {}
    assert manifest["sites"][HOSTS["growing_paths"]]["refused"]["trap"] > 0
    assert manifest["sources"][HOSTS["sitemaps"]]["sitemap"]["refused"]["sitemap_limit"] > 0
    assert manifest["sources"][HOSTS["stories"]]["section"]["refused"]["section_limit"] > 0
    assert scrapy_command("verify", "out").returncode == 0
