"""Likely translations, measured on the demo magazine, whose declared pairs are the truth."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.relatives.translations import MIN_SCORE, Traits, propose, traits
from tradecrawler.demo.truth import truth

DAY = date(2026, 11, 2)


def invented(id_: int, language: str, **fields: Any) -> Traits:
    values: dict[str, Any] = {
        "article_id": id_,
        "language": language,
        "published_on": DAY,
        "image": None,
        "names": frozenset({"halmarkt", "ciney", "vanderhaeve"}),
        "numbers": frozenset({"480000", "125"}),
    }
    return Traits(**(values | fields))


@pytest.mark.parametrize("images", [True, False])
def test_the_demos_pairs_are_found_without_hreflang(images: bool) -> None:
    pages = [
        page
        for page in truth(edition=2)
        if page.magazine == "comptoir" and not page.refused and not page.duplicate_of
    ]
    articles = [
        traits(
            number,
            page.language,
            date.fromisoformat((page.date_published or "")[:10]),
            page.image_url if images else None,
            f"{page.headline}\n{page.lead or ''}\n{page.body_text}",
        )
        for number, page in enumerate(pages)
    ]
    keys = [page.key for page in pages]
    expected = {key for key in keys if keys.count(key) == 2}
    found = [(keys[p.article_id], keys[p.other_id]) for p in propose(articles)]
    assert len(expected) >= 25
    right = [one for one, other in found if one == other]
    assert len(right) >= 0.98 * len(expected)
    assert len(right) >= 0.98 * len(found)


def test_what_speaks_for_a_pair_is_given() -> None:
    [pair] = propose([invented(7, "nl"), invented(3, "fr", published_on=date(2026, 11, 3))])
    assert (pair.article_id, pair.other_id) == (3, 7)
    assert pair.reasons == {"date": 0.75, "numbers": 1, "names": 1}
    assert pair.score == pytest.approx((3 + 3 + 0.75) / 7, abs=1e-4)


@pytest.mark.parametrize(
    "fields",
    [
        {"language": "fr"},
        {"published_on": date(2026, 11, 9)},
        {"names": frozenset({"halmarkt"}), "numbers": frozenset()},
        {"names": frozenset(f"autre{n}" for n in range(40)) | {"ciney"}, "numbers": frozenset()},
    ],
)
def test_what_does_not_suffice(fields: dict[str, Any]) -> None:
    assert propose([invented(1, "fr"), invented(2, **({"language": "nl"} | fields))]) == []


def test_two_that_are_equally_likely_are_both_left_out() -> None:
    assert propose([invented(1, "fr"), invented(2, "nl"), invented(3, "nl")]) == []


def test_a_picture_decides_between_two() -> None:
    image = {"image": "ciney.jpg"}
    articles = [invented(1, "fr", **image), invented(3, "nl", **image)]
    [pair] = propose([*articles, invented(4, "nl", image="autre.jpg")])
    assert (pair.article_id, pair.other_id) == (1, 3)


def test_traits_of_a_text() -> None:
    found = traits(
        1, "fr", DAY, "https://x.example/img/ciney.jpg?w=3", "Chez Halmarkt, 480 000 pots et 3."
    )
    assert found.image == "ciney.jpg"
    assert found.names == {"halmarkt"}
    assert found.numbers == {"480000"}


facts = st.frozensets(st.sampled_from(["a1", "b2", "c3", "d4", "e5", "f6"]))
articles = st.builds(
    Traits,
    article_id=st.integers(1, 50),
    language=st.sampled_from(["fr", "nl", "de"]),
    published_on=st.dates(DAY, date(2026, 11, 6)),
    image=st.sampled_from([None, "a.jpg"]),
    names=facts,
    numbers=facts,
)


@given(st.lists(articles, max_size=12, unique_by=lambda a: a.article_id), st.randoms())
def test_each_article_is_in_one_pair_a_language(given_: list[Traits], chance: Any) -> None:
    pairs = propose(given_)
    language = {article.article_id: article.language for article in given_}
    ends = [(p.article_id, language[p.other_id]) for p in pairs]
    ends += [(p.other_id, language[p.article_id]) for p in pairs]
    assert len(set(ends)) == len(ends)
    assert all(p.article_id < p.other_id and MIN_SCORE <= p.score <= 1 for p in pairs)
    chance.shuffle(given_)
    assert propose(given_) == pairs
