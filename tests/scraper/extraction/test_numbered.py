"""Lines that count up belong to the article, whatever else speaks against them."""

import pytest
from regions import region_of

from scraper.extraction.numbered import find_numbered

TEXT = "The keeper of the harbour opened the lock and went back to his tea."


def numbered(*lines, kept=lambda text: True):
    html = "".join(f"<p>{line}</p><p>{TEXT}</p>" for line in lines)
    region = region_of(f"<main>{html}</main>", kept=lambda block: kept(block.text))
    return [region.blocks[position].text for position in sorted(find_numbered(region))]


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Open the lock", "2. Wait for the boat", "3. Close it"],
        ["#1: Open the lock", "#2: Wait", "#3: Close it"],
        ["Step 1 - Open the lock", "Step 2 - Wait", "Step 3 - Close it"],
    ],
)
def test_lines_that_count_up(lines):
    assert numbered(*lines) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Open the lock", "2. Wait for the boat"],
        ["2. Open the lock", "3. Wait", "4. Close it"],
        ["1. <a href=/a>Open the lock</a>", "2. <a href=/b>Wait</a>", "3. <a href=/c>Close it</a>"],
        ["1.5 metres", "2.5 metres", "3.5 metres"],
        [],
    ],
)
def test_what_does_not(lines):
    assert numbered(*lines) == []


def test_lines_that_the_judges_dropped_but_for_a_few():
    lines = [f"{number}. Headline of another day" for number in range(1, 7)]
    assert numbered(*lines, kept=lambda text: text.startswith(("1.", "2."))) == []
    assert numbered(*lines, kept=lambda text: not text.startswith(("1.", "2."))) == lines


def test_headings_count_up_over_what_was_kept():
    lines = ["1. Open the lock", "2. Wait for the boat", "3. Close it"]
    html = "".join(f"<h3>{line}</h3><p>{TEXT}</p>" for line in lines)
    for loose, found in (("", lines), ("<h3>4. Go</h3>", [])):
        region = region_of(f"<main>{html}{loose}</main>", kept=lambda block: block.text == TEXT)
        assert [region.blocks[position].text for position in sorted(find_numbered(region))] == found
