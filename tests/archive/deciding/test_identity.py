"""Which article an address leads to, on both databases."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from archive.deciding.decide import TWIN_PATIENCE
from archive.deciding.identity import CONTESTED
from archive.records import Article
from archive.store import Archive, Stored
from tests.archive.invented import FIRST

Make = Callable[..., Article]

SITE = "https://www.rayon.example/fr/"
ONE_FOR_ALL = "https://www.rayon.example/fr/article"


def told(results: list[Stored]) -> list[tuple[str, str | None]]:
    return [(result.outcome, result.reason) for result in results]


def story(make: Make, name: str, day: float = 0, **fields: object) -> Article:
    """An article with a text of its own, under its own headline."""
    chance = random.Random(name)
    body = " ".join("".join(chance.choices("abcdeilnorstu", k=5)) for _ in range(200))
    values = {"headline": f"Titre de {name}", "lead": None, "body_text": body} | fields
    return make(name, day, **values)


def addresses(url: str) -> dict[str, tuple[str, bool, int]]:
    """URL to kind, whether it is contested, and article."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT url, kind, is_contested, article_id FROM urls"))
        found = {row.url: (row.kind, bool(row.is_contested), row.article_id) for row in rows}
    engine.dispose()
    return found


# One canonical for many articles


@pytest.mark.parametrize("in_one_batch", [True, False])
def test_one_canonical_for_all_swallows_no_article(
    archive: Archive, archive_url: str, make_article: Make, in_one_batch: bool
) -> None:
    pages = [
        story(make_article, name, canonical_url=ONE_FOR_ALL) for name in ("un", "deux", "trois")
    ]
    batches = [pages] if in_one_batch else [[page] for page in pages]
    results = [result for batch in batches for result in archive.store(batch)]
    assert [result.outcome for result in results] == ["new", "new", "new"]
    assert [result.reason for result in results].count(CONTESTED) == 2
    rows = {row.headline: row.canonical_url for row in archive.articles()}
    assert rows == {f"Titre de {n}": SITE + n for n in ("un", "deux", "trois")}
    assert addresses(archive_url)[ONE_FOR_ALL][:2] == ("claimed", True)
    # and so it stays
    again = [story(make_article, n, 1, canonical_url=ONE_FOR_ALL) for n in ("trois", "un", "deux")]
    assert [result.outcome for result in archive.store(again)] == ["unchanged"] * 3
    edited = story(make_article, "deux", 2, canonical_url=ONE_FOR_ALL, body_text="Tout autre.")
    [result] = archive.store([edited])
    assert archive.article(result.article_id or 0).article.headline == "Titre de deux"
    assert archive.stats().articles == 3


def test_provenance_says_that_the_claim_was_not_believed(
    archive: Archive, make_article: Make
) -> None:
    for name in ("un", "deux"):
        claim = {"canonical_url": "rel=canonical"}
        page = story(make_article, name, canonical_url=ONE_FOR_ALL, provenance=claim)
        [result] = archive.store([page])
    kept = archive.article(result.article_id or 0).article
    assert (kept.canonical_url, kept.provenance["canonical_url"]) == (SITE + "deux", "url")


def test_real_address_that_another_page_claims_stays_its_articles(
    archive: Archive, archive_url: str, make_article: Make
) -> None:
    archive.store([story(make_article, "un")])
    copied = story(make_article, "deux", canonical_url=SITE + "un")
    assert told(archive.store([copied])) == [("new", CONTESTED)]
    assert told(archive.store([story(make_article, "un", 1)])) == [("unchanged", None)]
    assert addresses(archive_url) == {
        SITE + "un": ("canonical", True, 1),
        SITE + "deux": ("canonical", False, 2),
    }


def test_edited_article_at_another_address_is_no_other_article(
    archive: Archive, make_article: Make
) -> None:
    first = story(make_article, "un")
    archive.store([first])
    edited = story(
        make_article, "un", 1, url=SITE + "un?edition=2", headline="Corrigé",
        body_text=first.body_text + " Un paragraphe de plus.",
    )  # fmt: skip
    rewritten = story(make_article, "un", 2, url=SITE + "un?edition=3", body_text="Bref. " * 60)
    assert told(archive.store([edited])) == [("changed", None)]
    archive.store([story(make_article, "un", 1.5)])
    assert told(archive.store([rewritten])) == [("changed", None)]  # under the same headline


