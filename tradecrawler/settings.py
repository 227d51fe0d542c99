"""Scrapy's settings for this project; what is not here has Scrapy's default.

Any of them can be set for one run on the command line: ``scrapy crawl NAME -s SETTING=VALUE``. Two
are read from the environment as well, ARCHIVE_URL and CONTACT_URL, because they belong to the
machine and not to the project; this is the only place where the environment is read, and Scrapy
loads this module once, when a command starts.
"""

import os

from tradecrawler import __version__
from tradecrawler.workers import default_processes

BOT_NAME = "tradecrawler"
SPIDER_MODULES = ["tradecrawler.spiders"]
NEWSPIDER_MODULE = "tradecrawler.spiders"
COMMANDS_MODULE = "tradecrawler.commands"

# ---- where everything is kept

# any SQLAlchemy URL, for instance postgresql+psycopg://user:password@host/database
ARCHIVE_URL = os.environ.get("ARCHIVE_URL", "sqlite:///archive.db")
# WARC files of the raw responses, those of each run apart
CAPTURES_DIR = "captures"
# bytes from which a run begins another WARC file: 1 GB, as the WARC standard recommends
CAPTURES_MAX_BYTES = 1_000_000_000
SPOOL_DIR = "spool"  # what waits for an archive that does not answer; not there as long as it does

# what a magazine prints on page after page is learnt by the archive, and left out of the texts;
# without it each page is judged by itself
TEMPLATE_ENABLED = True

# processes in which pages are read while the crawl goes on; 0 reads them in the crawl's own. One
# core is left to the crawl, and where there is but one, a page still does not hold the crawl up.
# They are started as they are needed: a polite crawl has one
EXTRACTION_PROCESSES = default_processes()
# seconds of CPU time for each of the two steps of reading a page, in a process; a usual page takes
# a two-hundredth of one, the largest that is read at all takes six
EXTRACTION_TIMEOUT = 30
# items of one response that are worked at, at once: a response has one page, and the requests
# beside it need not wait for it. Scrapy starts as many tasks for every response: 100, its default,
# take a quarter of the crawl's time
CONCURRENT_ITEMS = 2

# ---- who is crawling, and how politely

# a page that says who crawls and how to reach them; it is appended to USER_AGENT. Set it before you
# crawl a site that is not yours: publishers block what they cannot identify
CONTACT_URL = os.environ.get("CONTACT_URL", "")
# honest: neither a browser's name nor a search engine's
USER_AGENT = f"tradecrawler/{__version__}"
ROBOTSTXT_OBEY = True
# one page at a time, one a second on average (DOWNLOAD_DELAY_JITTER varies it by half): a trade
# magazine publishes some dozen articles a day, and a crawl has no reason to be in a hurry
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
# in the order in which a magazine lists its articles, most often the newest first; by default the
# last one found is fetched first
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"
# no Accept-Language: by default English is asked for, and a magazine in two other languages might
# answer with neither
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}
# articles do not depend on a session, and cookies make a site count the crawl as a reader
COOKIES_ENABLED = False
# a sitemap may have 50 MB; nothing that is worth reading is larger, and the default is 1 GB
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
# three minutes, the default, is too long to wait for a page
DOWNLOAD_TIMEOUT = 60
# the spiders see to it that addresses are of reasonable length, and count those that are not;
# Scrapy's own limit would drop them without a trace in the run's account
URLLENGTH_LIMIT = 0

DOWNLOADER_MIDDLEWARES = {
    # between Scrapy's own: HttpCompressionMiddleware (590), which undoes gzip, has seen the
    # response, RetryMiddleware (550) has not
    "tradecrawler.middlewares.keep_responses.KeepResponses": 585,
    # before RedirectMiddleware (600) has
    "tradecrawler.middlewares.keep_responses.KeepRedirects": 610,
}

# ---- what a page goes through

ITEM_PIPELINES = {
    "tradecrawler.pipelines.keep_raw.KeepRaw": 100,
    "tradecrawler.pipelines.clean.Clean": 200,
    "tradecrawler.pipelines.split_teasers.SplitTeasers": 300,
    "tradecrawler.pipelines.normalize.Normalize": 400,
    "tradecrawler.pipelines.store.Store": 500,
}

EXTENSIONS = {
    # first: it gives the run its identifier, which the others read
    "tradecrawler.extensions.run_record.RunRecord": 10,
    "tradecrawler.extensions.crashes.Crashes": 20,
    "tradecrawler.extensions.short_turns.ShortTurns": 25,
    "tradecrawler.extensions.run_summary.RunSummary": 30,
}

# ---- doors that stay shut

# both let others run code in the crawling process, and both are open by default
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# ---- what is logged and exported

# DEBUG, the default, prints every page and every article
LOG_LEVEL = "INFO"
# the versions of ten libraries, at every start; ``scrapy version --verbose`` tells them when asked
LOG_VERSIONS: list[str] = []
# a page is logged by its address; by default all of it is printed
LOG_FORMATTER = "tradecrawler.extensions.log_format.ItemsByAddress"
# a refused page or a duplicate is a usual outcome, and counted
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
# the default writes JSON in ASCII, which makes é six characters long
FEED_EXPORT_ENCODING = "utf-8"
# the order in which a reader wants the columns of a table; the rest follows for machines. What the
# archive learns a magazine's template from (``printed``) is left out
FEED_EXPORT_FIELDS = [
    "magazine",
    "date_published",
    "language",
    "section",
    "headline",
    "lead",
    "body_text",
    "authors",
    "keywords",
    "teasers",
    "canonical_url",
    "url",
    "redirected_from",
    "alternative_headline",
    "date_modified",
    "image_url",
    "alternates",
    "is_accessible_for_free",
    "word_count",
    "body_html",
    "date_published_raw",
    "provenance",
    "extractor_version",
    "fetched_at",
    "content_hash",
    "capture",
]
