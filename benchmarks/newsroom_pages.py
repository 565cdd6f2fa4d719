"""Made-up news in 23 languages: every mix of residue in every layout, exact to the paragraph.

usage: python -m benchmarks.newsroom_pages [--languages en de ...] [--layouts ...] [--wordings ...] [--show]

`newsrooms/<language>.toml` holds an article, prose that looks like residue, notices of correction, and two
sets of residue wordings: rules and phrases may be written with `tuned` in view, never with `held`. Ten
languages have a third, `fresh`, with an article and traps of its own, for layouts that no rule had in view.
"""

from __future__ import annotations

import argparse
import html
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.newsroom_layouts import LAYOUTS, UNSEEN_LAYOUTS, Line
from scraper.article import Article
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

FOLDER = Path(__file__).with_name("newsrooms")
WORDINGS = ("tuned", "held", "fresh")
Newsroom = dict[str, Any]
_LAYOUTS = LAYOUTS | UNSEEN_LAYOUTS


def load_newsrooms() -> dict[str, Newsroom]:
    """Language -> its newsroom."""
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml"))}


def mix_seed(news: Newsroom, words: Newsroom, random: Random) -> list[Line]:
    """Labels of advertisements, one teaser block, requests to send corrections."""
    lines = _prose(news, words)
    label = Line(random.choice(words["ad_label"]), "ad_label")
    _insert(lines, 3, [label])
    _insert(lines, 6, _teaser(words, random))
    _insert(lines, 8, [label])
    return [*lines, *_lines(words, "correction_request", random)]


def mix_prompts(news: Newsroom, words: Newsroom, random: Random) -> list[Line]:
    """Calls to the reader between the paragraphs."""
    lines = _prose(news, words)
    reasons = ["newsletter", "promo", "promo", "paywall_prompt", "consent", "read_also"]
    random.shuffle(reasons)
    for place, reason in zip((1, 2, 4, 5, 7, 8), reasons, strict=True):
        _insert(lines, place, [_line(words, reason, random)])
    return lines


def mix_foot(news: Newsroom, words: Newsroom, random: Random) -> list[Line]:
    """All that stands under an article."""
    foot = [
        _line(words, reason, random)
        for reason in ("tags", "share", "newsletter", "comments", "author_bio", "promo")
    ]
    random.shuffle(foot)
    return [
        *_prose(news, words),
        *foot,
        *_lines(words, "correction_request", random),
        _line(words, "copyright", random),
    ]


def mix_full(news: Newsroom, words: Newsroom, random: Random) -> list[Line]:
    """A byline and a day above the text, a caption in it, and some of all the rest."""
    lines = _prose(news, words)
    _insert(lines, 1, [_line(words, "caption", random)])
    _insert(lines, 3, [_line(words, "ad_label", random)])
    _insert(lines, 4, [_line(words, random.choice(("newsletter", "promo")), random)])
    _insert(lines, 6, _teaser(words, random))
    _insert(lines, 7, [_line(words, random.choice(("share", "comments", "consent")), random)])
    head = [_line(words, "byline", random), _line(words, "dateline_meta", random)]
    foot = [
        _line(words, reason, random) for reason in ("promo", "correction_request", "comments", "copyright")
    ]
    return [*head, *lines, *foot]


def mix_traps(news: Newsroom, words: Newsroom, random: Random) -> list[Line]:
    """No residue: paragraphs, and between them prose that opens or sounds like it."""
    lines, traps = _prose(news, words), list(words["traps"])
    random.shuffle(traps)
    for place, trap in enumerate(traps):
        lines.insert(2 * place + 1, Line(trap, "prose"))
    return lines


MIXES: dict[str, Callable[[Newsroom, Newsroom, Random], list[Line]]] = {
    "seed": mix_seed,
    "prompts": mix_prompts,
    "foot": mix_foot,
    "full": mix_full,
    "traps": mix_traps,
}


def _prose(news: Newsroom, words: Newsroom) -> list[Line]:
    own = words if "prose" in words else news
    return [Line(text, "prose") for text in own["prose"]]


def _insert(lines: list[Line], after: int, new: list[Line]) -> None:
    """Put *new* behind paragraph number *after*, counted from 1."""
    seen = 0
    for index, line in enumerate(lines):
        seen += line.reason == "prose"
        if seen == after:
            lines[index + 1 : index + 1] = new
            return


def _lines(words: Newsroom, reason: str, random: Random) -> list[Line]:
    """Two lines of one reason, as a request to send corrections often has."""
    return [Line(text, reason) for text in random.sample(words[reason], 2)]


def _line(words: Newsroom, reason: str, random: Random) -> Line:
    text = random.choice(words[reason])
    if reason == "read_also":
        return Line(text.format(words["headline"]), "related_teaser")
    return Line(text, reason)


def _teaser(words: Newsroom, random: Random) -> list[Line]:
    """A block of label, headline and perhaps summary, the label before, between or behind."""
    label = Line(random.choice(words["teaser_label"]), "related_teaser")
    headline, summary = Line(words["headline"], "headline"), Line(words["summary"], "related_teaser")
    return random.choice(
        (
            [label, headline],
            [label, headline, summary],
            [headline, label, headline, summary],
            [headline, label, headline],
            [headline, label],
        )
    )


