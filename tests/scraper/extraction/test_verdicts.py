"""What the learned judge may overrule: rules of shape, never words; and only where it knows the article."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.judge.leaning import LEANINGS
from scraper.extraction.verdicts import judge
from scraper.sites.site import LEANINGS as NAMES

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "3456"
]
ODD = "Boats for sale in the old town"
HTML = "<main>" + "".join(f"<p>{text}</p>" for text in PROSE) + f"<div class=box>{ODD}</div></main>"


def verdict_on_odd(*, score, kept=True, html=HTML, jsonld=(), leaning="balanced"):
    """(kept, rule) of the last block, with the judge's *score* for it and 0.9 for the prose."""
    last = len(region_of(html).blocks) - 1
    region = region_of(
        html,
        kept=lambda block: kept or block.number < last,
        score=lambda block: score if block.number == last else 0.9,
        jsonld=jsonld,
        phrases=load_phrases(),
        leaning=leaning,
    )
    found = judge(region)[-1]
    return found.kept, found.rule


def box(text):
    return (
        "<main>" + "".join(f"<p>{line}</p>" for line in [*PROSE[:3]]) + f"<div class=box>{text}</div></main>"
    )


LONG_ODD = "Boats of all sizes can be had in the old town, where three yards have stood since 1870."


@pytest.mark.parametrize(
    ("score", "leaning", "kept"),
    [(0.1, "balanced", False), (0.4, "balanced", True), (0.4, "precision", False), (0.1, "recall", True)],
)
def test_a_kept_block_is_doubted(score, leaning, kept):
    answer = verdict_on_odd(score=score, html=box(LONG_ODD), leaning=leaning)
    assert answer == ((True, "judges") if kept else (False, "judge/doubt"))


def test_json_ld_vouches_for_a_doubted_block():
    assert verdict_on_odd(score=0.01, html=box(LONG_ODD), jsonld=[3]) == (True, "judges")


def test_a_dropped_block_is_rescued():
    assert verdict_on_odd(score=0.8, kept=False, html=box(LONG_ODD)) == (True, "rescue")
    assert verdict_on_odd(score=0.6, kept=False, html=box(LONG_ODD))[0] is False


def test_a_dropped_block_set_like_the_paragraphs_is_rescued_sooner():
    alike = "<main>" + "".join(f"<p>{text}</p>" for text in [*PROSE, ODD]) + "</main>"
    assert verdict_on_odd(score=0.45, kept=False, html=alike) == (True, "rescue")
    assert verdict_on_odd(score=0.35, kept=False, html=alike)[0] is False
    assert verdict_on_odd(score=0.45, kept=False)[0] is False


def test_a_dropped_list_is_rescued_as_a_whole():
    items = box("<ul><li>a pound of flour</li><li>a pinch of salt</li></ul>").replace("<li>", "<li class=i>")
    assert verdict_on_odd(score=0.4, kept=False, html=items) == (True, "rescue")  # the other item has 0.9
    assert verdict_on_odd(score=0.2, kept=False, html=items)[0] is False


def test_a_rule_of_shape_is_overruled_and_words_are_not():
    assert verdict_on_odd(score=0.95) == (True, "judge/sure")
    assert verdict_on_odd(score=0.5) == (False, "edges/foot_line")
    assert verdict_on_odd(score=0.99, html=box("Advertisement")) == (False, "prompts/label_ad_label")


def test_a_sentence_that_the_judges_kept_after_a_picture_is_overruled_sooner():
    def after_picture(text):
        return box(f"<img src=/boat.jpg><div class=shot>{text}</div>")

    told = after_picture(LONG_ODD)
    assert verdict_on_odd(score=0.75, html=told) == (True, "judge/sure")
    assert verdict_on_odd(score=0.75, html=told, kept=False) == (False, "markup/after_picture")
    assert verdict_on_odd(score=0.65, html=told) == (False, "markup/after_picture")
    assert verdict_on_odd(score=0.75, html=after_picture(ODD)) == (False, "markup/after_picture")


def test_a_rule_of_shape_that_does_not_count_leaves_the_block_to_words():
    link = box('<a href="/app">Have your photos of the storm ready for our gallery</a>')
    kept, rule = verdict_on_odd(score=0.75, html=link)
    assert (kept, rule.partition("/")[0]) == (False, "worded")
    plain = box('<a href="/wall">The harbour wall and its cost in three languages</a>')
    assert verdict_on_odd(score=0.75, html=plain) == (True, "judge/sure")


def test_leanings_are_those_that_settings_and_site_files_name():
    assert tuple(LEANINGS) == NAMES


def test_lists_are_not_doubted_unless_linked():
    plain = box("<ul><li>two cups of flour</li></ul>")
    linked = box("<ul><li><a href=/a>Two cups of flour</a></li></ul>")
    assert verdict_on_odd(score=0.01, html=plain)[0] is True
    assert verdict_on_odd(score=0.01, html=linked)[0] is False


def test_a_mark_of_a_template_that_nothing_was_put_in_for_is_empty():
    assert verdict_on_odd(score=0.95, html=box("$$SLOT 2$$")) == (False, "lines/empty")
    assert verdict_on_odd(score=0.95, html=box("{{ boats.list }}")) == (False, "lines/empty")
    assert verdict_on_odd(score=0.95, html=box("{{ boats }} is how the yard writes it."))[1] != "lines/empty"
    assert verdict_on_odd(score=0.95, html=box("$$$ for old boats"))[1] != "lines/empty"
    shortcode = '[button link="http://gazette.example/boats" type="big"] Send us YOUR boat[/button]'
    assert verdict_on_odd(score=0.95, html=box(shortcode)) == (False, "lines/empty")
    note = "[1] The yard lies = stands at the mole, says the map of 1870, which the town keeps in its hall."
    assert verdict_on_odd(score=0.95, html=box(note))[1] != "lines/empty"
    assert verdict_on_odd(score=0.95, html=box(f"{shortcode} {LONG_ODD}"))[1] != "lines/empty"
