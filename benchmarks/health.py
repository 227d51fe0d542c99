"""Does health cry wolf, and how soon does it notice? ``python -m benchmarks.health [--seeds N]``

Simulated magazines, each for three years and crawled daily: quiet weekends, public holidays, half
of the volume in August or none, a closed office at Christmas, growth, dossiers of many articles at
once, two articles a week. Nothing is broken in them, so every alarm is false. Then the magazine
stops, or its pages lose a field, on ordinary days. At last the demo's ten weeks are replayed.
"""

import argparse
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from archive.health import shares, volume, wording
from archive.health.figures import Past
from archive.store import Archive
from tradecrawler.demo.replay import replay
from tradecrawler.spiders.demo import DemoSpider

START = date(2023, 1, 2)
DAYS = 3 * 365
STOPS = (date(2025, 3, 3), date(2025, 5, 12), date(2025, 9, 22), date(2025, 10, 9))
"""Days on which a magazine stops; in none of them is it usual."""
PATIENCE = 90
"""Days for which is waited until the stop is noticed."""


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """A magazine that is as it is."""

    name: str
    weekly: float
    """Articles in a usual week."""
    saturday: float = 0.1
    sunday: float = 0.05
    """Of a weekday's articles."""
    august: float = 0.4
    """Of a usual month's articles; from mid-July on."""
    closed: int = 0
    """Days in August without any."""
    growth: float = 1.0
    """From year to year."""
    dossiers: float = 0.0
    """Days on which as many articles as in half a week appear besides."""


MAGAZINES = (
    Simulated(name="two a week, never on weekends", weekly=2, saturday=0, sunday=0),
    Simulated(name="five a week", weekly=5),
    Simulated(name="three a day", weekly=15),
    Simulated(name="three a day, closed for two weeks in August", weekly=15, closed=14),
    Simulated(name="eight a day", weekly=40),
    Simulated(name="eight a day, doubling each year", weekly=40, growth=2),
    Simulated(name="eight a day, a third less each year", weekly=40, growth=0.67),
    Simulated(name="eight a day, dossiers", weekly=40, dossiers=0.02),
    Simulated(name="sixty a day", weekly=300),
)


def easter(year: int) -> date:
    """Easter Sunday (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Whether the office is closed: public holidays as in Belgium, bridges too."""
    away = (day - easter(day.year)).days
    fixed = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
    at_christmas = (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)
    return away in (-2, 1, 39, 40, 50) or (day.month, day.day) in fixed or at_christmas


def articles(magazine: Simulated, chance: random.Random) -> dict[date, int]:
    """Three years of a magazine, day by day."""
    shares_of_week = [1, 1, 1, 1, 1, magazine.saturday, magazine.sunday]
    found = {}
    for number in range(DAYS):
        day = START + timedelta(days=number)
        mean = magazine.weekly * shares_of_week[day.weekday()] / sum(shares_of_week)
        mean *= magazine.growth ** (number / 365) * chance.lognormvariate(0, 0.25)
        if (day.month, day.day) >= (7, 15) and day.month <= 8:
            mean *= magazine.august
        if is_holiday(day) or (day.month == 8 and day.day <= magazine.closed):
            mean *= 0.03
        if chance.random() < magazine.dossiers:
            mean += magazine.weekly / 2
        found[day] = poisson(mean, chance)
    return found


def poisson(mean: float, chance: random.Random) -> int:
    """A count with this mean."""
    count, left = 0, chance.expovariate(1)
    while left < mean:
        count, left = count + 1, left + chance.expovariate(1)
    return count


def false_alarms(days: dict[date, int]) -> int:
    """Alarms that are raised while nothing is wrong."""
    found, volumes, since = 0, volume.Volumes(days, START), None
    for number in range(30, DAYS):
        today = START + timedelta(days=number)
        judged = volume.judge(volumes, today, broken_since=since)
        if since is None and judged.strays:
            found, since = found + 1, today
        elif since is not None and judged.is_near:
            since = None
    return found


