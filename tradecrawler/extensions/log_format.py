"""Log lines that name an item by its address.

Scrapy's own lines print the item, which here is a whole page or article.
"""

from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from archive.records import Visit
from tradecrawler.items import Document, Split


class ItemsByAddress(LogFormatter):
    """Scrapy's log lines, with an item's address in place of the item."""

    def scraped(
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Log an item that has been through all pipelines."""
        return super().scraped(address_of(item), response, spider)

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Log an item that a pipeline has dropped."""
        return super().dropped(address_of(item), exception, response, spider)

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Log an item with which a pipeline has crashed."""
        return super().item_error(address_of(item), exception, response, spider)


def address_of(item: Any) -> Any:
    """Return the address of a page, an article or what is between them; other items as they are."""
    if isinstance(item, Split):
        item = item.document
    if isinstance(item, Document):
        item = item.page
    if isinstance(item, Visit):
        return item.address
    return getattr(item, "url", item)
