"""Relations and stories, from what is stored."""

import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, update

from archive import database
from archive.errors import ArchiveBusy, UnknownArticle
from archive.models import PendingLookup, Relation, SketchHash
from archive.records import Article
from archive.relatives import relating
from archive.relatives.sketch import ALGORITHM, SKETCH_HASHES
from archive.store import Archive
from archive.writing import store_batch
from benchmarks import prose
from tests.archive.invented import invented_article

Make = Callable[..., Article]
RELEASE = prose.text(1, 300)


def told(name: str, body: str = RELEASE, magazine: str = "rayon", **fields: Any) -> Article:
    """An article with this text and a headline and date of its own."""
    url = f"https://www.{magazine}.example/fr/{name}"
    values: dict[str, Any] = {"headline": f"Titre de {name}", "lead": None, "url": url}
    values |= {"canonical_url": url, "date_published": None, "alternates": {}}
    return invented_article(name, magazine=magazine, body_text=body, **(values | fields))


def ids(archive: Archive, *articles: Article) -> list[int]:
    return [result.article_id or 0 for result in archive.store(articles)]


def count(url: str, table: type[Any]) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(select(func.count()).select_from(table))
    engine.dispose()
    return found or 0


def kinds(archive: Archive, article_id: int) -> list[tuple[int, str]]:
    return [(related.article.id, related.kind) for related in archive.related(article_id)]


@pytest.mark.parametrize("edit", sorted(set(prose.EDITS) - {"20 % of the words edited"}))
def test_edited_text_of_a_sister_magazine_is_the_same_story(archive: Archive, edit: str) -> None:
    body = prose.EDITS[edit](RELEASE, random.Random(3))
    one, other = ids(archive, told("a"), told("b", body, "etal"))
    [related] = archive.related(one)
    assert (related.article.id, related.kind) == (other, "same_story")
    assert related.shared_hashes is not None
    assert related.kept is not None
    assert related.kept > 0.35
    story = archive.story(other)
    assert story is not None
    assert {row.id for row in story.articles} == {one, other}


def test_kinds_of_relations(archive: Archive) -> None:
    edited = prose.EDITS["10 % of the words edited"](RELEASE, random.Random(3))
    first, near, sister, copy = ids(
        archive,
        told("a"),
        told("b", edited),
        told("c", edited, "etal"),
        told("a", magazine="quai"),
    )
    same_url = told("a", prose.text(9), "vitrine", url="https://www.rayon.example/fr/a")
    [address] = ids(archive, same_url)
    assert set(kinds(archive, first)) == {
        (copy, "same_content"),
        (address, "same_url"),
        (near, "near_duplicate"),
        (sister, "same_story"),
    }
    assert kinds(archive, first)[0] == (copy, "same_content")  # the closest first
    story = archive.story(sister)
    assert story is not None
    assert {row.id for row in story.articles} == {first, near, sister, copy, address}


def test_third_text_joins_two_stories_and_the_origin_is_the_first(archive: Archive) -> None:
    words = prose.text(1, 400).split()
    start, end = " ".join(words[:200]), " ".join(words[-200:])
    one, other = ids(
        archive,
        told("a", start, date_published="2026-10-21"),
        told("b", end, "etal", date_published="2026-10-20T10:00:00+02:00"),
    )
    assert archive.story(one) is None
    copies = ids(archive, told("c", start, "quai"), told("d", end, "quai"))
    stories = [archive.story(id_) for id_ in (one, other)]
    assert None not in stories
    assert len({story.id for story in stories if story}) == 2
    [whole] = ids(archive, told("e", " ".join(words), "vitrine", date_published="2026-10-22"))
    story = archive.story(whole)
    assert story is not None
    assert story.id == min(story.id for story in stories if story)
    assert story.origin_id == other
    assert [row.id for row in story.articles] == [other, one, whole, *copies]
    assert archive.story(one) == archive.story(other) == story


