from datetime import UTC, datetime
from typing import Any

from archive.records import Refusal
from tests.crawling import crawler_of
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.report_read import ReportRead
from tradecrawler.spiders.signals import page_read

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
REFUSAL = Refusal(
    url="https://www.example.org/a",
    magazine="rayon",
    reason="listing",
    fetched_at=datetime(2026, 5, 5, tzinfo=UTC),
)


def test_what_was_read_is_reported_and_passes() -> None:
    crawler = crawler_of(MAGAZINE)
    seen: list[Any] = []

    def remember(item: Any) -> None:
        seen.append(item)

    crawler.signals.connect(remember, signal=page_read)
    pipeline = ReportRead.from_crawler(crawler)
    assert pipeline.process_item(REFUSAL) is REFUSAL
    assert pipeline.process_item("anything else") == "anything else"
    assert seen == [REFUSAL]
