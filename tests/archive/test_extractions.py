"""Several readings of one page state: held, compared, promoted, rolled back; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from archive.errors import UnknownExtraction, UnknownVersion
from archive.fingerprints import fingerprint
from archive.records import Article, Capture, PrintedBlock, Teaser, Visit
from archive.store import Archive

Make = Callable[..., Article]

NOW = datetime(2026, 12, 1, tzinfo=UTC)
PROMO = "Lisez aussi : le prix du lait"
OWN = ["Un magasin ouvre à Ciney.", "Quinze personnes y travaillent."]


@pytest.fixture
def read(make_article: Make) -> Callable[..., Article]:
    """The page of an article as read by an extractor; ``promo`` if that leaks into its text."""

    def make(promo: bool = True, day: float = 0, name: str = "ciney", **fields: Any) -> Article:
        printed = tuple(
            PrintedBlock(fingerprint(text), place, text, promo or text != PROMO)
            for place, text in enumerate([*OWN, PROMO], 1)
        )
        teaser = Teaser(text="le prix du lait", label="Lisez aussi", zone="body")
        values: dict[str, Any] = {
            "body_text": "\n".join([*OWN, PROMO] if promo else OWN),
            "teasers": () if promo else (teaser,),
            "authors": ("Hélène Noël",) if promo else ("Hélène Noël", "Piet De Smedt"),
            "headline": f"Ciney ({name})",
            "lead": None,
            "printed": printed,
            "extractor_version": "1" if promo else "2",
            "capture": capture(name, day),
        }
        return make_article(name, day, **(values | fields))

    return make


def capture(name: str, day: float, digest: str = "") -> Capture:
    return Capture(
        url=f"https://www.rayon.example/fr/{name}",
        fetched_at=NOW,
        status=200,
        digest=f"sha256:{digest or name}-{day}",
        file=f"rayon/{name}.warc.gz",
        offset=int(day * 100),
        length=9_000,
    )


def stored(article: Article) -> Article:
    """What comes back of an article: everything but what was printed."""
    return replace(article, printed=())


def numbers(archive: Archive, version_id: int = 1) -> list[tuple[int, str, bool]]:
    return [(e.number, e.why, e.is_promoted) for e in archive.extractions(version_id)]


def test_version_read_once_has_one_extraction(archive: Archive, read: Make) -> None:
    archive.store([read()])
    [only] = archive.extractions(1)
    assert (only.number, only.is_promoted, only.why) == (1, True, "fetched")
    assert only.article == archive.article(1).article == stored(read())


def test_better_extraction_is_no_version(archive: Archive, read: Make) -> None:
    archive.store([read()])
    added = archive.add_extraction(1, read(promo=False), "template", extracted_at=NOW)
    assert (added.number, added.why, added.is_promoted) == (2, "template", True)
    assert (added.extractor_version, added.extracted_at) == ("2", NOW)
    assert numbers(archive) == [(1, "fetched", False), (2, "template", True)]
    [version] = archive.versions(1)
    assert version.article == stored(read(promo=False))
    assert version.extraction == 2
    first, second = archive.extractions(1)
    assert (first.article, second.article) == (stored(read()), stored(read(promo=False)))


def test_a_visit_is_no_part_of_a_reading(archive: Archive, read: Make) -> None:
    visit = Visit(magazine="rayon", address="https://www.rayon.example/fr/ciney", visited_at=NOW)
    [first] = archive.store([read()])
    archive.store([read(promo=False, day=1, visit=visit)])
    assert first.version_id is not None
    assert len(archive.extractions(first.version_id)) == 2


def test_search_lists_and_teasers_follow(archive: Archive, read: Make) -> None:
    archive.store([read()])
    assert archive.search("lait")
    archive.add_extraction(1, read(promo=False), "template")
    assert not archive.search("lait")
    assert [row.text for row in archive.teasers()] == ["le prix du lait"]
    archive.promote(1, 1)
    assert archive.search("lait")
    assert archive.teasers() == []
    assert archive.article(1).article == stored(read())
    assert numbers(archive) == [(1, "fetched", True), (2, "template", False)]


def test_extraction_may_be_held_without_being_promoted(archive: Archive, read: Make) -> None:
    archive.store([read()])
    archive.add_extraction(1, read(promo=False), "extractor", promote=False)
    assert numbers(archive) == [(1, "fetched", True), (2, "extractor", False)]
    assert archive.article(1).article == stored(read())


def test_same_reading_adds_nothing(archive: Archive, read: Make) -> None:
    archive.store([read()])
    for _ in range(2):
        archive.add_extraction(1, replace(read(), extractor_version="9"), "extractor")
    assert numbers(archive) == [(1, "fetched", True)]
    for _ in range(3):
        archive.add_extraction(1, read(promo=False), "template")
    assert numbers(archive) == [(1, "fetched", False), (2, "template", True)]
    archive.add_extraction(1, read(), "template")
    assert numbers(archive) == [(1, "fetched", True), (2, "template", False)]


def test_other_fields_are_another_reading(archive: Archive, read: Make) -> None:
    archive.store([read()])
    archive.add_extraction(1, read(date_published="2026-10-31"), "extractor")
    assert archive.articles()[0].date_published == "2026-10-31"
    assert str(archive.articles()[0].published_on) == "2026-10-31"


def test_unknown_version_and_number_are_errors(archive: Archive, read: Make) -> None:
    archive.store([read()])
    with pytest.raises(UnknownVersion, match="17"):
        archive.extractions(17)
    with pytest.raises(UnknownVersion, match="17"):
        archive.add_extraction(17, read(), "template")
    with pytest.raises(UnknownExtraction, match="has no extraction 5"):
        archive.promote(1, 5)


def test_past_version_is_corrected_without_touching_the_index(archive: Archive, read: Make) -> None:
    archive.store([read()])
    edited = read(day=1, promo=False, headline="Ciney : complet", body_text="Complet.", printed=())
    archive.store([edited])
    archive.add_extraction(1, read(promo=False), "template")
    old, new = archive.versions(1)
    assert (old.article, new.article) == (stored(read(promo=False)), stored(edited))
    assert archive.search("complet")
    assert not archive.search("quinze")


# In the crawl


def test_refetch_read_better_is_unchanged(archive: Archive, read: Make) -> None:
    archive.store([read()])
    [result] = archive.store([read(promo=False, day=3)])
    assert (result.outcome, result.reason, result.version_id) == ("unchanged", "extraction", 1)
    [version] = archive.versions(1)
    assert version.article == stored(read(promo=False, day=3))
    assert version.last_seen == read(day=3).fetched_at
    assert version.valid_from == read().fetched_at
    first, second = archive.extractions(1)
    assert (first.article, second.article) == (stored(read()), stored(read(promo=False, day=3)))
    assert second.why == "extractor"
    [again] = archive.store([read(promo=False, day=4)])
    assert (again.outcome, again.reason) == ("unchanged", None)
    assert len(archive.extractions(1)) == 2


def test_template_is_the_reason_where_the_extractor_is_the_same(
    archive: Archive, read: Make
) -> None:
    archive.store([read()])
    archive.store([read(promo=False, day=3, extractor_version="1")])
    assert numbers(archive)[1] == (2, "template", True)


@pytest.mark.parametrize("together", [True, False])
def test_edit_after_a_better_reading_is_a_version(
    archive: Archive, read: Make, together: bool
) -> None:
    edited = read(promo=False, day=5, headline="Ciney : complet")
    states = [read(), read(promo=False, day=3), edited]
    for batch in [states] if together else [[state] for state in states]:
        archive.store(batch)
    first, second = archive.versions(1)
    assert first.article.body_text == read(promo=False).body_text
    assert second.article == stored(edited)
    assert len(archive.extractions(1)) == 2


def test_rolled_back_reading_stays_back(archive: Archive, read: Make) -> None:
    archive.store([read()])
    archive.store([read(promo=False, day=3)])
    archive.promote(1, 1)
    [result] = archive.store([read(promo=False, day=4)])
    assert (result.outcome, result.reason) == ("unchanged", None)
    assert archive.article(1).article.body_text == read().body_text
    assert archive.article(1).last_seen == read(day=4).fetched_at


def test_same_payload_read_otherwise_is_unchanged(archive: Archive, read: Make) -> None:
    archive.store([read(printed=())])
    again = read(promo=False, printed=(), headline="Ciney, lu autrement")
    [result] = archive.store([again])
    assert (result.outcome, result.reason) == ("unchanged", "extraction")
    assert archive.article(1).article == stored(again)


def test_failed_reading_of_the_same_payload_is_held_only(archive: Archive, read: Make) -> None:
    archive.store([read()])
    before = archive.article(1)
    [result] = archive.store([read(body_text="", word_count=0)])
    assert (result.outcome, result.reason) == ("unchanged", "extraction")
    assert archive.article(1) == before
    assert [e.is_promoted for e in archive.extractions(1)] == [True, False]


def test_order_of_two_readings_does_not_make_a_version(archive: Archive, read: Make) -> None:
    archive.store([read(promo=False, day=3)])
    [late] = archive.store([read()])
    assert (late.outcome, late.reason) == ("unchanged", "extraction")
    assert archive.article(1).article == stored(read(promo=False, day=3))
    assert len(archive.versions(1)) == 1


# What is to be read again


def test_captured_articles_come_one_by_one(archive: Archive, read: Make) -> None:
    names = [f"a{number:03}" for number in range(503)]  # more than one statement asks for
    archive.store([read(name=name) for name in names])
    archive.store([read(name="papier", capture=None), read(name="etal", magazine="etal")])
    found = list(archive.captured("rayon"))
    assert [c.canonical_url[-4:] for c in found] == names
    assert [c.article_id for c in found] == sorted(c.article_id for c in found)
    assert (found[0].capture, found[0].version_id) == (capture("a000", 0), 1)
    ids = [c.article_id for c in found[::-50]]
    assert {c.article_id for c in archive.captured(article_ids=iter(ids))} == set(ids)
    assert [c.magazine for c in archive.captured("etal")] == ["etal"]
    assert list(archive.captured("rayon", article_ids=[])) == []


def test_promoted_extractions_capture_is_the_one_to_read_again(
    archive: Archive, read: Make
) -> None:
    archive.store([read()])
    archive.store([read(promo=False, day=3)])
    [found] = archive.captured()
    assert (found.capture, found.extractor_version) == (capture("ciney", 3), "2")


def page(make_article: Make, name: str, *texts: str, place: int = 5, **more: Any) -> Article:
    """An article's page whose blocks all are taken for text: its own, then ``texts``."""
    own = PrintedBlock(fingerprint(name), 1, name, is_text=True)
    others = [
        PrintedBlock(fingerprint(text), place, text, more.get("is_text", True)) for text in texts
    ]
    return make_article(name, printed=(own, *others))


