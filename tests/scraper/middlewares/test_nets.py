from ipaddress import ip_address

import pytest

from scraper.middlewares.nets import may_reach, parse_address, parse_networks


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.0.0.0x1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::1]", "::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
        ("gazette.example", None),
        ("1.2.3.4.example", None),
        ("localhost", None),
        ("", None),
        ("127.0.0.1 x", None),
        ("256.256.256.256.256", None),
        ("٣.٣.٣.٣", None),
    ],
)
def test_parse_address(host, address):
    assert parse_address(host) == (address and ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_not_public(address):
    assert not may_reach(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::8.8.8.8"])
def test_public(address):
    assert may_reach(ip_address(address))


def test_allowed_networks():
    allowed = parse_networks(["127.0.0.0/8", " 10.0.0.7 ", "fd00::/8"])
    for address in ("127.9.9.9", "::ffff:127.0.0.1", "10.0.0.7", "fd12::1", "64:ff9b::7f00:1"):
        assert may_reach(ip_address(address), allowed), address
    for address in ("10.0.0.8", "::1", "192.168.0.1", "fc00::1"):
        assert not may_reach(ip_address(address), allowed), address


def test_a_network_that_is_none():
    with pytest.raises(ValueError, match="COPYDESK_ALLOW_NETS: 'home' is no network"):
        parse_networks(["home"])
