"""A tree cut to what trafilatura reads gives the same lines as the whole page."""

import pytest
from trafilatura.xpaths import BODY_XPATH

from scraper.extraction.walk import list_blocks
from scraper.extraction.witnesses.chief import find_lines, prepare_tree, quick_votes, votes
from scraper.extraction.witnesses.frame import cut_tree, find_frame
from scraper.page import Page, load_document

PROSE = "".join(
    f"<p>The ferry {n} left Marlow Bay at noon with sixty passengers on board.</p>" for n in range(9)
)
LINES = "".join(f"The ferry {n} left Marlow Bay at noon with sixty passengers.<br><br>" for n in range(9))
MENU = "<nav><ul>" + "".join(f"<li><a href=/{n}>Harbour {n}</a></li>" for n in range(40)) + "</ul></nav>"
COMMENTS = "<div class=comments>" + "<p>I was on board, and it was late, as ever.</p>" * 30 + "</div>"

PAGES = {
    "named by class": f"{MENU}<main><div class='post-body x'>{PROSE}</div>{COMMENTS}</main>",
    "named by id": f"{MENU}<div id=articleContent>{PROSE}</div>{COMMENTS}",
    "named by property": f"{MENU}<section itemprop=articleBody>{PROSE}</section>",
    "an article": f"{MENU}<div><article>{PROSE}</article></div>{COMMENTS}",
    "the first of two": f"<div class=entry-content>{PROSE}</div><div class=entry-content>{COMMENTS}</div>",
    "an empty name first": f"<div class=article-body-image></div><article>{PROSE}</article>",
    "a story": f"{MENU}<div id=story>{PROSE}</div>",
    "lines without paragraphs": f"{MENU}<div class=entry-content>{LINES}</div>",
    "an odd element above": f'{MENU}<di<v><a"b><article>{PROSE}</article>',
    "odd attributes above": f"{MENU}<div a<b=1 \"c=2 class='x&#1;y' xmlns:q='&#2;'><article>{PROSE}</article></div>",
    "a name in braces above": f"{MENU}<div {{u(u}}rg=1><article>{PROSE}</article></div>",
    "an odd name": f"{MENU}<div class='&#1;post-body&#11; &#xfffe;'><p>{PROSE}</div>",
    "in a form": f"<form>{MENU}<article>{PROSE}</article></form>",
}


def load(html):
    document = load_document(
        Page(url="https://gazette.example/a", body=f"<html><body>{html}</body></html>".encode())
    )
    return document.root, list_blocks(document)


@pytest.mark.parametrize("name", PAGES)
def test_the_frame_alone_gives_the_same_lines(name):
    root, blocks = load(PAGES[name])
    frame = find_frame(root, blocks)
    assert frame is not None
    tree = cut_tree(frame)
    assert len(list(tree.iter())) < len(list(root.iter()))
    lines = find_lines(prepare_tree(root))
    assert lines
    assert find_lines(tree) == lines
    assert quick_votes(root, blocks) == votes(root, blocks)


@pytest.mark.parametrize("name", ["named by class", "named by id", "named by property", "the first of two"])
def test_the_frame_is_what_trafilatura_names_first(name):
    root, blocks = load(PAGES[name])
    frame = find_frame(root, blocks)
    assert frame is not None
    assert frame.element is BODY_XPATH[0](root)[0]


def test_the_tree_is_a_copy():
    root, blocks = load(PAGES["an article"])
    before = len(list(root.iter()))
    quick_votes(root, blocks)
    assert len(list(root.iter())) == before


def test_a_page_without_names_has_no_frame():
    root, blocks = load(f"<div>{PROSE}</div>")
    assert find_frame(root, blocks) is None
    assert quick_votes(root, blocks) == frozenset()


def test_nothing_is_said_where_the_text_may_stand_beside_the_frame():
    beside = f"<section>{PROSE}{PROSE}</section>"
    root, blocks = load(f"<div class=entry-content>{LINES}</div>{beside}")
    assert quick_votes(root, blocks) == frozenset()
    assert votes(root, blocks)
