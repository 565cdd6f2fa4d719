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


LINKED = "<p><a href={}>Old mill is sold to a baker</a></p>"
CALLED = f"<p><a href=/b>{PROSE[0]} {PROSE[1]} {PROSE[2]}</a></p>"


@pytest.mark.parametrize(
    ("lines", "so"),
    [
        ([LINKED.format("/b")], False),
        ([LINKED.format("https://mill.example/b")], True),
        ([LINKED.format("/b").replace("<p>", "<p class=odd>")], True),
        ([CALLED], True),
        ([LINKED.format(f"/{n}") for n in "12345"], False),
        ([LINKED.format(f"/{n}") for n in "123456"], True),
    ],
    ids=["own", "other site's", "other look", "long", "several", "digest"],
)
def test_few_links_of_the_site_s_own_among_the_paragraphs_are_no_text(lines, so):
    text = "".join(f"<p>{line}</p>" for line in PROSE)
    region = region_of(f"<main>{text * 6}{''.join(lines)}{text}</main>", score=lambda _: 0.9)
    assert is_overruled(region, Finding(24, "related_teaser", "teasers/link_line")) is so


def test_as_many_links_as_paragraphs_are_heads():
    text = "".join(f"<p>{line}</p>" for line in PROSE)
    region = region_of(f"<main>{text}{LINKED.format('/b') * 2}</main>", score=lambda _: 0.9)
    assert is_overruled(region, Finding(4, "related_teaser", "teasers/link_line"))


def test_an_item_of_a_list_that_is_a_link_is_overruled():
    text = "".join(f"<li>{line}</li>" for line in PROSE) * 6
    item = LINKED.format("/b").replace("p>", "li>")
    region = region_of(f"<main><p>{PROSE[0]}</p><ul>{text}{item}{text}</ul></main>", score=lambda _: 0.9)
    assert is_overruled(region, Finding(25, "related_teaser", "teasers/link_line"))
