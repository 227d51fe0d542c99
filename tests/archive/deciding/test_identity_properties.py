"""What holds of identity whatever pages claim, in whatever order they come; on both databases.

Each example takes a magazine of its own, so that one archive serves for all of them.
"""

import itertools
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.records import Article, Refusal
from archive.store import Archive
from tests.archive.invented import FIRST, invented_article

_MAGAZINES = itertools.count(1)

examples = settings(
    max_examples=40,  # some ten transactions each, on two databases
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # see above
)

SITE = "https://www.rayon.example/fr/"
URLS = [
    SITE + end
    for end in ("a", "a/", "a/amp", "a?print=1", "b", "b?utm_source=x", "c", "article", "latest")
]
URLS.append("http://m.rayon.example/fr/a")


def text(name: str) -> str:
    """A text that has nothing in common with the others."""
    chance = random.Random(name)
    return " ".join("".join(chance.choices("abcdeilnorstu", k=5)) for _ in range(60))


TEXTS = {name: text(name) for name in "XYZ"}

claims = st.lists(
    st.tuples(st.sampled_from(URLS), st.sampled_from(URLS), st.sampled_from("XYZ")), max_size=10
)


def page(magazine: str, url: str, claim: str, name: str, day: int) -> Article:
    return invented_article(
        url=url, canonical_url=claim, magazine=magazine, day=day, headline=f"Titre {name}",
        lead=None, body_text=TEXTS[name], teasers=(),
    )  # fmt: skip


def batches(data: st.DataObject, pages: list[Article]) -> list[list[Article]]:
    """The pages in batches of any size."""
    found = []
    while pages:
        size = data.draw(st.integers(1, len(pages)))
        found.append(pages[:size])
        pages = pages[size:]
    return found


@examples
@given(seen=claims, data=st.data())
def test_whatever_pages_claim_the_archive_stays_sound(
    archive: Archive, seen: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    name = f"rayon{next(_MAGAZINES)}"
    pages = [page(name, *claim, day=day) for day, claim in enumerate(seen)]
    for batch in batches(data, pages):
        for result in archive.store(batch):
            assert result.article_id is not None
    refusal = Refusal(url=URLS[0], magazine=name, reason="listing", fetched_at=FIRST)
    archive.store([refusal])
    assert [check for check in archive.check() if not check.holds] == []
    before = [archive.versions(row.id) for row in archive.articles(magazine=name)]
    for batch in batches(data, data.draw(st.permutations(pages))):
        archive.store(batch)
    assert [check for check in archive.check() if not check.holds] == []
    after = [archive.versions(row.id) for row in archive.articles(magazine=name)]
    assert len(after) >= len(before)


@examples
@given(data=st.data(), days=st.integers(1, 3), number=st.integers(2, 5))
def test_a_site_with_one_canonical_keeps_all_its_articles(
    archive: Archive, data: st.DataObject, days: int, number: int
) -> None:
    name = f"rayon{next(_MAGAZINES)}"
    texts = {str(place): text(f"{name} {place}") for place in range(number)}
    for day in range(days):
        pages = [
            invented_article(
                place, day, magazine=name, canonical_url=SITE + "article", lead=None,
                headline=f"Titre {place}", body_text=body, teasers=(),
            )
            for place, body in texts.items()
        ]  # fmt: skip
        for batch in batches(data, data.draw(st.permutations(pages))):
            archive.store(batch)
    rows = archive.articles(magazine=name)
    assert {row.canonical_url: row.headline for row in rows} == {
        SITE + place: f"Titre {place}" for place in texts
    }
    assert [archive.article(row.id).version_count for row in rows] == [1] * number
    assert [check for check in archive.check() if not check.holds] == []
