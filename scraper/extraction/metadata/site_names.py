"""What a site and its sections are called, as far as a page's titles may carry it."""

from __future__ import annotations

from collections.abc import Iterable

from scraper.normalise.text import fold, tokens
from scraper.normalise.urls import site_of
from scraper.sites.site import Site


def list_names(site: Site, url: str, stated: Iterable[str | None], titles: Iterable[str]) -> list[str]:
    """The names among *stated* and those that the site's domain and *url* are made of.

    A stated name that is one of the page's *titles*, of several words that the address knows nothing of, is a
    mistake of the page and left out.
    """
    host = site_of(url)
    label = site.domain.split(".")[0] if not site.domain[:1].isdigit() else None
    folded = {fold(title) for title in titles}
    known = "".join(tokens(host))
    told = [name for name in stated if name and not (fold(name) in folded and _is_title(name, known))]
    return [*told, *(name for name in (site.name, site.domain, label, host) if name)]


def _is_title(name: str, host: str) -> bool:
    """Whether *name* is of several words that are no part of *host*, the first left out or not."""
    words = tokens(name)
    return len(words) > 2 and "".join(words) not in host and "".join(words[1:]) not in host
