"""Runs of an invented magazine, measured and judged on each database."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from archive.errors import RunUnfinished, UnknownRun
from archive.health.expectations import Expectations
from archive.health.figures import Assessment, Figure, Finding
from archive.records import Article, PrintedBlock, Refusal
from archive.store import Archive
from tests.archive.invented import FIRST

MakeArticle = Callable[..., Article]
MakeRefusal = Callable[..., Refusal]

COUNTS = {"discovery/listed": 9, "articles/new": 6, "discovery/feed": 6}
RUNS = 5
"""With six articles each, as many as make a history."""
SPRING = -240
"""Days before ``FIRST``; no season in which the press rests is near."""


class Runs:
    """Runs of a magazine, a day after the other, each with six new articles."""

    def __init__(self, archive: Archive, article: MakeArticle) -> None:
        self.archive = archive
        self.article = article
        self.day = SPRING

    def run(
        self,
        *more: Article | Refusal,
        counts: Mapping[str, int] = COUNTS,
        expectations: Expectations | None = None,
        articles: int = 6,
        **fields: Any,
    ) -> Assessment:
        """A run in which all articles have ``fields``."""
        self.day += 1
        run_id, began = f"run-{self.day}", FIRST + timedelta(days=self.day)
        self.archive.start_run(run_id, "rayon", began, "0.1.0")
        values = {"date_published": began.date().isoformat(), **fields}
        new = [
            self.article(
                f"{self.day}-{n}",
                self.day + 0.01,
                body_text=f"Jour {self.day}, article {n}. " + "Un texte sans suite. " * (20 + n),
                **values,
            )
            for n in range(articles)
        ]
        self.archive.store([*new, *more], run_id)
        self.archive.finish_run(run_id, began + timedelta(hours=1), "finished", counts)
        return self.archive.assess(run_id, expectations or Expectations())


@pytest.fixture
def runs(archive: Archive, make_article: MakeArticle) -> Runs:
    made = Runs(archive, make_article)
    for _ in range(RUNS):
        made.run()
    return made


def of(found: tuple[Finding, ...] | list[Finding], measure: str, language: str = "fr") -> Finding:
    [finding] = [f for f in found if (f.measure, f.language) == (measure, language)]
    return finding


def test_a_usual_magazine_raises_nothing(runs: Runs) -> None:
    found = runs.run()
    assert found.raised == found.still_open == found.mended == ()
    fields = ("undated", "unsigned", "leadless", "unsectioned", "walled", "words", "teasers")
    assert {of(found.findings, field).verdict for field in fields} == {"usual"}
    assert of(found.findings, "teasers").now == pytest.approx(3)


@pytest.mark.parametrize(
    ("measure", "fields"),
    [
        ("undated", {"date_published": None}),
        ("undated", {"provenance": {"date_published": "feed"}}),
        ("unsigned", {"authors": ()}),
        ("leadless", {"lead": None}),
        ("walled", {"is_accessible_for_free": False}),
        ("words", {"word_count": 9}),
    ],
)
def test_an_emptied_field_is_raised_on_the_first_run(
    runs: Runs, measure: str, fields: dict[str, Any]
) -> None:
    found = runs.run(**fields)
    assert [alert.measure for alert in found.raised if not alert.is_declared] == [measure]
    assert found.raised[0].example == of(found.findings, measure).example
    again = runs.run(**fields)
    assert again.raised == ()
    assert again.still_open == found.raised
    mended = runs.run()
    assert {alert.id for alert in mended.mended} == {alert.id for alert in found.raised}
    assert runs.run().raised == ()


def test_an_accepted_change_is_usual_from_then_on(runs: Runs, archive: Archive) -> None:
    runs.run(authors=())
    [alert] = archive.accept("rayon", "unsigned")
    assert archive.alerts("rayon") == []
    [closed] = archive.alerts("rayon", only_open=False)
    assert (closed.id, closed.closed_as) == (alert.id, "accepted")
    for _ in range(3):
        assert runs.run(authors=()).raised == ()
    assert archive.accept("rayon") == []


def test_refusals_of_new_addresses_are_counted_once(runs: Runs, make_refusal: MakeRefusal) -> None:
    walls = [make_refusal(f"mur-{n}", runs.day + 1.02) for n in range(12)]
    found = runs.run(*walls)
    [alert] = found.raised
    assert alert.message == "new pages refused: 67%, usual 0% [consent_wall 12]"
    assert alert.example is not None
    later = runs.run(*[make_refusal(f"mur-{n}", runs.day + 1.02) for n in range(12)])
    assert of(later.findings, "refused", "").now == 0
    assert [a.id for a in later.mended] == [alert.id]


def test_a_wall_before_known_articles_is_told_from_new_refusals(
    runs: Runs, make_refusal: MakeRefusal
) -> None:
    known = make_refusal(f"{SPRING + 1}-0", runs.day + 1.02)
    found = runs.run(known)
    refetched = of(found.findings, "refetch_refused", "")
    assert (refetched.pages, refetched.detail) == (1, "consent_wall 1")
    assert of(found.findings, "refused", "").now == 0


def test_what_a_crawl_counts_is_judged(runs: Runs) -> None:
    failed = {"articles/new": 4, "failed/http_503": 12, "failed/http_404": 40}
    sources = {"discovery/failed/http_404": 6, "discovery/feed": 0}
    found = runs.run(counts={**failed, **sources})
    assert of(found.findings, "failed", "").detail == "http_503 12"
    assert of(found.findings, "failed", "").now == 0.75
    assert {alert.measure for alert in found.raised} >= {"failed", "sources_failed"}


def test_sources_that_list_nothing_are_raised(runs: Runs) -> None:
    found = runs.run(counts={"discovery/feed": 3, "discovery/listing": 3})
    assert "sources_dry" in {alert.measure for alert in found.raised}


def test_a_new_layout_is_far_from_the_template(runs: Runs) -> None:
    def printed(place: int) -> tuple[PrintedBlock, ...]:
        return tuple(PrintedBlock(n, place + n, f"bloc {n}", n > 4) for n in range(1, 9))

    for _ in range(4):
        learnt = runs.run(printed=printed(100), articles=8)
    assert of(learnt.findings, "template").now == 0
    assert of(learnt.findings, "text_share").now == pytest.approx(0.5)
    found = of(runs.run(printed=printed(9_000)).findings, "template")
    assert (found.now, found.verdict) == (1, "unusual")


def test_articles_of_long_ago_are_no_measure(runs: Runs) -> None:
    found = runs.run(date_published="2019-05-06", authors=())
    assert found.raised == ()
    assert not [f for f in found.findings if f.measure == "unsigned"]


def test_volumes_are_of_days_of_publication(runs: Runs) -> None:
    runs.run()
    found = runs.run()
    assert of(found.findings, "articles").now == 6 * (RUNS + 1)


def test_a_magazine_that_stops_is_missed(runs: Runs) -> None:
    for _ in range(6):
        runs.day += 6
        assert runs.run(articles=14).raised == ()
    runs.day += 9
    [alert] = runs.run(articles=0, counts={"discovery/not_modified": 2}).raised
    assert alert.message == "new articles (fr): 0, usual 14"


def test_declared_expectations_need_no_history(archive: Archive, make_article: MakeArticle) -> None:
    first = Runs(archive, make_article).run(
        articles=6, authors=(), expectations=Expectations(authored=0.8)
    )
    [alert] = first.raised
    assert alert.is_declared
    assert alert.message == "no author: 100%, expected 20%"
    [shown] = [found for found in archive.health("rayon") if found.is_declared]
    assert shown.verdict == "broken"


def test_further_figures_are_kept(archive: Archive) -> None:
    archive.start_run("run", "rayon", FIRST, "0.1.0")
    archive.finish_run("run", FIRST, "finished", {})
    found = archive.assess("run", further=(Figure(measure="latency", amount=0.0, pages=4),))
    assert of(found.findings, "latency", "").now == pytest.approx(1)


def test_a_run_is_judged_once(runs: Runs, archive: Archive) -> None:
    first = runs.run(authors=())
    again = archive.assess(first.run_id)
    assert again.raised == ()
    assert {f.key for f in again.findings} == {f.key for f in first.findings if not f.is_declared}
    assert [alert.id for alert in again.still_open] == [alert.id for alert in first.raised]


def test_only_a_run_that_ended_is_judged(archive: Archive) -> None:
    with pytest.raises(UnknownRun):
        archive.assess("none")
    archive.start_run("run", "rayon", FIRST, "0.1.0")
    with pytest.raises(RunUnfinished):
        archive.assess("run")


def test_health_shows_what_is_latest_and_since_when(runs: Runs, archive: Archive) -> None:
    broken = runs.run(authors=())
    runs.run(authors=())
    shown = of(archive.health(), "unsigned")
    assert shown.verdict == "broken"
    assert shown.since == broken.raised[0].opened_at
    assert shown.measured_at > shown.since
    assert archive.health("another") == []
