"""What a crawl knows of the template: of the archive, and of the pages on their way to it."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy import signals

from archive.errors import ArchiveBusy
from archive.fingerprints import fingerprint, in_language
from archive.records import BlockSeen, PlaceSeen, Refusal, Template
from tests.crawling import article_html, crawler_of
from tradecrawler.extract import clean
from tradecrawler.items import Document, Page
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.template import TemplateReader, with_recent

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
NOW = datetime(2026, 5, 5, tzinfo=UTC)


class FakeArchive:
    """Knows what it is told; remembers what it was asked."""

    def __init__(self, template: Template | None = None) -> None:
        self.asked: list[tuple[str, str]] = []
        self._template = template

    def template(
        self, magazine: str, url: str, fingerprints: list[int], places: list[int]
    ) -> Template:
        assert all(fingerprints)
        assert all(places)
        self.asked.append((magazine, url))
        if self._template is None:
            raise ArchiveBusy("others write")
        return self._template


def document(path: str) -> Document:
    body = article_html("Une épicerie ouvre à Namur").encode()
    page = Page(url=f"https://www.example.org{path}", body=body, fetched_at=NOW)
    return clean(page, MAGAZINE)


def reader(archive: FakeArchive) -> tuple[Any, TemplateReader]:
    crawler = crawler_of(MAGAZINE)
    return crawler, TemplateReader(crawler, archive, MAGAZINE)  # type: ignore[arg-type]


def print_of(text: str) -> int:
    return in_language(fingerprint(text), "fr")


def text_of(made: Document) -> str:
    return max((made.blocks[i].text for i in made.body), key=len)


def test_the_archive_is_asked_about_the_page() -> None:
    made = document("/a")
    print_ = print_of(text_of(made))
    archive = FakeArchive(Template(blocks={print_: BlockSeen(4, 9, False)}))
    known = asyncio.run(reader(archive)[1].known(made))
    assert archive.asked == [("rayon", "https://www.example.org/a")]
    assert known.template.blocks == {print_: BlockSeen(4, 9, False)}
    assert known.prints.blocks


def test_pages_on_their_way_count_until_they_have_arrived() -> None:
    crawler, template = reader(FakeArchive(Template()))
    first, second = document("/a"), document("/b")
    print_ = print_of(text_of(first))

    async def crawl() -> list[BlockSeen | None]:
        seen = [(await template.known(first)).template.blocks.get(print_)]
        seen.append((await template.known(second)).template.blocks.get(print_))
        refusal = Refusal(url=first.page.url, magazine="rayon", reason="listing", fetched_at=NOW)
        crawler.signals.send_catch_log(signals.item_dropped, item=refusal)
        crawler.signals.send_catch_log(signals.item_scraped, item=second.page)
        seen.append((await template.known(document("/c"))).template.blocks.get(print_))
        return seen

    assert asyncio.run(crawl()) == [None, BlockSeen(1, 1, False), None]


def test_a_page_that_arrives_while_the_archive_is_asked_counts_once() -> None:
    first, second = document("/a"), document("/b")
    print_ = print_of(text_of(first))
    archive = FakeArchive(Template())
    crawler, template = reader(archive)

    class Storing(FakeArchive):
        """Has stored the first page when it is asked about the second."""

        def template(
            self, magazine: str, url: str, fingerprints: list[int], places: list[int]
        ) -> Template:
            refusal = Refusal(
                url=first.page.url, magazine="rayon", reason="listing", fetched_at=NOW
            )
            crawler.signals.send_catch_log(signals.item_dropped, item=refusal)
            return Template(blocks={print_: BlockSeen(1, 1, False)})

    async def crawl() -> BlockSeen | None:
        await template.known(first)
        template._archive = Storing()  # type: ignore[assignment]
        return (await template.known(second)).template.blocks.get(print_)

    assert asyncio.run(crawl()) == BlockSeen(1, 1, False)


def test_a_page_read_again_is_not_its_own_witness() -> None:
    template = reader(FakeArchive(Template()))[1]

    async def crawl() -> Template:
        await template.known(document("/a"))
        return (await template.known(document("/a"))).template

    assert asyncio.run(crawl()) == Template()


def test_an_archive_that_does_not_answer_is_counted() -> None:
    crawler, template = reader(FakeArchive())
    known = asyncio.run(template.known(document("/a")))
    assert known.template == Template()
    assert known.prints.blocks
    assert crawler.stats.get_value("template/unavailable") == 1


@pytest.mark.parametrize(
    ("stored", "expected"),
    [({}, BlockSeen(2, 3, False)), ({7: BlockSeen(4, 10, True)}, BlockSeen(6, 13, True))],
)
def test_counts_add_up(stored: dict[int, BlockSeen], expected: BlockSeen) -> None:
    places = {1: PlaceSeen(1, 1, 0)}
    found = with_recent(Template(blocks=stored, places=places), Counter({7: 2}), pages=3)
    assert found == Template(blocks={7: expected}, places=places)
