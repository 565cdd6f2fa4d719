"""When the learned judge's word stands above a rule of shape: of lines over the text, already by half."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.overruling import is_overruled

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "3456"
]
LEAD = "The wall is to be built by June, and no boat will have to leave the harbour for it."


def overruled(rule, *, score=0.55, lead=LEAD, below=False):
    """Whether a finding of *rule* about *lead*, over the text or *below* it, counts for nothing."""
    lines = [*PROSE, lead] if below else [lead, *PROSE]
    html = "<main>" + "".join(f"<p class=p{line == lead}>{line}</p>" for line in lines) + "</main>"
    position = len(PROSE) if below else 0
    region = region_of(
        html,
        score=lambda block: score if block.number == position else 0.9,
    )
    return is_overruled(region, Finding(position, "related_teaser", rule))


@pytest.mark.parametrize(
    ("rule", "how", "so"),
    [
        ("headline/dek", {}, False),
        ("headline/dek", {"score": 0.99}, True),
        ("headline/standfirst", {"score": 0.99}, False),
        ("markup/named_related_teaser", {}, True),
        ("markup/named_related_teaser", {"score": 0.45}, False),
        ("markup/named_related_teaser", {"below": True}, False),
        ("markup/named_related_teaser", {"lead": "A wall by June"}, False),
        ("markup/named_related_teaser", {"lead": f"<a href=/w>{LEAD}</a>"}, False),
        ("markup/named_share", {}, False),
        ("markup/named_share", {"score": 0.95}, True),
    ],
)
def test_what_the_judge_overrules(rule, how, so):
    assert overruled(rule, **how) is so


def test_where_the_judge_is_not_heard_nothing_is_overruled():
    region = region_of(f"<main><p>{LEAD}</p></main>")
    assert not is_overruled(region, Finding(0, "headline_repeat", "headline/dek"))
