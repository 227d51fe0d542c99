"""``articles_flat``, the SQL view for analysts: one row an article, as it stands now.

Every column is documented where it is defined; the texts travel into the database (comments in the
view's SQL on SQLite, ``COMMENT ON COLUMN`` on PostgreSQL).
"""

from typing import NamedTuple

from sqlalchemy import Connection

NAME = "articles_flat"
COMMENT = "One row an article, as it stands now: identity joined with the current version."


class Column(NamedTuple):
    """One column of the view."""

    name: str
    expression: str
    comment: str


def columns(dialect: str) -> tuple[Column, ...]:
    """The view's columns in their order; ``dialect`` is sqlite or postgresql."""
    return (
        Column("id", "a.id", "Number of the article, as tradearchive show takes it"),
        Column("magazine", "a.magazine", "Slug of the magazine"),
        Column("canonical_url", "a.canonical_url", "The address the article is known by"),
        Column("headline", "v.headline", "Title as printed, without the site name"),
        Column("alternative_headline", "v.alternative_headline", "Another title of the publisher"),
        Column("lead", "v.lead", "Standfirst; not repeated in body_text"),
        Column("body_text", "v.body_text", "Paragraphs, separated by line feeds"),
        Column("authors", _joined(dialect, "authors", "name"), "Names, joined with '; '"),
        Column("date_published", "v.date_published", "ISO 8601, as exact as the page"),
        Column("published_on", "v.published_on", "The day of date_published, for ranges"),
        Column("date_modified", "v.date_modified", "ISO 8601, as the page says"),
        Column("section", "v.section", "The magazine's own section"),
        Column("keywords", _joined(dialect, "keywords", "keyword"), "Tags, joined with '; '"),
        Column("language", "v.language", "ISO 639-1 code of the text itself"),
        Column("word_count", "v.word_count", "Words of lead and body"),
        Column("is_accessible_for_free", "v.is_accessible_for_free", "False behind a paywall"),
        Column("image_url", "v.image_url", "The lead image"),
        Column("teasers", _count("teasers", "version_id = v.id"), "Number of rows in teasers"),
        Column("versions", _count("versions", "article_id = a.id"), "Number of rows in versions"),
        Column("valid_from", "v.valid_from", "Since when it says what it says now (UTC)"),
        Column("first_seen", "a.first_seen", "When it was first fetched (UTC)"),
        Column("last_seen", "a.last_seen", "When it was last found unharmed (UTC)"),
        Column("version_id", "v.id", "Joins authors, keywords, alternates and teasers"),
        Column("content_hash", "v.content_hash", "sha256 over the words of headline, lead, body"),
        Column("extractor_version", "v.extractor_version", "Which extractor read the page"),
    )


def create(connection: Connection) -> None:
    """Create the view and its comments; the tables must be there, the view must not."""
    dialect = connection.dialect.name
    connection.exec_driver_sql(_definition(dialect))
    if dialect == "postgresql":
        comments = [
            f"COMMENT ON COLUMN {NAME}.{column.name} IS {_literal(column.comment)}"
            for column in columns(dialect)
        ]
        comments.append(f"COMMENT ON VIEW {NAME} IS {_literal(COMMENT)}")
        connection.exec_driver_sql("; ".join(comments))


def _definition(dialect: str) -> str:
    """The view's SQL, with a comment beside each column."""
    described = columns(dialect)
    lines = [
        f"  {column.expression} AS {column.name}{',' if column is not described[-1] else ''}"
        f"  -- {column.comment}"
        for column in described
    ]
    return "\n".join(
        [
            f"CREATE VIEW {NAME} AS  -- {COMMENT}",
            "SELECT",
            *lines,
            "FROM articles AS a",
            "JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL",
        ]
    )


def _joined(dialect: str, table: str, column: str) -> str:
    """A version's children in one text, in their order; NULL where there are none."""
    if dialect == "postgresql":
        return (
            f"(SELECT string_agg({column}, '; ' ORDER BY position)"
            f" FROM {table} WHERE version_id = v.id)"
        )
    return (  # SQLite before 3.44 takes no ORDER BY inside group_concat
        f"(SELECT group_concat({column}, '; ') FROM"
        f" (SELECT {column} FROM {table} WHERE version_id = v.id ORDER BY position))"
    )


def _count(table: str, condition: str) -> str:
    """Number of rows of another table that belong to this one."""
    return f"(SELECT count(*) FROM {table} WHERE {condition})"


def _literal(text: str) -> str:
    """An SQL string literal; the texts are this module's own."""
    return "'" + text.replace("'", "''") + "'"
