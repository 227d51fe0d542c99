"""What became of a run's requests: by its captures, and by what the crawl counted. Reads only."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, func, select

from archive.health.figures import Figure, FinishedRun
from archive.models import Capture

KNOWN_REFUSALS = 20
"""Runs before, whose refused addresses are no news: a wall or a listing at an article's address
stays there, and is not to be counted with each run."""

GONE = ("failed/http_404", "failed/http_410")
"""Articles that were taken off the site: no failure."""

SOURCES = ("feed", "sitemap", "posts", "listing")
"""Kinds of sources, as they are counted below ``discovery/`` when they were read."""

UNCHANGED = ("discovery/unchanged", "discovery/not_modified")
"""Counts of sources that answered that they list what they did."""

LISTED = "discovery/listed"
"""Count of the addresses of articles that sources list, known ones too."""


def of_captures(
    connection: Connection, run: FinishedRun, before: Collection[str]
) -> Iterator[Figure]:
    """What became of new addresses, and of known ones that were fetched again."""
    statement = (
        select(
            Capture.outcome,
            Capture.reason,
            Capture.article_id.is_(None),
            func.count(),
            func.min(Capture.url),
        )
        .where(Capture.run_id == run.id, Capture.outcome != "other")
        .group_by(Capture.outcome, Capture.reason, Capture.article_id.is_(None))
    )
    new: Counter[str] = Counter()
    again: Counter[str] = Counter()
    why: Counter[str] = Counter()
    example = None
    for outcome, reason, is_unknown, number, url in connection.execute(statement):
        if outcome in ("new", "duplicate"):
            new[outcome] += number
        elif not is_unknown:
            again[outcome] += number
            if outcome == "refused":
                why[reason or "unnamed"] += number
                example = example or url
    refused = _new_refusals(connection, run, before)
    reasons = Counter(reason for _, reason in refused)
    yield Figure(
        measure="refused",
        amount=len(refused),
        pages=len(refused) + new.total(),
        detail=_listed(reasons),
        example=refused[0][0] if refused else None,
    )
    yield Figure(
        measure="refetch_refused",
        amount=again["refused"],
        pages=again.total(),
        detail=_listed(why),
        example=example,
    )
    found = again["changed"] + again["unchanged"]
    yield Figure(measure="changed", amount=again["changed"], pages=found)


def _new_refusals(
    connection: Connection, run: FinishedRun, before: Collection[str]
) -> list[tuple[str, str]]:
    """Addresses that are no article's, and why; those that were refused before are left out."""
    refused = select(Capture.url, Capture.reason).where(
        Capture.outcome == "refused", Capture.article_id.is_(None)
    )
    found = {
        url: reason or "unnamed"
        for url, reason in connection.execute(refused.where(Capture.run_id == run.id))
    }
    if found:
        for row in connection.execute(refused.where(Capture.run_id.in_(before))):
            found.pop(row.url, None)
    return list(found.items())


def of_counts(counts: Mapping[str, int]) -> Iterator[Figure]:
    """What the crawl counted: pages that did not come, and sources."""
    failed = _below("failed/", counts, but=GONE)
    read = sum(
        counts.get(f"articles/{name}", 0) for name in ("new", "changed", "unchanged", "duplicate")
    ) + sum(_below("refused/", counts).values())
    yield Figure(
        measure="failed",
        amount=failed.total(),
        pages=failed.total() + read,
        detail=_listed(failed),
    )
    broken = _below("discovery/failed/", counts)
    read_anew = sum(counts.get(f"discovery/{kind}", 0) for kind in SOURCES)
    answered = read_anew + sum(counts.get(key, 0) for key in UNCHANGED)
    yield Figure(
        measure="sources_failed",
        amount=broken.total(),
        pages=broken.total() + answered,
        detail=_listed(broken),
    )
    is_dry = not counts.get(LISTED)
    yield Figure(measure="sources_dry", amount=read_anew if is_dry else 0, pages=read_anew)


def _below(prefix: str, counts: Mapping[str, int], but: Collection[str] = ()) -> Counter[str]:
    """What was counted in a namespace, by reason."""
    return Counter(
        {
            key.removeprefix(prefix): number
            for key, number in counts.items()
            if key.startswith(prefix) and key not in but
        }
    )


def _listed(reasons: Counter[str]) -> str | None:
    """Reasons with their numbers, most frequent first."""
    return ", ".join(f"{reason} {number}" for reason, number in reasons.most_common()) or None
