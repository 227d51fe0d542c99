import gc

from scrapy import signals

from tests.crawling import crawler_of
from tradecrawler.extensions.long_lived import LongLived
from tradecrawler.magazine import Magazine

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")


def test_what_is_there_is_set_aside_while_a_crawl_runs() -> None:
    crawler = crawler_of(MAGAZINE)
    before = gc.get_freeze_count()
    extension = LongLived.from_crawler(crawler)
    crawler.signals.send_catch_log(signals.spider_opened)
    assert gc.get_freeze_count() > before
    crawler.signals.send_catch_log(signals.spider_closed)
    assert gc.get_freeze_count() == 0
    assert extension is not None  # signals hold their receivers weakly
