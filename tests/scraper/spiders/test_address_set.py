import sys

from scraper.normalise.urls import fingerprint
from scraper.spiders.address_set import AddressSet


def test_what_was_put_in_is_known_and_nothing_else():
    known = AddressSet()
    for number in range(0, 3000, 2):
        known.add(f"https://gazette.example/{number}")
        known.add(f"https://gazette.example/{number}")
    assert len(known) == 1500
    assert [number for number in range(3000) if f"https://gazette.example/{number}" in known] == list(
        range(0, 3000, 2)
    )
    assert known.has(fingerprint("https://gazette.example/44"))
    known.put(fingerprint("https://gazette.example/45"))
    assert "https://gazette.example/45" in known
    assert None not in known


def test_twenty_thousand_addresses_take_less_than_half_a_megabyte():
    known = AddressSet()
    for number in range(20_000):
        known.put(fingerprint(str(number)))
    loose = sum(sys.getsizeof(number) for number in known._loose)
    assert sys.getsizeof(known._sorted) + sys.getsizeof(known._loose) + loose < 500_000