def test_reports_briefs_and_others_stand_alone(archive: Archive) -> None:
    others = [told(f"r{n}", prose.report(n)) for n in range(30)]
    others += [told(f"b{n}", prose.brief(n), "etal") for n in range(10)]
    others += [told(f"t{n}", prose.text(n + 50, 200)) for n in range(10)]
    stored = ids(archive, *others)
    assert [id_ for id_ in stored if archive.story(id_) or archive.related(id_)] == []


def test_same_notice_in_two_magazines_is_noted_but_is_no_story(archive: Archive) -> None:
    notice = {"headline": "Fermé lundi", "body": "Le bureau est fermé."}
    one, other = ids(archive, told("a", **notice), told("a", magazine="etal", **notice))
    assert kinds(archive, one) == [(other, "same_content")]
    assert archive.story(one) is None


def test_storing_again_changes_nothing(archive_url: str) -> None:
    batch = [told("a"), told("b", magazine="etal"), told("c", prose.text(4))]
    with Archive.open(archive_url) as archive:
        archive.store(batch)
        before = archive.related(1)
        archive.store(batch)
        assert archive.relate() == 0
        assert archive.related(1) == before
    assert count(archive_url, SketchHash) == 3 * SKETCH_HASHES
    assert count(archive_url, PendingLookup) == 0


def test_changed_text_is_looked_up_and_old_relations_stay(archive: Archive) -> None:
    one, other = ids(archive, told("a"), told("b", prose.text(4), "etal"))
    assert archive.related(one) == []
    archive.store([told("a", prose.text(4), fetched_at=told("x", day=1).fetched_at)])
    assert kinds(archive, one) == [(other, "same_story")]
    archive.store([told("a", prose.text(5), fetched_at=told("x", day=2).fetched_at)])
    assert kinds(archive, one) == [(other, "same_story")]


def test_better_reading_is_looked_up_too(archive: Archive) -> None:
    one, other = ids(archive, told("a", prose.text(4)), told("b", magazine="etal"))
    version = archive.article(one).current.id
    archive.add_extraction(version, told("a", RELEASE + " Et la suite."), "extractor")
    assert kinds(archive, other) == [(one, "same_story")]


def test_what_a_killed_writer_left_is_caught_up_with(archive_url: str) -> None:
    with Archive.open(archive_url) as archive:
        batch = [told("a"), told("b", magazine="etal")]
        database.write(archive._engine, lambda c: store_batch(c, batch, None))  # … and dies
    assert count(archive_url, PendingLookup) == 2
    with Archive.open(archive_url) as archive:
        archive.store([told("c", prose.text(4))])
        assert kinds(archive, 1) == [(2, "same_story")]
    assert count(archive_url, PendingLookup) == 0


def test_what_waits_again_since_it_was_read_goes_on_waiting(archive_url: str) -> None:
    with Archive.open(archive_url) as archive:
        engine = archive._engine
        database.write(engine, lambda c: store_batch(c, [told("a"), told("b")], None))
        with database.reading(engine) as connection:
            found = relating.find(connection, [1, 2])
        assert found is not None
        database.write(engine, lambda c: relating.note(c, {1: told("c", prose.text(4))}))
        database.write(engine, lambda c: relating.write(c, found, datetime.now(UTC)))
        with database.reading(engine) as connection:
            assert relating.pending(connection) == [1]


