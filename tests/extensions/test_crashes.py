from scrapy.statscollectors import MemoryStatsCollector
from twisted.python.failure import Failure

from tests.crawling import crawler_of
from tradecrawler.extensions.crashes import Crashes
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.writer import WriteFailed

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")


def failure_of(error: Exception) -> Failure:
    return Failure(error)  # type: ignore[no-untyped-call]  # Twisted's


def test_crashes_are_counted_by_place_and_name() -> None:
    stats = MemoryStatsCollector(crawler_of(MAGAZINE))
    crashes = Crashes(stats)
    crashes.item_error(item=None, failure=failure_of(WriteFailed("disk full")))
    crashes.spider_error(failure=failure_of(KeyError("a")))
    assert stats.get_stats() == {"failed/write_failed": 1, "discovery/failed/key_error": 1}
