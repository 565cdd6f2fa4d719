"""The clock of a site, where only one will do."""

from __future__ import annotations

import pytest

from scraper.console.site_zone import find_zone

SUMMER, WINTER = "2026-07-01T08:00:00Z", "2026-01-05T08:00:00Z"


@pytest.mark.parametrize(
    ("domain", "language", "printed", "zone"),
    [
        ("gazette.co.uk", "en", [], "Europe/London"),
        ("kurier.pl", None, [("2026-07-01T10:00:00+02:00", SUMMER)], "Europe/Warsaw"),
        ("kurier.de", "de", [], "Europe/Berlin"),  # two zones that agree all the year
        ("diario.com", "es-UY", [], "America/Montevideo"),
        ("jornal.com.br", "pt", [], None),  # four clocks
        (
            "jornal.com.br",
            "pt",
            [("2026-07-01T04:00:00-04:00", SUMMER)],
            "America/Campo_Grande",
        ),  # five that agree
        ("daily.com.au", "en", [("2026-01-05T18:30:00+10:30", WINTER)], "Australia/Adelaide"),
        ("kurier.pl", None, [("2026-07-01T05:00:00-03:00", SUMMER)], None),  # not in Poland
        ("kurier.pl", None, [("2026-07-01T08:00:00+00:00", SUMMER)], "Europe/Warsaw"),  # +00:00: says nothing
        ("gazette.com", "en", [("2026-07-01T10:00:00+02:00", SUMMER)], None),
        ("gazette.io", "en", [], None),
        ("gazette.example", None, [(None, None), ("1 July", None)], None),
    ],
)
def test_find_zone(
    domain: str, language: str | None, printed: list[tuple[str | None, str | None]], zone: str | None
) -> None:
    assert find_zone(domain, language, printed) == zone
