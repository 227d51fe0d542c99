from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.health.figures import Past
from archive.health.shares import CONFIDENCE, LATELY, judge

FIRST = datetime(2026, 1, 5, tzinfo=UTC)


def runs(*counts: tuple[int, int]) -> list[Past]:
    """Daily runs, each with its hits and pages."""
    return [Past(FIRST + timedelta(days=n), *each) for n, each in enumerate(counts)]


CLEAN = [(0, 10)] * 6


def test_a_field_that_is_emptied_strays_on_the_first_run() -> None:
    found = judge(runs(*CLEAN, (3, 3)))
    assert found.strays
    assert found.now == 1
    assert found.usual == 0


def test_two_pages_are_a_bad_day_and_taken_with_those_before() -> None:
    found = judge(runs(*CLEAN, (2, 2)))
    assert not found.strays
    assert found.now == 2 / 12


def test_one_page_a_run_is_enough_after_some_runs() -> None:
    assert judge(runs(*[(0, 1)] * 60, *[(1, 1)] * 3)).strays


def test_what_goes_wrong_with_some_pages_is_noticed_over_several_runs() -> None:
    days = [(0, 5)] * 20
    assert not judge(runs(*days, (2, 5))).strays
    assert judge(runs(*days, *[(2, 5)] * 6)).strays


def test_a_magazine_that_seldom_signs_is_not_missed_its_authors() -> None:
    uneven = [(5, 10), (9, 10), (2, 10), (7, 10), (10, 10), (4, 10)]
    assert not judge(runs(*uneven, (10, 10))).strays


def test_a_first_run_of_old_pages_does_not_hide_what_breaks_later() -> None:
    assert judge(runs((900, 1000), *[(0, 10)] * 10, (10, 10))).strays


def test_a_short_history_says_nothing() -> None:
    found = judge(runs((0, 60), (10, 10)))
    assert found.usual is None
    assert not found.strays
    assert judge(runs((0, 5), (0, 5), (10, 10))).usual is None
    assert not judge([]).is_known


def test_runs_without_pages_are_passed_over() -> None:
    assert judge(runs(*CLEAN, (0, 0), (4, 4), (0, 0))).strays


def test_runs_of_long_ago_are_not_taken_together() -> None:
    old = [Past(past.moment - 2 * LATELY, past.amount, past.pages) for past in runs((0, 2))]
    assert not judge([*old, Past(FIRST, 1, 1)]).is_known


def test_while_it_is_broken_the_time_before_is_the_measure() -> None:
    broken = runs(*CLEAN, *[(5, 5)] * 40)
    since = broken[len(CLEAN)].moment
    assert not judge(broken, broken_since=since).is_near
    mended = [*broken, Past(broken[-1].moment + timedelta(days=1), 0, 5)]
    assert judge(mended, broken_since=since).is_near
    half = [*broken, Past(broken[-1].moment + timedelta(days=1), 3, 5)]
    assert not judge(half, broken_since=since).is_near


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=20))
def test_any_history_is_judged(counts: list[tuple[int, int]]) -> None:
    history = runs(*((min(hits, pages), pages) for hits, pages in counts))
    found = judge(history)
    assert found.now is None or 0 <= found.now <= 1
    assert found.usual is None or 0 <= found.usual <= 1
    assert not (found.strays and found.is_near)


@given(st.integers(3, 60), st.integers(20, 200))
def test_more_of_what_is_missing_is_never_less_telling(pages: int, history: int) -> None:
    before = [(0, history), (1, history), (0, history)]
    strays = [judge(runs(*before, (hits, pages))).strays for hits in range(pages + 1)]
    assert strays == sorted(strays)
    assert not strays[0]


def test_a_history_counts_for_no_more_than_it_is_worth() -> None:
    long = judge(runs(*[(0, 30)] * 500, (2, 30)))
    assert not long.strays
    assert CONFIDENCE < 500 * 30
