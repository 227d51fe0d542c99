"""When a page says it was published and changed; raw, for ``normalize`` to read.

Dates in words around the headline are read in ``normalize``, where the text's language is known.
"""

from collections.abc import Iterable, Iterator

from tradecrawler.extract import dates
from tradecrawler.extract.evidence import Evidence, source_of
from tradecrawler.extract.jsonld import Node
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


def read_published(evidence: Evidence, url: str, languages: tuple[str, ...]) -> Value | None:
    """The first statement that is a date: declared ones, the URL's day, then printed ones."""
    return _first(_published(evidence, url), languages)


def read_modified(evidence: Evidence, languages: tuple[str, ...]) -> Value | None:
    """The first statement of the last change that is a date at all."""
    return _first(_modified(evidence), languages)


def _published(evidence: Evidence, url: str) -> Iterator[Value]:
    yield from _in_json(evidence.article, "datePublished")
    yield from _metas(evidence, PUBLISHED_META)
    yield from _values(evidence.marked.published, "microdata")
    yield from _in_json(evidence.page, "datePublished")
    yield from _in_json(evidence.article, "dateCreated")
    in_url = dates.from_url(url)
    if in_url:
        yield Value(value=in_url, source="url")
    yield from _values(evidence.marked.dates, "time")


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
