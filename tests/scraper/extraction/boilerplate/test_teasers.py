"""A teaser's summary goes with its label and headline where it is set as they are and no paragraph is."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987.",
]
LABEL, HEADLINE = "Related articles", "Library keeps its doors open on Sundays"
SUMMARY = "Boats of books had crossed the harbour all winter before the county and the mayor gave way."


def texts_of(box):
    lines = [f'<p class="t">{line}</p>' for line in NEWS]
    page = f'<html lang="en"><title>Wall</title><h1>Wall</h1><div>{"".join([*lines[:2], *box, *lines[2:]])}</div>'
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body]


def boxed(text):
    return f'<div class="x7"><p class="t2">{text}</p></div>'


def test_a_summary_set_as_its_label_and_headline_goes():
    assert texts_of([boxed(LABEL), boxed(HEADLINE), boxed(SUMMARY)]) == NEWS


def test_a_paragraph_set_as_the_text_is_stays():
    box = [boxed(LABEL), boxed(HEADLINE), f'<p class="t">{SUMMARY}</p>']
    assert texts_of(box) == [*NEWS[:2], SUMMARY, *NEWS[2:]]


def plain(*lines):
    return [f'<p class="t">{line}</p>' for line in lines]


def test_two_plain_lines_between_paragraphs_that_speak_of_something_else_are_a_teaser():
    for pair in (("Round the islands", HEADLINE), (HEADLINE, "Round the islands")):
        assert texts_of(plain(*pair)) == NEWS


def test_two_plain_lines_of_the_article_s_subject_stay():
    for pair in (
        ("The flood", "What the storms left of the harbour wall"),
        ("Round the islands", "Why fishermen wanted the wall repaired"),
    ):
        assert texts_of(plain(*pair)) == [*NEWS[:2], *pair, *NEWS[2:]]


def test_a_question_between_two_copies_of_a_headline_is_its_label():
    assert not {HEADLINE, "Seen these yet?"} & set(texts_of(plain(HEADLINE, "Seen these yet?", HEADLINE)))


def test_a_question_that_opens_with_the_dash_of_speech_is_no_headline():
    asked = "— Will the harbour wall stand?"
    assert asked in texts_of(plain(LABEL, asked))
    assert asked[2:] not in texts_of(plain(LABEL, asked[2:]))


def test_a_headline_over_summary_and_label_may_be_in_bold_or_ask():
    summary = "Readers may now borrow novels and maps all weekend."
    for line in (f"<b>{HEADLINE}</b>", "Will the library keep its doors open?"):
        assert texts_of(plain(line, summary, "<b>You might also be interested in</b>")) == NEWS
        assert texts_of(plain(line, summary))[2:4] == [line.removeprefix("<b>").removesuffix("</b>"), summary]


def test_one_line_in_bold_of_several_is_a_heading():
    summary, other = "Readers may now borrow novels and maps all weekend.", "What the new wall will cost"
    lines = plain(
        f"<b>{HEADLINE}</b>", summary, LABEL, NEWS[0].replace("Tuesday", "Monday"), f"<b>{other}</b>"
    )
    assert {HEADLINE, summary, other} <= set(texts_of(lines))


ANNOUNCED = "The old harbour surprised divers:"


@pytest.mark.parametrize(
    ("slot", "kept"), [("Article continues after advertisement", True), ("Ferry is late once more", False)]
)
def test_labels_of_a_slot_on_both_sides_are_no_headline(slot, kept):
    assert (ANNOUNCED in texts_of([f"<p>{line}</p>" for line in (slot, ANNOUNCED, slot)])) is kept


def test_the_last_paragraph_over_a_list_of_teasers_stays():
    told = "Sunday readers may use all the doors of the library, which keeps its books dry in open boxes."
    assert told in texts_of([f'<p class="t">{told}</p>', f"<p>{LABEL}</p>", f"<p>{HEADLINE}</p>"])


def test_a_call_under_a_label_is_no_headline_of_its():
    lines = [HEADLINE, "The library lends novels on Sundays.", LABEL]
    assert texts_of(plain(*lines, "Report a mistake")) == NEWS
    assert HEADLINE in texts_of(plain(*lines, "Ferry to the islands runs twice a day"))


COINED, OTHER = "More from this week's issue", "Ferry museum finds its lost bell"
LONG = [
    *NEWS[:2],
    "“Nobody asked us about the colour of the bricks”, said a fisherman whose house looks at the quay.",
    "He and his neighbours will be heard in April, the clerk of the council wrote to all of them.",
    *NEWS[2:],
    "A second wall on the other side of the bay is planned for the end of the decade.",
]


def kept_of(*box):
    """What of *box*, a paragraph each between the article's, is kept."""
    body = "".join(f"<p>{line}</p>" for line in [*LONG[:2], *box, *LONG[2:]])
    page = f'<html lang="en"><title>Harbour wall</title><h1>Harbour wall</h1><div>{body}</div>'
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in LONG] == LONG
    return [text for text in texts if text not in LONG]