def delays(days: dict[date, int]) -> Iterator[int]:
    """Days from each stop to the alarm."""
    for stop in STOPS:
        stopped = volume.Volumes({day: n for day, n in days.items() if day < stop}, START)
        alarms = (
            n for n in range(PATIENCE) if volume.judge(stopped, stop + timedelta(days=n)).strays
        )
        yield next(alarms, PATIENCE)


def print_volumes(seeds: int) -> None:
    """What the volume's alarms come to."""
    print(f"{'volume, three years each':46} false/year  days to notice: median, longest")
    for magazine in MAGAZINES:
        years = [articles(magazine, random.Random(seed)) for seed in range(seeds)]
        alarms = sum(map(false_alarms, years)) / (seeds * DAYS / 365)
        waited = [n for days in years for n in delays(days)]
        print(f"{magazine.name:46} {alarms:10.2f}  {statistics.median(waited):.0f}, {max(waited)}")


def runs(pages: float, share: Callable[[], float], chance: random.Random) -> list[Past]:
    """A year of daily runs: in each some pages, of which a share has what is counted."""
    found = []
    for number in range(365):
        brought, level = poisson(pages, chance), share()
        hits = sum(chance.random() < level for _ in range(brought))
        moment = datetime.combine(START + timedelta(days=number), time(6), UTC)
        found.append(Past(moment, hits, brought))
    return found


def share_alarms(history: Sequence[Past]) -> int:
    """False alarms about a share in a year."""
    found, since = 0, None
    for number in range(1, len(history)):
        judged = shares.judge(history[: number + 1], broken_since=since)
        if since is None and judged.strays:
            found, since = found + 1, history[number].moment
        elif since is not None and judged.is_near:
            since = None
    return found


def runs_to_notice(history: Sequence[Past]) -> int:
    """Runs with pages until a field that is always empty from now on is noticed."""
    moment = history[-1].moment
    sizes = [past.pages for past in history[:20] if past.pages]
    after: list[Past] = []
    for number, size in enumerate(sizes, 1):
        after.append(Past(moment + timedelta(days=number), size, size))
        if shares.judge([*history, *after]).strays:
            return number
    return len(sizes)


def print_shares(seeds: int) -> None:
    """What the alarms about shares come to."""
    print(f"\n{'a share, a year of daily runs':46} false/year  runs to notice: median, longest")
    kinds: dict[str, Callable[[random.Random], float]] = {
        "never empty": lambda _: 0.0,
        "empty on one page of a hundred": lambda _: 0.01,
        "empty on 5 %, in some runs more": lambda chance: chance.betavariate(0.5, 9.5),
        "empty on 30 %, in some runs more": lambda chance: chance.betavariate(1.5, 3.5),
    }
    for pages in (0.3, 3, 20):
        for name, share in kinds.items():
            alarms, waited = [], []
            for seed in range(seeds):
                chance = random.Random(seed)
                history = runs(pages, lambda share=share, c=chance: share(c), chance)  # type: ignore[misc]
                alarms.append(share_alarms(history))
                waited.append(runs_to_notice(history[:180]))
            label = f"{pages} pages a run, {name}"
            print(
                f"{label:46} {statistics.fmean(alarms):10.2f}  "
                f"{statistics.median(waited):.0f}, {max(waited)}"
            )


def print_demo() -> None:
    """The ten weeks of the demo."""
    print("\nthe demo, week by week")
    with Archive.open("sqlite://") as archive:
        for week, found in enumerate(replay(archive, DemoSpider.magazine), 1):
            print(
                f"week {week:2}: raised {len(found.raised)}, open {len(found.still_open)}, "
                f"mended {len(found.mended)}"
            )
            for alert in found.raised:
                print(f"    {wording.line(alert)}")


def main() -> None:
    """Print all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4, help="simulations of each magazine")
    arguments = parser.parse_args()
    print_volumes(arguments.seeds)
    print_shares(arguments.seeds)
    print_demo()


if __name__ == "__main__":
    main()
