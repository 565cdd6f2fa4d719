import pytest
from scrapy.settings import Settings

from scraper.middlewares.addresses import AddressGate, _host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://gazette.example/a", "gazette.example"),
        ("http://ann:pw@GAZETTE.example:8080/", "gazette.example"),
        ("http://[::1]:80/", "::1"),
        ("http://gazette.example:99999/", None),
        ("http://gazette.example:0/", None),
        ("http://[::bad/", None),
        ("http:///a", None),
        ("ftp://gazette.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_host_of(url, host):
    assert (_host_of(url) or None) == host


def test_networks_as_a_list_or_with_commas():
    for value in (["127.0.0.0/8", "10.0.0.0/8"], "127.0.0.0/8, 10.0.0.0/8"):
        gate = AddressGate(Settings({"COPYDESK_ALLOW_NETS": value}))
        assert [str(net) for net in gate.allowed] == ["127.0.0.0/8", "10.0.0.0/8"]


def test_a_network_that_is_none_is_said_at_once():
    with pytest.raises(ValueError, match="COPYDESK_ALLOW_NETS: 'home' is no network"):
        AddressGate(Settings({"COPYDESK_ALLOW_NETS": "home"}))
