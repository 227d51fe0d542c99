"""``editions_flat``: one row for two articles that are, or may be, editions of one."""

from archive.views.view import Column, View


def columns(dialect: str) -> tuple[Column, ...]:
    """The view's columns in their order, the same for both dialects."""
    return (
        Column("article_id", "p.article_id", "Number of the one article"),
        Column("magazine", "a.magazine", "Its magazine"),
        Column("language", "v.language", "ISO 639-1 code of its text"),
        Column("headline", "v.headline", "Its headline, as it stands now"),
        Column("other_id", "p.other_id", "Number of the other article"),
        Column("other_magazine", "b.magazine", "Its magazine"),
        Column("other_language", "w.language", "ISO 639-1 code of its text"),
        Column("other_headline", "w.headline", "Its headline, as it stands now"),
        Column("is_certain", "p.is_certain", "True where a page declares it, else it is a guess"),
        Column("declared_by", "p.declared_by", "first, second, both or neither of the two"),
        Column("score", "p.score", "Of a guess, from 0 to 1"),
        Column("edition_set_id", "m.edition_set_id", "The same for all editions of one article"),
        Column("found_at", "p.found_at", "When it was found (UTC)"),
    )


VIEW = View(
    name="editions_flat",
    comment="One row for two articles that are editions of one, certainly or perhaps.",
    columns=columns,
    source="""FROM edition_pairs AS p
JOIN articles AS a ON a.id = p.article_id
JOIN articles AS b ON b.id = p.other_id
JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL
JOIN versions AS w ON w.article_id = b.id AND w.valid_to IS NULL
LEFT JOIN edition_members AS m ON p.is_certain AND m.article_id = p.article_id""",
)
