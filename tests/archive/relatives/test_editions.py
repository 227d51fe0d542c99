"""Language editions: declared on one side or both, in any order, across magazines; and proposed."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from archive.errors import UnknownArticle
from archive.records import Article
from archive.store import Archive
from tests.archive.invented import invented_article

Make = Callable[..., Article]


def edition(language: str, magazine: str = "rayon", key: str = "ciney", **fields: Any) -> Article:
    """An edition of the article ``key``; its text has its names and figures, and no more."""
    url = address(language, magazine, key)
    values: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "language": language,
        "headline": f"{key} {language}",
        "lead": None,
        "body_text": f"{language} {language} Halmarkt {language} Vanderhaeve 480 000, 46 et 12,5",
        "alternates": {},
        "image_url": None,
    }
    return invented_article(key, magazine=magazine, **(values | fields))


def address(language: str, magazine: str = "rayon", key: str = "ciney") -> str:
    return f"https://www.{magazine}.example/{language}/{key}"


def told(archive: Archive, article: Article) -> list[tuple[str | None, bool, str]]:
    id_ = archive.known(article.canonical_url)
    assert id_ is not None
    return [(e.article.language, e.is_certain, e.declared_by) for e in archive.editions(id_)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
def test_declared_by_one_side_whichever_is_stored_first(
    archive: Archive, order: tuple[int, ...]
) -> None:
    french = edition("fr", alternates={"nl-BE": address("nl") + "?utm_source=x", "fr": ""})
    dutch = edition("nl")
    for number in order:
        archive.store([(french, dutch)[number]])
    assert told(archive, french) == [("nl", True, "this")]
    assert told(archive, dutch) == [("fr", True, "other")]


def test_declared_by_both_and_across_magazines(archive: Archive) -> None:
    french = edition("fr", alternates={"fr": address("fr"), "nl": address("nl", "schap")})
    dutch = edition("nl", "schap", alternates={"fr": address("fr"), "nl": address("nl", "schap")})
    archive.store([french, dutch])
    assert told(archive, french) == [("nl", True, "both")]
    assert told(archive, dutch) == [("fr", True, "both")]


def test_an_address_that_is_known_later(archive: Archive) -> None:
    """The printable copy was stored first, and what the Dutch page declares is a duplicate."""
    copy = edition("fr", url=address("fr", key="imprimer"), canonical_url=address("fr", key="x"))
    dutch = edition("nl", alternates={"fr": address("fr")})
    archive.store([copy])
    archive.store([dutch])
    assert told(archive, dutch) == []
    [stored] = archive.store([edition("fr", alternates={"nl": address("nl")})])
    assert stored.outcome == "duplicate"
    assert told(archive, dutch) == [("fr", True, "both")]
    assert told(archive, copy) == [("nl", True, "both")]


def test_third_edition_is_tied_by_the_second(archive: Archive) -> None:
    german = edition("de", alternates={"fr": address("fr"), "x-default": address("fr")})
    french = edition("fr", alternates={"nl": address("nl")})
    archive.store([german, edition("nl"), french])
    assert told(archive, german) == [("fr", True, "this"), ("nl", True, "neither")]


def test_pages_that_all_declare_one_are_not_tied_together(archive: Archive) -> None:
    """A listing, or the neighbour's translation: each pair is on record, but there is no set."""
    wrong = {"nl": address("nl")}
    first = edition("fr", alternates=wrong)
    second = edition("fr", key="zinc", alternates=wrong)
    dutch = edition("nl", alternates={"fr": address("fr")})
    archive.store([second, first, dutch])
    assert told(archive, dutch) == [("fr", True, "both"), ("fr", True, "other")]
    assert told(archive, first) == [("nl", True, "both")]
    assert told(archive, second) == [("nl", True, "this")]


