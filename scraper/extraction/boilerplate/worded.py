"""Lines worded as residue is: what no list of phrases has and no class of words covers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, in_verse, read_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.wording import Wording, list_features, load_wording
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote
from scraper.normalise.text import words_of

_LONGEST = 45
_SHORTEST = 3
"""Words from which on a line between paragraphs is judged like any other; under the text one will do."""
_SHORT = 1.0
"""How much more it takes for a shorter one, all of whose words must be known."""
_FAMILIAR = 0.6
"""Share of the words that the model must know to speak of the line at all."""
_TYPES = frozenset(("paragraph", "caption"))
_PLAIN = 0.95
"""The learned judge's word on a block of which it says nothing: most likely prose."""
_LEAST = 0.005
_SAID = 2.6
"""The score from which a line's words do without the judge's."""
_WEIGHT = 0.25
"""What the judge's odds count beside those of the words: it is surer than it should be."""
_SENTENCE = 0.5
"""How much more it takes for a whole sentence, which may be the article's."""
_TOLD = -4.0
"""The score up to which a line's words are news, whatever classes they are of."""
_FACTS = frozenset(("byline", "dateline_meta", "caption", "author_bio", "tags"))
_FACT = 1.0
"""How much more it takes for what is a name, a day or a list of words, as facts in an article are too."""
_STATED = 1.0
"""How much more it takes against JSON-LD's `articleBody`."""


def find_worded(region: Region) -> Iterator[Finding]:
    """Short blocks whose words, shape and place together speak for residue."""
    wording = _wording_of(region)
    if wording is None:
        return
    for position in range(len(region.blocks)):
        if not _may_go(region, position):
            continue
        text, words = region.blocks[position].text, region.words(position)
        short = len(words) < _SHORTEST and region.after(position) > 0
        if wording.familiarity(words) < (1.0 if short else _FAMILIAR):
            continue
        features = list_features(words, text, read_line(grammars_of(region)[-1], text))
        need = region.leaning.worded
        need += _SENTENCE if region.ends_clause(position) else 0.0
        need += _SHORT if short else 0.0
        need += _STATED if position in region.jsonld else 0.0
        said = wording.score(features) - _WEIGHT * _prose_odds(region, position)
        if said < need:
            continue
        reason = wording.reason(features)
        need += _FACT if reason in _FACTS else 0.0
        if said >= need:
            yield Finding(position, reason, f"worded/{reason}")


def says(region: Region, text: str, reason: str) -> bool:
    """Whether *text*, a label wherever it stands, is worded as residue for *reason*, by its words alone."""
    model = _wording_of(region)
    features = _features_of(region, text)
    if model is None or not features or model.score(features) < _SAID:
        return False
    return model.reason(features) == reason


def tells_news(region: Region, text: str) -> bool:
    """Whether *text* is worded as news beyond doubt: "The company declined to comment on the report"."""
    model = _wording_of(region)
    features = _features_of(region, text)
    return model is not None and bool(features) and model.score(features) <= _TOLD


def _features_of(region: Region, text: str) -> list[str]:
    """What the model sees of *text*; nothing where it knows too few of its words."""
    model, words = _wording_of(region), words_of(text)
    if model is None or not words or model.familiarity(words) < _FAMILIAR:
        return []
    return list_features(words, text, read_line(grammars_of(region)[-1], text))


def _wording_of(region: Region) -> Wording | None:
    grammars = grammars_of(region)
    return load_wording(grammars[-1].language) if grammars else None


def _may_go(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in _TYPES or not 1 <= region.lengths[position] <= _LONGEST:
        return False
    if opens_quote(block.text) or block.inside(Place.PRE | Place.ROW):
        return False
    return not block.text.endswith((":", "：")) and not in_verse(region, position)


def _prose_odds(region: Region, position: int) -> float:
    """The logarithm of the odds that the block is prose, as the learned judge of structure sees it."""
    score = region.score(position)
    score = _PLAIN if score is None else score
    return math.log(max(score, _LEAST) / max(1 - score, _LEAST))