@pytest.mark.parametrize(
    "box",
    [
        (COINED, OTHER),
        (OTHER, COINED),
        ("Have you read this?", "Ferry museum finds its bell"),
        (f"<a href=/b>{OTHER}</a>", COINED),
        ("Follow the case:", "Harbour wall: what the fishermen of the bay wanted"),
        ("More from the town:", OTHER, "Two held for a stolen anchor in Dunmore"),
        (f"More on this case: {OTHER}",),
        ("Taste this too: Gorley lamb, as the shepherds roast it",),
        ("Read also: Why does the ferry museum want its bell?",),
        (f"<h3>{COINED}</h3>", OTHER),
    ],
)
def test_a_label_of_coined_words_goes_with_the_one_headline_beside_it(box):
    assert kept_of(*box) == []


@pytest.mark.parametrize(
    "box",
    [
        ("Background", "The wall was built in 1911 and has been mended four times since then, he said."),
        ("The case in 7 points", "Bricks, sand, time and money"),
        ("In this city", "<b>Bricks, sand, time and money</b>", "<b>The bill is sent to the county</b>"),
        ("Bricks first", "Sandbags"),
        ("What the fishermen of the bay wanted", "They wanted bricks, and they got them.", "Background"),
        ("The case: bricks, sand and money",),
        ("And the county: will it pay for the wall?",),
    ],
)
def test_a_subhead_of_such_words_stays_where_no_headline_stands_beside_it(box):
    assert kept_of(*box)[0] == box[0]


def test_a_question_under_a_teaser_heads_the_text():
    assert kept_of(COINED, OTHER, "Who will pay for it?") == ["Who will pay for it?"]


def test_a_label_that_points_elsewhere_goes_under_headline_and_summary():
    label = "More from our archive"
    assert label not in kept_of(OTHER, "It lay in a cellar in Gorley for eighty years.", label)


LINKS = [
    f'<a href="/n/{n}">{text}</a>' for n, text in enumerate(("How the old pier went", "Six walks by the sea"))
]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Related articles", "A wall is a promise, nothing else."),
        ("Lesen Sie auch", "Eine Mauer ist ein Versprechen."),
        ("Lees ook", "Een muur is een belofte, meer niet."),
    ],
)
def test_under_a_list_of_links_stands_no_summary(label, said):
    listed = (
        f"<aside class=m><h3>{label}</h3><ul>{''.join(f'<li>{link}</li>' for link in LINKS)}</ul></aside>"
    )
    quote = f"<blockquote class=q><p>{said}</p></blockquote>"
    assert texts_of([listed, quote]) == [*NEWS[:2], said, *NEWS[2:]]


@pytest.mark.parametrize(
    ("items", "label"),
    [
        (("5 dl of milk", "50 g of fresh yeast", "about 14 dl of flour"), "You may also like"),
        (("3 dl Milch", "50 g frische Hefe", "etwa 14 Löffel Mehl"), "Das könnte Sie auch interessieren"),
        (("2 uova grandi", "50 g di burro", "circa 14 cucchiai di farina"), "Leggi anche"),
    ],
)
def test_the_last_item_of_a_list_is_no_headline_of_the_label_below(items, label):
    box = f"<h3>Wall bread</h3><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    assert items[-1] in texts_of(
        [box, f'<p class="t">{label}</p>', "<h3>Gulls and how to keep them off</h3>"]
    )
