import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.health.chance import at_least, at_most, binomial_at_least


def test_chances_are_what_tables_say() -> None:
    assert binomial_at_least(8, 10, 0.5) == pytest.approx(56 / 1024)
    assert at_most(0, 2.0, 0) == pytest.approx(0.1353352832)
    assert at_most(0, 4.0, 0.5) == pytest.approx((1 + 2) ** -2)
    assert at_least(1, 1, 1, 3) == pytest.approx(0.25)


@given(st.integers(0, 50), st.integers(0, 50), st.floats(0.1, 100), st.floats(0.1, 100))
def test_chances_of_a_beta_binomial_fall(hits: int, pages: int, a: float, b: float) -> None:
    hits = min(hits, pages)
    assert at_least(0, pages, a, b) == pytest.approx(1)
    assert at_least(hits + 1, pages, a, b) <= at_least(hits, pages, a, b) <= 1


@given(st.integers(0, 200), st.floats(0, 300), st.floats(0, 2))
def test_chances_of_counts_rise(count: int, mean: float, dispersion: float) -> None:
    assert 0 <= at_most(count, mean, dispersion) <= at_most(count + 1, mean, dispersion) <= 1


def test_what_is_certain_and_what_cannot_be() -> None:
    assert binomial_at_least(0, 5, 0.0) == 1
    assert binomial_at_least(1, 5, 0.0) == 0
    assert binomial_at_least(5, 5, 1.0) == 1
