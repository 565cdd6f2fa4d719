"""Every Scrapy setting that Copydesk changes, and its own (`COPYDESK_`), each with its reason."""

from __future__ import annotations

import os

from exports.version import __version__

BOT_NAME = "copydesk"
SPIDER_MODULES = ["scraper.spiders"]
COMMANDS_MODULE = "scraper.commands"

# ---- who we are
# Sites should be able to reach whoever runs the crawl. Left at the template's value it draws a warning.
COPYDESK_CONTACT = os.environ.get("COPYDESK_CONTACT", "")
USER_AGENT = f"Copydesk/{__version__} (+{COPYDESK_CONTACT or 'https://copydesk.example/contact'})"

# ---- politeness
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.5
CONCURRENT_REQUESTS_PER_DOMAIN = 4
COPYDESK_CRAWL_DELAY_MAX = 30.0
COPYDESK_RETRY_AFTER_MAX = 300.0
# A request that waits for its host's turn holds a place here, so there must be more places than busy hosts.
CONCURRENT_REQUESTS = 128
COOKIES_ENABLED = False
REFERER_ENABLED = False

# ---- safety
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPPROXY_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, None] = {"file": None, "ftp": None, "s3": None, "data": None}
COPYDESK_ALLOW_NETS: list[str] = []
"""Private networks (CIDR) that may be reached: `-s COPYDESK_ALLOW_NETS=127.0.0.0/8`."""

# ---- limits
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 10
METAREFRESH_ENABLED = False
DEPTH_LIMIT = 0
COPYDESK_EXTRACT_SECONDS = 10
COPYDESK_EXTRACT_MIB = 1024
COPYDESK_WORKERS = 0
"""Extraction processes; 0 = as many as there are cores."""
COPYDESK_SITE_ARTICLES = 2000
COPYDESK_SITE_SECTIONS = 100
COPYDESK_SECTION_DEPTH = 3
COPYDESK_SITE_SITEMAPS = 50
COPYDESK_SITEMAP_DEPTH = 3

# ---- deliveries
COPYDESK_OUT = os.environ.get("COPYDESK_OUT", "out")
COPYDESK_OUT_GZIP = False
COPYDESK_STATE = os.environ.get("COPYDESK_STATE", "state")
ITEM_PIPELINES = {
    "pipelines.validation.ValidationPipeline": 100,
    "pipelines.versions.VersionsPipeline": 200,
    "pipelines.duplicates.DuplicatesPipeline": 300,
    "pipelines.export.ExportPipeline": 900,
}
FEED_EXPORT_ENCODING = "utf-8"
# Dropped items are counted by their reason; they are no news for the log.
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"

# ---- machinery
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# 100 tasks for each response by default: a quarter of Scrapy's own time.
CONCURRENT_ITEMS = 4
# Scrapy stops fetching while this many bytes of pages wait for extraction.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 20_000_000
EXTENSIONS: dict[str, int | None] = {
    "scraper.extensions.progress.Progress": 500,
    "scraper.extensions.run_report.RunReport": 510,
    "scrapy.extensions.logstats.LogStats": None,
}

TWISTED_DNS_RESOLVER = "scraper.middlewares.resolver.GatedResolver"
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scraper.middlewares.addresses.AddressGate": 60,
    "scraper.middlewares.robots.RobotsMiddleware": 100,
    "scraper.middlewares.limits.Limits": 540,
    "scraper.middlewares.politeness.Politeness": 550,
    "scraper.middlewares.decompression.Decompression": 590,
    "scraper.middlewares.redirects.Redirects": 600,
    # Ours stand in their places.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
}

# ---- what people see
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
STATS_DUMP = False
COPYDESK_PROGRESS_SECONDS = 10.0
