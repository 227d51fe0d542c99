"""What holds of versions whatever is fetched, in whatever order; on both databases.

Each example takes a magazine of its own, so that one archive serves for all of them.
"""

import itertools
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.records import Article, Refusal
from archive.store import Archive, StoredVersion
from tests.archive.invented import FIRST, invented_article

_MAGAZINES = itertools.count(1)

examples = settings(
    max_examples=25,  # some ten transactions each, on two databases
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # see above
)

STATES = {
    state: " ".join(f"{state}{number} mot phrase {number} {state}." for number in range(30))
    for state in "ABC"
}
"""Edits of about one length: none is worse than another."""

NOISE: dict[str, dict[str, Any]] = {
    "none": {},
    "quotes": {"lead": "« Six » cents clients – l’enseigne !"},
    "space": {"lead": "\u00a0«Six»\u00a0cents clients\u2009-\nl'en\u00adseigne\u200b"},
    "promos": {"teasers": ()},
    "modified": {"date_modified": "2027-01-05T10:00:00+01:00"},
    "tags": {"keywords": ("autre",)},
}
"""What changes from fetch to fetch while the article stays."""
LEAD = "'Six' cents clients - l'enseigne"

Fetch = tuple[str, str]
fetches = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(sorted(NOISE))), max_size=7)
at_least_one = fetches.filter(bool)


def fresh() -> str:
    return f"rayon{next(_MAGAZINES)}"


def moment(number: float) -> datetime:
    return FIRST + timedelta(days=number)


def page(magazine: str, fetch: Fetch, day: float) -> Article:
    state, noise = fetch
    values = {"headline": "Ciney", "lead": LEAD, "body_text": STATES[state]} | NOISE[noise]
    return invented_article("ciney", day, magazine=magazine, **values)


def stub(magazine: str, day: float) -> Article:
    return invented_article(
        "ciney", day, magazine=magazine, headline="Ciney", lead=None,
        body_text="La suite est réservée aux abonnés.", is_accessible_for_free=False,
    )  # fmt: skip


def wall(magazine: str, day: float) -> Refusal:
    url = invented_article("ciney").url
    return Refusal(url=url, magazine=magazine, reason="consent_wall", fetched_at=moment(day))


def told(versions: list[StoredVersion]) -> list[tuple[object, ...]]:
    """What the archive says of the article's history, without where it read it."""
    return [
        (v.number, v.valid_from, v.valid_to, v.last_seen, v.article.content_hash) for v in versions
    ]


def article_of(archive: Archive, magazine: str) -> int:
    found = archive.known(invented_article("ciney").url, magazine)
    assert found is not None
    return found


def history(archive: Archive, magazine: str) -> list[tuple[object, ...]]:
    return told(archive.versions(article_of(archive, magazine)))


@examples
@given(seen=at_least_one, data=st.data())
def test_each_run_of_one_state_is_a_version(
    archive: Archive, seen: list[Fetch], data: st.DataObject
) -> None:
    """However the fetches are batched, and whatever noise is in them; and as-of tells them all."""
    name = fresh()
    pages = [page(name, fetch, day) for day, fetch in enumerate(seen)]
    while pages:
        size = data.draw(st.integers(1, len(pages)))
        archive.store(pages[:size])
        pages = pages[size:]
    runs = [
        (key, [day for day, _ in group])
        for key, group in itertools.groupby(enumerate(s for s, _ in seen), lambda pair: pair[1])
    ]
    versions = archive.versions(article_of(archive, name))
    assert [v.article.body_text for v in versions] == [STATES[state] for state, _ in runs]
    starts = [moment(days[0]) for _, days in runs]
    assert [v.valid_from for v in versions] == starts
    assert [v.valid_to for v in versions] == [*starts[1:], None]
    assert [v.last_seen for v in versions] == [moment(days[-1]) for _, days in runs]
    number = article_of(archive, name)
    for day, (state, _) in enumerate(seen):
        for hours in (0, 12):  # and until the next fetch
            then = archive.as_of(number, moment(day) + timedelta(hours=hours))
            assert then is not None
            assert then.article.body_text == STATES[state]
    assert archive.as_of(number, moment(-1)) is None


@examples
@given(seen=at_least_one, data=st.data())
def test_storing_again_in_any_order_changes_nothing(
    archive: Archive, seen: list[Fetch], data: st.DataObject
) -> None:
    name = fresh()
    pages = [page(name, fetch, day) for day, fetch in enumerate(seen)]
    archive.store(pages)
    number = article_of(archive, name)
    before = (archive.article(number), archive.versions(number))
    for again in data.draw(st.permutations(pages)):
        assert archive.store([again])[0].outcome in ("unchanged", "refused")
    assert (archive.article(number), archive.versions(number)) == before


@examples
@given(order=st.permutations(range(4)), noise=st.lists(st.sampled_from(sorted(NOISE)), min_size=4))
def test_order_of_fetches_of_one_state_does_not_matter(
    archive: Archive, order: list[int], noise: list[str]
) -> None:
    name = fresh()
    for day in order:
        archive.store([page(name, ("A", noise[day]), day)])
    [(number, valid_from, valid_to, last_seen, _)] = history(archive, name)
    assert (number, valid_from, valid_to, last_seen) == (1, moment(0), None, moment(3))


@examples
@given(seen=at_least_one, data=st.data())
def test_a_fetch_that_comes_late_is_put_where_it_belongs(
    archive: Archive, seen: list[Fetch], data: st.DataObject
) -> None:
    """One of several fetches of a state may come after all others."""
    twice = [fetch for fetch in seen for _ in range(2)]
    late = data.draw(st.integers(0, len(twice) - 1))
    in_time, delayed = fresh(), fresh()
    for day, fetch in enumerate(twice):
        archive.store([page(in_time, fetch, day)])
        if day != late:
            archive.store([page(delayed, fetch, day)])
    archive.store([page(delayed, twice[late], late)])
    assert history(archive, delayed) == history(archive, in_time)


@examples
@given(seen=at_least_one, refused=st.lists(st.sampled_from([stub, wall]), min_size=1, max_size=3))
def test_a_refused_fetch_never_changes_the_current_version(
    archive: Archive, seen: list[Fetch], refused: list[object]
) -> None:
    name = fresh()
    archive.store([page(name, fetch, day) for day, fetch in enumerate(seen)])
    number = article_of(archive, name)
    before = (archive.article(number), archive.versions(number))
    for day, make in enumerate(refused, len(seen)):
        [result] = archive.store([make(name, day)])  # type: ignore[operator]
        assert result.outcome == "refused"
        assert result.version_id == before[0].current.id
    assert (archive.article(number), archive.versions(number)) == before
