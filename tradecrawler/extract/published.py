"""When a page says it was published and changed; raw, for ``normalize`` to read.

Dates in words around the headline are read in ``normalize``, where the text's language is known.
"""

import datetime
import re
from collections.abc import Iterable, Iterator

from tradecrawler.extract import datelines, dates
from tradecrawler.extract.datelines import Dateline
from tradecrawler.extract.evidence import Evidence, source_of
from tradecrawler.extract.jsonld import Node
from tradecrawler.extract.tree import PageTree
from tradecrawler.items import Value

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "rnews:datepublished", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "published_at",
    "article.published", "article:published", "originalpublicationdate", "published-date",
    "published", "published_time", "publication-date", "dc.date.issued", "dcterms.issued",
    "dcterms:issued", "dcterms.created", "dcterms:created", "dc.date.created", "dc:created",
    "dcterms.date", "dcterms:date", "dc.date", "dc:date", "citation_publication_date",
    "citation_online_date", "citation_date", "vr:published_time", "date", "last-published",
    "datecreated", "cxenseparse:recs:publishtime",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
    "dcterms.modified", "dcterms:modified", "dc.date.modified", "lastmod", "last-modified",
    "revised", "dateupdate", "modified-time",
)  # fmt: skip


def read_published(
    tree: PageTree, evidence: Evidence, url: str, languages: tuple[str, ...]
) -> Value | None:
    """The day of publication, by what the page states and by what it shows its readers.

    A stated date is believed where the page shows the same day, or none; but a dateline beside the
    headline that says another day is what readers and editors know the article by: clocks of
    servers are set to other zones, and content systems stamp imports and new layouts.
    """
    stated = _first(_stated(evidence), languages)
    place = evidence.headline_place
    lines = datelines.near_headline(tree, place, languages)
    in_url = dates.from_url(url)
    if stated is not None:
        otherwise = _shown_otherwise(stated, lines, _changed(evidence, languages), languages)
        return (
            otherwise
            or _day_of_address(stated, in_url, languages)
            or _day_of_midnight(stated, languages)
            or stated
        )
    marked = _first(_values(evidence.marked.dates, "time"), languages)
    own = [line for line in lines if not _is_update(line) and not line.is_labelled_otherwise]
    shown = next(iter(own), None)
    if in_url is not None and not any(
        date.iso[:10] == in_url for line in lines for date in line.dates
    ):
        return Value(value=in_url, source="url")
    first = next(datelines.updated_since(tree, place, languages), None)
    if first is not None:
        return _as_shown(first, languages)
    if marked is not None and (shown is None or _agree(marked, shown, languages)):
        return marked
    if shown is not None:
        return _as_shown(shown, languages)
    return marked or _elsewhere(tree, evidence, languages)


BESIDE = 6
"""Runs below the headline in which the only date shown contradicts a stated one."""


def read_modified(evidence: Evidence, languages: tuple[str, ...]) -> Value | None:
    """The first statement of the last change that is a date at all."""
    return _first(_modified(evidence), languages)


def _shown_otherwise(
    stated: Value, lines: list[Dateline], changed: set[str], languages: tuple[str, ...]
) -> Value | None:
    """The dateline that contradicts the stated date, if any does and none supports it."""
    own = [line for line in lines if not _is_update(line)]
    if any(_agree(stated, line, languages) for line in own):
        return None
    own = [line for line in own if line.dates[0].iso[:10] not in changed]
    days = {line.dates[0].iso[:10] for line in own}
    limit = BESIDE if len(days) == 1 else 2
    return next(
        (
            _as_shown(line, languages)
            for line in own
            if -2 <= line.distance <= limit and not line.is_labelled_otherwise
        ),
        None,
    )


def _changed(evidence: Evidence, languages: tuple[str, ...]) -> set[str]:
    """The days of elements that are named for a change, and of no others: lines that show them may
    well not say what they are."""
    marked = evidence.marked
    if not marked.updates:
        return set()
    changed, other = (
        {(dates.to_iso(text, languages) or "")[:10] for text in texts}
        for texts in (marked.updates, (*marked.dates, *marked.published))
    )
    return changed - other


def _as_shown(line: Dateline, languages: tuple[str, ...]) -> Value:
    """The date of a line as the line shows it; in ISO 8601 where reading the line once more would
    find another one, of a change or of a hidden time stamp."""
    own = next((date for date in line.dates if date.said != "updated"), line.dates[0])
    text = line.text if dates.to_iso(line.text, languages) == own.iso else own.iso
    return Value(value=text, source="dateline")


_UTC = re.compile(r"T\d\d:\d\d:\d\d\+00:00$")


def _day_of_address(stated: Value, in_url: str | None, languages: tuple[str, ...]) -> Value | None:
    """The address' day where it is the one before or after a time stated in UTC.

    Addresses are made in the editors' own time zone.
    """
    iso = dates.to_iso(stated.value, languages)
    if in_url is None or iso is None or not _UTC.search(iso):
        return None
    days = (datetime.date.fromisoformat(iso[:10]) - datetime.date.fromisoformat(in_url)).days
    return Value(value=in_url, source="url") if abs(days) == 1 else None


