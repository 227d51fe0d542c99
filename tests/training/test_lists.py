"""The parts of learning from lists that need no corpus."""

import random

import pytest

from tests.extract.samples import STORIES, document, items, paragraphs
from tradecrawler.items import Page
from training import corpora
from training.lists import seen
from training.made_lists import MARKUPS, Maker, Sources, markup, own_lists, own_paragraphs, parse

STORY = STORIES["en"]
POINTS = ("Shoppers pay a small deposit", "Drivers collect the crates")
TITLES = tuple(f"Headline number {n} of quite another paper" for n in range(20))
ROW = {"id": "a", "lang": "en", "title": STORY.headline, "body": "\n".join((STORY.text, *POINTS))}


def body() -> bytes:
    main = paragraphs(*STORY.paragraphs[:2]) + items(POINTS) + paragraphs(*STORY.paragraphs[2:])
    return document(main, lang="en").encode()


def test_lists_of_all_kinds_are_made() -> None:
    sources = Sources({"en": TITLES}, [("b", ("A tent", "A rope and a map"))])
    made = list(Maker(ROW, body(), sources).made())
    assert {kind for kind, *_ in made} == {"teasers", "points", "foreign", "moved"}
    for _, texts, tree in made:
        shown = " ".join(tree.text_content().split())
        assert all(text in shown for text in texts)


@pytest.mark.parametrize("seed", range(3 * len(MARKUPS)))
def test_every_markup_holds_every_line(seed: int) -> None:
    lines = [("Feature", "A & B"), (None, "C")]
    html = markup(lines, random.Random(seed), links=seed % 2 == 0)
    shown = parse(html.encode()).text_content()
    assert all(text in shown for text in ("A & B", "Feature", "C"))


def test_what_is_the_articles_on_its_page() -> None:
    maker = Maker(ROW, body(), Sources({}, [("a", ())]))
    tree = parse(body())
    assert len(own_paragraphs(tree, maker.truth)) == len(STORY.paragraphs)
    assert [len(ul) for ul in own_lists(tree, maker.truth)] == [len(POINTS)]


def test_lists_are_seen_as_the_package_reads_them() -> None:
    found = seen(Page(url="", body=body(), fetched_at=corpora.FETCHED_AT))
    assert [texts for texts, _ in found] == [POINTS]
