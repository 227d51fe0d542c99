"""``teasers_flat``: one row for each thing a magazine promoted, and the article it leads to."""

from archive.views.view import Column, View

_SIGHTINGS = "teaser_sightings AS s WHERE s.teaser_id = t.id"


def columns(dialect: str) -> tuple[Column, ...]:
    """The view's columns in their order; ``dialect`` is sqlite or postgresql."""
    return (
        Column("id", "t.id", "Number of the teaser; joins teaser_sightings"),
        Column("magazine", "t.magazine", "Slug of the magazine that promoted"),
        Column("label", "t.label", "What stands before the colon (Dossier), or the box's heading"),
        Column("text", "t.text", "The promoted headline, without its label"),
        Column("url", "t.url", "Where the teaser leads, as printed"),
        Column("zones", _zones(dialect), "header, body, after: where it stood, joined with '; '"),
        Column("articles", _ARTICLES, "On how many articles' pages it stood"),
        Column("first_seen", "t.first_seen", "When it was first fetched (UTC)"),
        Column("last_seen", "t.last_seen", "When it was last fetched (UTC)"),
        Column("days", _days(dialect), "Days from the first to the last, 0 if on one day"),
        Column("target_article_id", "t.target_article_id", "The promoted article, if it is known"),
        Column("target_headline", "h.headline", "That article's own headline, as it stands now"),
        Column("has_other_headline", _OTHER, "True where that article never had these words"),
    )


_ARTICLES = f"""(SELECT count(DISTINCT v.article_id) FROM versions AS v WHERE v.id IN
    (SELECT s.version_id FROM {_SIGHTINGS}))"""

_OTHER = """CASE WHEN h.id IS NOT NULL THEN NOT EXISTS (SELECT 1 FROM versions AS v
    WHERE v.article_id = t.target_article_id AND v.headline_fingerprint = t.fingerprint) END"""

_TWINS = "urls AS u WHERE u.key = p.target_key AND u.kind IN ('canonical', 'twin')"
"""Addresses that differ from the link by tracking, scheme, AMP … and show one article for good."""

_TARGET = f"""COALESCE(
    (SELECT u.article_id FROM urls AS u WHERE u.url = p.target_url AND u.magazine = p.magazine),
    (SELECT min(u.article_id) FROM {_TWINS} AND u.magazine = p.magazine
     HAVING min(u.article_id) = max(u.article_id)),
    (SELECT min(u.article_id) FROM urls AS u WHERE u.url = p.target_url),
    (SELECT min(u.article_id) FROM {_TWINS} HAVING min(u.article_id) = max(u.article_id)),
    (SELECT min(v.article_id) FROM versions AS v JOIN articles AS a ON a.id = v.article_id
     WHERE v.headline_fingerprint = p.fingerprint AND a.magazine = p.magazine))"""


def _zones(dialect: str) -> str:
    """The zones it was seen in, in one text."""
    zones = f"SELECT DISTINCT s.zone FROM {_SIGHTINGS} ORDER BY s.zone"
    joined = "string_agg" if dialect == "postgresql" else "group_concat"
    return f"(SELECT {joined}(zone, '; ') FROM ({zones}) AS z)"


def _days(dialect: str) -> str:
    """Midnights between two moments, in UTC."""
    if dialect == "postgresql":
        last, first = (
            f"CAST(t.{name} AT TIME ZONE 'UTC' AS date)" for name in ("last_seen", "first_seen")
        )
        return f"({last} - {first})"
    return "CAST(julianday(date(t.last_seen)) - julianday(date(t.first_seen)) AS INTEGER)"


VIEW = View(
    name="teasers_flat",
    comment="One row for each thing a magazine promoted; the target is looked up with every query.",
    columns=columns,
    source=f"""FROM (SELECT p.*, {_TARGET} AS target_article_id FROM teasers AS p) AS t
LEFT JOIN versions AS h ON h.article_id = t.target_article_id AND h.valid_to IS NULL""",
)
