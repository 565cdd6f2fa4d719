"""The stats, asked without a detour."""

from __future__ import annotations

from scrapy.statscollectors import MemoryStatsCollector


class PlainStats(MemoryStatsCollector):
    """Scrapy's own, but for a warning to those who pass a spider to them.

    For that warning Scrapy looks twice at each attribute, and at the arguments of each call: a count took ten
    times as long, and a page makes some forty.
    """

    __getattribute__ = object.__getattribute__
