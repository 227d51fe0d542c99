"""Scrapy's settings for this project; what is not here has Scrapy's default.

Any of them can be set for one run on the command line: ``scrapy crawl NAME -s SETTING=VALUE``. What
belongs to the machine and not to the project, or is secret, is read from the environment:
ARCHIVE_URL, CONTACT_URL, CHROMIUM, logins, and where news of a magazine's health goes. This is the
only place where it is read, and Scrapy loads this module once, when a command starts.
"""

import os

from tradecrawler import __version__
from tradecrawler.logins import logins_of
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
# with False it is still asked, and its decision recorded with each capture: for magazines with
# which there is an agreement
ROBOTSTXT_OBEY = True
# a host that does not give out its robots.txt (5xx, no answer) is not crawled, as RFC 9309 has it
ROBOTSTXT_REQUIRED = True
# the whole User-Agent has the operator's address in it, in which a rule for another might be found
ROBOTSTXT_USER_AGENT = "tradecrawler"
# one page at a time, one a second on average (DOWNLOAD_DELAY_JITTER varies it by half): a trade
# magazine publishes some dozen articles a day, and a crawl has no reason to be in a hurry
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
# a host that takes three seconds to answer is asked every three seconds
AUTOTHROTTLE_ENABLED = True
# by default each host is begun with five seconds; DOWNLOAD_DELAY is polite enough
AUTOTHROTTLE_START_DELAY = 0
# of a Crawl-delay in robots.txt: some sites have written a day there, and mean nobody
CRAWL_DELAY_LONGEST_SECONDS = 60
# 429 and 503: a host is left alone for 5, 10, 20 … 600 seconds or for what its Retry-After says,
# about twenty minutes in a row; then the run ends as host_unavailable
BACKOFF_FIRST_SECONDS = 5
BACKOFF_LONGEST_SECONDS = 600
BACKOFF_WAITS = 8
# Scrapy's own without 429 and 503: these are not retried a moment later
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
# what a run may take before it ends and leaves the rest for the next; 0 for no bound. Half a day at
# a page a second, and more than any trade magazine has in new pages
RUN_MAX_REQUESTS = 50_000
RUN_MAX_BYTES = 10_000_000_000
RUN_MAX_SECONDS = 12 * 60 * 60
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
# by magazine, from TRADECRAWLER_<SLUG>_COOKIE, _AUTHORIZATION and _HEADERS; sent to its own hosts
LOGINS = logins_of(os.environ)
# a sitemap may have 50 MB; nothing that is worth reading is larger, and the default is 1 GB
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
# three minutes, the default, is too long to wait for a page
DOWNLOAD_TIMEOUT = 60
# the spiders see to it that addresses are of reasonable length, and count those that are not;
# Scrapy's own limit would drop them without a trace in the run's account
URLLENGTH_LIMIT = 0

DOWNLOADER_MIDDLEWARES = {
    # robots.txt, in the place of Scrapy's own; then what the host reserves
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "tradecrawler.middlewares.robots.Robots": 100,
    "tradecrawler.middlewares.tdmrep.TdmFile": 110,
    # after KeepResponses: every refusal is kept, too
    "tradecrawler.middlewares.backoff.Backoff": 560,
    # for magazines that are rendered alone
    "tradecrawler.middlewares.rendered.Rendered": 800,
    # the last before the network (HttpCacheMiddleware has 900): nobody else sees a login
    "tradecrawler.middlewares.logins.Logins": 950,
    # between Scrapy's own: HttpCompressionMiddleware (590), which undoes gzip, has seen the
    # response, RetryMiddleware (550) has not
    "tradecrawler.middlewares.keep_responses.KeepResponses": 585,
    # before RedirectMiddleware (600) has
    "tradecrawler.middlewares.keep_responses.KeepRedirects": 610,
    "tradecrawler.middlewares.conditional.ConditionalGet": 620,
}

SPIDER_MIDDLEWARES = {
    # next to the spider, so that it sees what the spider yields before anything is made of it
    "tradecrawler.middlewares.frontier.Frontier": 950,
}

# ---- what a page goes through

ITEM_PIPELINES = {
    "tradecrawler.pipelines.honour.Honour": 50,
    "tradecrawler.pipelines.keep_raw.KeepRaw": 100,
    "tradecrawler.pipelines.clean.Clean": 200,
    "tradecrawler.pipelines.split_teasers.SplitTeasers": 300,
    "tradecrawler.pipelines.normalize.Normalize": 400,
    "tradecrawler.pipelines.report_read.ReportRead": 440,
    "tradecrawler.pipelines.keep_window.KeepWindow": 450,
    "tradecrawler.pipelines.store.Store": 500,
}

EXTENSIONS = {
    # first: it gives the run its identifier, which the others read
    "tradecrawler.extensions.run_record.RunRecord": 10,
    "tradecrawler.extensions.crashes.Crashes": 20,
    "tradecrawler.extensions.run_end.RunEnd": 22,
    "tradecrawler.extensions.run_bounds.RunBounds": 24,
    "tradecrawler.extensions.short_turns.ShortTurns": 25,
    "tradecrawler.extensions.host_delays.HostDelays": 26,
    "tradecrawler.extensions.run_summary.RunSummary": 30,
    "tradecrawler.extensions.health.Health": 35,
    "tradecrawler.extensions.suggest_declaration.SuggestDeclaration": 40,
}

# ---- who is told when a run fails or a magazine breaks (docs/health.md)

# a URL that takes a POST of JSON, such as Slack's or Mattermost's; whoever knows it may post there
HEALTH_WEBHOOK = os.environ.get("HEALTH_WEBHOOK", "")
# addresses, with commas between them; the first is the sender's too, if HEALTH_MAIL_FROM is empty
HEALTH_MAIL_TO = os.environ.get("HEALTH_MAIL_TO", "")
HEALTH_MAIL_FROM = os.environ.get("HEALTH_MAIL_FROM", "")
# smtp://user:password@host:587 (STARTTLS before the password is said) or smtps://…:465. Not
# Scrapy's MAIL_…: those are deprecated, and MAIL_PASS is logged with the overridden settings
HEALTH_MAIL_SERVER = os.environ.get("HEALTH_MAIL_SERVER", "smtp://localhost:25")

# ---- scheduled crawls (scrapy schedule)

# crawls at once: each takes some 200 MB and, at a page a second, a tenth of a processor
SCHEDULE_CONCURRENCY = 4
# seconds that crawls have to end when the scheduler is stopped: a page in hand may take
# DOWNLOAD_TIMEOUT; systemd kills everything after 90
SCHEDULE_STOP_SECONDS = 80
# ---- pages that are written by scripts (``rendered = True``)

# the browser; empty for one that is called chromium, chromium-headless-shell or google-chrome, or
# else for the one that ``playwright install chromium`` has fetched
CHROMIUM = os.environ.get("CHROMIUM", "")

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
# archive learns a magazine's template from (``printed``) is left out, and the visit that is settled
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
