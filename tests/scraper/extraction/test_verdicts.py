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
    # Behind paragraphs of 0.9 it is 0.45 for 0.25, and 0.38 for 0.2.
    assert verdict_on_odd(score=0.25, kept=False, html=alike) == (True, "rescue")
    assert verdict_on_odd(score=0.2, kept=False, html=alike)[0] is False
    assert verdict_on_odd(score=0.45, kept=False)[0] is False


@pytest.mark.parametrize(("score", "kept"), [(0.1, False), (0.2, True), (None, True)])
def test_a_dropped_quotation_between_paragraphs_is_rescued_unless_the_judge_is_against_it(score, kept):
    first, last = ("".join(f"<p>{line}</p>" for line in part) for part in (PROSE[:2], PROSE[2:]))
    region = region_of(
        f"<main>{first}<blockquote><p>No boat will have to leave.</p></blockquote>{last}</main>",
        kept=lambda block: block.type != "quote",
        score=None if score is None else lambda block: score if block.type == "quote" else 0.9,
    )
    assert judge(region)[2].kept is kept


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


def fates(html, *, dropped=(), scores=None):
    """Text -> (kept, rule) of every block; the judges dropped those that start with one of *dropped*, the
    learned one gives those that start with one of *scores* its score, and others 0.9."""
    given = scores or {}
    region = region_of(
        html,
        kept=lambda block: not block.text.startswith(tuple(dropped)),
        score=lambda block: next((n for start, n in given.items() if block.text.startswith(start)), 0.9),
        phrases=load_phrases(),
    )
    return {region.blocks[one.position].text: (one.kept, one.rule) for one in judge(region)}


TEXT = "".join(f"<p>{text}</p>" for text in PROSE)
ROWS = "".join(f"<tr><td>Pier {n}<td>{n} boats<td>{n} tons</tr>" for n in range(1, 5))


def test_a_table_stays_whole_where_the_judges_kept_half_of_it():
    html = f"<main>{TEXT}<table>{ROWS}</table>{TEXT.replace('wall', 'pier')}</main>"
    low = {"Pier": 0.1}
    assert fates(html, dropped=["Pier 3"], scores=low)["Pier 3 | 3 boats | 3 tons"] == (True, "rescue")
    few = fates(html, dropped=["Pier 2", "Pier 3", "Pier 4"], scores=low)
    assert few["Pier 3 | 3 boats | 3 tons"] == (False, "extractor")


def test_a_table_that_the_learned_judge_likes_stays_whole():
    html = f"<main>{TEXT}<table>{ROWS}</table>{TEXT.replace('wall', 'pier')}</main>"
    liked = fates(html, dropped=["Pier"], scores={"Pier 1": 0.3, "Pier": 0.6})
    assert liked["Pier 1 | 1 boats | 1 tons"] == (True, "rescue")
    assert fates(html, dropped=["Pier"], scores={"Pier": 0.2})["Pier 1 | 1 boats | 1 tons"][0] is False
    last = html.replace(TEXT.replace("wall", "pier"), "")
    assert fates(last, dropped=["Pier"], scores={"Pier": 0.4})["Pier 1 | 1 boats | 1 tons"][0] is False


@pytest.mark.parametrize(
    ("items", "score", "kept"),
    [
        ("<table><tr><td>tar<td>2 t</tr><tr><td>oars<td>9</tr></table>", 0.4, True),
        ("<table><tr><td>tar<td>2 t</tr><tr><td>oars<td>9</tr></table>", 0.2, False),
        ("<h3>Kept in the sheds</h3><ul><li>tar</li><li>oars</li></ul>", 0.4, True),
        ("<h3>Kept in the sheds</h3><ul><li>tar</li><li>oars</li></ul>", 0.2, False),
        ("<h3>Kept in the sheds</h3><ul><li><a href=/t>tar</a></li><li>oars</li></ul>", 0.4, False),
        ("<h3>Related articles</h3><ul><li>tar</li><li>oars</li></ul>", 0.4, False),
        (
            "<h3>First shed</h3><ol><li>tar</li><li>rope</li></ol><h3>Second</h3><ul><li>oars</li><li>nets</li></ul>",
            0.4,
            True,
        ),
    ],
)
def test_a_table_or_titled_list_between_paragraphs_stays_unless_the_judge_is_against_it(items, score, kept):
    html = f"<main>{TEXT}{items}{TEXT.replace('wall', 'pier')}</main>"
    names = ("tar", "oars", "rope", "nets", "Kept", "First", "Second")
    found = fates(html, dropped=names, scores=dict.fromkeys(names, score))
    fate = [kept for text, (kept, _) in found.items() if text.startswith(names)]
    assert fate == [kept] * len(fate)


