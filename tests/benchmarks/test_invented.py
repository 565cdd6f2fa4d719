import urllib.request
from contextlib import closing
from dataclasses import replace

from benchmarks.invented import headline, page, paragraphs
from benchmarks.newspaper import Newspaper
from pipelines.sketches import estimate_similarity, to_sketch
from scraper import extract


def test_an_invented_article_is_read_whole():
    record = extract(page(7, published="2026-03-01T09:00:00Z"), "https://gazette.example/7")
    assert record.headline == headline(7)
    assert [block.text for block in record.body] == paragraphs(7)
    assert record.published_at == "2026-03-01T09:00:00Z"


def test_each_is_always_the_same_and_like_no_other():
    assert page(7) == page(7)
    model = extract(page(1), "https://gazette.example/1")
    one, other = (to_sketch(replace(model, text="\n\n".join(paragraphs(number)))) for number in (1, 2))
    assert estimate_similarity(one.signature, other.signature) < 0.3


def test_the_newspaper_serves_its_articles_and_counts():
    with closing(Newspaper(3)) as paper:
        with urllib.request.urlopen(f"{paper.base}/sitemap.xml") as answer:
            assert answer.read().decode().count("<loc>") == 3
        for slug in [*paper.slugs[:2], paper.slugs[0]]:
            with urllib.request.urlopen(paper.base + slug) as answer:
                assert "<article>" in answer.read().decode()
        assert paper.repeated_requests() == 1
        assert paper.first is not None
