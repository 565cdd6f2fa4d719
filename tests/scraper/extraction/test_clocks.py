"""Lines that are nothing but a time of day, in many languages; what says more is none."""

import pytest

from scraper.extraction.clocks import read_clock


@pytest.mark.parametrize(
    ("line", "language", "minute"),
    [
        ("07:05", "en", 425),
        ("6.40 pm GST", "en", 1120),
        ("12:15 AM", "en", 15),
        ("Tuesday, 8.10 a.m.", "en", 490),
        ("kl. 16.20", "sv", 980),
        ("klo 9.05", "fi", 545),
        ("15.45 Uhr", "de", 945),
        ("Heute, 15.45 Uhr", "de", 945),
        ("21h35", "fr", 1295),
        ("ora 18:25", "ro", 1105),
        ("godz. 11:50", "pl", 710),
        ("Saat 13.05", "tr", 785),
        ("9:30 μ.μ.", "el", 1290),
        ("الساعة ٧:١٥ مساء", "ar", 1155),
        ("सुबह 8:25 बजे", "hi", 505),
        ("午後4時10分", "ja", 970),
        ("上午9:55", "zh", 595),
        ("14 Nov, 10:30", "en", 630),
    ],
)
def test_a_time_of_day(line, language, minute):
    assert read_clock(line, language=language) == minute


@pytest.mark.parametrize(
    "line",
    [
        "3:2",  # a score
        "25:18",  # no hour
        "45:00 half-time",
        "07:05 – The ferry leaves",
        "10:30 Doors open",
        "17:20KEY MOMENT",
        "8.15–9.00",
        "10.50 euros",
        "12.04.2024",
        "At noon",
        "The ferry left at 07:05 and nobody was on it but the dog.",
    ],
)
def test_what_says_more_is_none(line):
    assert read_clock(line, language="en") is None
