"""Every Scrapy setting that Copydesk changes, and its own (`COPYDESK_`), each with its reason."""

from __future__ import annotations

import os

from scrapy.settings import default_settings

from exports.version import __version__

BOT_NAME = "copydesk"
SPIDER_MODULES = ["scraper.spiders"]
COMMANDS_MODULE = "scraper.commands"

# ---- who we are
# Sites should be able to reach whoever runs the crawl. Left at the template's value it draws a warning.
TEMPLATE_CONTACT = "https://copydesk.example/contact"
COPYDESK_CONTACT = os.environ.get("COPYDESK_CONTACT") or TEMPLATE_CONTACT
USER_AGENT = f"Copydesk/{__version__} (+{COPYDESK_CONTACT})"

# ---- politeness
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
# Never less than the delay; our own pace is even.
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 4
COPYDESK_CRAWL_DELAY_MAX = 30.0
COPYDESK_RETRY_AFTER_MAX = 300.0
COPYDESK_BACKOFF_SECONDS = 1.0
"""Pause before the second try; twice as long before each further one."""
COPYDESK_HOST_FAILURES = 6
"""Failures in a row after which a host rests ..."""
COPYDESK_HOST_REST_SECONDS = 60.0
"""... so long."""
# Requests that wait for their host hold a place here: room for about 128 busy hosts.
CONCURRENT_REQUESTS = 512
COOKIES_ENABLED = False
REFERER_ENABLED = False

# ---- safety
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPPROXY_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": "scraper.middlewares.departure.LeavingHandler",
    "https": "scraper.middlewares.certificates.CheckedHandler",
    **dict.fromkeys(("file", "ftp", "s3", "data")),
}
COPYDESK_PROXY: str | None = None
"""Set by the demo, whose sites live behind a proxy of their own."""
COPYDESK_ALLOW_NETS: list[str] = []
"""Private networks (CIDR) that may be reached: `-s COPYDESK_ALLOW_NETS=127.0.0.0/8`."""

# ---- limits
DOWNLOAD_TIMEOUT = 30
COPYDESK_SLOW_SECONDS = 10.0
"""In which at least 500 bytes of a body must come; else the answer ends as a timeout."""
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 10
METAREFRESH_ENABLED = False
COPYDESK_MAX_PAGE_BYTES = 8 * 1024 * 1024
COPYDESK_MAX_FEED_BYTES = 16 * 1024 * 1024
COPYDESK_MAX_SITEMAP_BYTES = 50 * 1024 * 1024
COPYDESK_EXTRACT_SECONDS = 10
COPYDESK_EXTRACT_MIB = 1024
COPYDESK_STOP_SECONDS = 15.0
"""After SIGTERM or SIGINT: a third of it for answers that are under way, the rest for reading what came."""
COPYDESK_WORKERS = 0
"""Extraction processes; 0 = as many as there are cores."""
COPYDESK_LEANING = "balanced"
"""`precision`: rather lose a line than keep a foreign one; `recall`: the other way. A site may differ."""
COPYDESK_SITE_ARTICLES = 2000
COPYDESK_SITE_FRUITLESS = 50
"""Requests in a row without a new article after which a site is left for this run."""
COPYDESK_SITE_UNNAMED = 85
"""Requests a run for section pages and for articles that no feed or sitemap names and dates: a site can make
those up without end. Each new article that is named and dated adds one; a site file with `sections`, and
`-a section=`, lift the limit."""
COPYDESK_SITE_SECTIONS = 100
COPYDESK_SECTION_DEPTH = 3
COPYDESK_SITE_SITEMAPS = 50
COPYDESK_SITEMAP_DEPTH = 3

# ---- what is looked at again
COPYDESK_REVISIT_HOURS = [1.0, 6.0, 24.0, 72.0]
"""Ages, from its first sight, at which an article that is filed is asked for again; empty: never."""
COPYDESK_REST_MIN = 300
"""Seconds in which a feed or sitemap that had nothing new is left alone; twice as long each time ..."""
COPYDESK_REST_MAX = 7200
"""... up to this. Once it had something new it rests half as long. 0: they are always asked."""

