"""Scrapy settings that are safe to leave alone on the open web.

Anything here yields to a profile's [settings], and that to `-s NAME=VALUE`.
"""

import os
import sys
from pathlib import Path

from crawler import stopped

sys.excepthook = stopped.tell  # the first of ours that every command loads

ROOT = Path(__file__).resolve().parents[1]

BOT_NAME = "yanlu"
USER_AGENT = "Yanlu/0.1 (collects Chinese speeches; obeys robots.txt)"

# Where things are. A relative path counts from the project root. Raw pages, logs and locks
# stand beside the corpus.
PROJECT_ROOT = str(ROOT)
CORPUS = os.environ.get("YANLU_CORPUS", "sqlite:///data/corpus.db")
# Seconds that a writer waits for another one.
CORPUS_TIMEOUT = 30
PROFILES_DIRS = ["data/profiles"]

SPIDER_LOADER_CLASS = "crawler.loader.ProfileLoader"
# Scrapy loads every command to run one; loading only the one asked for saves a quarter second.
_asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
_is_ours = _asked.isidentifier() and (ROOT / "crawler/commands" / f"{_asked}.py").exists()
COMMANDS_MODULE = f"crawler.commands.{_asked}" if _is_ours else "crawler.commands"
ITEM_PIPELINES = {"pipelines.steps.KeepVisit": 100}
EXTENSIONS = {
    "crawler.runrecord.RunRecord": 0,
    "crawler.progress.ProgressBar": 10,
    # It loads aiohttp before it finds itself disabled: a tenth of a second of each start.
    "scrapy.extensions.remote_control.RemoteControl": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.network.guards.AddressGuard": 40,
    "crawler.network.guards.Redirects": 600,
    "crawler.pacing.robots.RobotsTxt": 100,
    "crawler.network.retries.Retries": 550,
    "crawler.network.bodies.WholeBodies": 590,
    "crawler.network.gates.ScriptGates": 570,
    "crawler.pacing.politeness.Politeness": 950,
    "crawler.network.cookies.GateCookies": 960,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
}
DOWNLOADER_STATS = False
# What our spider does not use costs a tenth of the time of a fast crawl. A refresh in a page's
# head is a link to us, addresses come from the ledger with neither depth nor referer.
METAREFRESH_ENABLED = False
SPIDER_MIDDLEWARES = {
    f"scrapy.spidermiddlewares.{name}": None
    for name in (
        "depth.DepthMiddleware",
        "httperror.HttpErrorMiddleware",
        "metacopy.MetaCopyDetectionMiddleware",
        "referer.RefererMiddleware",
        "start.StartSpiderMiddleware",
        "urllength.UrlLengthMiddleware",
    )
}
# Whether pages are shown in a browser first, for sites that build them by script.
BROWSER = False
ADDONS = {"crawler.headless.browser.Browser": 0}
TWISTED_DNS_RESOLVER = "crawler.network.guards.GuardedResolver"
# The ledger decides what is fetched, how often and in which order.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

ALLOW_PRIVATE_HOSTS = [
    host for host in os.environ.get("YANLU_ALLOW_PRIVATE_HOSTS", "").split(",") if host.strip()
]

# One request at a time and a pause: a site should not notice us.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
# A pause is longer by up to this share of it, never shorter.
DOWNLOAD_DELAY_JITTER = 0.2
# A host that takes longer to answer than DOWNLOAD_DELAY gets pauses as long as its answers
# take, up to this.
AUTOTHROTTLE_MAX_DELAY = 30.0
DOWNLOAD_TIMEOUT = 30
# An answer may take this long (or three times the usual) while other pages wait for it; then
# its page is asked for once more when none does, and may take DOWNLOAD_TIMEOUT.
PATIENCE = 4.0
# How long a host rests at first that answers 429 or not at all; then twice as long each time.
FIRST_REST = 4.0
# A run waits for the end of a rest that is no longer, else it leaves the host alone.
LONGEST_WAIT = 60.0
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# Whether a page that is shorter than announced is whole, crawler.network.bodies tells by its end.
DOWNLOAD_FAIL_ON_DATALOSS = False
RETRY_TIMES = 1
REDIRECT_MAX_TIMES = 5
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.network.connections.BoundedHandler",
    "https": "crawler.network.connections.BoundedHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
# As browsers have it: where a server would take a small Diffie-Hellman key, which OpenSSL refuses,
# it takes another kind.
DOWNLOADER_CLIENT_TLS_CIPHERS = "DEFAULT:!DHE"
COOKIES_ENABLED = False
# A proxy resolves names itself, past the guard against private addresses.
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Scrapy starts so many tasks for every response; a page of ours gives one item.
CONCURRENT_ITEMS = 1
# A page may take so many seconds of CPU to read; then its parser is ended and the page set aside.
PARSE_TIMEOUT = 5
PARSE_WORKERS = 1
# How far a chain of pages without a new article is followed: menus and pagers are shorter,
# calendars without end are not.
MAX_BARREN_DEPTH = 5
# New pages of a branch of a site in a row without a new text: then it is left alone as a trap.
MAX_FRUITLESS_PAGES = 450

FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 60.0
MEMUSAGE_LIMIT_MB = 1500
