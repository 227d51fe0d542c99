"""The numbers that tell lists from articles: each looks at what its name says."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tests.extract.samples import STORIES, document, told_apart
from tradecrawler.extract.page_features import features, is_prose
from tradecrawler.items import Block, Document, Metadata, Page, Split

STORY = STORIES["en"].html
CARDS = "".join(
    f'<div class="card item-{n}"><h2><a href="/news/{n}">A title of some words, number {n}</a></h2>'
    f"<p>Some words that break off…</p><p>€ {n},99</p></div>"
    for n in range(1, 9)
)


def numbers(
    main: str, *, url: str = "https://www.rayons.example/news/a", head: str = ""
) -> Mapping[str, float]:
    return features(told_apart(document(main, head=head), url=url))


@pytest.mark.parametrize(
    ("path", "depth", "words", "list_word"),
    [
        ("/", 0, 0, 3),
        ("/en/", 0, 0, 3),
        ("/index.html", 0, 0, 3),
        ("/?p=4711", 1, 0, 0),
        ("/news", 1, 1, 3),
        ("/tag/bread", 2, 1, 2),
        ("/kategorie/brot/vollkorn", 3, 1, 1),
        ("/news/dairy-group-returns-to-glass.html", 2, 5, 0),
        ("/catégories", 1, 1, 3),
        ("/actualités", 1, 1, 3),
    ],
)
def test_the_address(path: str, depth: float, words: float, list_word: float) -> None:
    found = numbers(STORY, url=f"https://www.rayons.example{path}")
    assert (found["url_depth"], found["url_slug_words"]) == (depth, words)
    assert found["url_list_word"] == list_word


@pytest.mark.parametrize("url", ["", "file:///tmp/a.html", "http://[broken/news"])
def test_no_address(url: str) -> None:
    page = Page(url=url, body=b"", fetched_at=datetime(2026, 1, 1, tzinfo=UTC))
    nothing = Document(page=page, metadata=Metadata(), blocks=(), body=range(0))
    found = features(Split(document=nothing, lead=None, article=(), teasers=(), boilerplate=()))
    assert {name for name, value in found.items() if value == -1} == {
        "url_depth", "url_slug_words", "url_list_word",
    }  # fmt: skip


def test_a_page_says_what_it_is() -> None:
    found = numbers(STORY)
    assert (found["og_article"], found["og_website"], found["date"]) == (1, 0, 2)
    head = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    assert (found["type_list"], numbers(STORY, head=head)["type_list"]) == (0, 1)


def test_products_of_a_newspaper_are_its_articles() -> None:
    types = '[{"@type": "NewsArticle", "headline": "x"}, {"@type": "Product"}]'
    head = f'<script type="application/ld+json">{types}</script>'
    assert numbers(STORY, head=head)["type_list"] == 0


def test_an_article_is_one_story() -> None:
    found = numbers(STORY)
    assert found["story_share"] == 1
    assert found["opening_prose"] == 1
    assert found["cards"] == found["prices"] == found["rhythm"] == 0


def test_a_list_is_made_of_cards() -> None:
    found = numbers(CARDS)
    assert found["story_words"] == 0
    assert found["cards"] == found["page_cards"] > 2
    assert found["rhythm"] > 0.5
    assert found["prices"] > 2


def test_related_cards_below_leave_the_story_whole() -> None:
    assert numbers(STORY + CARDS)["story_share"] == 1


def test_what_shops_and_lists_say() -> None:
    labels = "".join(
        f"<p>{t}</p>" for t in ("Add to cart", "Sort by:", "24 results", "In den Warenkorb")
    )
    found = numbers(STORY + labels)
    assert found["shop"] == pytest.approx(1.0986, abs=1e-3)
    assert found["sorting"] == pytest.approx(1.0986, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A sentence that is long enough to be one of a story, and that ends with a stop.", True),
        (
            "A teaser that is long enough to be one of a story, but breaks off in its middle …",
            False,
        ),
        ("Cheese, butter, milk.", False),
        ("एक लंबा वाक्य जो किसी कहानी का हिस्सा होने के लिए काफी लंबा है और विराम पर समाप्त होता है।", True),
    ],
)
def test_running_text(text: str, expected: bool) -> None:
    assert is_prose(Block(kind="paragraph", text=text)) is expected