def read_lines(lines: Sequence[Line], layout: str, language: str, headline: str) -> Article:
    """The article that a crawl would file for *lines* set in *layout*."""
    escaped = [Line(html.escape(line.text), line.reason) for line in lines]
    title = html.escape(headline)
    menu = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("news", "sport", "city"))
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        "</head><body>"
        f'<div class="top"><ul>{menu}</ul></div><h1>{title}</h1>{_LAYOUTS[layout](escaped)}'
        f'<div class="end"><ul>{menu}</ul></div></body></html>'
    )
    url = f"https://gazette.example/{language}/tram-line-2026-10-13"
    found = extract_article(Page(url=url, body=page.encode()), Site(domain="gazette.example"))
    assert isinstance(found, Article), (language, layout, found)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one page."""

    name: tuple[str, str, str, str]
    """Language, wordings, mix, layout."""
    left: tuple[Line, ...]
    """Residue in the text."""
    lost: tuple[str, ...]
    """Paragraphs not in the text."""
    misnamed: tuple[tuple[str, str], ...]
    """(reason, reason given) of lines that were removed for another reason."""


def judge_page(
    newsrooms: dict[str, Newsroom], language: str, wordings: str, mix: str, layout: str
) -> Outcome:
    """Make the page, read it, and compare."""
    news = newsrooms[language]
    lines = MIXES[mix](news, news[wordings], Random(f"{language} {wordings} {mix} {layout}"))
    article = read_lines(lines, layout, language, news[wordings].get("title", news["headline"]))
    body = [block.text for block in article.body]
    prose = {" ".join(line.text.split()) for line in lines if line.reason == "prose"}
    known = {line.text: line for line in lines}
    left = tuple(known.get(text, Line(text, "torn")) for text in body if text not in prose)
    given = {row.text: row.reason for row in article.removed}
    misnamed = tuple(
        (line.reason, given[line.text])
        for line in lines
        if line.text in given and line.reason not in ("headline", given[line.text])
    )
    lost = tuple(text for text in prose if text not in body)
    return Outcome(name=(language, wordings, mix, layout), left=left, lost=lost, misnamed=misnamed)


def all_names(
    newsrooms: dict[str, Newsroom],
    languages: Sequence[str],
    wordings: Sequence[str],
    layouts: Sequence[str] | None = None,
) -> Iterator[tuple[str, str, str, str]]:
    """Every page of the product; without *layouts* each wording in those that it was written for."""
    for language in languages:
        for words in wordings:
            if words not in newsrooms[language]:
                continue
            for mix in [mix for mix in MIXES if mix != "traps" or mix in newsrooms[language][words]]:
                for layout in layouts or (UNSEEN_LAYOUTS if words == "fresh" else LAYOUTS):
                    yield language, words, mix, layout


def _share(outcomes: Sequence[Outcome]) -> str:
    exact = sum(1 for outcome in outcomes if not outcome.left and not outcome.lost)
    return f"{exact / len(outcomes):.3f}" if outcomes else "-"


def _print_table(outcomes: Sequence[Outcome], field: int, wordings: Sequence[str]) -> None:
    for value in dict.fromkeys(outcome.name[field] for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.name[field] == value]
        shares = [_share([o for o in own if o.name[1] == words]) for words in wordings]
        print(f"{value:12}", *shares)


def main() -> None:
    """Print the exact share by language, mix and layout, and what is left and lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    newsrooms = load_newsrooms()
    parser.add_argument("--languages", nargs="+", default=list(newsrooms))
    parser.add_argument("--layouts", nargs="+", choices=list(_LAYOUTS))
    parser.add_argument("--wordings", nargs="+", default=list(WORDINGS))
    parser.add_argument("--show", action="store_true", help="the lines left and lost, most often first")
    options = parser.parse_args()
    names = all_names(newsrooms, options.languages, options.wordings, options.layouts)
    outcomes = [judge_page(newsrooms, *name) for name in names]
    print("exact:", *options.wordings)
    for field in (0, 2, 3):
        _print_table(outcomes, field, options.wordings)
    for words in options.wordings:
        own = [outcome for outcome in outcomes if outcome.name[1] == words]
        print(
            f"{words}: {_share(own)} exact of {len(own)}", Counter(o.reason for out in own for o in out.left)
        )
        print("lost:", sum(len(o.lost) for o in own), "misnamed:", sum(len(o.misnamed) for o in own))
        if options.show:
            left = Counter((o.name[0], line) for o in own for line in o.left)
            for (language, line), count in sorted(left.items(), key=lambda item: (item[0][0], -item[1])):
                print(f"  {count:3} {language} {line.reason:18} {line.text}")
            for (language, text), count in Counter((o.name[0], t) for o in own for t in o.lost).most_common():
                print(f"  LOST {count:3} {language} {text}")


if __name__ == "__main__":
    main()
