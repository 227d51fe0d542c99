"""What the template learns, without any database; against counts over all that was printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import PrintedBlock
from archive.template.learning import (
    EARLY_BLOCK,
    EARLY_PLACE,
    FIRST_PLACES,
    MAX_LAYOUTS,
    SAMPLE_CHARACTERS,
    Knowledge,
    Page,
    nearest_layout,
)
from archive.template.printed import MAX_PRINTED, Print

FIRST = datetime(2026, 11, 2, tzinfo=UTC)


@dataclass
class Memory:
    """An article as the archive remembers it between its pages."""

    printed: Sequence[Print] = ()
    headlines: tuple[int, ...] = ()
    ordinal: int | None = None
    language: str | None = None


def block(fingerprint: int, place: int = 1, text: str = "Nos offres", own: bool = False):  # type: ignore[no-untyped-def]
    return PrintedBlock(fingerprint, place, text, own)


class Learner:
    """Teaches pages, article by article, as the store does."""

    def __init__(self) -> None:
        self.knowledge = Knowledge()
        self.articles: dict[int, Memory] = {}

    def see(
        self,
        article: int,
        blocks: Sequence[PrintedBlock],
        headline: int = 0,
        day: int = 0,
        language: str = "fr",
    ) -> Memory:
        memory = self.articles.setdefault(article, Memory())
        page = Page(
            article_id=article,
            language=language,
            fetched_at=FIRST + timedelta(days=day),
            headline=headline or 10_000 + article,
            past_headlines=memory.headlines,
            blocks=blocks,
            kept=memory.printed,
            past=memory.printed,
            ordinal=memory.ordinal,
            counted_language=memory.language,
        )
        memory.printed = self.knowledge.learn(page)
        memory.headlines = (*memory.headlines, page.headline)
        memory.ordinal, memory.language = page.ordinal, page.counted_language
        return memory


pages = st.lists(
    st.tuples(
        st.integers(1, 5),  # article
        st.integers(1, 8),  # headline
        st.lists(st.tuples(st.integers(1, 8), st.integers(0, 4)), max_size=6),
    ),
    max_size=12,
)


@given(pages)
def test_counts_are_those_of_going_through_all_pages(
    seen: list[tuple[int, int, list[tuple[int, int]]]],
) -> None:
    learner = Learner()
    printed: set[tuple[int, int, int, int]] = set()  # article, fingerprint, layout, place
    headlines: set[tuple[int, int]] = set()
    for article, headline, blocks in seen:
        memory = learner.see(article, [block(*b) for b in blocks], headline)
        printed |= {(article, p.fingerprint, p.layout, p.place) for p in memory.printed}
        headlines.add((article, headline))

    def others(fingerprint: int, article: int) -> set[int]:
        prints = {a for a, f, *_ in printed if f == fingerprint}
        return (prints | {a for a, f in headlines if f == fingerprint}) - {article}

    for fingerprint, known in learner.knowledge.blocks.items():
        assert known.articles == len({a for a, f, *_ in printed if f == fingerprint})
        assert known.headlines == len({a for a, f in headlines if f == fingerprint})
    found = {
        (layout, number): (place.articles, place.blocks, place.recurring)
        for number, by_layout in learner.knowledge.places.items()
        for layout, place in by_layout.items()
    }
    expected = {}
    for at in {(layout, place) for *_, layout, place in printed if place}:
        there = [(a, f) for a, f, *where in printed if tuple(where) == at]
        recurring = sum(bool(others(f, a)) for a, f in there)
        expected[at] = (len({a for a, _ in there}), len(there), recurring)
    assert found == expected
    assert 0 not in learner.knowledge.places
    for number, layout in learner.knowledge.layouts.items():
        assert layout.articles == len({a for a, _, own, _ in printed if own == number})


def test_ordinals_are_the_articles_own_whenever_it_prints() -> None:
    learner = Learner()
    for article in range(1, 6):
        learner.see(article, [block(99)])
    learner.see(2, [block(7)], day=9)
    learner.see(4, [block(7)], day=9)
    known = learner.knowledge.blocks[7]
    assert (known.articles, known.first_ordinal, known.last_ordinal) == (2, 2, 4)
    assert learner.knowledge.counts == {"fr": 5}


def test_languages_are_counted_apart() -> None:
    learner = Learner()
    learner.see(1, [block(7)], language="fr")
    learner.see(2, [block(8)], language="nl")
    learner.see(3, [block(7)], language="nl")
    assert learner.knowledge.counts == {"fr": 1, "nl": 2}
    known = learner.knowledge.blocks[7]
    assert (known.language, known.first_ordinal, known.last_ordinal) == ("fr", 1, 1)


def test_text_is_kept_with_the_second_article_only() -> None:
    learner = Learner()
    learner.see(1, [block(7, text="x" * 999)])
    assert learner.knowledge.blocks[7].sample is None
    learner.see(2, [block(7, text="x" * 999)])
    assert learner.knowledge.blocks[7].sample == "x" * SAMPLE_CHARACTERS


def test_first_articles_are_remembered() -> None:
    learner = Learner()
    for article in range(1, 40):
        learner.see(article, [block(7)])
    assert learner.knowledge.blocks[7].early == list(range(1, EARLY_BLOCK + 1))
    assert learner.knowledge.places[1][1].early == list(range(1, EARLY_PLACE + 1))


def test_redesign_begins_a_layout_and_forgets_none() -> None:
    learner = Learner()
    old, new = range(1, 11), range(5, 21)  # six of sixteen places keep their name
    learner.see(1, [block(100 + p, p) for p in old])
    learner.see(2, [block(200 + p, p) for p in new], day=1)
    learner.see(3, [block(300 + p, p) for p in old], day=2)
    layouts = learner.knowledge.layouts
    assert [(n, layout.articles) for n, layout in layouts.items()] == [(1, 2), (2, 1)]
    assert layouts[1].last_seen == FIRST + timedelta(days=2)
    assert learner.knowledge.places[5][1].articles == 2
    assert learner.knowledge.places[5][2].articles == 1


def test_layout_must_know_half_of_the_places() -> None:
    known = {place: [1] for place in range(5)}
    assert nearest_layout(range(10), known) == 1
    assert nearest_layout(range(11), known) is None
    assert nearest_layout([0, 1], {0: [1, 2], 1: [1, 2]}) == 2


def test_layouts_are_bounded() -> None:
    learner = Learner()
    for article in range(MAX_LAYOUTS + 5):
        memory = learner.see(article, [block(7, 1_000 + article)])
    assert len(learner.knowledge.layouts) == MAX_LAYOUTS
    assert memory.printed[0].layout == 0
    assert learner.knowledge.blocks[7].articles == MAX_LAYOUTS + 5


def test_blocks_of_a_version_are_bounded_and_not_counted_twice() -> None:
    learner = Learner()
    many = [block(n) for n in range(1, MAX_PRINTED + 50)]
    assert len(learner.see(1, many).printed) == MAX_PRINTED
    learner.see(1, many, day=1)
    assert {b.articles for n, b in learner.knowledge.blocks.items() if n < 9_000} == {1}
    assert learner.knowledge.places[1][1].blocks == MAX_PRINTED


def test_dates_of_what_recurs_move_with_every_page() -> None:
    learner = Learner()
    learner.see(1, [block(7), block(8)])
    learner.see(2, [block(7)])
    learner.see(1, [block(7), block(8)], day=5)
    assert learner.knowledge.blocks[7].last_seen == FIRST + timedelta(days=5)
    assert learner.knowledge.blocks[8].last_seen == FIRST


@pytest.mark.parametrize("places", [2, FIRST_PLACES])
def test_first_printing_recurs_too_wherever_it_stood(places: int) -> None:
    learner = Learner()
    learner.see(1, [block(7, place) for place in range(1, places + 1)])
    learner.see(2, [block(7, 1)])
    recurring = [learner.knowledge.places[p][1].recurring for p in range(1, places + 1)]
    assert recurring == [2, *[1] * (places - 1)]
