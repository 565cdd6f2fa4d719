# ruff: noqa: N802 (the interface is Twisted's)
import asyncio

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from scraper.middlewares.nets import parse_networks
from scraper.middlewares.resolver import GatedResolver


class Answers:
    """A resolver that gives one list of addresses after the other."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def resolveHostName(self, receiver, host, *_):
        receiver.resolutionBegan(None)
        for text in self.answers.pop(0):
            receiver.addressResolved((IPv6Address if ":" in text else IPv4Address)("TCP", text, 0))
        receiver.resolutionComplete()


class Receiver:
    def __init__(self):
        self.addresses = []
        self.complete = False

    def resolutionBegan(self, resolution):
        pass

    def addressResolved(self, address):
        self.addresses.append((address.host, address.port))

    def resolutionComplete(self):
        self.complete = True


def resolve(resolver, host="gazette.example"):
    receiver = Receiver()
    resolver.resolveHostName(receiver, host, 443)
    assert receiver.complete
    return receiver.addresses


def test_public_addresses_of_both_kinds():
    resolver = GatedResolver(None, Answers(["8.8.8.8", "2606:4700::1"]), ())
    assert resolve(resolver) == [("8.8.8.8", 443), ("2606:4700::1", 443)]


@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["8.8.8.8", "::ffff:127.0.0.1"], ["::1"]]
)
def test_one_address_that_is_not_public_spoils_the_name(answer):
    assert resolve(GatedResolver(None, Answers(answer), ())) == []


def test_an_allowed_network():
    assert resolve(GatedResolver(None, Answers(["127.0.0.1"]), parse_networks(["127.0.0.0/8"]))) == [
        ("127.0.0.1", 443)
    ]


def test_a_second_answer_does_not_count():
    resolver = GatedResolver(None, Answers(["8.8.8.8"], ["127.0.0.1"]), ())
    assert resolve(resolver) == resolve(resolver) == [("8.8.8.8", 443)]


def test_a_name_that_turns_inward_is_refused():
    resolver = GatedResolver(None, Answers(["8.8.8.8"], ["127.0.0.1"]), ())
    assert resolve(resolver) == [("8.8.8.8", 443)]
    resolver._known.clear()
    assert resolve(resolver) == []


def test_no_answer_is_asked_for_again():
    resolver = GatedResolver(None, Answers([], ["8.8.8.8"]), ())
    assert resolve(resolver) == []
    assert resolve(resolver) == [("8.8.8.8", 443)]


def test_a_trusted_proxy():
    resolver = GatedResolver(None, Answers(["127.0.0.1"]), ())
    resolver.trust("proxy.example")
    assert resolve(resolver, "proxy.example") == [("127.0.0.1", 443)]


@pytest.mark.parametrize(
    "name", ["a" * 64 + ".example", "a." * 130, ".", "a..example", "ä" * 64 + ".example", "\udc80.example"]
)
def test_what_is_no_name_has_no_address_and_is_asked_of_nobody(name):
    # Python raises for these what Twisted does not expect: the resolver would never answer.
    resolver = GatedResolver(None, Answers(), ())
    assert resolve(resolver, name) == []
    assert asyncio.run(asyncio.wait_for(resolver.lookup(name), 1)) == ()


@pytest.mark.parametrize(
    "name", ["a b.example", "a\0b.example", "a\x1bb.example", "a%0db.example", "*.example"]
)
def test_a_name_with_odd_signs_is_none(name):
    assert resolve(GatedResolver(None, Answers(), ()), name) == []


@pytest.mark.parametrize("name", ["a" * 63 + ".example", "a_b.Example.", "ä.example", "xn--4ca.example", "x"])
def test_names_that_are_asked_for(name):
    assert resolve(GatedResolver(None, Answers(["8.8.8.8"]), ()), name) == [("8.8.8.8", 443)]
