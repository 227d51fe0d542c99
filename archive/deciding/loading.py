"""Loads what the archive holds of a batch's addresses and contents, for ``plan``."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, Row, select

from archive.addresses import clean_address
from archive.database import chunks
from archive.deciding import dedup
from archive.deciding.decide import Printed
from archive.deciding.held import HeldArticle, HeldVersion
from archive.deciding.identity import OF_THE_ARTICLE, Address, Addresses, keys, looked_up
from archive.deciding.plan import Plan, Record
from archive.models import Article as ArticleTable
from archive.models import Capture, Extraction, Url, Version
from archive.records import Article
from archive.template.printed import MAX_VERSIONS, unpack


def load(connection: Connection, records: Sequence[Record]) -> Plan:
    """What the archive holds of the addresses and contents in this batch."""
    by_address: dict[Address, int] = {}
    contested: set[Address] = set()
    by_content: dict[tuple[str, str], int] = {}
    for magazine in {record.magazine for record in records}:
        own = [record for record in records if record.magazine == magazine]
        for row in _known(connection, magazine, {u for r in own for u in looked_up(r)}):
            by_address[magazine, row.url] = row.article_id
            if row.is_contested:
                contested.add((magazine, row.url))
        hashes = {record.content_hash for record in own if isinstance(record, Article)}
        for chunk in chunks(sorted(hashes)):
            same = dedup.articles_with_content(connection, magazine, chunk)
            by_content |= {(magazine, content): id_ for content, id_ in same.items()}
    articles = [record for record in records if isinstance(record, Article)]
    twins = _twins(connection, articles, by_address, contested)
    of_twins = {id_ for ids in twins.values() for id_ in ids}
    held = load_articles(connection, {*by_address.values(), *by_content.values(), *of_twins})
    claimed = _claimed(articles, by_address)
    _load_texts(connection, [held[id_] for id_ in sorted(of_twins | claimed)])
    for article in [held[id_] for id_ in sorted(claimed)]:  # it may have to go by its own address
        for row in _known(connection, article.magazine, {clean_address(article.read_at)}):
            by_address[article.magazine, row.url] = row.article_id
    held |= load_articles(connection, set(by_address.values()) - set(held))
    return Plan(
        addresses=Addresses(
            articles={address: held[id_] for address, id_ in by_address.items()},
            twins={key: {held[id_] for id_ in ids} for key, ids in twins.items()},
            contested=contested,
        ),
        contents={content: held[id_] for content, id_ in by_content.items()},
    )


def _known(
    connection: Connection, magazine: str, urls: Collection[str]
) -> Iterator[Row[str, int, bool]]:
    """Of these URLs, those that lead to an article of the magazine."""
    for chunk in chunks(sorted(urls)):
        statement = select(Url.url, Url.article_id, Url.is_contested).where(
            Url.magazine == magazine, Url.url.in_(chunk)
        )
        yield from connection.execute(statement)


def _twins(
    connection: Connection,
    records: Iterable[Article],
    known: dict[Address, int],
    contested: Collection[Address],
) -> dict[tuple[str, int], set[int]]:
    """Of records whose canonical address tells nothing: articles with a twin of their addresses."""
    unknown: dict[str, list[Article]] = {}
    for record in records:
        claim = (record.magazine, record.canonical_url)
        if claim not in known or claim in contested:
            unknown.setdefault(record.magazine, []).append(record)
    found: dict[tuple[str, int], set[int]] = {}
    for magazine, own in unknown.items():
        for chunk in chunks(sorted(keys(own))):
            statement = select(Url.key, Url.magazine, Url.article_id).where(
                Url.key.in_(chunk), Url.kind.in_(sorted(OF_THE_ARTICLE))
            )
            for row in connection.execute(statement):
                if row.magazine == magazine:  # told of it, SQLite might prefer the primary key
                    found.setdefault((magazine, row.key), set()).add(row.article_id)
    return found


def _claimed(records: Iterable[Article], known: dict[Address, int]) -> set[int]:
    """Articles that pages claim to be whose own address says nothing of the kind."""
    found = set()
    for record in records:
        article = known.get((record.magazine, record.canonical_url))
        if article is not None and known.get((record.magazine, record.url)) != article:
            found.add(article)
    return found


def _load_texts(connection: Connection, articles: Sequence[HeldArticle]) -> None:
    """The texts of current versions, for comparison."""
    current = {a.current.id: a.current for a in articles if a.current.id is not None}
    for chunk in chunks(sorted(current)):
        statement = select(Version.id, Version.lead, Version.body_text).where(Version.id.in_(chunk))
        for row in connection.execute(statement):
            current[row.id].text = f"{row.lead or ''}\n{row.body_text}"


def load_articles(connection: Connection, ids: Iterable[int]) -> dict[int, HeldArticle]:
    """Articles with the dates and hashes of their versions, without any text."""
    held: dict[int, HeldArticle] = {}
    for chunk in chunks(sorted(ids)):
        articles = select(
            ArticleTable.id,
            ArticleTable.magazine,
            ArticleTable.canonical_url,
            ArticleTable.first_seen,
            ArticleTable.last_seen,
            ArticleTable.gone_at,
            ArticleTable.gone_status,
            ArticleTable.ordinal,
            ArticleTable.counted_language,
        ).where(ArticleTable.id.in_(chunk))
        for row in connection.execute(articles):
            held[row.id] = HeldArticle(**row._asdict(), versions=[])
        versions = (
            select(
                Version.article_id,
                Version.id,
                Version.number,
                Version.url,
                Version.content_hash,
                Version.headline_fingerprint,
                Version.word_count,
                Version.is_accessible_for_free,
                Version.valid_from,
                Version.valid_to,
                Version.last_seen,
                Version.extractor_version,
                Version.fetched_at,
                Capture.digest,
            )
            .outerjoin(Capture, Capture.id == Version.capture_id)
            .where(Version.article_id.in_(chunk))
            .order_by(Version.article_id, Version.number)
        )
        for version in connection.execute(versions):
            values = version._asdict()
            held[values.pop("article_id")].versions.append(HeldVersion(**values))
    latest = [v for article in held.values() for v in article.versions[-MAX_VERSIONS:]]
    _load_printed(connection, latest)
    _load_extractions(connection, latest)
    return held


def _load_printed(connection: Connection, versions: Iterable[HeldVersion]) -> None:
    """What the pages of some versions printed."""
    by_id = {version.id: version for version in versions if version.id is not None}
    for chunk in chunks(sorted(by_id)):
        packed = select(Version.id, Version.printed).where(Version.id.in_(chunk))
        for row in connection.execute(packed):
            by_id[row.id].printed = unpack(row.printed)
            by_id[row.id].pages = Printed.of(by_id[row.id].printed)


def _load_extractions(connection: Connection, versions: Iterable[HeldVersion]) -> None:
    """The content hashes of versions that were read more than once."""
    by_id = {version.id: version for version in versions if version.id is not None}
    for chunk in chunks(sorted(by_id)):
        read = select(Extraction.version_id, Extraction.content_hash).where(
            Extraction.version_id.in_(chunk)
        )
        for row in connection.execute(read):
            by_id[row.version_id].extraction_hashes.add(row.content_hash)