def test_stub_elsewhere_is_refused_and_no_article(archive: Archive, make_article: Make) -> None:
    archive.store([story(make_article, "un")])
    stub = story(
        make_article, "un", 1, url=SITE + "un?x=1", headline="Lisez la suite",
        body_text="Réservé aux abonnés.", is_accessible_for_free=False,
    )  # fmt: skip
    assert told(archive.store([stub])) == [("refused", "paywalled_refetch")]


# Twins


@pytest.mark.parametrize(
    "url",
    [
        "http://www.rayon.example/fr/un",
        "https://rayon.example/fr/un/",
        "https://www.rayon.example/fr/un?amp=1",
        "https://m.rayon.example/fr/un",
    ],
)
def test_twin_without_canonical_is_the_same_article(
    archive: Archive, archive_url: str, make_article: Make, url: str
) -> None:
    archive.store([story(make_article, "un")])
    twin = story(make_article, "un", 1, url=url, canonical_url=url)
    assert told(archive.store([twin])) == [("unchanged", None)]
    assert addresses(archive_url)[url] == ("twin", False, 1)


def test_twin_that_says_something_else_is_an_article(archive: Archive, make_article: Make) -> None:
    archive.store([story(make_article, "guide")])
    other = story(make_article, "guide/amp")  # about amplifiers
    assert told(archive.store([other])) == [("new", None)]


def test_amp_page_reads_otherwise_and_makes_no_version(
    archive: Archive, make_article: Make
) -> None:
    page = story(make_article, "un")
    archive.store([page])
    before = archive.versions(1)
    amp = story(make_article, "un", 1, url=SITE + "un/amp", body_text=page.body_text + " Légende.")
    assert told(archive.store([amp])) == [("unchanged", "twin")]
    assert archive.versions(1) == before
    assert archive.article(1).last_seen == amp.fetched_at
    late = story(
        make_article, "un", TWIN_PATIENCE.days, url=SITE + "un/amp", body_text=amp.body_text
    )
    assert told(archive.store([late])) == [("changed", None)]


def test_amp_page_under_another_headline_is_an_edit(archive: Archive, make_article: Make) -> None:
    page = story(make_article, "un")
    archive.store([page])
    amp = make_article(
        "un", 1, url=SITE + "un/amp", headline="Nouveau titre", body_text=page.body_text
    )
    assert told(archive.store([amp])) == [("changed", None)]


# Redirects and kinds


def test_redirects_are_remembered(archive: Archive, archive_url: str, make_article: Make) -> None:
    short, old = "https://rayon.example/s/77", "https://www.rayon.example/ancien/un"
    page = story(make_article, "un", url=SITE + "un?page=1", redirected_from=(short, old))
    archive.store([page])
    archive.store([story(make_article, "copie", 1, content_hash=page.content_hash)])
    assert {url: kind for url, (kind, *_) in addresses(archive_url).items()} == {
        SITE + "un": "canonical",
        SITE + "un?page=1": "answered",
        short: "redirected",
        old: "redirected",
        SITE + "copie": "duplicate",
    }
    assert archive.known(short) == archive.known(old) == 1


def test_known_finds_twins(archive: Archive, make_article: Make) -> None:
    archive.store([story(make_article, "un"), story(make_article, "deux")])
    for url in ("http://m.rayon.example/fr/un", SITE + "un?utm_source=x", SITE + "un/amp/#haut"):
        assert archive.known(url) == archive.known(url, "rayon") == archive.known(SITE + "un")
        assert archive.known(url, "etal") is None
    assert archive.known(SITE + "trois") is None
    assert archive.known("") is None


def test_article_may_be_seen_first_by_its_twin(archive: Archive, make_article: Make) -> None:
    amp = SITE + "un/amp"
    archive.store([story(make_article, "un", url=amp, canonical_url=amp)])
    page = story(make_article, "un", 1)
    assert told(archive.store([page])) == [("unchanged", None)]
    edited = story(make_article, "un", 2, body_text=page.body_text + " Ajout.")
    assert told(archive.store([edited])) == [("changed", None)]
    assert archive.article(1).first_seen == FIRST