def test_declared_by_a_later_version(archive: Archive) -> None:
    french = edition("fr")
    archive.store([french, edition("nl")])
    assert told(archive, french) == []
    archive.store(
        [
            edition(
                "fr",
                headline="Corrigé",
                alternates={"nl": address("nl")},
                fetched_at=invented_article(day=1).fetched_at,
            )
        ]
    )
    assert told(archive, french) == [("nl", True, "this")]


def later(language: str, day: float, **fields: Any) -> Article:
    """Another version of an edition."""
    moment = invented_article(day=day).fetched_at
    return edition(language, headline=f"Version {day}", fetched_at=moment, **fields)


TO_DUTCH = {"nl": address("nl")}


def test_withdrawn_by_a_new_version_and_declared_again(archive: Archive) -> None:
    french = edition("fr", alternates=TO_DUTCH)
    dutch = edition("nl")
    archive.store([french, dutch])
    for day, alternates, expected in (
        (1, {}, []),
        (2, TO_DUTCH, [("nl", True, "this")]),
        (3, {"nl": address("nl", key="autre")}, []),
        (4, {"nl-BE": address("nl")}, [("nl", True, "this")]),
    ):
        archive.store([later("fr", day, alternates=alternates)])
        assert told(archive, french) == expected
        assert len(told(archive, dutch)) == len(expected)
    assert all(check.holds for check in archive.check())


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_what_the_newest_version_declares_counts(archive: Archive, order: tuple[int, ...]) -> None:
    """In whatever order its versions and the other article are stored."""
    french = [edition("fr", alternates=TO_DUTCH), later("fr", 1), edition("nl")]
    for number in order:
        archive.store([french[number]])
    assert told(archive, edition("fr")) == []
    archive.store([later("fr", 2, alternates=TO_DUTCH)])
    assert told(archive, edition("nl")) == [("fr", True, "other")]


def test_what_the_other_side_declares_stays(archive: Archive) -> None:
    archive.store(
        [edition("fr", alternates=TO_DUTCH), edition("nl", alternates={"fr": address("fr")})]
    )
    assert told(archive, edition("fr")) == [("nl", True, "both")]
    archive.store([later("fr", 1)])
    assert told(archive, edition("fr")) == [("nl", True, "other")]
    archive.store([later("nl", 2)])
    assert told(archive, edition("fr")) == []


def test_a_set_is_parted_where_nobody_ties_it_together(archive: Archive) -> None:
    """German to French to Dutch to English; the French page then forgets the Dutch."""
    german = edition("de", alternates={"fr": address("fr")})
    french = edition("fr", alternates=TO_DUTCH)
    dutch = edition("nl", alternates={"en": address("en")})
    english = edition("en")
    archive.store([german, french, dutch, english])
    assert [language for language, *_ in told(archive, german)] == ["en", "fr", "nl"]
    archive.store([later("fr", 1)])
    assert told(archive, german) == [("fr", True, "this")]
    assert told(archive, english) == [("nl", True, "other")]
    archive.store([later("fr", 2, alternates=TO_DUTCH)])
    assert [language for language, *_ in told(archive, german)] == ["en", "fr", "nl"]


def test_withdrawn_pair_that_was_proposed_is_a_proposal_again(archive: Archive) -> None:
    french, dutch = edition("fr"), edition("nl")
    archive.store([french, dutch])
    assert archive.propose_editions(["rayon"]) == 1
    archive.store([later("fr", 1, alternates=TO_DUTCH)])
    assert told(archive, french) == [("nl", True, "this")]
    archive.store([later("fr", 2)])
    assert told(archive, french) == [("nl", False, "neither")]


def test_storing_again_changes_nothing(archive: Archive) -> None:
    batch = [edition("fr", alternates={"nl": address("nl")}), edition("nl")]
    archive.store(batch)
    before = archive.editions(1)
    archive.store(batch)
    archive.relate()
    assert archive.editions(1) == before


