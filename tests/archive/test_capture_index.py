"""Which capture has a payload, and all of them; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text

from archive import capture_index, keeping
from archive.errors import StorageFailed
from archive.records import Article, Capture, RecordPlace, Refusal, Reserved
from archive.store import Archive

Make = Callable[..., Article]
NOW = datetime(2026, 11, 2, 8, 30, 15, 250000, tzinfo=UTC)


def capture(offset: int, content: str = "a", *, original: RecordPlace | None = None) -> Capture:
    return Capture(
        url=f"https://www.rayon.example/fr/{offset}",
        fetched_at=NOW,
        status=200,
        digest="sha256:" + content * 64,
        file="rayon/one.warc.gz",
        offset=offset,
        length=5_000_000_000,
        original=original,
    )


def test_revisit_comes_back_with_its_original(archive: Archive, make_article: Make) -> None:
    revisit = capture(500, original=RecordPlace("rayon/zero.warc.gz", 5_000_000_000, 7))
    [stored] = archive.store([make_article(capture=revisit)])
    assert stored.article_id is not None
    assert archive.article(stored.article_id).article.capture == revisit


def test_what_was_reserved_comes_back(
    archive: Archive, make_article: Make, make_refusal: Callable[..., Refusal]
) -> None:
    policy = "https://www.rayon.example/policy"
    everything = Reserved(
        robots="allowed",
        tdm_reservation=True,
        tdm_policy=policy,
        directives=("googlebot:noindex", "noarchive"),
    )
    kept = replace(capture(1), reserved=everything)
    refused = make_refusal("deux", capture=None, reserved=everything)
    [stored, _] = archive.store([make_article(capture=kept), refused])
    assert stored.article_id is not None
    assert archive.article(stored.article_id).article.capture == kept
    with archive._engine.connect() as connection:
        found = {
            table: connection.execute(
                text(f"SELECT robots, tdm_reservation, tdm_policy, directives FROM {table}")
            ).all()
            for table in ("captures", "articles_flat")
        }
    row = ("allowed", True, policy, "googlebot:noindex noarchive")
    assert found == {"captures": [row, row], "articles_flat": [row]}


def test_payloads_are_found_by_digest(
    archive: Archive, make_article: Make, make_refusal: Callable[..., Refusal]
) -> None:
    first, other = capture(1), capture(2, "b")
    revisit = capture(3, "c", original=first.place)
    archive.store(
        [
            make_article("un", capture=first),
            make_refusal("deux", capture=other),
            make_article("trois", capture=revisit),
            make_article("quatre", capture=None),
        ]
    )
    digests = [item.digest for item in (first, other, revisit)]
    assert archive.holding(digests) == {first.digest: first, other.digest: other}
    assert archive.holding([]) == {}
    many = [f"sha256:{number:064}" for number in range(1_201)]
    assert archive.holding([*many, first.digest]) == {first.digest: first}
    again = capture(4)  # the same payload once more: its file was not there
    archive.store([make_article("cinq", capture=again)])
    assert archive.holding([first.digest]) == {first.digest: again}


def test_other_captures_are_on_record_and_no_pages(archive: Archive, make_article: Make) -> None:
    page, feed = capture(1), capture(2, "b")
    archive.store([make_article(capture=page)])
    archive.add_captures([feed, feed, page], "rayon")
    archive.add_captures([feed], "rayon")
    archive.add_captures([], "rayon")
    assert list(archive.captures()) == [page, feed]
    assert archive.holding([feed.digest]) == {feed.digest: feed}
    stats = archive.stats()
    assert (stats.captures, stats.outcomes) == (1, {"new": 1})


def test_other_captures_of_an_unknown_run_are_refused(archive: Archive) -> None:
    with pytest.raises(StorageFailed):
        archive.add_captures([capture(1)], "rayon", run_id="never started")


def test_captures_are_listed_in_pieces(
    archive: Archive, make_article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "CAPTURES_AT_ONCE", 2)
    everything = [capture(number) for number in range(5)]
    archive.add_captures(everything, "rayon")
    archive.store([make_article()])  # read from a file: nothing to check
    assert list(archive.captures()) == everything


def test_look_up_by_digest_uses_its_index(archive_url: str) -> None:
    """What holds for ten million rows cannot be timed here; the plan can be read."""
    with Archive.open(archive_url) as archive:
        archive.add_captures(
            [replace(capture(n), digest=f"sha256:{n:064}") for n in range(2_000)], "rayon"
        )
    engine = create_engine(archive_url)
    asked: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def remember(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    with engine.begin() as connection:
        connection.execute(text("ANALYZE captures"))
        capture_index.holding(connection, [f"sha256:{7:064}"])
        statement, parameters = asked[-1]
        explain = "EXPLAIN" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        plan = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()
    engine.dispose()
    assert "captures_payload" in str(plan)
