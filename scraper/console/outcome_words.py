"""What the words mean by which a crawl counts, for a person who asks about one address."""

from __future__ import annotations

from fnmatch import fnmatchcase

# Pattern of the reason, what it says of one address, and what to do, if anything. The first that fits speaks.
_WORDS = (
    ("robots", "robots.txt forbids it", "ask the site if you need it"),
    ("robots_unreachable", "robots.txt of its host could not be had, and so nothing may be fetched", None),
    ("http_404", "its page was not there (404)", "check the address, or the feed or sitemap that lists it"),
    ("http_410", "its publisher took the page down (410)", None),
    ("http_40[13]", "the site turned the crawl away ({reason})", "ask the site for access"),
    ("http_429", "the site was asked too fast (429)", "slow down with -s DOWNLOAD_DELAY=5"),
    ("http_451", "the site refused it for legal reasons (451)", None),
    ("http_5*", "its server had a fault ({reason})", None),
    ("http_*", "its server answered with {reason}", "open it in a browser to see what it is"),
    ("timeout", "its server did not answer in time", "-s DOWNLOAD_TIMEOUT=60 waits longer"),
    ("dns", "its host was not found", "check the spelling and the network"),
    ("tls", "its host has no valid certificate", "check the site in a browser"),
    ("refused_connection", "its host takes no connection", "check address and port"),
    ("unreachable", "its host could not be reached", "check the network"),
    ("connection_lost", "the connection was lost on the way", None),
    ("truncated", "the answer ended early", None),
    ("postponed", "its host asked for a pause", None),
    (
        "address_refused",
        "its host has a private network address",
        "-s COPYDESK_ALLOW_NETS=... names those allowed",
    ),
    ("other_site", "it led to another site", "crawl that site, or ask for the address that it led to"),
    ("downgrade", "it led from https to http", None),
    ("bad_redirect", "it led to something that is no address", None),
    ("too_many_redirects", "it led in circles", "open it in a browser to see where it goes"),
    ("too_large", "it was larger than a page may be", "-s COPYDESK_MAX_PAGE_BYTES=... allows more"),
    ("bad_encoding", "its answer was packed as no honest server packs", None),
    ("not_html", "it is no HTML page", None),
    ("section_page", "it is a list of articles, no article", "scrapy article URL --why shows what is on it"),
    ("search_page", "it is a page of search results", None),
    ("soft_404", "the page itself says that it was not found", None),
    ("error_page", "the page itself says that something went wrong", None),
    ("captcha", "the site asked for a proof of being human", "slow down, or ask the site for access"),
    ("geo_block", "the site does not show it in this country", None),
    ("*wall", "it is behind a wall ({reason})", "the text is not to be had without what the wall asks for"),
    ("empty_shell", "it has no text without JavaScript", "look for a feed with whole texts"),
    ("no_article", "no article was found on it", "scrapy article URL --why shows what is on it"),
    ("invalid_record", "its record broke the contract", "please report it, with the lines in the log"),
    ("extraction_error", "it broke Copydesk", "please report it, with the lines in the log"),
    ("extraction_*", "it could not be read within the limits ({reason})", "see the log"),
    ("trap", "its address has the shape of one that a site makes up without end", None),
    ("front_page", "its address is that of a front page", None),
    ("file", "its address is that of a file", None),
    ("list_word", "its address is that of a list of articles", None),
    ("page_word", "its address is that of a page about the site", None),
    ("pagination", "its address is that of a further page of a list", None),
    ("navigation", "it is linked as a part of the site, not as an article", None),
    ("too_plain", "its address does not look like an article's", None),
    ("not_http", "it is no http address", None),
)


def explain(reason: str) -> tuple[str, str | None]:
    """(what *reason* says of an address, what to do about it); of one without an entry the word itself."""
    for pattern, words, advice in _WORDS:
        if fnmatchcase(reason, pattern):
            return words.replace("{reason}", reason), advice
    return reason, None