def test_rows_of_a_table_may_say_the_same_and_begin_with_links():
    row = "<tr><td><a href=/p>The long pier of the old town</a><td>It opens at nine and shuts at five.</tr>"
    html = f"<main><table>{row}{row}</table>{TEXT}</main>"
    rows = judge(region_of(html, phrases=load_phrases()))[:2]
    assert [(row.kept, row.what) for row in rows] == [(True, "table_row")] * 2
    short = "<tr><td><a href=/p>The long pier of the old town</a><td>2 boats</tr>"
    html = f"<main><table>{short}{short.replace('2', '3')}</table>{TEXT}</main>"
    assert [row.kept for row in judge(region_of(html, phrases=load_phrases()))[:2]] == [True, True]


@pytest.mark.parametrize("frames", [0, 1, 2])
def test_code_stays_in_the_frames_that_pages_put_it_in(frames):
    code = f"{'<div class=code>' * frames}<pre>open lock\n  for boat 4</pre>{'</div>' * frames}"
    html = f"<main>{TEXT}{code}{TEXT.replace('wall', 'pier')}</main>"
    low = {"open lock": 0.2}
    assert fates(html, dropped=["open lock"], scores=low)["open lock\n  for boat 4"] == (True, "rescue")


def test_code_elsewhere_on_the_page_goes():
    html = (
        f"<main><section>{TEXT}</section><aside><ul><li><div><pre>open lock</pre></div></ul></aside></main>"
    )
    assert fates(html, dropped=["open lock"], scores={"open lock": 0.2})["open lock"][0] is False


def test_code_printed_twice_is_no_teaser():
    code = "<div class=code><pre>if boat in lock</pre></div>"
    html = f"<main>{TEXT}{code}<p>Related articles</p>{code}{TEXT.replace('wall', 'pier')}</main>"
    region = region_of(html, phrases=load_phrases())
    found = [one.kept for one in judge(region) if region.blocks[one.position].type == "preformatted"]
    assert found == [True, True]


def test_heads_vouch_for_the_paragraphs_right_below():
    parts = "".join(f"<h3>Boat {n}</h3><p>{text}</p>" for n, text in enumerate(PROSE))
    html = f"<main>{TEXT.replace('wall', 'pier')}{parts}</main>"
    low = {PROSE[0]: 0.02}
    assert fates(html, scores=low)[PROSE[0]] == (True, "judges")
    plain = html.replace("<h3>", "<p>").replace("</h3>", "</p>")
    assert fates(plain, scores=low)[PROSE[0]] == (False, "judge/doubt")
    linked = html.replace("<h3>", "<h3><a href=/b>").replace("</h3>", "</a></h3>")
    assert fates(linked, scores=low)[PROSE[0]][0] is False


def test_a_doubted_paragraph_stays_among_paragraphs_that_the_judge_is_for():
    run = "".join(f"<p>{text}</p>" for text in PROSE)
    html = f"<main>{TEXT.replace('wall', 'pier')}{run}</main>"
    assert fates(html, scores={PROSE[1]: 0.1})[PROSE[1]] == (True, "judges")
    assert fates(html, scores=dict.fromkeys(PROSE, 0.1))[PROSE[1]] == (False, "judge/doubt")


def test_a_whole_paragraph_that_is_one_link_goes_where_the_judge_is_not_for_it():
    offer = f"{PROSE[0]} {LONG_ODD} {PROSE[1]}"
    link = f'<p><a href="/pro">{offer}</a></p>'
    html = f"<main>{TEXT.replace('wall', 'pier')}{link}{TEXT.replace('wall', 'quay')}</main>"
    assert fates(html, scores={offer: 0.45})[offer] == (False, "teasers/link_line")
    assert fates(html, scores={offer: 0.55})[offer][0] is True
    # A link that was never ended links all that follows.
    twice = html.replace(link, link + link.replace("wall", "mole"))
    assert fates(twice, scores={offer: 0.45})[offer][0] is True


