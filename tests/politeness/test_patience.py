import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecrawler.politeness.patience import JITTER, Bounds, Patience, Verdict

BOUNDS = Bounds(first=5, longest=60, waits=6, tries=2)


def patience(chance: float = 0.0) -> Patience:
    return Patience(BOUNDS, lambda: chance)


def test_a_host_is_left_alone_twice_as_long_each_time_until_it_is_given_up() -> None:
    host, now, waits = patience(), 100.0, []
    for number in range(BOUNDS.waits):
        verdict = host.refused(f"/{number}", 503, now, None)
        waits.append(verdict.seconds)
        now += verdict.seconds
    assert waits == [5, 10, 20, 40, 60, 60]
    assert host.refused("/7", 503, now, None).action == "give_up_host"


def test_a_host_that_never_answered_is_waited_for_even_with_one_page() -> None:
    host, now = patience(), 0.0
    actions = []
    for _ in range(BOUNDS.waits + 1):
        verdict = host.refused("/robots.txt", 429, now, None)
        now += verdict.seconds
        actions.append(verdict.action)
    assert actions == ["wait"] * BOUNDS.waits + ["give_up_host"]


def test_an_answer_ends_the_row() -> None:
    host = patience()
    host.refused("/1", 503, 0, None)
    host.refused("/2", 503, 10, None)
    host.answered("/1")
    assert host.refused("/2", 503, 100, None) == Verdict("wait", 5)


def test_what_was_sent_before_the_wait_does_not_make_it_longer() -> None:
    host = patience()
    assert host.refused("/1", 429, 0, None).seconds == 5
    assert host.refused("/2", 429, 1, None).seconds == 5  # and no second step
    assert host.row == 1
    assert host.refused("/3", 429, 2, 30).seconds == 30


def test_retry_after_is_honoured_and_never_cut_short() -> None:
    assert patience(1.0).refused("/1", 429, 0, 40).seconds == 40 * (1 + JITTER)
    assert patience().refused("/1", 429, 0, 1).seconds == 5
    assert patience().refused("/1", 429, 0, BOUNDS.longest + 1).action == "give_up_host"


def test_one_page_that_is_refused_while_others_are_answered_is_given_up() -> None:
    host, now = patience(), 0.0
    host.answered("/")
    for _ in range(BOUNDS.tries):
        verdict = host.refused("/broken", 503, now, None)
        assert verdict.action == "wait"
        now += verdict.seconds
        host.answered("/other")
    assert host.refused("/broken", 503, now, None).action == "give_up_page"


def test_one_page_that_asks_for_too_much_is_given_up_alone() -> None:
    host = patience()
    host.answered("/")
    assert host.refused("/soon", 503, 0, 86_400).action == "give_up_page"
    host.refused("/1", 503, 0, None)
    assert host.refused("/2", 503, 0, 86_400).action == "give_up_host"


def test_a_host_that_limits_the_rate_is_waited_for() -> None:
    host, now = patience(), 0.0
    for number in range(100):
        host.answered(f"/{number}")
        verdict = host.refused("/last", 429, now, None) if number % 20 == 0 else None
        if verdict is not None:
            assert verdict.action == "wait"
            now += verdict.seconds
    assert host.row == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["/1", "/2", "/3"]),
            st.sampled_from([200, 429, 503]),
            st.floats(0, 100),
            st.none() | st.floats(0, 100),
        )
    ),
    st.floats(0, 1),
)
def test_no_wait_is_too_long_and_none_is_forgotten(
    events: list[tuple[str, int, float, float | None]], chance: float
) -> None:
    host, now = patience(chance), 0.0
    for url, status, later, asked in events:
        now += later
        if status == 200:
            host.answered(url)
            continue
        verdict = host.refused(url, status, now, asked)
        if verdict.action == "wait":
            assert 0 < verdict.seconds <= BOUNDS.longest * (1 + JITTER) + 1e-6
            assert verdict.seconds >= (asked or 0) - 1e-6
            assert host.row <= BOUNDS.waits


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_chance_only_makes_a_wait_longer(chance: float) -> None:
    assert patience(chance).refused("/1", 503, 0, None).seconds == 5 * (1 + JITTER * chance)
