import gc

import pytest

from scraper.extraction.judge.features import FEATURES, list_features, script_weight
from scraper.extraction.judge.judge import WEIGHTS, reasons, score_blocks
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document

PROSE = [
    "The harbour board voted on Tuesday to close the north pier for two years while its pillars are replaced.",
    "Fishing crews will be moved to the old coal quay, which has stood empty since the last freighter left in spring.",
    "“We were promised a new ice house and we have been given a car park,” said the skipper Marit Holm, who lands cod.",
    "The work is to cost eleven million, of which the county pays a third, and the rest comes from a toll on cargo.",
    "A first survey, done by divers in the winter, had found that one pillar in four was hollow below the tide line.",
    "The board meets again in June, when it will hear what the crews have to say about the quay and its lights.",
]


def page(body, head="<title>Pier to close for two years - The Gazette</title>"):
    return load_document(
        Page(url="https://gazette.example/a", body=f"<html><head>{head}</head><body>{body}".encode())
    )


def news_page(prose=PROSE):
    menu = "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(12))
    more = "".join(
        f'<li class="card"><a href="/t{n}">Another story about matter {n}</a></li>' for n in range(9)
    )
    text = "".join(f"<p>{line}</p>" for line in prose)
    return page(
        f'<nav><ul>{menu}</ul></nav><main><h1>Pier to close for two years</h1><div class="story">{text}</div></main>'
        f'<section class="more"><h2>More news</h2><ul>{more}</ul></section><footer><p>© The Gazette</p></footer>'
    )


def scores_by_text(document):
    blocks = list_blocks(document)
    return dict(zip((block.text for block in blocks), score_blocks(document, blocks), strict=True))


def test_paragraphs_stand_above_menus_and_teasers():
    scores = scores_by_text(news_page())
    assert min(scores[line] for line in PROSE) > 0.7
    others = [score for text, score in scores.items() if text not in PROSE]
    assert max(others) < 0.3


def test_one_score_for_each_block_between_none_and_all():
    document = news_page()
    blocks = list_blocks(document)
    scores = score_blocks(document, blocks)
    assert len(scores) == len(blocks)
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert scores == score_blocks(document, blocks)


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>x()</script>"])
def test_a_page_without_text_has_no_scores(body):
    document = page(body)
    assert score_blocks(document, list_blocks(document)) == ()


@pytest.mark.parametrize(
    "body",
    [
        "Hi",
        "<p>.</p>",
        "<p>\U0001f600</p>",
        "<ul><li><a>x</a></ul>",
        "<table><tr><td>1<td>2</table>",
        "<div>" * 300 + "deep" + "</div>" * 300,
        "<p hidden>" + "unseen words " * 30,
    ],
)
def test_poor_pages_are_scored_too(body):
    document = page(body, head="")
    blocks = list_blocks(document)
    assert len(score_blocks(document, blocks)) == len(blocks)


def test_blocks_far_from_prose_are_looked_at_only_when_asked():
    document = news_page()
    blocks = list_blocks(document)
    rows = list_features(document, blocks * 1)
    assert set(range(len(blocks))) >= set(rows)
    far = page("<p>Menu</p>" * 60 + "".join(f"<p>{line}</p>" for line in PROSE))
    blocks = list_blocks(far)
    assert 3 not in list_features(far, blocks)
    assert 3 in list_features(far, blocks, also=frozenset({3, 99999}))


def test_rows_hold_every_feature():
    document = news_page()
    rows = list_features(document, list_blocks(document))
    assert {len(row) for row in rows.values()} == {len(FEATURES)}
    assert len(set(FEATURES)) == len(FEATURES)


def test_reasons_name_features_and_values():
    document = news_page()
    blocks = list_blocks(document)
    number = next(block.number for block in blocks if block.text == PROSE[2])
    found = reasons(document, blocks, number)
    assert len(found) == 3
    assert all(reason.feature in FEATURES for reason in found)
    assert sum(reason.points for reason in found) > 0
    assert [abs(reason.points) for reason in found] == sorted((abs(r.points) for r in found), reverse=True)
    assert reasons(document, blocks, 0) == () or reasons(document, blocks, 0)[0].points


def test_letters_of_wide_scripts_weigh_more():
    assert script_weight(list_blocks(page("<p>The harbour board voted.</p>"))) == 1.0
    assert script_weight(list_blocks(page("<p>Совет порта проголосовал.</p>"))) == 1.0
    assert script_weight(list_blocks(page("<p>港湾委員会は火曜日に投票した。</p>"))) == 2.5


def test_the_weights_are_small():
    assert WEIGHTS.stat().st_size <= 110_000


def test_a_page_that_was_judged_is_let_go():
    """Workers hardly ever look for garbage: a ring would keep each page's tree."""
    scores_by_text(news_page())  # what is made once
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)  # rings are kept to be looked at
    try:
        scores_by_text(news_page())
        gc.collect()
        rings = [one for one in gc.garbage if type(one).__module__.startswith(("scraper.", "lxml."))]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert rings == []
