from datetime import UTC, date, datetime, timedelta

import pytest

from archive.health.declared import allowed_shares, judge_share, judge_volume
from archive.health.expectations import Expectations
from archive.health.figures import Past

NOW = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(("hits", "strays"), [(0, False), (1, False), (2, False), (5, True)])
def test_a_declared_share_breaks_where_chance_does_not_explain_it(hits: int, strays: bool) -> None:
    allowed = allowed_shares(Expectations(dated=0.95))["undated"]
    assert judge_share([Past(NOW, hits, 10)], allowed).strays is strays


def test_few_pages_break_nothing() -> None:
    assert not judge_share([Past(NOW, 2, 2)], 0.05).is_known


def test_small_runs_are_taken_together() -> None:
    runs = [Past(NOW + timedelta(days=n), 1, 1) for n in range(6)]
    assert judge_share(runs, 0.05).strays


def test_what_broke_is_mended_when_it_is_within_the_bounds() -> None:
    runs = [Past(NOW, 9, 10), Past(NOW + timedelta(days=1), 0, 10)]
    assert not judge_share(runs[:1], 0.05, broken_since=NOW).is_near
    assert judge_share(runs, 0.05, broken_since=NOW).is_near


@pytest.mark.parametrize(
    ("today", "strays"),
    [(date(2026, 5, 18), True), (date(2026, 8, 17), False), (date(2026, 12, 30), False)],
)
def test_a_declared_volume_is_for_a_usual_week(today: date, strays: bool) -> None:
    days = [{today - timedelta(days=n): 1 for n in range(1, 8)}]
    found = judge_volume(days, today, 20, first_run=date(2026, 1, 1))
    assert found.now == 7
    assert found.strays is strays


def test_a_magazine_that_is_watched_for_less_than_a_week_has_no_volume() -> None:
    assert not judge_volume([], date(2026, 5, 18), 20, first_run=date(2026, 5, 16)).strays
