"""The article region of a page that consists of it, with a say for the judges."""

from scraper.extraction.boilerplate.phrases import make_phrases
from scraper.extraction.content import Content
from scraper.extraction.judge.leaning import LEANINGS
from scraper.extraction.region import Facts, make_region
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document


def region_of(
    html, *, kept=lambda block: True, score=None, jsonld=(), facts=None, phrases=None, leaning="balanced"
):
    """The region of all blocks of *html*: *kept* says of each whether the judges kept it, *score* how likely
    the learned one calls it; *jsonld* are the numbers of those that JSON-LD has."""
    blocks = list_blocks(load_document(Page(url="https://gazette.example/a", body=html.encode())))
    content = Content(
        numbers=frozenset(block.number for block in blocks if kept(block)),
        first=0,
        last=len(blocks) - 1,
        root=0,
        judge="chief",
        jsonld=frozenset(jsonld),
        scores=tuple(map(score, blocks)) if score else (),
    )
    phrases = make_phrases({}) if phrases is None else phrases
    return make_region(blocks, content, facts or Facts(), phrases, leaning=LEANINGS[leaning])
