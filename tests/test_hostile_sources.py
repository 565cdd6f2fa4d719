"""Feeds, sitemaps, robots.txt and front pages that attack: what stands before the damage is used, nothing else."""

import json

from exports import read_records

GOOD = 4
XML = {"Content-Type": "application/xml"}


def rss(inner, head=""):
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Site</title>{inner}</channel></rss>'
    )


def index(*places):
    found = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{found}</sitemapindex>'


def bomb():
    levels = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(9))
    return f"<!DOCTYPE rss [<!ENTITY e0 'aaaaaaaaaa'>{levels}]>"


def test_sources_that_attack(loopback_site, prose, scrapy_command, tmp_path):
    base = loopback_site.base
    host = base.partition("//")[2]
    good = [f"2026/03/{number:02d}/good-story-{number}-of-the-tram" for number in range(1, GOOD + 1)]
    for number, slug in enumerate(good, start=1):
        loopback_site.add_article(
            slug, headline=f"Good story {number}", paragraphs=[f"No. {number}. {prose[0]}", *prose[1:]]
        )
    one, two, three, four = (f"<item><title>S</title><link>{base}/{slug}</link></item>" for slug in good)
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "{base}/dtd">%y;]>'
    stolen = f"<item><title>&x;</title><link>{base}/2026/03/09/stolen-&x;-of-the-tram</link></item>"
    odd = "".join(
        f"<item><link>{link}</link></item>"
        for link in ("javascript:alert(1)", "file:///etc/passwd", "http://[::bad", "http://" + "a" * 200_000)
    )
    feeds = {
        "bomb": rss("<title>&e9;</title>" + one, bomb()),
        "outside": rss(stolen + two, outside),
        "deep": rss(three + "<a>" * 100_000),
        "cut": rss(four + one)[:-60],
        "odd": rss(odd),
    }
    loopback_site.pages |= {f"/{name}.xml": (200, XML, feed) for name, feed in feeds.items()}
    inner = (
        "http://10.0.0.1/map.xml",
        "http://169.254.169.254/x",
        "file:///etc/passwd",
        "http://[::1]/m.xml",
    )
    loopback_site.pages["/map.xml"] = (200, XML, index(f"{base}/map.xml", f"{base}/map2.xml", *inner))
    loopback_site.pages["/map2.xml"] = (200, XML, index(f"{base}/map.xml?again=1"))
    rules = "User-agent: *\n" + "Disallow: /" + "*a" * 2000 + "$\n" + "Disallow: /x*y\n" * 5000
    loopback_site.pages["/robots.txt"] = rules + f"Sitemap: {base}/map.xml\nSitemap: {inner[0]}\n"
    links = [f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">' for name in feeds]
    bad = ("mailto:ann@gazette.example", "ftp://127.0.0.1/x", "http://[::bad", "/" + "a" * 200_000)
    links += [f'<a href="{href}">One of the bad links of this page</a>' for href in bad]
    kept = "2026/03/18/kept-story-of-the-tram-line"
    loopback_site.add_article(kept, headline="A story that is kept", paragraphs=["Kept. " + prose[1], *prose])
    links.append(f'<a href="HTTP://{host}/{kept}">A story beside the bad links is kept</a>')
    loopback_site.pages["/"] = f"<!doctype html><title>Front</title><h1>Front</h1>{''.join(links)}"

    crawl = scrapy_command("crawl", "news", "-a", f"site={base}", timeout=110)
    assert crawl.returncode == 0, crawl.stderr
    assert "Traceback" not in crawl.stderr
    texts = {record.url: record.text for record in read_records(tmp_path / "out")}
    assert {url for url in texts if "good-story" in url} == {f"{base}/{slug}" for slug in good}
    for number, slug in enumerate(good, start=1):
        assert texts[f"{base}/{slug}"] == "\n\n".join([f"No. {number}. {prose[0]}", *prose[1:]])
    assert f"{base}/{kept}" in texts
    assert "/dtd" not in loopback_site.asked
    assert not [path for path in loopback_site.asked if "root" in path]
    manifest = json.loads(next((tmp_path / "out" / "runs").glob("*.json")).read_text())
    assert "not_http" in json.dumps(manifest), "the bad links are counted"