def test_look_up_that_fails_is_made_up_for(
    archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(archive_url) as archive:
        archive.store([told("c", prose.text(4))])

        def busy(_self: Archive, _ids: object) -> None:
            raise ArchiveBusy("busy")

        with monkeypatch.context() as patch:
            patch.setattr(Archive, "_look_up", busy)
            with pytest.raises(ArchiveBusy):
                archive.store([told("a"), told("b", magazine="etal")])
        assert len(archive.articles()) == 3
        archive.store([told("d", prose.text(5))])
        assert kinds(archive, 2) == [(3, "same_story")]


def test_relatives_may_be_looked_for_behind_the_writer(archive_url: str) -> None:
    with Archive.open(archive_url, relate_behind=True) as archive:
        for number in range(10):  # more than may wait
            archive.store([told(f"a{number}"), told(f"b{number}", magazine="etal")])
        assert archive.relate() == 0
        story = archive.story(1)
        assert story is not None
        assert len(story.articles) == 20
    assert count(archive_url, PendingLookup) == 0


def test_what_fails_behind_the_writer_is_raised_to_it_and_made_up_for(
    archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_self: Archive, _ids: object) -> None:
        raise ArchiveBusy("busy")

    with Archive.open(archive_url, relate_behind=True) as archive:
        with monkeypatch.context() as patch:
            patch.setattr(Archive, "_look_up", busy)
            with pytest.raises(ArchiveBusy):  # noqa: PT012  # at once, or when it is waited for
                archive.store([told("a"), told("b", magazine="etal")])
                archive.relate()
        archive.store([told("c", prose.text(4))])
        assert archive.relate() == 0
        assert kinds(archive, 1) == [(2, "same_story")]


def test_sketch_of_an_older_algorithm_is_passed_over(archive_url: str) -> None:
    with Archive.open(archive_url) as archive:
        database.write(archive._engine, lambda c: store_batch(c, [told("a")], None))
        engine = create_engine(archive_url)
        with engine.begin() as connection:
            connection.execute(update(PendingLookup).values(algorithm=ALGORITHM + 1))
        engine.dispose()
        assert archive.relate() == 1
        assert archive.relate() == 0


def test_an_archive_without_sketches_gets_them(
    archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one whose sketches are of an older algorithm; more articles than one batch takes."""
    monkeypatch.setattr(relating, "BATCH", 2)
    with Archive.open(archive_url) as archive:
        with monkeypatch.context() as patch:
            patch.setattr(relating, "note", lambda *_: None)
            archive.store([told("a"), told("b", magazine="etal"), told("c", prose.text(4))])
        assert archive.relate() == 0
        assert archive.resketch() == 3
        assert kinds(archive, archive.known("https://www.rayon.example/fr/a") or 0) == [
            (archive.known("https://www.etal.example/fr/b"), "same_story")
        ]
        assert archive.resketch() == 3
    assert count(archive_url, SketchHash) == 3 * SKETCH_HASHES


def test_writers_that_race_find_each_others_texts(archive_url: str) -> None:
    """Each magazine's writer stores the same fifty stories; every one of them comes together."""
    magazines, stories = ("rayon", "etal", "quai"), 50
    bodies = [prose.text(1000 + n, 120) for n in range(stories)]
    failures: list[Exception] = []
    barrier = threading.Barrier(len(magazines))

    def write(magazine: str) -> None:
        try:
            with Archive.open(archive_url) as archive:
                for start in range(0, stories, 5):
                    barrier.wait(timeout=60)
                    archive.store(
                        [
                            told(str(n), f"{bodies[n]} Par {magazine}.", magazine)
                            for n in range(start, start + 5)
                        ]
                    )
        except Exception as error:  # noqa: BLE001  # a thread's failure is the test's
            failures.append(error)
            barrier.abort()

    Archive.open(archive_url).close()
    threads = [threading.Thread(target=write, args=[magazine]) for magazine in magazines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Archive.open(archive_url) as archive:
        found = [archive.story(row.id) for row in archive.articles(magazine="rayon", limit=None)]
    assert [len(story.articles) for story in found if story] == [len(magazines)] * stories
    assert len({story.id for story in found if story}) == stories
    assert count(archive_url, Relation) == stories * 3


def test_unknown_article(archive: Archive) -> None:
    for ask in (archive.related, archive.story):
        with pytest.raises(UnknownArticle):
            ask(1)
