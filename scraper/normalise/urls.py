"""Addresses: one spelling to fetch by, one to tell articles apart by, and the site they belong to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from hashlib import blake2b
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus, urljoin, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

from scraper.normalise.trackers import DRESSES, NAMES, PREFIXES, SESSIONS, SOURCE_VALUES, SOURCES

if TYPE_CHECKING:
    from tldextract import TLDExtract

MAX_LENGTH = 2048

_PORTS = {"http": 80, "https": 443}
# Browsers drop these anywhere in an address, and white space and controls at its ends.
_DROPPED = str.maketrans("", "", "\t\r\n")
_ENDS = "".join(map(chr, range(0x21)))
_BAD = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]{2,45}\]", re.ASCII
)
_SCHEME = re.compile(r"https?:", re.IGNORECASE)
# What is plainly normal already, most links of most pages: lower-case host, no query, no odd letter.
_PLAIN = re.compile(
    r"https?://(?=[^/]{1,253}/)[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62})*"
    r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?",
    re.ASCII,
)
# With more signs and a query in which nothing is escaped, or must be.
_UNESCAPED = re.compile(
    r"https?://(?=[^/]{1,253}/)[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62})*"
    r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~,:+=-]*)*/?(?:\?[A-Za-z0-9_.~=&,:/+-]+)?",
    re.ASCII,
)
# A percent sign that escapes nothing, and would take its digits from an escape behind it: one that is undone
# there, or that comes to stand for a letter which addresses may not have.
_BARE_PERCENT = re.compile(r"%(?=[0-9A-Fa-f]?[^A-Za-z0-9._~!$&'()*+,;=:@/?#-])")
_SLASHES = re.compile(r"(?<!:)//+")
_SESSION_SEGMENT = re.compile(r"/\([A-Za-z]\([A-Za-z0-9]{10,}\)\)(?=/)")
_SESSION_PARAM = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_MAY_TELL = re.compile("[@?;#]")
_SECRET_USER = re.compile(r"(\b[a-z][a-z0-9+.-]{0,20}://)[^/@\s\"'<>]{1,2048}@", re.IGNORECASE)
_SECRET_PAIR = re.compile(
    rf"([?&;#](?:{'|'.join(map(re.escape, sorted(SESSIONS)))})=)[^&;#\s\"'<>]{{1,2048}}", re.IGNORECASE
)
_INDEX = re.compile(r"/index\.html?$", re.IGNORECASE)
_DRESSED_HOSTS = ("www.", "m.", "mobile.", "amp.")
_DRESSED_TAIL = re.compile(r"(?<=[^/])(?:/(?:amp|print)|\.amp(?=\.html$)|\.amp)(?=$|\.html$)", re.IGNORECASE)
_DRESSED_HEAD = re.compile(r"^/(?:amp|print)(?=/[^/]+/[^/])", re.IGNORECASE)


def normalise_url(url: str) -> str | None:
    """*url* in the one spelling that it is fetched and remembered by.

    Lower-case host in ASCII (IDNA), no default port, no user and password, no fragment, dot segments
    resolved, escapes only where they are needed, query sorted, trackers and session numbers off. Scheme,
    `www.` and doubled slashes stay: it can be fetched as it stands. Twice normalised is once normalised.
    None: not an address that can be fetched over http(s), or longer than `MAX_LENGTH`.
    """
    if len(url) <= MAX_LENGTH and _PLAIN.fullmatch(url):
        return url
    parts = _split(url)
    if parts is None:
        return None
    scheme, host, path, query = parts
    path = _SESSION_SEGMENT.sub("", _SESSION_PARAM.sub("", path))
    if query:
        query = "&".join(pair for pair in query.split("&") if not _is_tracker(pair))
    normal = f"{scheme}://{host}{path or '/'}" + (f"?{query}" if query else "")
    return normal if len(normal) <= MAX_LENGTH else None


def identity_of(url: str) -> str | None:
    """The address that stands for *url* and its doubles when articles are told apart. Not for fetching.

    On top of `normalise_url`: https for http too, no `www.`, `m.`, `mobile.` or `amp.` before the
    site's name, no mark of an AMP or print version, no doubled slashes (some sites do tell those apart), no
    slash or `index.html` at the end.
    None: as in `normalise_url`.
    """
    normal = normalise_url(url)
    if normal is None:
        return None
    _, _, rest = normal.partition("://")
    host, _, rest = rest.partition("/")
    path, _, query = rest.partition("?")
    path = _undressed_path(_SLASHES.sub("/", "/" + path))
    if query:
        query = "&".join(pair for pair in query.split("&") if _name_value(pair) not in DRESSES)
    return f"https://{_undressed_host(host)}{path or '/'}" + (f"?{query}" if query else "")


def fingerprint(url: str) -> int:
    """A number of 64 bits for the spelling *url*, the same in every process: to remember many by."""
    return int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def absolute_url(href: str, base: str) -> str | None:
    """*href*, relative to *base*, as an absolute http(s) address with what must be escaped escaped.

    Nothing else is changed but `without_secrets`: a link in a record stays as it was printed.
    None: `mailto:`, `javascript:`, a broken address, or one longer than `MAX_LENGTH`.
    """
    if len(href) > MAX_LENGTH:
        return None
    href = _slashed(href.strip(_ENDS).translate(_DROPPED))
    if _PLAIN.fullmatch(href):
        return href
    if _UNESCAPED.fullmatch(href):  # to join it to another changes nothing
        return without_secrets(href)
    try:
        url = urljoin(base, href)
        if _UNESCAPED.fullmatch(url):
            return without_secrets(url) if len(url) <= MAX_LENGTH else None
        if _BAD.search(url) or not _SCHEME.match(url):
            return None
        url = without_secrets(safe_url_string(url))
        fetchable = bool(urlsplit(url).hostname)
    except ValueError:
        return None
    return url if fetchable and len(url) <= MAX_LENGTH else None


def _slashed(href: str) -> str:
    """*href* with the backslashes before its query turned, as browsers do: two of them begin a host."""
    if "\\" not in href:
        return href
    end = min((place for mark in "?#" if (place := href.find(mark)) >= 0), default=len(href))
    return href[:end].replace("\\", "/") + href[end:]


def without_secrets(url: str) -> str:
    """*url* without user and password, session numbers and access tokens; all else stays as it is."""
    if not _MAY_TELL.search(url):
        return url
    parts = urlsplit(url)
    return parts._replace(
        netloc=parts.netloc.rpartition("@")[2],
        path=_SESSION_SEGMENT.sub("", _SESSION_PARAM.sub("", parts.path)),
        query=_discreet_pairs(parts.query),
        fragment=_discreet_pairs(parts.fragment),
    ).geturl()


def discreet(text: str) -> str:
    """*text*, a message, with `...` for each user and password, session number and token of the addresses in
    it."""
    return _SECRET_PAIR.sub(r"\1...", _SECRET_USER.sub(r"\1...@", text)) if _MAY_TELL.search(text) else text


def _discreet_pairs(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if _name_value(pair)[0] not in SESSIONS)


def host_of(url: str) -> str:
    """The host in *url*, lower case and without its port; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def site_of(url: str) -> str:
    """The registrable domain of *url* (an address or a bare host), by the public suffix list.

    `news.gazette.co.uk` -> `gazette.co.uk`. Names outside the list (`gazette.example`): the last two labels.
    IP addresses, `localhost` and bare suffixes: the host itself. Empty: there is no host.
    """
    return _site_of_host(host_of(url if "://" in url else f"//{url}"))


