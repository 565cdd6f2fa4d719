import asyncio
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.settings import Settings
from twisted.internet.address import IPv4Address

from scraper.middlewares.addresses import AddressGate, _host_of
from scraper.middlewares.refused import AddressRefused


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


@pytest.mark.parametrize(
    ("answers", "check", "connection"),
    [
        ([["8.8.8.8"], ["127.0.0.1"]], "passes", ["8.8.8.8"]),  # what was checked is what is connected to
        ([["127.0.0.1"], ["8.8.8.8"]], "refused", []),
        ([["8.8.8.8", "169.254.169.254"], ["8.8.8.8"]], "refused", []),
    ],
)
def test_a_name_that_answers_differently_the_second_time(answers, check, connection, monkeypatch):
    inner = Answers(answers)
    loop = SimpleNamespace(nameResolver=inner)
    loop.installNameResolver = lambda resolver: setattr(loop, "nameResolver", resolver)
    monkeypatch.setattr("twisted.internet.reactor", loop, raising=False)
    # Proxies of the environment are not asked, whatever they say.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:9")

    async def ask():
        gate, request = (
            AddressGate(Settings({"HTTPPROXY_ENABLED": False})),
            Request("http://rebinding.example/a"),
        )
        try:
            await gate.process_request(request)
        except AddressRefused:
            return "refused", request
        return "passes", request

    found, request = asyncio.run(ask())
    assert found == check
    assert "proxy" not in request.meta
    receiver = Receiver()
    loop.nameResolver.resolveHostName(receiver, "rebinding.example", 80)
    assert receiver.hosts == connection
    assert len(inner.answers) == 1, "it was asked once"


class Answers:
    """A resolver that gives one list of addresses after the other."""

    def __init__(self, answers):
        self.answers = list(answers)

    def resolveHostName(self, receiver, host, *_):  # noqa: N802 (Twisted's name)
        for text in self.answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", text, 0))
        receiver.resolutionComplete()


class Receiver:
    """Takes the addresses that a connection would be made to."""

    def __init__(self):
        self.hosts = []

    def resolutionBegan(self, resolution):  # noqa: N802
        pass

    def addressResolved(self, address):  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self):  # noqa: N802
        pass
