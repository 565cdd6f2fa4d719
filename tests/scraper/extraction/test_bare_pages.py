"""An article in bare markup, its residue set like its paragraphs: exact to the paragraph in every layout."""

import html

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

TEASER = "Fishing Fleet Counts Its Losses After the January Gale"
PROSE = (
    "Deputy Harbour Minister Ilse Krantz announced that Norland will not attend the second Strait Conference, "
    "to which the island council intends to invite all coastal states.",
    "She claims that the plans for a second conference are an attempt to “repair” the “failure” of the first "
    "one. In addition, Krantz called the council's shipping rules “a closed door.”",
    "“This is one more trick. We do not accept such terms and are not going to attend such conferences,” "
    "the minister said.",
    "According to the Strait Herald, the council wants to hold the conference with Norland before the ferry "
    "season opens in May.",
    "A council official confirmed the plan.  Envoys of the coastal states have said that any conference should "
    "be prepared with care, with a goal that everybody can name.",
    "However, some unnamed envoys are not convinced that Norland and the council will sit at one table.",
    "Aron Velde, the head of the council's office, said in June that the “bad memory” of earlier talks meant "
    "that the new shipping rules had to rest on the support of all coastal states from the outset -- and be "
    "rooted in the law of the sea.",
    "“For the second conference, we will work with all states that want to take part,” Velde told coastal "
    "newspapers, by telephone from the capital.",
    "“We are planning to write together a plan which all these states will support. And we look for a way, at "
    "the second conference, to invite an envoy of Norland and to present this plan together.”",
    "He said that rules backed by “thirty or more harbours” on every side of the strait, rather than the "
    "council's position alone, “will be hard to dispute... a real chart for ending this quarrel.”",
    "Asked about the Herald's article and whether Norland was open to a conference, the ministry's spokesman "
    "Peder Holm said that guessing about talks without an agenda was pointless.",
    "Without contradicting Krantz, Holm said, “Norland has always been open to talks, we have never refused "
    "talks, but we must know what they are about.”",
)
LABEL = "Advertisement"
BLOCK = (
    TEASER,
    "Other Topics of Interest",
    TEASER,
    "With estimates that the number of boats lost in the January gale has grown to twelve, the fleet and its "
    "insurers have asked for help.",
)
REQUESTS = (
    "To suggest a correction or clarification, write to us here",
    "You can also highlight the text and press Ctrl + Enter",
)
LINES = (*PROSE[:4], LABEL, *PROSE[4:7], *BLOCK, *PROSE[7:9], LABEL, *PROSE[9:], *REQUESTS)
LAYOUTS = {
    "bare paragraphs": lambda lines: "".join(f"<p>{line}</p>\n" for line in lines),
    "divisions": lambda lines: "".join(f"<div>{line}</div>\n" for line in lines),
    "double breaks": "<br><br>\n".join,
    "single breaks": "<br>\n".join,
}


def read(lines, layout):
    text = LAYOUTS[layout]([html.escape(line) for line in lines])
    page = (
        '<html lang="en"><head><title>Norland Will Not Attend the Second Strait Conference</title></head><body>'
        "<h1>Norland Will Not Attend the Second Strait Conference</h1>"
        f"<div>{text}</div></body></html>"
    )
    url = "https://herald.example/news/norland-strait-conference-1"
    return extract_article(Page(url=url, body=page.encode()), Site(domain="herald.example"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_article_is_exact_to_the_paragraph(layout):
    article = read(LINES, layout)
    assert [block.text for block in article.body] == [" ".join(text.split()) for text in PROSE]
    assert {block.type for block in article.body} == {"paragraph"}
    wanted = [
        (4, "ad_label", LABEL),
        *((7, "related_teaser", text) for text in BLOCK),
        (9, "ad_label", LABEL),
        *((12, "correction_request", text) for text in REQUESTS),
    ]
    assert [(row.before, row.reason, row.text) for row in article.removed if row.before] == wanted


@pytest.mark.parametrize("layout", LAYOUTS)
def test_article_without_residue_loses_nothing(layout):
    article = read(PROSE, layout)
    assert [block.text for block in article.body] == [" ".join(text.split()) for text in PROSE]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_paragraph_after_a_teaser_without_summary_stays(layout):
    article = read((*PROSE[:7], *BLOCK[:3], *PROSE[7:]), layout)
    assert [block.text for block in article.body] == [" ".join(text.split()) for text in PROSE]
