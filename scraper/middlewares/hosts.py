"""What is known of each host in this run: how long it rests, how often it failed in a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_LONGEST = 366 * 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is waited for hosts. All in seconds but the numbers of times."""

    backoff: float = 1.0
    """The first pause after a failure; each further one doubles."""
    retry_after: float = 300.0
    """The longest Retry-After that is waited for within the run."""
    postponed: float = 86400.0
    """The longest time for which a host is believed to want no requests."""
    failures: int = 6
    """Failures in a row after which a host rests."""
    rest: float = 60.0
    """The first such rest; each further one doubles."""
    rests: int = 3
    """Rests after which the host is left alone for this run."""
    give_up: float = 3600.0
    """For how long a host that was left alone is postponed."""


@dataclass(slots=True, kw_only=True)
class HostState:
    """One host in one run. Times are those of one steady clock, in seconds."""

    resting_until: float = 0.0
    """No request before this."""
    postponed_until: float = 0.0
    """No request in this run before this."""
    failures: int = 0
    """In a row."""
    rests: int = 0
    """Since the last good answer."""

    def succeeded(self) -> None:
        """The host gave an answer that is no cry for help."""
        self.failures = 0
        self.rests = 0

    def failed(self, now: float, patience: Patience) -> None:
        """The host failed: after too many failures in a row it rests, after too many rests it is left."""
        self.failures += 1
        if self.failures < patience.failures:
            return
        self.failures = 0
        if self.rests >= patience.rests:
            self.postponed_until = now + patience.give_up
        else:
            self.rest_until(now + patience.rest * 2.0**self.rests)
            self.rests += 1

    def asked_to_wait(self, seconds: float, now: float, patience: Patience) -> None:
        """The host sent Retry-After."""
        if seconds <= patience.retry_after:
            self.rest_until(now + seconds)
        else:
            until = now + min(seconds, patience.postponed)
            self.postponed_until = max(self.postponed_until, until)

    def rest_until(self, moment: float) -> None:
        """No request before *moment*; a longer rest stays."""
        self.resting_until = max(self.resting_until, moment)


def host_key(url: str) -> str:
    """Host and port that *url* is fetched from, the port only where it is not the scheme's own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.port is None or parts.port == _PORTS.get(parts.scheme):
        return host
    return f"{host}:{parts.port}"


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds from *now* that a Retry-After header asks for (RFC 9110, 10.2.3): number or HTTP date.

    None: no header, junk, nothing or less than nothing. Never more than a year.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:12])
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        try:
            seconds = (moment - now).total_seconds()
        except OverflowError:
            return None
    return min(seconds, _LONGEST) if seconds > 0 else None