_MIDNIGHT = re.compile(
    r"(?P<day>\d{4}-(?:(?:0[4-9]|10)-\d\dT22|(?:1[0-2]|0[1-3])-\d\dT23):00:00)\+00:00$"
)
"""When days begin in Central Europe, in summer and in winter; in March and October one of the two,
taken for the more usual one."""
_CENTRAL_EUROPE = frozenset("de nl it da sv no nb pl cs sk hu sl hr".split())
"""Languages that are written nowhere else, by and large."""


def _day_of_midnight(stated: Value, languages: tuple[str, ...]) -> Value | None:
    """The next day where midnight is stated in UTC: an editor gave a day, and no time."""
    match = _MIDNIGHT.match(dates.to_iso(stated.value, languages) or "")
    if match is None or _CENTRAL_EUROPE.isdisjoint(languages):
        return None
    day = datetime.date.fromisoformat(match["day"][:10]) + datetime.timedelta(days=1)
    return Value(value=day.isoformat(), source=stated.source)


def _agree(value: Value, line: Dateline, languages: tuple[str, ...]) -> bool:
    """Whether a line shows the day of ``value``, in whichever order of day and month."""
    day = (dates.to_iso(value.value, languages) or "")[:10]
    return any(
        day in (date.iso[:10], (date.swapped or "")[:10])
        for date in line.dates
        if date.said != "updated"
    )


def _is_update(line: Dateline) -> bool:
    return all(date.said == "updated" for date in line.dates)


def _elsewhere(tree: PageTree, evidence: Evidence, languages: tuple[str, ...]) -> Value | None:
    """What is left: a date before the first sentence or below the text, odd names, scripts."""
    place = evidence.headline_place
    for leading in datelines.leading(tree, place, languages):
        return _as_shown(leading, languages)
    named = [
        Value(value=content, source=source_of(name))
        for name, contents in evidence.meta.items()
        if _PUBLISHED_NAME.search(name)
        for content in contents
    ]
    found = _first(named, languages)
    if found is not None:
        return found
    closing = list(datelines.closing(tree, place, languages))
    line = next((line for line in closing if not _is_update(line)), None)
    if line is None and read_modified(evidence, languages) is None:
        line = next(iter(closing), None)
    return _as_shown(line, languages) if line else _in_scripts(tree)


_IN_SCRIPT = re.compile(
    r"""["'](?:(?:date|first)_?published|published?_?(?:at|date|time|on)|publication_?date|"""
    r"""pub_?date)\\?["']\s*:\s*\\?["'](20\d\d-\d\d-\d\d[T\d:.+Z-]{0,30})""",
    re.I,
)


def _in_scripts(tree: PageTree) -> Value | None:
    """The only day of publication in the data of the page's scripts; of several days one cannot
    know which is this page's."""
    found = [
        stamp
        for script in tree.of_head("script")
        if (text := script.text) and ("pub" in text or "Pub" in text)
        for stamp in _IN_SCRIPT.findall(text)
    ]
    days = {stamp[:10] for stamp in found}
    return Value(value=found[0], source="script") if len(days) == 1 else None


_PUBLISHED_NAME = re.compile(
    r"publi\w*[._:-]?(?:date|time|at|on)\b|(?:date|time)[._:-]?publi|pub-?date|release-?date|"
    r"first-?published|date[._:-]?created|created?[._:-]?(?:date|at)\b|article[._:-]?date"
)
"""Names of meta elements that no vendor has made known, but that say what they are."""


def _stated(evidence: Evidence) -> Iterator[Value]:
    yield from _in_json(evidence.article, "datePublished")
    yield from _metas(evidence, PUBLISHED_META)
    yield from _values(evidence.marked.published, "microdata")
    yield from _in_json(evidence.page, "datePublished")
    yield from _in_json(evidence.article, "dateCreated")
    yield from _values(evidence.marked.created, "microdata")


def _modified(evidence: Evidence) -> Iterator[Value]:
    yield from _in_json(evidence.article, "dateModified")
    yield from _metas(evidence, MODIFIED_META)
    yield from _values(evidence.marked.modified, "microdata")
    yield from _in_json(evidence.page, "dateModified")
    yield from _values(evidence.marked.updates, "time")


def _first(values: Iterable[Value], languages: tuple[str, ...]) -> Value | None:
    return next((v for v in values if dates.to_iso(v.value, languages)), None)


def _in_json(node: Node, key: str) -> Iterator[Value]:
    stated = node.get(key)
    for value in stated if isinstance(stated, list) else [stated]:
        if isinstance(value, str) and value.strip():
            yield Value(value=value.strip(), source="json-ld")


def _values(texts: Iterable[str], source: str) -> Iterator[Value]:
    return (Value(value=text, source=source) for text in texts)


def _metas(evidence: Evidence, names: Iterable[str]) -> Iterator[Value]:
    for name in names:
        for content in evidence.meta.get(name, ()):
            yield Value(value=content, source=source_of(name))
