"""When an address is fetched again: as tables, and for all that hypothesis can think of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.frontier import policy
from archive.frontier.policy import DAY, HOUR, Habit, Habits, Next, Visit, next_visit
from archive.frontier.records import SourceState

BORN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def visit(age: timedelta = timedelta(0), outcome: str = "unchanged", **fields: object) -> Visit:
    values: dict[str, object] = {
        "visited_at": BORN + age,
        "outcome": outcome,
        "born_at": BORN,
        "setbacks": 0 if outcome in ("new", "changed", "unchanged", "duplicate") else 1,
    }
    return Visit(**(values | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("age", "why"),
    [
        (0 * HOUR, "1h"),
        (HOUR / 3, "1h"),
        (HOUR * 0.9, "6h"),
        (2 * HOUR, "6h"),
        (6 * HOUR, "1d"),
        (DAY, "3d"),
        (5 * DAY, "7d"),
        (29 * DAY, "30d"),
    ],
)
def test_a_young_article_is_looked_at_at_the_next_age(age: timedelta, why: str) -> None:
    assert next_visit(visit(age), {}) == Next(BORN + policy.AGES[why], why)


def test_an_old_article_is_not_looked_at_by_itself() -> None:
    assert next_visit(visit(30 * DAY), {}) == Next(None, "ended")


def test_ages_at_which_nothing_is_ever_edited_are_left_out() -> None:
    habits = {"1h": Habit(100, 0), "6h": Habit(100, 1), "1d": Habit(100, 0), "3d": Habit(29, 0)}
    assert list(policy.ages(habits)) == ["1d", "3d", "7d", "30d"]


def test_a_magazine_that_edits_late_is_looked_at_late() -> None:
    assert list(policy.ages({"30d": Habit(40, 4)}))[-2:] == ["90d", "365d"]
    assert list(policy.ages({"30d": Habit(40, 3)}))[-1] == "30d"


@pytest.mark.parametrize(
    ("outcome", "reason", "waits"),
    [
        ("failed", "http_503", policy.FAILED),
        ("failed", "not_html", policy.NO_ARTICLE),
        ("gone", "http_404", policy.GONE),
        ("refused", "consent_wall", policy.REFUSED),
        ("refused", "listing", policy.NO_ARTICLE),
    ],
)
def test_setbacks_are_tried_again_later_each_time_and_end(
    outcome: str, reason: str, waits: tuple[timedelta, ...]
) -> None:
    moments = [
        next_visit(visit(outcome=outcome, reason=reason, setbacks=n), {}).due_at
        for n in range(1, len(waits) + 2)
    ]
    assert moments == [*(BORN + wait for wait in waits), None]
    assert list(waits) == sorted(waits)


def test_what_robots_forbid_is_asked_about_for_ever() -> None:
    forbidden = visit(outcome="failed", reason=policy.FORBIDDEN_REASON, setbacks=99)
    assert next_visit(forbidden, {}) == Next(BORN + policy.FORBIDDEN, "retry")


def test_what_is_reserved_is_looked_at_for_ever_but_seldom() -> None:
    due = [
        next_visit(visit(outcome="refused", reason="reserved_noai", setbacks=n), {}).due_at
        for n in (1, 2, 99)
    ]
    assert due == [BORN + policy.RESERVED[0], BORN + policy.RESERVED[1], BORN + policy.RESERVED[1]]


def test_what_a_backfill_did_not_want_is_looked_at_by_its_age() -> None:
    young, old = (
        visit(age, "refused", reason=policy.OUTSIDE_WINDOW, setbacks=0)
        for age in (2 * DAY, 40 * DAY)
    )
    assert next_visit(young, {}) == Next(BORN + 3 * DAY, "3d")
    assert next_visit(old, {}) == Next(None, "ended")


def test_a_refused_refetch_leaves_the_article_its_age() -> None:
    refetch = visit(2 * HOUR, "refused", reason="paywalled_refetch")
    assert next_visit(refetch, {}).why == "6h"


def test_what_is_looked_at_elsewhere_is_not_looked_at_here() -> None:
    assert next_visit(visit(outcome="duplicate"), {}) == Next(None, "elsewhere")
    assert next_visit(visit(is_elsewhere=True), {}) == Next(None, "elsewhere")


moments = st.timedeltas(timedelta(0), timedelta(days=400))
outcomes = st.sampled_from(["new", "changed", "unchanged", "refused", "gone", "failed"])
habits = st.dictionaries(
    st.sampled_from([*policy.AGES, policy.LASTMOD]),
    st.integers(0, 500).flatmap(lambda n: st.builds(Habit, st.just(n), st.integers(0, n))),
)


@given(moments, outcomes, st.integers(0, 9), habits)
def test_the_next_visit_is_later_than_the_last(
    age: timedelta, outcome: str, setbacks: int, known: dict[str, Habit]
) -> None:
    last = visit(age, outcome, setbacks=setbacks)
    due_at = next_visit(last, known).due_at
    assert due_at is None or due_at > last.visited_at


@given(moments, moments, outcomes, st.integers(0, 9), habits)
def test_who_looks_later_is_not_due_earlier(
    first: timedelta, second: timedelta, outcome: str, setbacks: int, known: dict[str, Habit]
) -> None:
    early, late = sorted((first, second))
    due = [next_visit(visit(a, outcome, setbacks=setbacks), known).due_at for a in (early, late)]
    assert due[1] is None or (due[0] is not None and due[0] <= due[1])


@given(moments, outcomes, habits)
def test_visits_come_to_an_end(age: timedelta, outcome: str, known: dict[str, Habit]) -> None:
    last = BORN + age
    for setbacks in range(1, len(policy.AGES) + len(policy.LATE_AGES) + len(policy.FAILED)):
        following = next_visit(
            visit(outcome=outcome, visited_at=last, setbacks=setbacks), known
        ).due_at
        if following is None:
            return
        last = following
    pytest.fail("still due")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-11-02T10:00:00+02:00", BORN),
        ("2026-11-02T06:00:00", BORN - 2 * HOUR),
        ("2026-11-02", BORN),  # found on that day
        ("2026-11-01", datetime(2026, 11, 1, 12, tzinfo=UTC)),
        ("2031-01-01T00:00:00Z", BORN + HOUR),
        ("2031-01-01", BORN),
        ("2026-11", BORN),
        (None, BORN),
    ],
)
def test_when_an_article_appeared(published: str | None, expected: datetime) -> None:
    assert policy.born(published, BORN, BORN + HOUR) == expected


def test_a_lastmod_is_compared_with_what_was_said_before() -> None:
    assert not policy.is_moved(None, None, BORN)
    assert policy.is_moved(BORN + HOUR, None, BORN)
    assert not policy.is_moved(BORN, None, BORN)
    assert policy.is_moved(BORN - DAY, BORN - 2 * DAY, BORN)
    assert not policy.is_moved(BORN - DAY, BORN - DAY, BORN)


@pytest.mark.parametrize(
    ("moved", "listed", "habit", "expected"),
    [
        (3, 500, Habit(), 3),
        (200, 500, Habit(), policy.LASTMOD_TRIAL),
        (300, 500, Habit(100, 90), policy.LASTMOD_PROBE),  # a deployment
        (200, 500, Habit(100, 90), 200),
        (200, 500, Habit(100, 4), policy.LASTMOD_PROBE),
        (20, 20, Habit(), 20),  # a short feed
    ],
)
def test_a_lastmod_is_believed_as_far_as_it_told_the_truth(
    moved: int, listed: int, habit: Habit, expected: int
) -> None:
    assert policy.brought_forward(moved, listed, habit) == expected


def test_a_run_tries_only_so_many_of_an_unknown_lastmod() -> None:
    assert policy.brought_forward(200, 500, Habit(), spent=policy.LASTMOD_TRIAL - 1) == 1
    assert policy.brought_forward(200, 500, Habit(), spent=policy.LASTMOD_TRIAL + 1) == 0
    assert policy.brought_forward(200, 500, Habit(100, 4), spent=policy.LASTMOD_PROBE) == 0
    assert policy.brought_forward(200, 500, Habit(100, 90), spent=999) == 200


@given(st.integers(0, 10_000), st.integers(0, 10_000), habits)
def test_no_more_is_brought_forward_than_moved(
    moved: int, more: int, known: dict[str, Habit]
) -> None:
    habit = known.get(policy.LASTMOD, policy.NO_HABIT)
    assert 0 <= policy.brought_forward(moved, moved + more, habit) <= moved


def source(**fields: object) -> SourceState:
    values: dict[str, object] = {
        "url": "https://www.rayon.example/a.xml",
        "parent": "https://www.rayon.example/sitemap.xml",
        "asked_at": BORN,
        "read_at": BORN,
        "changed_at": BORN,
    }
    return SourceState(**(values | fields))  # type: ignore[arg-type]


def test_a_source_that_was_never_read_is_due() -> None:
    assert policy.is_source_due(None, BORN)
    assert policy.is_source_due(SourceState(url="x"), BORN)
    assert policy.is_source_due(source(read_at=None), BORN)
    assert policy.is_source_due(source(failure="http_503"), BORN)


def test_what_a_magazine_declares_is_asked_in_each_run() -> None:
    assert policy.is_source_due(source(parent=None), BORN)


def test_a_guess_that_failed_is_left_alone_for_a_week() -> None:
    absent = source(parent=None, failure="http_404")
    assert not policy.is_source_due(absent, BORN + 6 * DAY, is_guess=True)
    assert policy.is_source_due(absent, BORN + 7 * DAY, is_guess=True)


def test_the_lastmod_of_an_index_is_believed_for_a_day() -> None:
    nested = source(lastmod=BORN - DAY)
    assert not policy.is_source_due(nested, BORN + HOUR, lastmod=BORN - DAY)
    assert policy.is_source_due(nested, BORN + HOUR, lastmod=BORN)
    assert policy.is_source_due(nested, BORN + DAY, lastmod=BORN - DAY)


def test_without_a_lastmod_what_is_old_is_asked_seldom() -> None:
    assert policy.is_source_due(source(), BORN)
    old = source(changed_at=BORN - 5 * DAY)
    assert not policy.is_source_due(old, BORN + HOUR)
    assert policy.is_source_due(old, BORN + DAY / 2)
    ancient = source(changed_at=BORN - 500 * DAY)
    assert policy.is_source_due(ancient, BORN + DAY)


def test_a_list_goes_on_where_the_page_before_had_news() -> None:
    assert not policy.is_source_due(source(page=2), BORN + 9 * DAY)
    assert policy.is_source_due(source(page=2, is_due=True), BORN)


def test_habits_add_up_and_fade() -> None:
    known = Habits({"1d": Habit(policy.MEMORY, 100)})
    known.note("1d", is_edited=True)
    known.note("7d", is_edited=False)
    assert known.total() == {"1d": Habit(201, 51), "7d": Habit(1, 0)}
