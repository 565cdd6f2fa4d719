import pytest

from scraper.discovery.references import sound_reference


@pytest.mark.parametrize(
    "reference", ["&#8212;", "&#x2014;", "&#X1F600;", "&#9;", "&#10;", "&#55203;", "&#xFFFD;"]
)
def test_references_that_stay(reference):
    assert sound_reference(reference, "?") == reference


@pytest.mark.parametrize("reference", ["&#0;", "&#27;", "&#x1b;", "&#000031;", "&#x0B;"])
def test_a_control_goes(reference):
    assert sound_reference(reference, "?") == ""


@pytest.mark.parametrize(
    "reference",
    ["&#55296;", "&#xDFFF;", "&#65535;", "&#x110000;", "&#99999999999;", "&#zz;", "&#1_0;", "&#٣٣;"],
)
def test_what_xml_cannot_hold_is_lost(reference):
    assert sound_reference(reference, "?") == "?"
