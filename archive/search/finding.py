"""Asks the full-text index: which articles match a query, and which of them best.

Both databases find the same articles; ranks are like BM25 on both, but each one's own.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import log
from typing import Any

from sqlalchemy import Connection, text

from archive.search.analysis import UNSTEMMED, tag
from archive.search.expressions import fts5, is_exact, tsquery
from archive.search.index import DAYS, TABLE, iso, languages
from archive.search.pairs import pair_clauses
from archive.search.query import And, Fact, Node, Or, Query, Term

MAX_RANKED = 200
"""PostgreSQL unpacks an article's words to rank it, 0.04 ms each: of more matches than these, it
ranks the newest and the newest with a word in the headline, so many of each."""

MAX_RANKED_BY_SQLITE = 5_000
"""As above; bm25 takes 0.8 µs an article, of which this is 4 ms for each of the two."""

_FTS5_WEIGHTS = "8.0, 3.0, 1.0, 0.5, 0.0"
"""Headline, lead, body, parts of compounds, facts."""

_TS_WEIGHTS = "'{0.125, 0.0625, 0.375, 1.0}'"
"""The same, as PostgreSQL takes them: body, parts, lead, headline; 1 at most."""


def find(connection: Connection, query: Query, limit: int) -> list[tuple[int, float]]:
    """Articles that match, best first: (article id, rank), a higher rank being better.

    Ranks can be compared within one answer only.
    """
    tags = _tags(connection, query.root)
    if connection.dialect.name == "postgresql":
        return _find_on_postgresql(connection, query, tags, limit)
    return _find_on_sqlite(connection, query, tags, limit)


def _tags(connection: Connection, root: Node) -> list[str]:
    """The languages in which the query has to be read."""
    known = languages(connection) or [UNSTEMMED]
    parts = root.nodes if isinstance(root, And) else (root,)
    wanted = {tag(p.value) for p in parts if isinstance(p, Fact) and p.field == "language"}
    return [found for found in known if found in wanted] if wanted & set(known) else known


def _find_on_sqlite(
    connection: Connection, query: Query, tags: Sequence[str], limit: int
) -> list[tuple[int, float]]:
    """By FTS5 and its bm25: of very many matches, only of two pools of the newest."""
    days = _day_conditions(query)
    joined = f" CROSS JOIN {DAYS} AS d ON d.article_id = f.rowid" if days else ""
    # materialized: bm25 may be asked for where FTS5 reads its index, and nowhere else. It reads
    # newest first by itself, and stops where there are enough.
    statement = (
        f"WITH found AS MATERIALIZED (SELECT f.rowid AS id, -bm25({TABLE}, {_FTS5_WEIGHTS}) AS rank"
        f" FROM {TABLE} AS f{joined} WHERE f.{TABLE} MATCH :expression"
        f"{' AND ' + days if days else ''} ORDER BY f.rowid DESC LIMIT :most)"
        " SELECT id, rank, (SELECT count(*) FROM found) FROM found"
        " ORDER BY rank DESC, id DESC LIMIT :limit"
    )
    values = {
        "most": max(limit, MAX_RANKED_BY_SQLITE),
        "limit": limit,
        "since": iso(query.since),
        "until": iso(query.until),
    }
    best: dict[int, float] = {}
    for pool in _pools(query):
        values["expression"] = fts5(pool, tags)
        rows = connection.execute(text(statement), _used(values, statement)).all()
        for id_, rank, _ in rows:
            best[id_] = max(best.get(id_, 0.0), rank)
        if pool is query.root and (not rows or rows[0][2] < values["most"]):
            break  # nothing was left out
    ranked = sorted(best.items(), key=lambda item: (-item[1], -item[0]))
    return ranked[:limit]


def _pools(query: Query) -> list[Node]:
    """All matches; and those with a word in the headline, should the first be too many."""
    terms = [term for term in query.terms() if term.field in (None, "headline")]
    found = [replace(term, field="headline") for term in terms]
    if not found or query.root in found:
        return [query.root]
    if query.root in terms:
        return [query.root, found[0]]
    headline = found[0] if len(found) == 1 else Or(tuple(found))
    return [query.root, And((query.root, headline))]


def _used(values: dict[str, Any], statement: str) -> dict[str, Any]:
    """The values that the statement names."""
    return {name: value for name, value in values.items() if f":{name}" in statement}


def _day_conditions(query: Query) -> str:
    """The days of publication as a condition on a table d; empty where none were given."""
    conditions = []
    if query.since is not None:
        conditions.append("d.published_on >= :since")
    if query.until is not None:
        conditions.append("d.published_on <= :until")
    return " AND ".join(conditions)


def _find_on_postgresql(
    connection: Connection, query: Query, tags: Sequence[str], limit: int
) -> list[tuple[int, float]]:
    """By the GIN index: candidates first, then ranks for them."""
    _use_index(connection, only=True)
    terms = query.terms()
    values: dict[str, Any] = {
        "since": query.since,
        "until": query.until,
        "limit": limit,
        "most": max(limit, MAX_RANKED) if terms else limit,
    }
    candidates = []
    for number, pool in enumerate(_pools(query)):
        candidates.append(_candidates(pool, tags, number, _day_conditions(query)))
        values |= _loose(pool, tags, number)
        values[f"strict{number}"] = tsquery(pool, tags)
    wanted = [tsquery(term, tags) for term in terms]
    rarities = _rarities(connection, terms, tags)
    score = "0.0"
    if terms:
        score = " + ".join(
            f"{rarity:.4f} * ts_rank({_TS_WEIGHTS}, s.words, CAST(:term{n} AS tsquery), 1)"
            for n, rarity in enumerate(rarities)
        )
        values |= {f"term{n}": term for n, term in enumerate(wanted)}
    statement = (
        f"WITH candidates AS MATERIALIZED ({' UNION '.join(candidates)})"
        f" SELECT s.article_id, {score} AS rank"
        f" FROM candidates AS c JOIN {TABLE} AS s ON s.article_id = c.article_id"
        " ORDER BY rank DESC, s.article_id DESC LIMIT :limit"
    )
    rows = connection.execute(text(statement), _used(values, statement)).all()
    _use_index(connection, only=False)
    return [(row[0], float(row[1])) for row in rows]


def _candidates(pool: Node, tags: Sequence[str], number: int, days: str) -> str:
    """The newest articles that match, as SQL.

    Where the index cannot answer alone, its matches are looked at one by one, newest first, until
    there are enough.
    """
    conditions = _conditions(pool, tags, number) + (f" AND {days}" if days else "")
    found = f"SELECT d.article_id FROM {TABLE} AS d WHERE {conditions}"
    if is_exact(pool, tags):
        return f"(SELECT * FROM ({found}) AS f{number} ORDER BY article_id DESC LIMIT :most)"
    return (
        f"(SELECT f.article_id FROM ({found} ORDER BY d.article_id DESC OFFSET 0) AS f"
        f" JOIN LATERAL (SELECT 1 FROM {TABLE} AS s WHERE s.article_id = f.article_id"
        f" AND s.words @@ CAST(:strict{number} AS tsquery) OFFSET 0) AS r ON true"
        " ORDER BY f.article_id DESC LIMIT :most)"
    )


def _conditions(node: Node, tags: Sequence[str], number: int) -> str:
    """What the index alone can say of an article that matches; ``_loose`` has the values."""
    return f"d.words @@ CAST(:loose{number} AS tsquery)" + "".join(
        f" AND d.pairs && CAST(:pairs{number}_{place} AS smallint[])"
        for place in range(len(pair_clauses(node, tags)))
    )


def _loose(node: Node, tags: Sequence[str], number: int) -> dict[str, Any]:
    clauses = pair_clauses(node, tags)
    pairs = {f"pairs{number}_{place}": clause for place, clause in enumerate(clauses)}
    return {f"loose{number}": tsquery(node, tags, loose=True), **pairs}


def _rarities(connection: Connection, wanted: Sequence[Term], tags: Sequence[str]) -> list[float]:
    """BM25's weight of each term by the number of articles that have it; one alone needs none."""
    if len(wanted) < 2:
        return [1.0] * len(wanted)
    counts = []
    for term in wanted:
        statement = f"SELECT count(*) FROM {TABLE} AS d WHERE {_conditions(term, tags, 0)}"
        counts.append(connection.scalar(text(statement), _loose(term, tags, 0)) or 0)
    return [log(1 + (max(counts) + 1) / (count + 0.5)) for count in counts]


def _use_index(connection: Connection, *, only: bool) -> None:
    """Let PostgreSQL look at the articles by the GIN index alone, or choose again.

    It does not know that looking at words that are stored apart takes a hundred times as long as
    looking at the index, and would rather read the whole table for a frequent word.
    """
    value = "off" if only else "on"
    connection.execute(
        text(
            f"SELECT set_config('enable_seqscan', '{value}', true),"
            f" set_config('enable_indexscan', '{value}', true)"
        )
    )
