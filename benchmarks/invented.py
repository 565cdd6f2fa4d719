"""Invented articles, as many as wanted: each with words of its own, each the same on every call."""

from __future__ import annotations

import html
from random import Random

_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeo"]
_SENTENCES = (
    "The {0} of {1} was opened on Monday, and the {2} said that it had never seen so many {3} in one place.",
    "After years of talks about the {0}, the people of {1} vote on the {2} before the {3} is mended.",
    "“We have waited a long time for the {0},” said {1}, who keeps the {2} beside the old {3}.",
    "It is not known when the {0} will return to {1}, but the {2} has promised that the {3} is paid for.",
    "Nobody in {1} wanted to speak of the {0}, although the {2} had stood in the {3} since the winter.",
    "The {2} and the {3} were closed for a week while engineers looked at the {0} under the bridge of {1}.",
)


def word(random: Random) -> str:
    """A word that no language has."""
    return "".join(random.choices(_SYLLABLES, k=random.randint(2, 4)))


def paragraphs(number: int, *, count: int = 8, sentences: int = 3) -> list[str]:
    """The text of article *number*."""
    random = Random(number)
    return [
        " ".join(
            random.choice(_SENTENCES).format(*(word(random) for _ in range(4))) for _ in range(sentences)
        )
        for _ in range(count)
    ]


def headline(number: int) -> str:
    """The headline of article *number*."""
    random = Random(-number - 1)
    return (
        f"{word(random).title()} asks the {word(random)} of {word(random).title()} for a new {word(random)}"
    )


def page(number: int, *, published: str | None = None) -> str:
    """The page of article *number*, published at the instant *published*."""
    title = html.escape(headline(number))
    text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs(number))
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{date}</head>'
        f"<body><main><article><h1>{title}</h1>{text}</article></main></body></html>"
    )
