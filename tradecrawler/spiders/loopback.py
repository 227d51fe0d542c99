"""Settings for sites that are served on this machine, by this project: the demo magazines.

No magazine itself.
"""

from typing import Any

from tradecrawler.settings import DOWNLOADER_MIDDLEWARES


def loopback_settings() -> dict[str, Any]:
    """Return the settings with which a site of our own may be crawled in a hurry."""
    return {
        # the magazines' hosts exist in this process only
        "DOWNLOADER_MIDDLEWARES": {
            **DOWNLOADER_MIDDLEWARES,  # a spider's own settings stand in their place
            "tradecrawler.middlewares.demo_hosts.DemoHosts": 740,
        },
        # nobody is waiting for the server but this crawl
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        # the table at the end says it all; -L INFO shows the rest
        "LOG_LEVEL": "WARNING",
        "STATS_DUMP": False,
    }