def test_a_row_of_links_over_the_text_is_doubted():
    menu = "<table><tr><td>Gazette<td><a href=/h>Home</a> <a href=/b>Boats</a></tr></table>"
    assert fates(f"<main>{menu}{TEXT}</main>", scores={"Gazette": 0.1})["Gazette | Home Boats"][0] is False
    assert fates(f"<main>{TEXT}{menu}</main>", scores={"Gazette": 0.1})["Gazette | Home Boats"][0] is True
    plain = menu.replace("<a href=/h>Home</a> <a href=/b>Boats</a>", "Home Boats")
    assert fates(f"<main>{plain}{TEXT}</main>", scores={"Gazette": 0.1})["Gazette | Home Boats"][0] is True


def test_a_doubted_title_stays_with_its_list():
    html = f"<main>{TEXT}<h3>Needed</h3><ul><li>two locks</li><li>one keeper</li></ul></main>"
    assert fates(html, scores={"Needed": 0.05})["Needed"] == (True, "judges")
    linked = html.replace("<li>", "<li><a href=/l>").replace("</li>", "</a></li>")
    assert fates(linked, scores={"Needed": 0.05})["Needed"][0] is False


def test_headings_are_not_doubted_where_no_paragraph_stands():
    html = f"<main><h3>Needed</h3><table>{ROWS}</table><h3>Given</h3></main>"
    assert fates(html, scores={"Given": 0.05})["Given"] == (True, "judges")
    assert fates(f"{TEXT}{html}", scores={"Given": 0.05})["Given"][0] is False


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        (f"<div><h2>{LONG_ODD}</h2></div>", True),
        (f"<div><p class=dek>{LONG_ODD}</p></div>", True),
        (f"<header><h2 class=dek>{LONG_ODD}</h2></header>", False),
        ("<div><h2>Boats for sale</h2></div>", False),
        ("<div><h2>Boats for sale</h2><h3>Piers</h3></div>", False),
    ],
)
def test_a_standfirst_that_no_field_has_is_no_repeat(above, kept):
    found = fates(f"<main>{above}{TEXT}</main>", scores={"Boats": 0.4, "Piers": 0.4})
    assert next(fate for text, fate in found.items() if text.startswith("Boats"))[0] is kept


@pytest.mark.parametrize(
    ("announced", "between", "score", "kept"),
    [
        ("What the yard keeps in its two sheds:", "", 0.3, True),
        ("What the yard keeps in its two sheds:", "<p>Boats of the week</p>", 0.3, True),
        ("What the yard keeps in its two sheds:", f"<p>{PROSE[3]}</p>", 0.3, False),
        ("What the yard keeps in its two sheds:", "", 0.1, False),
        ("What the yard keeps in its two sheds.", "", 0.3, False),
        ("Read more:", "", 0.3, False),
    ],
)
def test_a_list_that_a_line_announces_is_the_article_s(announced, between, score, kept):
    items = "<ul><li>oars of ash</li><li>tar in barrels</li></ul>"
    html = f"<main>{TEXT.replace('wall', 'pier')}{TEXT}<p>{announced}</p>{between}{items}</main>"
    low = {"oars": score, "tar": score}
    assert fates(html, dropped=["oars", "tar"], scores=low)["tar in barrels"][0] is kept
    sourced = html.replace("oars of ash", "oars of <a href=/a>ash</a>")
    assert fates(sourced, dropped=["oars", "tar"], scores=low)["tar in barrels"][0] is kept
    linked = html.replace("oars of ash", "<a href=/o>oars of ash</a>")
    assert fates(linked, dropped=["oars", "tar"], scores=low)["tar in barrels"][0] is False


@pytest.mark.parametrize(("beside", "kept"), [("", True), ("<p>All boats</p>", False)])
def test_a_heading_right_over_a_paragraph_is_not_doubted(beside, kept):
    box = "<div class=box>{}</div>"
    row = "".join(box.format(f"<p>{text}</p>") for text in PROSE)
    head = box.format(f"{beside}<h2>Boats and their men</h2>")
    html = f"<main>{row}{head}{row.replace('wall', 'pier')}</main>"
    assert fates(html, scores={"Boats and": 0.05})["Boats and their men"][0] is kept
    below = PROSE[0].replace("wall", "pier")
    assert fates(html, scores={"Boats and": 0.05, below: 0.05})["Boats and their men"][0] is False
