"""Who crawls, as sites are told: `COPYDESK_CONTACT` in the user agent."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from exports.version import __version__
from scraper.settings import TEMPLATE_CONTACT


def name_contact(settings: BaseSettings) -> None:
    """Put `COPYDESK_CONTACT` into the user agent, where it was set more urgently than `USER_AGENT` was.

    The environment's stands there from the beginning; one of `-s COPYDESK_CONTACT=...` comes later.
    """
    contact = str(settings.get("COPYDESK_CONTACT") or "").strip()
    urgency = settings.getpriority("COPYDESK_CONTACT") or 0
    if contact and urgency > (settings.getpriority("USER_AGENT") or 0):
        settings.set("USER_AGENT", f"Copydesk/{__version__} (+{contact})", priority=urgency)


def names_nobody(settings: BaseSettings) -> bool:
    """Whether the contact in the user agent is still the template's."""
    return TEMPLATE_CONTACT in (settings.get("USER_AGENT") or "")
