"""``scrapy crawl``: Scrapy's own, but a run that has failed ends with an exit status of 1."""

from scrapy.commands import crawl

from tradecrawler.commands.loudly import Loudly


class Command(Loudly, crawl.Command):
    """Crawls one magazine, by name; ends with 1 where the run has failed."""
