"""IP addresses: every spelling that a connection would understand, and which of them may be reached."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# RFC 6052 and RFC 8215: IPv6 addresses that a translator turns into the IPv4 address at their end.
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
# Deprecated "IPv4-compatible" addresses, ::a.b.c.d.
_COMPATIBLE = IPv6Network("::/96")
_SITE_LOCAL = IPv6Network("fec0::/10")


def parse_address(host: str) -> Address | None:
    """The address that *host* spells out; `None`: a name, to be resolved.

    As the C library reads it: dotted, short (`127.1`), integer, hexadecimal and octal; IPv6 with or
    without brackets and zone.
    """
    host = host.strip().strip("[]").rstrip(".").partition("%")[0]
    try:
        return ip_address(host)
    except ValueError:
        pass
    # inet_aton stops at white space and lets anything follow it.
    if not host.isascii() or not host.isprintable() or " " in host:
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def inner_addresses(address: Address) -> list[Address]:
    """*address*, and each address that it may lead on to: mapped, NAT64, 6to4, Teredo."""
    inner: list[Address] = [address]
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return [address.ipv4_mapped]
        if address.sixtofour:
            inner.append(address.sixtofour)
        if address.teredo:
            inner.extend(address.teredo)
        if any(address in network for network in _NAT64) or address in _COMPATIBLE:
            inner.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return inner


def may_reach(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Whether *address* is public and for one receiver, or lies in one of the *allowed* networks."""
    nets = tuple(allowed)
    return all(
        _is_public(inner) or any(inner in net for net in nets) for inner in inner_addresses(address)
    ) or any(address in net for net in nets)


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """The networks that *texts* name, each an address or CIDR. ValueError: which of them is none."""
    networks = []
    for text in texts:
        try:
            networks.append(ip_network(text.strip(), strict=False))
        except ValueError:
            raise ValueError(
                f"COPYDESK_ALLOW_NETS: {text!r} is no network; write it like 10.0.0.0/8 or ::1/128"
            ) from None
    return tuple(networks)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        if address in _NAT64[0]:
            return True  # as public as the address inside it, which is judged by itself
        if address in _SITE_LOCAL or address in _COMPATIBLE:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
