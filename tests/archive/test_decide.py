"""Decisions, without any database."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from archive.decide import MAX_URL_BYTES, Decision, Kept, decide
from archive.records import Article

Make = Callable[..., Article]


def kept(article: Article, **fields: object) -> Kept:
    values = {
        "content_hash": article.content_hash,
        "last_seen": article.fetched_at,
        "word_count": article.word_count,
        "is_accessible_for_free": article.is_accessible_for_free,
    }
    return Kept(**(values | fields))  # type: ignore[arg-type]


def test_unknown_address_and_content_is_new(make_article: Make) -> None:
    assert decide(make_article(), None) == Decision(outcome="new")


def test_unknown_address_with_known_content_is_a_duplicate(make_article: Make) -> None:
    assert decide(make_article(), None, twin=True) == Decision(outcome="duplicate")


def test_twin_does_not_matter_at_a_known_address(make_article: Make) -> None:
    later = make_article(day=1, headline="Un autre titre")
    assert decide(later, kept(make_article()), twin=True).outcome == "changed"


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_same_content_is_unchanged_whenever_it_was_fetched(make_article: Make, day: int) -> None:
    assert decide(make_article(day=day), kept(make_article())) == Decision(outcome="unchanged")


def test_other_content_later_is_changed(make_article: Make) -> None:
    later = make_article(day=1, headline="Un autre titre")
    assert decide(later, kept(make_article())) == Decision(outcome="changed")


def test_return_to_a_past_content_is_changed(make_article: Make) -> None:
    again = make_article(day=2)
    current = kept(
        make_article(day=1, headline="Un autre titre"),
        past_hashes=frozenset({again.content_hash}),
    )
    assert decide(again, current) == Decision(outcome="changed")


def test_past_content_fetched_late_is_unchanged(make_article: Make) -> None:
    late = make_article()
    current = kept(
        make_article(day=1, headline="Un autre titre"),
        past_hashes=frozenset({late.content_hash}),
    )
    assert decide(late, current) == Decision(outcome="unchanged", reason="past_version")


@pytest.mark.parametrize("late_by", [timedelta(0), timedelta(seconds=1)])
def test_unknown_content_that_is_not_newer_is_refused(
    make_article: Make, late_by: timedelta
) -> None:
    current = make_article(day=1)
    late = make_article(headline="Un autre titre", fetched_at=current.fetched_at - late_by)
    assert decide(late, kept(current)) == Decision(outcome="refused", reason="not_newer")


@pytest.mark.parametrize(
    ("before", "after", "free_before", "free_after", "expected"),
    [
        (400, 120, True, False, "paywalled_refetch"),
        (400, 279, True, False, "paywalled_refetch"),
        (400, 280, True, False, None),  # a metered article whose text is still there
        (120, 400, False, True, None),  # the paywall is gone
        (400, 200, False, False, None),
        (400, 200, True, True, None),  # an editor's cut
        (400, 119, True, True, "shrunken_refetch"),
        (400, 119, False, False, "shrunken_refetch"),
        (400, 0, True, True, "emptied_refetch"),
        (40, 0, True, True, "emptied_refetch"),
        (40, 5, True, True, None),  # a brief may become briefer
        (0, 0, True, True, None),
        (0, 300, True, True, None),
    ],
)
def test_worse_fetch_is_refused(
    make_article: Make,
    before: int,
    after: int,
    free_before: bool,
    free_after: bool,
    expected: str | None,
) -> None:
    current = make_article(word_count=before, is_accessible_for_free=free_before)
    later = make_article(
        day=1, headline="Un autre titre", word_count=after, is_accessible_for_free=free_after
    )
    decision = decide(later, kept(current))
    assert (decision.outcome, decision.reason) == ("refused" if expected else "changed", expected)


def test_address_no_index_can_hold_is_refused(make_article: Make) -> None:
    long = make_article(canonical_url="https://www.rayon.example/" + "é" * (MAX_URL_BYTES // 2))
    assert decide(long, None) == Decision(outcome="refused", reason="url_too_long")
