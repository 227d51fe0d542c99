"""What magazines promoted: kept once, seen on many pages, and led back to articles."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from archive.records import Article, Teaser
from archive.store import Archive, TeaserRow

Make = Callable[..., Article]

MILK = Teaser(
    text="Le prix du lait", label="Dossier", url="https://www.rayon.example/fr/lait?utm_source=une"
)
WORDS = [f"mot{number}" for number in range(200)]
CHECKOUT = Teaser(text="Les caisses sans caissier", position=1)
BREAD = Teaser(text="Le pain revient", label="À lire aussi", zone="body")


def page(make_article: Make, name: str, day: float, *teasers: Teaser, **more: Any) -> Article:
    return make_article(name, day, teasers=teasers, **more)


def seen(archive: Archive, **filters: Any) -> dict[str, TeaserRow]:
    return {row.text: row for row in archive.teasers(**filters)}


def ask(url: str, sql: str) -> Sequence[Any]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(sql)).all()
    engine.dispose()
    return rows


def test_one_row_however_many_pages_print_it(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, MILK, CHECKOUT), page(make_article, "b", 1, MILK)])
    archive.store([page(make_article, "c", 40, MILK, replace(MILK, zone="after"))])
    rows = seen(archive)
    assert list(rows) == [MILK.text, CHECKOUT.text]
    milk = rows[MILK.text]
    assert (milk.magazine, milk.label, milk.url) == ("rayon", MILK.label, MILK.url)
    assert (milk.articles, milk.days, milk.zones) == (3, 40, ("after", "header"))
    assert milk.first_seen == make_article(day=0).fetched_at
    assert milk.last_seen == make_article(day=40).fetched_at
    assert (milk.target_article_id, milk.target_headline, milk.has_other_headline) == (None,) * 3


@pytest.mark.parametrize("other", [{"label": "Étude"}, {"url": None}, {"text": "Le prix du LAIT"}])
def test_another_label_text_or_link_is_another_teaser(
    archive: Archive, make_article: Make, other: dict[str, Any]
) -> None:
    archive.store([page(make_article, "a", 0, MILK, replace(MILK, **other))])
    assert len(archive.teasers()) == 2


def test_magazines_have_teasers_of_their_own(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, MILK)])
    archive.store([page(make_article, "a", 0, MILK, magazine="etal")])
    assert [row.magazine for row in archive.teasers()] == ["rayon", "etal"]
    assert [row.magazine for row in archive.teasers(magazine="etal")] == ["etal"]


def test_version_has_the_teasers_of_its_latest_fetch(archive: Archive, make_article: Make) -> None:
    """What rotated away keeps the moment when it was last seen."""
    first, second, third = (MILK, CHECKOUT), (BREAD, replace(CHECKOUT, position=0)), ()
    archive.store([page(make_article, "a", 0, *first)])
    archive.store([page(make_article, "a", 2, *second)])
    assert archive.article(1).article.teasers == second
    rows = seen(archive)
    assert (rows[MILK.text].days, rows[CHECKOUT.text].days, rows[BREAD.text].days) == (0, 2, 0)
    archive.store([page(make_article, "a", 1, MILK)])  # fetched between, stored late
    assert archive.article(1).article.teasers == second
    assert seen(archive)[MILK.text].days == 1
    archive.store([page(make_article, "a", 3, *third)])
    assert archive.article(1).article.teasers == ()


def test_past_version_keeps_its_own(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, MILK)])
    archive.store([page(make_article, "a", 5, BREAD, headline="Un autre titre")])
    assert [version.article.teasers for version in archive.versions(1)] == [(MILK,), (BREAD,)]
    assert seen(archive)[MILK.text].articles == 1


def test_page_of_a_duplicate_shows_teasers_too(archive: Archive, make_article: Make) -> None:
    original = page(make_article, "a", 0, MILK)
    copy = page(make_article, "b", 1, BREAD, content_hash=original.content_hash)
    archive.store([original])
    assert archive.store([copy])[0].outcome == "duplicate"
    assert archive.article(1).article.teasers == (BREAD,)


def test_same_teaser_twice_in_a_zone_is_kept_once(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, MILK, replace(MILK, position=1))])
    assert archive.article(1).article.teasers == (MILK,)


def test_storing_again_changes_nothing(archive: Archive, make_article: Make) -> None:
    batch = [page(make_article, name, 0, MILK, BREAD) for name in "abc"]
    archive.store(batch)
    before = archive.teasers()
    archive.store(batch)
    assert archive.teasers() == before


@pytest.mark.parametrize("url", ["https://rayon.example:port/a", "https://r.example/" + "a" * 3000])
def test_link_that_can_be_no_article(archive: Archive, make_article: Make, url: str) -> None:
    archive.store([page(make_article, "a", 0, replace(MILK, url=url))])
    assert archive.teasers()[0].url == url


# What it leads to


def test_target_is_found_when_it_comes_later(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, MILK)])
    archive.store([page(make_article, "lait", 3, headline="Le lait au plus bas")])
    row = seen(archive)[MILK.text]
    assert row.target_article_id == 2
    assert (row.target_headline, row.has_other_headline) == ("Le lait au plus bas", True)


@pytest.mark.parametrize("is_later", [False, True], ids=["known before", "comes later"])
@pytest.mark.parametrize(
    "link",
    [
        "https://www.rayon.example/fr/lait?utm_source=lettre&fbclid=1",
        "http://rayon.example/fr/lait/",
        "https://www.rayon.example/fr/lait/amp",
        "https://m.rayon.example/fr/lait?print=1",
    ],
)
def test_target_by_a_twin_of_its_address(
    archive: Archive, make_article: Make, link: str, is_later: bool
) -> None:
    promoting = page(make_article, "un", 0, replace(MILK, text="Lait à bas prix", url=link))
    promoted = make_article("lait", headline="Le lait au plus bas")
    for article in (promoting, promoted) if is_later else (promoted, promoting):
        archive.store([article])
    row = seen(archive)["Lait à bas prix"]
    assert row.target_article_id == archive.known(promoted.canonical_url)
    assert row.url == link


def test_target_of_a_twin_that_two_articles_share_is_left_open(
    archive: Archive, make_article: Make
) -> None:
    """With and without the final slash, this site has two articles."""
    archive.store(
        [
            make_article("lait", headline="Le lait"),
            make_article("lait/", 1, headline="Autre", lead=None, body_text=" ".join(WORDS)),
        ]
    )
    assert archive.stats().articles == 2
    link = [replace(BREAD, url="https://www.rayon.example/fr/lait/amp")]
    archive.store([page(make_article, "un", 0, *link)])
    assert seen(archive)[BREAD.text].target_article_id is None


def test_target_in_another_magazine_and_in_its_own_first(
    archive: Archive, make_article: Make
) -> None:
    archive.store([page(make_article, "lait", 0, magazine="etal", headline="Le prix du lait")])
    archive.store([page(make_article, "a", 0, MILK)])
    assert seen(archive)[MILK.text].target_article_id == 1
    assert seen(archive)[MILK.text].has_other_headline is False
    archive.store([page(make_article, "lait", 1, headline="Lait : le prix")])
    assert seen(archive)[MILK.text].target_article_id == 3


def test_target_by_the_words_of_a_headline(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, CHECKOUT)])
    archive.store([page(make_article, "b", 0, headline="LES CAISSES, sans caissier")])
    archive.store([page(make_article, "c", 0, magazine="etal", headline=CHECKOUT.text)])
    row = seen(archive)[CHECKOUT.text]
    assert (row.target_article_id, row.has_other_headline) == (2, False)


def test_headline_it_had_before_is_its_own(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, MILK)])
    archive.store([page(make_article, "lait", 0, headline="Le prix du lait")])
    archive.store([page(make_article, "lait", 1, headline="Le lait remonte")])
    row = seen(archive)[MILK.text]
    assert (row.target_headline, row.has_other_headline) == ("Le lait remonte", False)


# The queries of docs/archive.md


def test_what_ran_between_two_days(archive: Archive, make_article: Make) -> None:
    archive.store([page(make_article, "a", 0, MILK, BREAD), page(make_article, "b", 9, MILK)])
    archive.store([page(make_article, "c", 5, CHECKOUT)])
    day = make_article().fetched_at.date()
    assert list(seen(archive, since=date(2026, 11, 3), until=date(2026, 11, 6))) == [MILK.text]
    assert set(seen(archive, until=day)) == {MILK.text, BREAD.text}
    assert set(seen(archive, since=date(2026, 11, 7))) == {MILK.text, CHECKOUT.text}
    assert len(archive.teasers(limit=1)) == 1


def test_documented_queries(archive_url: str, make_article: Make) -> None:
    study = Teaser(text="Le vrac", label="Dossier", url="https://www.rayon.example/fr/vrac")
    with Archive.open(archive_url) as archive:
        archive.store(
            [
                page(make_article, "a", 0, MILK, study, CHECKOUT),
                page(make_article, "b", 20, study),
                page(make_article, "c", 3, MILK),
                page(make_article, "vrac", 1, headline="Le vrac"),
                page(make_article, "lait", 1, headline="Lait : le prix"),
            ]
        )
    june = ask(
        archive_url,
        "SELECT text, articles FROM teasers_flat WHERE magazine = 'rayon'"
        " AND first_seen < '2026-11-10' AND last_seen >= '2026-11-04' ORDER BY articles, text",
    )
    assert [tuple(row) for row in june] == [("Le prix du lait", 2), ("Le vrac", 2)]
    promoted = ask(
        archive_url,
        "SELECT target_article_id, target_headline, text FROM teasers_flat"
        " WHERE has_other_headline ORDER BY target_article_id, first_seen",
    )
    assert [(row.target_headline, row.text) for row in promoted] == [
        ("Lait : le prix", "Le prix du lait")
    ]
    longest = ask(
        archive_url,
        "SELECT text, days FROM teasers_flat WHERE label = 'Dossier' ORDER BY days DESC, articles",
    )
    assert [tuple(row) for row in longest] == [("Le vrac", 20), ("Le prix du lait", 3)]