def test_undeclared_translations_are_proposed_and_kept_apart(archive: Archive) -> None:
    french, dutch = edition("fr"), edition("nl")
    other = edition("nl", key="zinc", body_text="Iets anders 99 over Zinkstad en Loker 77")
    archive.store([french, dutch, other])
    assert archive.propose_editions(["rayon"]) == 1
    assert archive.propose_editions(["rayon"]) == 0  # known already
    assert told(archive, french) == [("nl", False, "neither")]
    [proposal] = archive.editions(archive.known(dutch.url) or 0)
    assert proposal.score is not None
    assert proposal.score > 0.9
    assert set(proposal.reasons) == {"date", "names", "numbers"}
    # a page says so later
    archive.store(
        [
            edition(
                "fr",
                headline="Corrigé",
                alternates={"nl": address("nl")},
                fetched_at=invented_article(day=1).fetched_at,
            )
        ]
    )
    assert told(archive, dutch) == [("fr", True, "other")]
    assert archive.propose_editions(["rayon"]) == 0
    assert told(archive, dutch) == [("fr", True, "other")]


def test_a_declaration_answers_what_was_proposed(archive: Archive) -> None:
    french, guess = edition("fr"), edition("nl")
    archive.store([french, guess])
    archive.propose_editions(["rayon"])
    right = edition("nl", key="zinc", body_text="Iets", alternates={"fr": address("fr")})
    archive.store([right])
    assert told(archive, french) == [("nl", True, "other")]


def test_proposals_for_a_range_of_days_and_some_magazines(archive: Archive) -> None:
    archive.store([edition("fr"), edition("nl", "schap")])
    day = invented_article().fetched_at.date()
    assert archive.propose_editions(["rayon"]) == 0
    assert archive.propose_editions(["rayon", "schap"], since=day) == 0
    assert archive.propose_editions(["rayon", "schap"], until=day) == 1


def test_the_end_of_a_run_proposes(archive: Archive) -> None:
    start = invented_article().fetched_at
    archive.store([edition("fr", date_published="2026-10-31")])
    archive.start_run("r", "rayon", start, "0.1.0")
    archive.store([edition("nl", date_published="2026-11-01")], "r")
    archive.finish_run("r", start, "finished", {})
    assert told(archive, edition("fr")) == [("nl", False, "neither")]


def test_the_end_of_a_run_with_absurd_dates(archive: Archive) -> None:
    start = invented_article().fetched_at
    archive.start_run("r", "rayon", start, "0.1.0")
    dates = ["0001-01-01", "9999-12-31", None]
    archive.store([edition("fr", key=f"k{day}", date_published=day) for day in dates], "r")
    archive.store([edition("nl", key=f"k{day}", date_published=day) for day in dates], "r")
    archive.finish_run("r", start, "finished", {})
    assert told(archive, edition("fr", key="k9999-12-31")) == [("nl", False, "neither")]


@pytest.mark.parametrize("days", [("2026-10-31", "2026-11-03"), ("2026-12-01", "2026-11-28")])
def test_pairs_across_the_turn_of_a_month(archive: Archive, days: tuple[str, str]) -> None:
    """And a rival beyond it is seen: two that are equally likely are both left out."""
    french, dutch = edition("fr", date_published=days[0]), edition("nl", date_published=days[1])
    archive.store([french, dutch])
    assert archive.propose_editions(["rayon"]) == 1
    for n in range(3):
        archive.store([edition("nl", key=f"rival{n}", date_published=days[1])])
    archive.store([edition("fr", "schap", date_published=days[0])])
    assert archive.propose_editions(["rayon", "schap"]) == 0


def test_undated_and_absurd_dates_do_no_harm(archive: Archive) -> None:
    dates = ["0001-01-01", "9999-12-31", None]
    archive.store(
        [
            edition(language, key=f"k{day}", date_published=day)
            for day in dates
            for language in ("fr", "nl")
        ]
    )
    assert archive.propose_editions(["rayon"]) == 2


def test_unknown_article(archive: Archive) -> None:
    with pytest.raises(UnknownArticle):
        archive.editions(1)
