"""How far the learned judge may go against trafilatura and the rules: a choice between clean and whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """From which probability on the judge's word counts. Chosen on pages of publishers new to it."""

    doubt: float
    """Up to this, a kept block that looks unlike the article's paragraphs goes."""
    doubt_usual: float
    """Up to this, one that looks like them goes, too."""
    rescue: float
    """From this on, a block that trafilatura alone dropped stays."""
    sure: float
    """From this on, a block that a rule of shape and place would remove stays."""
    worded: float
    """From this on, a line worded as residue goes: the logarithm of the odds, shape and words together."""


LEANINGS: dict[str, Leaning] = {
    "precision": Leaning(doubt=0.5, doubt_usual=0.35, rescue=0.85, sure=0.95, worded=0.0),
    "balanced": Leaning(doubt=0.25, doubt_usual=0.15, rescue=0.7, sure=0.9, worded=1.0),
    "recall": Leaning(doubt=0.05, doubt_usual=0.02, rescue=0.5, sure=0.8, worded=2.0),
}
"""By the name that settings give: fewer lines that are not the article's, or fewer of its lines lost."""
DEFAULT = "balanced"
