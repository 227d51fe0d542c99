"""Ten weeks of the demo: health says when the redesign comes, and nothing in the other weeks."""

from collections.abc import Iterator

import pytest

from archive.health.figures import Assessment
from archive.store import Archive
from tradecrawler.demo.replay import replay
from tradecrawler.spiders.demo import DemoSpider

REDESIGN, MENDED = 7, 9


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with Archive.open("sqlite://") as opened:
        yield opened


@pytest.fixture(scope="module")
def weeks(archive: Archive) -> dict[int, Assessment]:
    return dict(enumerate(replay(archive, DemoSpider.magazine), 1))


def test_the_redesign_raises_alerts_that_name_the_fields(weeks: dict[int, Assessment]) -> None:
    raised = {
        (alert.measure, alert.language) for alert in weeks[REDESIGN].raised if not alert.is_declared
    }
    fields = ("undated", "unsigned")
    assert raised == {(field, language) for field in fields for language in ("fr", "nl")}
    assert all(alert.example for alert in weeks[REDESIGN].raised)


def test_no_other_week_raises_any(weeks: dict[int, Assessment]) -> None:
    assert [week for week, found in weeks.items() if found.raised] == [REDESIGN]


def test_alerts_stay_open_until_the_pages_are_mended(weeks: dict[int, Assessment]) -> None:
    raised = {alert.id for alert in weeks[REDESIGN].raised}
    is_open = [week for week, found in weeks.items() if found.still_open]
    assert is_open == list(range(REDESIGN + 1, MENDED))
    assert {alert.id for alert in weeks[MENDED].mended} == raised


def test_only_the_redesign_is_far_from_the_template(weeks: dict[int, Assessment]) -> None:
    far = [
        week
        for week, found in weeks.items()
        for finding in found.findings
        if finding.measure == "template" and finding.verdict == "unusual"
    ]
    assert far == [REDESIGN, REDESIGN]


def test_the_archive_remembers_when_it_broke(
    archive: Archive, weeks: dict[int, Assessment]
) -> None:
    assert archive.alerts("demo") == []
    alerts = archive.alerts("demo", only_open=False)
    assert {alert.run_id for alert in alerts} == {weeks[REDESIGN].run_id}
    assert {alert.closed_as for alert in alerts} == {"mended"}
    assert {found.verdict for found in archive.health("demo")} <= {"usual", "unknown"}
