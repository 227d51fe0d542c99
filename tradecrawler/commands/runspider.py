"""``scrapy runspider``: Scrapy's own, but a run that has failed ends with an exit status of 1."""

from scrapy.commands import runspider

from tradecrawler.commands.loudly import Loudly


class Command(Loudly, runspider.Command):
    """Crawls the magazine that a file declares; ends with 1 where the run has failed."""
