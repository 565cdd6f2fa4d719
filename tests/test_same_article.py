"""One article under many addresses is one record; its copies elsewhere are linked, in this run and in later ones."""

import pytest
from manifests import read_manifests

from exports import read_records
from exports.record import article_id

STORY = "2026/03/01/the-tram-is-back-in-town"
WAYS = [
    f"/{STORY}",
    f"/{STORY}?utm_source=letter&utm_medium=email",
    f"/{STORY}?fbclid=Iw4R",
    f"//{STORY}",
    f"/./{STORY}",
    f"/2026/x/../03/01/{STORY.rpartition('/')[2]}",
    f"/{STORY.replace('tram', '%74ram')}",
    f"/{STORY}/",
    f"/{STORY}/amp",
    f"/amp/{STORY}",
    f"/{STORY}?outputType=amp",
    f"/{STORY}?print=1",
    f"/{STORY}/index.html",
    f"/{STORY}#comments",
]


class Everywhere(dict):
    """The story at whatever address names it."""

    def get(self, path, missing):
        found = super().get(path)
        if found is None and "ram-is-back-in-town" in path:
            found = super().get(f"/{STORY}")
        return missing if found is None else found


@pytest.fixture
def gazette(serve, prose):
    site = serve("127.0.0.1")
    site.pages = Everywhere()
    site.add_article(STORY, headline="The tram is back", paragraphs=prose)
    items = "".join(
        f"<item><title>Tram</title><link>{site.base}{way.replace('&', '&amp;')}</link>"
        "<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item>"
        for way in WAYS
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Site</title>{items}</channel></rss>'
    site.add_feed([])
    site.pages["/feed.xml"] = (200, {"Content-Type": "application/rss+xml"}, feed)
    return site


def newest_sums(folder):
    return read_manifests(folder / "out")[-1]["sites"]


def test_one_article_is_one_record_and_its_copies_are_linked(gazette, serve, prose, scrapy_command, tmp_path):
    crawl = scrapy_command("crawl", "news", "-a", f"feed={gazette.base}/feed.xml")
    assert crawl.returncode == 0, crawl.stderr
    (story,) = read_records(tmp_path / "out")
    assert story.id == article_id(f"{gazette.base}/{STORY}".replace("http:", "https:"))
    sums = newest_sums(tmp_path)["127.0.0.1"]
    assert sums["filed"] == 1
    assert sums["skipped"] == {"duplicate": sums["found"] - 1}
    # Trackers, dots, escapes and fragments are gone before anything is asked for.
    assert sums["found"] == 8
    assert len([path for path in gazette.asked if "back-in-town" in path]) == 8

    kurier, visnyk = serve("127.0.0.2"), serve("127.0.0.3")
    kurier.add_article("2026/03/02/trams-run-again", headline="Trams run again", paragraphs=prose)
    long = [sentence for paragraph in prose for sentence in (paragraph, f"And so on. {paragraph}")]
    visnyk.add_article("2026/03/02/trams", headline="Trams", paragraphs=[*prose, "They have come to stay."])
    visnyk.add_article("2026/03/02/a-longer-story-of-trams", headline="Long", paragraphs=[*long, *long])
    gazette.asked.clear()
    for site in (kurier, visnyk):
        site.add_feed([path.strip("/") for path in site.pages if path.startswith("/2026")])
    feeds = ",".join(f"{site.base}/feed.xml" for site in (gazette, kurier, visnyk))
    again = scrapy_command("crawl", "news", "-a", f"feed={feeds}")
    assert again.returncode == 0, again.stderr
    assert [path for path in gazette.asked if "back-in-town" in path] == []
    records = {record.requested_url.rpartition("/")[2]: record for record in read_records(tmp_path / "out")}
    assert len(records) == 4
    assert records["trams-run-again"].duplicate_of == story.id
    assert records["trams"].similar_to == story.id
    assert 0.8 <= records["trams"].similarity < 1
    assert records["a-longer-story-of-trams"].similar_to is None
    assert scrapy_command("verify", "out").returncode == 0