def test_articles_to_correct_hold_what_recurs_by_now(archive: Archive, make_article: Make) -> None:
    for name in "abcd":
        archive.store([page(make_article, name, "Offres d'emploi", place=ord(name))])
    archive.store([page(make_article, "e", "Offres d'emploi", is_text=False)])
    archive.store([page(make_article, "f", "Rien de tel", place=7)])
    ids = {row.canonical_url[-1]: row.id for row in archive.articles()}
    assert list(archive.to_correct("rayon", 5)) == [ids[name] for name in "abcd"]
    assert list(archive.to_correct("rayon", 6)) == []
    assert list(archive.to_correct("etal", 1)) == []


def test_articles_to_correct_by_the_place(archive: Archive, make_article: Make) -> None:
    """Promos that rotate: each stood on two pages, their place on all."""
    for number, name in enumerate("abcdef"):
        archive.store([page(make_article, name, f"Promo {number // 2}")])
    ids = [row.id for row in archive.articles()]
    assert list(archive.to_correct("rayon", 6)) == sorted(ids)
    assert list(archive.to_correct("rayon", 7)) == []


def test_corrected_article_is_not_asked_for_again(archive: Archive, read: Make) -> None:
    archive.store([read(name=name) for name in "abc"])
    ids = [row.id for row in archive.articles()]
    assert list(archive.to_correct("rayon", 3)) == sorted(ids)
    clean = read(promo=False, name="a")
    no_text = tuple(block._replace(is_text=False) for block in clean.printed)
    archive.add_extraction(1, replace(clean, printed=no_text), "template")
    assert list(archive.to_correct("rayon", 3)) == [2, 3]


def test_extraction_teaches_what_its_page_printed(archive: Archive, read: Make) -> None:
    """An article stored before anything was learnt."""
    archive.store([read(printed=())])
    archive.add_extraction(1, read(promo=False), "template")
    seen = archive.template("rayon", "", [fingerprint(PROMO)], [])
    assert seen.blocks[fingerprint(PROMO)].articles == 1
    archive.add_extraction(1, read(), "template")
    assert archive.template("rayon", "", [fingerprint(PROMO)], []) == seen


def test_rolled_back_reading_has_its_own_text_again(archive: Archive, read: Make) -> None:
    """What is text decides what is to be corrected, and what is an edit."""
    archive.store([read(name=name) for name in "abc"])
    clean = read(promo=False, name="a")
    no_text = tuple(block._replace(is_text=False) for block in clean.printed)
    archive.add_extraction(1, replace(clean, printed=no_text), "template")
    archive.promote(1, 1)
    assert list(archive.to_correct("rayon", 3)) == [1, 2, 3]