# ---- site health: each site against its own past (docs/health.md)
COPYDESK_HEALTH = True
"""Whether sites are judged, and what a run saw of them remembered."""
COPYDESK_HEALTH_GATE = ["blocked", "broken", "quiet", "changed"]
"""Verdicts for which a crawl ends with status 3; empty: none does."""
COPYDESK_HEALTH_PAST_ARTICLES = 30
"""Fewest earlier articles to hold new ones against: of fewer a share means little."""
COPYDESK_HEALTH_PAST_RUNS = 3
"""Fewest earlier runs to hold a run's answers against."""
COPYDESK_HEALTH_PAST_DAYS = 8.0
"""Days after which a silence is judged: a whole week, so that a weekend was among them."""
COPYDESK_HEALTH_ARTICLES = 8
"""Fewest articles or pages that are judged together; a run with fewer takes those of the runs before it."""
COPYDESK_HEALTH_SHIFT = 0.25
"""What a share (of articles without a headline, of text removed) must grow by; 0.1 is ten in a hundred."""
COPYDESK_HEALTH_REFUSED = 0.5
"""The same for the share of requests that are refused or lost, and of pages without an article."""
COPYDESK_HEALTH_WORDS = 0.4
"""Articles are too short when their middle length is under this part of the usual one, too long when the
usual one is under this part of theirs."""
COPYDESK_HEALTH_GAP = 2.0
"""A site is quiet when it had nothing new for so many times its usual longest pause ..."""
COPYDESK_HEALTH_GAP_HOURS = 6.0
"""... and for at least so many hours."""

# ---- deliveries
COPYDESK_OUT = os.environ.get("COPYDESK_OUT", "out")
"""A folder, or the address of an object store (`s3://bucket/folder`, docs/stores.md)."""
COPYDESK_OUT_GZIP = False
COPYDESK_PART_RECORDS = 5000
COPYDESK_PART_BYTES = 64 * 1024 * 1024
COPYDESK_PART_SECONDS = 300.0
COPYDESK_STATE = os.environ.get("COPYDESK_STATE", "state")
COPYDESK_SITE_MEMORY = True
"""Whether what recurs over a site's articles is learned, and used from the next run on."""
COPYDESK_ARCHIVE: str | None = os.environ.get("COPYDESK_ARCHIVE") or None
"""A folder, or address, in which all that is fetched is kept as WARC files (docs/archive.md)."""
COPYDESK_ARCHIVE_FILE_BYTES = 1024 * 1024 * 1024
"""Largest size of a WARC file."""
COPYDESK_REPLAY_DESK = "pipelines.replaying.ReplayDesk"
"""What delivers the records of `scrapy replay`."""
COPYDESK_METRICS: str | None = os.environ.get("COPYDESK_METRICS") or None
"""A file for the figures of each run, for Prometheus: `/var/lib/node_exporter/copydesk.prom`."""
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
# 100 tasks for each response by default: a quarter of Scrapy's own time. Of a page there is one record, and
# beside it what to ask for next.
CONCURRENT_ITEMS = 2
# Scrapy stops fetching while this many bytes of pages wait for extraction.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 20_000_000
EXTENSIONS = {
    "scraper.extensions.feed_files.FeedFiles": 0,
    "scraper.extensions.progress.Progress": 500,
    "scraper.extensions.live_status.LiveStatus": 501,
    # Before the pipelines, whose manifest takes up the verdicts, as all extensions are.
    "scraper.extensions.site_health.SiteHealth": 505,
    "scraper.extensions.departing.Departing": 508,
    "scraper.extensions.run_report.RunReport": 510,
    "scraper.extensions.metrics.Metrics": 520,
}
# Scrapy's own without those that are off in any case: to find that out it would load two servers and all
# that they stand on, a fifth of a crawl's start, and what is None in EXTENSIONS it loads too.
# FeedExporter has a successor of ours among the others.
_OFF = (
    "telnet.TelnetConsole",
    "remote_control.RemoteControl",
    "logstats.LogStats",
    "feedexport.FeedExporter",
)
EXTENSIONS_BASE = {
    name: order for name, order in default_settings.EXTENSIONS_BASE.items() if not name.endswith(_OFF)
}

STATS_CLASS = "scraper.extensions.plain_stats.PlainStats"

# A redirect to an address that was asked for before must not vanish uncounted: the frontier keeps order.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DNS_TIMEOUT = 10
REACTOR_THREADPOOL_MAXSIZE = 20
TWISTED_DNS_RESOLVER = "scraper.middlewares.resolver.GatedResolver"
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scraper.middlewares.addresses.AddressGate": 60,
    "scraper.middlewares.robots.RobotsMiddleware": 100,
    "scraper.middlewares.limits.Limits": 540,
    "scraper.middlewares.politeness.Politeness": 550,
    "scraper.middlewares.decompression.Decompression": 590,
    "scraper.middlewares.redirects.Redirects": 600,
    # Next to the network: it keeps what came as it came.
    "scraper.middlewares.archiving.Archiving": 950,
    # Ours stand in their places.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
}

# Each of these wraps everything that a callback yields once more; the frontier and the budgets of a site see
# to lengths and depths, and no request is made from another one's `meta`.
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}

# ---- what people see
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
STATS_DUMP = False
COPYDESK_PROGRESS_SECONDS = 10.0
"""Seconds between two lines of progress; 0: none. On a terminal a block is drawn every second instead."""
