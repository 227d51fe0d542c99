from datetime import UTC, datetime, timedelta
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.health.figures import Past
from archive.health.means import judge
from archive.health.measures import BY_NAME

FIRST = datetime(2026, 1, 5, tzinfo=UTC)


def runs(*means: float, pages: int = 10) -> list[Past]:
    """Daily runs, each with its geometric mean."""
    return [
        Past(FIRST + timedelta(days=n), log(mean) * pages, pages) for n, mean in enumerate(means)
    ]


@pytest.mark.parametrize(("now", "strays"), [(300, False), (200, False), (60, True), (1500, True)])
def test_texts_of_another_length_stray(now: float, strays: bool) -> None:
    found = judge(BY_NAME["words"], runs(310, 280, 350, 300, 290, now))
    assert found.strays is strays
    assert found.now == pytest.approx(now)
    assert found.usual == pytest.approx(300)


def test_few_pages_may_be_short_by_chance() -> None:
    before = runs(310, 280, 350, 300, 290)
    later = FIRST + timedelta(days=9)
    assert not judge(BY_NAME["words"], [*before, Past(later, 3 * log(130), 3)]).strays


def test_only_a_slower_site_is_unusual() -> None:
    latency = BY_NAME["latency"]
    assert judge(latency, runs(0.2, 0.3, 0.2, 0.2, 2.0, pages=50)).strays
    assert not judge(latency, runs(0.2, 0.3, 0.2, 0.2, 0.01, pages=50)).strays


def test_what_was_added_for_the_logarithm_is_taken_off() -> None:
    found = judge(BY_NAME["teasers"], runs(1, 1, 1, 1))
    assert found.now == pytest.approx(0)
    assert found.usual == pytest.approx(0)


def test_a_mean_is_broken_until_it_is_near_again() -> None:
    words, history = BY_NAME["words"], runs(300, 300, 300, 40, 40, 40, 40, 280)
    since = history[3].moment
    assert not judge(words, history[:-1], broken_since=since).is_near
    assert judge(words, history, broken_since=since).is_near


def test_a_short_history_says_nothing() -> None:
    assert judge(BY_NAME["words"], runs(300, 300)).usual is None
    assert judge(BY_NAME["words"], []).now is None


@given(st.lists(st.floats(0.01, 1e5), max_size=20))
def test_any_history_is_judged(means: list[float]) -> None:
    found = judge(BY_NAME["words"], runs(*means))
    assert not (found.strays and found.is_near)
