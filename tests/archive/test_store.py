"""What goes in, what it becomes, what comes out; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from archive.deciding.decide import MAX_URL_BYTES
from archive.errors import RunExists, StorageFailed, UnknownArticle, UnknownRun
from archive.records import Article, Capture, Refusal
from archive.store import Archive, Stored

Make = Callable[..., Article]
MakeRefusal = Callable[..., Refusal]


def outcomes(results: list[Stored]) -> list[str]:
    return [result.outcome for result in results]


def capture(offset: int = 412, **fields: object) -> Capture:
    values = {
        "url": "https://www.rayon.example/fr/ciney",
        "fetched_at": datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
        "status": 200,
        "digest": "sha256:" + "a" * 64,
        "file": "rayon/20261102-ab12.warc.gz",
        "offset": offset,
        "length": 5_000_000_000,
    }
    return Capture(**(values | fields))  # type: ignore[arg-type]


# What comes back is what went in


@pytest.mark.parametrize("with_capture", [True, False])
def test_article_comes_back_as_it_went_in(
    archive: Archive, make_article: Make, with_capture: bool
) -> None:
    article = make_article(capture=capture() if with_capture else None)
    [stored] = archive.store([article])
    assert stored.article_id is not None
    found = archive.article(stored.article_id)
    assert found.article == article
    assert found.current.id == stored.version_id
    assert (found.first_seen, found.last_seen) == (article.fetched_at, article.fetched_at)
    assert found.first_seen.tzinfo is UTC


def test_empty_fields_come_back_empty(archive: Archive, make_article: Make) -> None:
    bare = Article(
        url="https://www.rayon.example/fr/bref",
        canonical_url="https://www.rayon.example/fr/bref",
        magazine="rayon",
        headline="",
        body_text="",
        body_html="",
        word_count=0,
        extractor_version="0.1.0",
        fetched_at=make_article().fetched_at,
        content_hash="0" * 64,
    )
    archive.store([bare])
    assert archive.article(1).article == bare


def test_characters_no_database_can_hold_are_replaced(archive: Archive, make_article: Make) -> None:
    archive.store([make_article(headline="Ci\x00ney", keywords=("a\udcffb",))])
    found = archive.article(1).article
    assert found.headline == "Ci\ufffdney"
    assert found.keywords == ("a\ufffdb",)


# Outcomes


def test_storing_again_changes_nothing(archive: Archive, make_article: Make) -> None:
    batch = [
        make_article("un", capture=capture(1)),
        make_article("deux", capture=capture(2)),
    ]
    first = archive.store(batch)
    before = (archive.articles(), archive.versions(1), archive.stats())
    second = archive.store(batch)
    assert outcomes(first) == ["new", "new"]
    assert outcomes(second) == ["unchanged", "unchanged"]
    assert [s.version_id for s in first] == [s.version_id for s in second]
    assert (archive.articles(), archive.versions(1), archive.stats()) == before


def test_batch_may_hold_the_same_article_twice(archive: Archive, make_article: Make) -> None:
    results = archive.store([make_article(), make_article()])
    assert outcomes(results) == ["new", "unchanged"]
    assert archive.stats().articles == 1


def test_results_come_in_the_order_given(
    archive: Archive, make_article: Make, make_refusal: MakeRefusal
) -> None:
    results = archive.store(
        [
            make_article("zinc", headline="Zinc"),
            make_refusal("accueil"),
            make_article("ail", headline="Ail"),
        ]
    )
    assert outcomes(results) == ["new", "refused", "new"]
    ids = [result.article_id for result in results]
    assert ids[1] is None
    assert archive.article(ids[0] or 0).article.headline == "Zinc"
    assert archive.article(ids[2] or 0).article.headline == "Ail"


def test_states_in_one_batch_are_taken_as_they_were_fetched(
    archive: Archive, make_article: Make
) -> None:
    later, earlier = make_article(day=1, headline="Corrigé"), make_article(headline="Erroné")
    results = archive.store([later, earlier])
    assert outcomes(results) == ["changed", "new"]
    assert [version.article for version in archive.versions(1)] == [earlier, later]


def test_changed_article_has_two_versions(archive: Archive, make_article: Make) -> None:
    first = make_article()
    second = make_article(day=7, headline="Ciney : une ouverture reportée", teasers=())
    archive.store([first])
    [result] = archive.store([second])
    assert result.outcome == "changed"
    old, new = archive.versions(1)
    assert (old.number, old.valid_from, old.valid_to) == (1, first.fetched_at, second.fetched_at)
    assert (new.number, new.valid_from, new.valid_to) == (2, second.fetched_at, None)
    assert (old.article, new.article) == (first, second)
    assert result.version_id == new.id
    assert archive.article(1).version_count == 2
    assert archive.article(1).article == second


def test_return_to_an_earlier_text_is_a_third_version(archive: Archive, make_article: Make) -> None:
    for day, headline in enumerate(["Ouvre", "Reporte", "Ouvre"]):
        archive.store([make_article(day=day, headline=headline)])
    headlines = [version.article.headline for version in archive.versions(1)]
    assert headlines == ["Ouvre", "Reporte", "Ouvre"]


def test_unchanged_article_was_seen_again(archive: Archive, make_article: Make) -> None:
    archive.store([make_article()])
    archive.store([make_article(day=3)])
    [version] = archive.versions(1)
    assert version.last_seen - version.valid_from == timedelta(days=3)
    assert archive.article(1).last_seen == make_article(day=3).fetched_at


def test_order_of_two_fetches_of_one_text_does_not_matter(
    archive: Archive, make_article: Make
) -> None:
    archive.store([make_article(day=3)])
    archive.store([make_article(day=0)])
    found = archive.article(1)
    assert found.first_seen == found.current.valid_from == make_article(day=0).fetched_at
    assert found.last_seen == found.current.last_seen == make_article(day=3).fetched_at


def test_late_fetch_of_an_old_text_does_not_replace_the_current(
    archive: Archive, make_article: Make
) -> None:
    old, new = make_article(day=0), make_article(day=5, headline="Nouveau titre")
    archive.store([old])
    archive.store([new])
    [past] = archive.store([make_article(day=2)])
    [unknown] = archive.store([make_article(day=2, headline="Titre inconnu")])
    assert (past.outcome, past.reason) == ("unchanged", "past_version")
    assert (unknown.outcome, unknown.reason) == ("refused", "not_newer")
    assert archive.article(1).article == new
    assert len(archive.versions(1)) == 2


def test_paywalled_refetch_changes_nothing(archive: Archive, make_article: Make) -> None:
    kept = make_article()
    stub = make_article(
        day=4, body_text="La suite est réservée aux abonnés.", is_accessible_for_free=False
    )
    archive.store([kept])
    before = archive.article(1)
    [result] = archive.store([stub])
    assert (result.outcome, result.reason) == ("refused", "paywalled_refetch")
    assert (result.article_id, result.version_id) == (1, before.current.id)
    assert archive.article(1) == before
    assert archive.stats().refusals == {"paywalled_refetch": 1}


def test_refused_refetch_leaves_no_address(archive: Archive, make_article: Make) -> None:
    archive.store([make_article()])
    archive.store([make_article(day=4, url="https://m.rayon.example/ciney", body_text="Erreur")])
    assert archive.known("https://m.rayon.example/ciney") is None


def test_refusal_at_a_known_address_is_recorded_for_its_article(
    archive: Archive, make_article: Make, make_refusal: MakeRefusal
) -> None:
    archive.store([make_article()])
    before = archive.article(1)
    [result] = archive.store([make_refusal(day=2)])
    assert result == Stored(
        outcome="refused",
        reason="consent_wall",
        article_id=1,
        version_id=before.current.id,
    )
    assert archive.article(1) == before


def test_refusal_elsewhere_is_recorded_alone(archive: Archive, make_refusal: MakeRefusal) -> None:
    [result] = archive.store([make_refusal("contact", reason="listing", capture=capture())])
    assert (result.article_id, result.version_id) == (None, None)
    assert archive.stats().refusals == {"listing": 1}
    assert archive.known(make_refusal("contact").url) is None


# Identity and addresses


def test_same_content_at_another_address_is_a_duplicate(
    archive: Archive, make_article: Make
) -> None:
    original = make_article()
    copy = make_article("ciney-2", content_hash=original.content_hash)
    archive.store([original])
    assert outcomes(archive.store([copy])) == ["duplicate"]
    assert outcomes(archive.store([replace(copy, fetched_at=copy.fetched_at)])) == ["unchanged"]
    assert archive.stats().articles == 1
    assert archive.known(copy.url) == archive.known(original.url) == 1
    assert archive.article(1).urls == (original.canonical_url, copy.canonical_url)


def test_duplicate_within_one_batch(archive: Archive, make_article: Make) -> None:
    original = make_article("a")
    copy = make_article("b", content_hash=original.content_hash)
    assert outcomes(archive.store([copy, original])) == ["duplicate", "new"]


def test_content_that_an_article_no_longer_has_makes_no_duplicate(
    archive: Archive, make_article: Make
) -> None:
    original = make_article("a")
    archive.store([original, make_article("a", day=1, headline="Autre chose")])
    copy = make_article("b", day=2, content_hash=original.content_hash)
    assert outcomes(archive.store([copy])) == ["new"]


def test_same_content_in_another_magazine_is_an_article_of_its_own(
    archive: Archive, make_article: Make
) -> None:
    here = make_article()
    there = make_article(
        magazine="etal",
        url="https://etal.example/ciney",
        canonical_url="https://etal.example/ciney",
    )
    assert here.content_hash == there.content_hash
    assert outcomes(archive.store([here, there])) == ["new", "new"]


def test_one_address_may_be_known_in_two_magazines(archive: Archive, make_article: Make) -> None:
    archive.store([make_article()])
    archive.store([make_article(magazine="site")])
    url = make_article().canonical_url
    assert archive.known(url) == archive.known(url, "rayon") == 1
    assert archive.known(url, "site") == 2
    assert archive.known(url, "etal") is None


def test_answering_and_requested_addresses_are_remembered(
    archive: Archive, make_article: Make
) -> None:
    short = "https://rayon.example/s/77"
    article = make_article(url=make_article().url + "?page=1", capture=capture(url=short))
    archive.store([article])
    assert archive.known(short) == archive.known(article.url) == 1
    assert archive.article(1).urls == (article.canonical_url, *sorted([article.url, short]))


def test_article_that_moved_keeps_its_identity(archive: Archive, make_article: Make) -> None:
    """The page at the known address now names another one as canonical."""
    archive.store([make_article("avant", headline="Ciney")])
    moved = make_article(
        "avant", day=1, canonical_url="https://www.rayon.example/fr/apres", headline="Marche"
    )
    assert outcomes(archive.store([moved])) == ["changed"]
    assert archive.known("https://www.rayon.example/fr/apres") == 1


def test_address_that_leads_elsewhere_today_gives_another_article(
    archive: Archive, make_article: Make
) -> None:
    latest = "https://www.rayon.example/latest"
    archive.store([make_article("lundi", url=latest, headline="Lundi")])
    archive.store([make_article("mardi", day=1, url=latest, headline="Mardi")])
    assert archive.stats().articles == 2
    assert archive.article(1).article.headline == "Lundi"


def test_address_too_long_for_an_index(archive: Archive, make_article: Make) -> None:
    # random letters, for PostgreSQL would compress a repetition
    tail = "".join(chr(97 + (i * i * 7 + i // 3) % 26) for i in range(MAX_URL_BYTES * 4))
    long = f"https://www.rayon.example/{tail}"
    refused, stored = archive.store(
        [make_article(canonical_url=long, url=long), make_article("court", url=long)]
    )
    assert (refused.outcome, refused.reason) == ("refused", "url_too_long")
    assert stored.outcome == "new"
    assert archive.article(stored.article_id or 0).article.url == long


# Lists


def test_articles_are_listed_by_day_newest_first(archive: Archive, make_article: Make) -> None:
    days = {"a": "2026-10-30", "b": None, "c": "2026-11-02T23:30:00+01:00", "d": "novembre 2026"}
    archive.store([make_article(name, date_published=day) for name, day in days.items()])
    rows = archive.articles()
    assert [row.canonical_url[-1] for row in rows] == ["c", "a", "d", "b"]
    assert [row.published_on for row in rows] == [
        date(2026, 11, 2),
        date(2026, 10, 30),
        None,
        None,
    ]
    assert [row.canonical_url[-1] for row in archive.articles(limit=2, offset=1)] == ["a", "d"]
    assert len(archive.articles(limit=None)) == 4


def test_articles_are_filtered(archive: Archive, make_article: Make) -> None:
    archive.store(
        [
            make_article("fr", date_published="2026-11-01"),
            make_article("nl", language="nl", date_published="2026-11-02", headline="Ciney opent"),
            make_article("etal", magazine="etal", date_published="2026-11-03T10:00:00Z"),
            make_article("sans-date", date_published=None),
        ]
    )

    def ids(**filters: object) -> set[int]:
        return {row.id for row in archive.articles(**filters)}  # type: ignore[arg-type]

    names = {row.id: row.canonical_url.rpartition("/")[2] for row in archive.articles()}
    found = {
        "magazine": {names[i] for i in ids(magazine="rayon")},
        "language": {names[i] for i in ids(language="nl")},
        "since": {names[i] for i in ids(since=date(2026, 11, 2))},
        "until": {names[i] for i in ids(until=date(2026, 11, 2))},
        "day": {names[i] for i in ids(since=date(2026, 11, 2), until=date(2026, 11, 2))},
        "none": ids(magazine="rayon", language="de"),
    }
    assert found == {
        "magazine": {"fr", "nl", "sans-date"},
        "language": {"nl"},
        "since": {"nl", "etal"},
        "until": {"fr", "nl"},
        "day": {"nl"},
        "none": set(),
    }


def test_stats_count_everything(
    archive: Archive, make_article: Make, make_refusal: MakeRefusal
) -> None:
    archive.store(
        [
            make_article("a", word_count=100, date_published="2026-10-01"),
            make_article("a", day=1, headline="Autre", word_count=90, date_published="2026-10-02"),
            make_article("b", language=None, word_count=50, date_published=None),
            make_article("c", magazine="etal", language="nl", word_count=10),
            make_refusal("d"),
            make_refusal("e"),
            make_refusal("f", reason="listing"),
        ]
    )
    stats = archive.stats()
    assert (stats.articles, stats.versions, stats.captures) == (3, 4, 7)
    assert (stats.first_published, stats.last_published) == (date(2026, 10, 2), date(2026, 11, 1))
    assert [(m.magazine, m.articles, m.words) for m in stats.magazines] == [
        ("etal", 1, 10),
        ("rayon", 2, 140),
    ]
    assert stats.languages == {None: 1, "fr": 1, "nl": 1}
    assert stats.outcomes == {"new": 3, "refused": 3, "changed": 1}
    assert list(stats.refusals.items()) == [("consent_wall", 2), ("listing", 1)]


def test_empty_archive_answers(archive: Archive) -> None:
    assert archive.articles() == []
    assert archive.runs() == []
    assert archive.store([]) == []
    assert archive.search("ciney") == []
    stats = archive.stats()
    assert (stats.articles, stats.magazines, stats.first_published) == (0, (), None)


def test_unknown_article_is_an_error(archive: Archive) -> None:
    with pytest.raises(UnknownArticle, match="17"):
        archive.article(17)
    with pytest.raises(UnknownArticle, match="17"):
        archive.versions(17)


# Runs


def test_run_is_recorded_from_start_to_end(archive: Archive, make_article: Make) -> None:
    started = make_article().fetched_at
    archive.start_run("ab12", "rayon", started, "0.1.0")
    archive.store([make_article()], run_id="ab12")
    [running] = archive.runs()
    assert (running.finished_at, running.finish_reason, running.counts) == (None, None, {})
    archive.finish_run("ab12", started + timedelta(hours=1), "finished", {"new": 1, "failed": 0})
    [run] = archive.runs()
    assert (run.id, run.magazine, run.extractor_version) == ("ab12", "rayon", "0.1.0")
    assert run.finished_at == started + timedelta(hours=1)
    assert (run.finish_reason, run.counts) == ("finished", {"new": 1, "failed": 0})


def test_runs_are_listed_latest_first(archive: Archive, make_article: Make) -> None:
    started = make_article().fetched_at
    for number in range(3):
        archive.start_run(f"run{number}", "rayon", started + timedelta(hours=number), "0.1.0")
    assert [run.id for run in archive.runs(limit=2)] == ["run2", "run1"]


def test_wrong_run_is_an_error(archive: Archive, make_article: Make) -> None:
    moment = make_article().fetched_at
    archive.start_run("ab12", "rayon", moment, "0.1.0")
    with pytest.raises(RunExists, match="ab12"):
        archive.start_run("ab12", "rayon", moment, "0.1.0")
    with pytest.raises(UnknownRun, match="cd34"):
        archive.finish_run("cd34", moment, "finished", {})
    with pytest.raises(UnknownRun, match="cd34"):
        archive.store([make_article()], run_id="cd34")
    assert archive.stats().captures == 0


# Transactions


def test_batch_is_stored_whole_or_not_at_all(archive: Archive, make_article: Make) -> None:
    broken = replace(make_article("b"), body_text=None)  # type: ignore[arg-type]
    with pytest.raises(StorageFailed):
        archive.store([make_article("a"), broken])
    stats = archive.stats()
    assert (stats.articles, stats.captures) == (0, 0)
    assert archive.store([make_article("a")])[0].outcome == "new"


def test_moment_without_time_zone_is_refused(archive: Archive, make_article: Make) -> None:
    naive = make_article(fetched_at=datetime(2026, 11, 2, 8, 30))  # noqa: DTZ001
    with pytest.raises(Exception, match="without time zone"):
        archive.store([naive])
    assert archive.stats().articles == 0


def test_moments_come_back_in_utc_whatever_they_came_in(
    archive: Archive, make_article: Make
) -> None:
    moment = datetime(2026, 7, 1, 12, 0, 0, 7, tzinfo=ZoneInfo("Europe/Brussels"))
    archive.store([make_article(fetched_at=moment)])
    found = archive.article(1).first_seen
    assert found == moment
    assert found.isoformat() == "2026-07-01T10:00:00.000007+00:00"


def test_large_batch_is_one_transaction(archive: Archive, make_article: Make) -> None:
    """More addresses, hashes and captures than one statement takes."""
    batch = [make_article(str(n), capture=capture(n)) for n in range(1_201)]
    assert set(outcomes(archive.store(batch))) == {"new"}
    assert set(outcomes(archive.store(batch))) == {"unchanged"}
    assert archive.stats().captures == 1_201


def test_archive_can_be_opened_again(archive_url: str, make_article: Make) -> None:
    with Archive.open(archive_url) as archive:
        archive.store([make_article()])
    with Archive.open(archive_url, create=False) as archive:
        assert archive.article(1).article == make_article()
