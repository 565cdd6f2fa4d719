"""How like a record's text is to the one that its page states in JSON-LD."""

from __future__ import annotations

from exports.record import Record
from scraper.extraction.metadata.trust import read_metadata
from scraper.extraction.witnesses.jsonld_body import SHORTEST
from scraper.extraction.witnesses.matching import grams
from scraper.normalise.text import tokens
from scraper.page import Page, load_document
from scraper.sites.site import Site

_LONGEST = 200_000


def find_likeness(page: Page, record: Record, site: Site) -> float | None:
    """From 0 to 1: the share of runs of four words that *record* and JSON-LD's `articleBody` have in common
    (Dice); None: *page* states no text, or one so short that it is a summary."""
    stated = read_metadata(load_document(page), site, None).article_body
    if stated is None or len(stated) < SHORTEST:
        return None
    theirs, ours = grams(tokens(stated[:_LONGEST])), grams(tokens(record.text[:_LONGEST]))
    return 2 * len(theirs & ours) / max(len(theirs) + len(ours), 1)
