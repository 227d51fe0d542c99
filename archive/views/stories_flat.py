"""``stories_flat``: one row for each article of a story that several tell."""

from archive.views.view import Column, View, count

_SAME_STORY = "story_members AS o WHERE o.story_id = m.story_id"


def columns(dialect: str) -> tuple[Column, ...]:
    """The view's columns in their order, the same for both dialects."""
    return (
        Column("story_id", "m.story_id", "Number of the story"),
        Column("article_id", "a.id", "Number of the article, as tradearchive show takes it"),
        Column("magazine", "a.magazine", "Slug of the article's magazine"),
        Column("headline", "v.headline", "The article's headline, as it stands now"),
        Column("canonical_url", "a.canonical_url", "The address the article is known by"),
        Column("language", "v.language", "ISO 639-1 code of the text itself"),
        Column("published_on", "v.published_on", "The day it was published"),
        Column("first_seen", "a.first_seen", "When it was first fetched (UTC)"),
        Column("is_origin", "s.origin_id = a.id", "Whether the story appeared here first"),
        Column("origin_id", "s.origin_id", "The article in which it appeared first"),
        Column("origin_magazine", "f.magazine", "That article's magazine"),
        Column("articles", count("story_members AS o", "o.story_id = s.id"), "How many tell it"),
        Column("magazines", _MAGAZINES, "In how many magazines"),
        Column("relations", _RELATIONS, "How many relations tie the article to others"),
    )


_MAGAZINES = f"""(SELECT count(DISTINCT b.magazine) FROM articles AS b WHERE b.id IN
    (SELECT o.article_id FROM {_SAME_STORY}))"""

_RELATIONS = """((SELECT count(*) FROM relations AS r WHERE r.article_id = a.id)
    + (SELECT count(*) FROM relations AS r WHERE r.other_id = a.id))"""


VIEW = View(
    name="stories_flat",
    comment="One row for each article of a story that several articles tell.",
    columns=columns,
    source="""FROM story_members AS m
JOIN stories AS s ON s.id = m.story_id
JOIN articles AS a ON a.id = m.article_id
JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL
JOIN articles AS f ON f.id = s.origin_id""",
)