@lru_cache(maxsize=4096)
def _site_of_host(host: str) -> str:
    if not host or _is_ip(host):
        return host
    parts = _suffix_list()(host)
    if parts.suffix:
        return f"{parts.domain}.{parts.suffix}" if parts.domain else host
    return ".".join(host.split(".")[-2:])


@cache
def _suffix_list() -> TLDExtract:
    """The public suffix list that comes with tldextract; nothing is fetched or written."""
    from tldextract import TLDExtract  # late: it takes requests along

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _split(url: str) -> tuple[str, str, str, str] | None:
    """(scheme, host with port, path, query) of *url* after `canonicalize_url`; None: not fetchable."""
    if len(url) > MAX_LENGTH:
        return None
    url = url.strip(_ENDS).translate(_DROPPED)
    if not _SCHEME.match(url) or _BAD.search(url):
        return None
    try:
        parts = urlsplit(canonicalize_url(_BARE_PERCENT.sub("%25", url)))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    host = f"[{host}]" if ":" in host else host.removesuffix(".")
    if not _HOST.fullmatch(host):
        return None
    if port is not None and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    return parts.scheme, host, parts.path, parts.query


def _name_value(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote_plus(name).lower(), unquote_plus(value).lower()


def _is_tracker(pair: str) -> bool:
    name, value = _name_value(pair)
    return (
        not name
        or name in NAMES
        or name in SESSIONS
        or name.startswith(PREFIXES)
        or (name in SOURCES and value in SOURCE_VALUES)
    )


def _undressed_host(host: str) -> str:
    while host.startswith(_DRESSED_HOSTS):
        name = host.partition(":")[0]
        if name == _site_of_host(name):
            break
        host = host.partition(".")[2]
    return host


def _undressed_path(path: str) -> str:
    before = None
    while path != before:
        before = path
        path = _DRESSED_TAIL.sub("", _DRESSED_HEAD.sub("", _INDEX.sub("/", path)).rstrip("/"))
    return path
