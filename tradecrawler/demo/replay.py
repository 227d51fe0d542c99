"""The demo magazine week by week into an archive, in seconds and on its own dates: no crawl.

Each edition is a run on the morning on which it was put online. As a crawl does, it reads what it
does not know, and looks again at what is young; pages, reading and archive are the real ones.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from archive.health.figures import Assessment
from archive.records import Article, Refusal, Template
from archive.store import Archive
from tradecrawler.demo.feeds import FEED_LENGTH, sitemap_entries
from tradecrawler.demo.site import EDITIONS, Resource, build, snapshots
from tradecrawler.demo.snapshot import Snapshot
from tradecrawler.extract import EXTRACTOR_VERSION, NotAnArticle, extract
from tradecrawler.extract.template import Prints
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

PACE = timedelta(seconds=1)
"""Between two pages."""
SOURCES = 5
"""Feeds, sitemaps and listings that were read."""


def replay(
    archive: Archive,
    magazine: Magazine,
    last: int = EDITIONS,
    *,
    until: datetime | None = None,
) -> Iterator[Assessment]:
    """Run the editions up to ``last``, and yield how each run was assessed.

    With ``until``, the last run begins then, and the others in the weeks before.
    """
    editions = [_snapshot(edition) for edition in range(1, last + 1)]
    shift = timedelta() if until is None else until - editions[-1].deployed
    for snapshot in editions:
        moment = snapshot.deployed.astimezone(UTC) + shift
        yield _run(archive, magazine, snapshot, moment)


def _snapshot(edition: int) -> Snapshot:
    [snapshot] = [found for found in snapshots(edition) if found.site.slug == "comptoir"]
    return snapshot


def _run(archive: Archive, magazine: Magazine, snapshot: Snapshot, moment: datetime) -> Assessment:
    run_id = f"edition-{snapshot.edition}"
    archive.start_run(run_id, magazine.slug, moment, EXTRACTOR_VERSION)
    site = build(snapshot.edition)
    counts: Counter[str] = Counter({"discovery/sitemap": SOURCES})
    for url in _wanted(archive, magazine, snapshot):
        moment += PACE
        counts["articles/found"] += 1
        counts["discovery/listed"] += 1
        resource = site[url]
        if resource.status == 301:
            url = resource.headers["Location"]
            resource = site[url]
        if resource.status != 200:
            counts[f"failed/http_{resource.status}"] += 1
            continue
        [stored] = archive.store([_read(archive, magazine, url, resource, moment)], run_id)
        kind = f"refused/{stored.reason}" if stored.outcome == "refused" else stored.outcome
        counts[kind if "/" in kind else f"articles/{kind}"] += 1
    archive.finish_run(run_id, moment + PACE, "finished", counts)
    return archive.assess(run_id, magazine.expectations)


def _wanted(archive: Archive, magazine: Magazine, snapshot: Snapshot) -> Iterator[str]:
    """Addresses that a crawl would request: those not known, and the youngest."""
    young = {snapshot.url(source) for source in snapshot.online[:FEED_LENGTH]}
    for masthead in snapshot.site.mastheads:
        for entry in sitemap_entries(snapshot, masthead):
            if entry.url in young or archive.known(entry.url, magazine.slug) is None:
                yield entry.url


def _look_up(archive: Archive, slug: str, url: str, prints: Prints) -> Template:
    return archive.template(slug, url, prints.fingerprints(), prints.places())


def _read(
    archive: Archive, magazine: Magazine, url: str, resource: Resource, moment: datetime
) -> Article | Refusal:
    """What a page is read as, with the template learnt so far."""
    page = Page(
        url=url,
        body=resource.body,
        headers=tuple(resource.headers.items()),
        status=resource.status,
        fetched_at=moment,
    )
    try:
        return extract(page, magazine, partial(_look_up, archive, magazine.slug, url))
    except NotAnArticle as refusal:
        return Refusal(url=url, magazine=magazine.slug, reason=refusal.reason, fetched_at=moment)
