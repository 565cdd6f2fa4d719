"""Pages with a truth, made by hand."""

from pathlib import Path

import pytest

from benchmarks.corpora import TruePage

PIER = "The pier was closed on Monday by the board."
RAIN = "Rain fell all night on the harbour town."


@pytest.fixture
def make_page():
    def make(**changes):
        row = {"corpus": "made", "id": "1", "url": "https://gazette.example/1", "path": Path("1.html")}
        return TruePage(**{**row, "body": (PIER, RAIN), **changes})

    return make
