"""``articles_flat``: one row an article, as it stands now."""

from archive.views.view import Column, View, count, joined

_TEASERS = "version_id = v.id AND last_seen = v.last_seen"


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
        Column("authors", joined(dialect, "authors", "name"), "Names, joined with '; '"),
        Column("date_published", "v.date_published", "ISO 8601, as exact as the page"),
        Column("published_on", "v.published_on", "The day of date_published, for ranges"),
        Column("date_modified", "v.date_modified", "ISO 8601, as the page says"),
        Column("section", "v.section", "The magazine's own section"),
        Column("keywords", joined(dialect, "keywords", "keyword"), "Tags, joined with '; '"),
        Column("language", "v.language", "ISO 639-1 code of the text itself"),
        Column("word_count", "v.word_count", "Words of lead and body"),
        Column("is_accessible_for_free", "v.is_accessible_for_free", "False behind a paywall"),
        Column("image_url", "v.image_url", "The lead image"),
        Column("teasers", count("teaser_sightings", _TEASERS), "Teasers of its latest fetch"),
        Column("versions", count("versions", "article_id = a.id"), "Number of rows in versions"),
        Column("valid_from", "v.valid_from", "Since when it says what it says now (UTC)"),
        Column("first_seen", "a.first_seen", "When it was first fetched (UTC)"),
        Column("last_seen", "a.last_seen", "When it was last found unharmed (UTC)"),
        Column("gone_at", "a.gone_at", "Since when the site answers 404 or 410; else empty (UTC)"),
        Column("robots", "c.robots", "robots.txt when it was fetched: allowed, absent, ..."),
        Column("directives", "c.directives", "noarchive, noai, ... as reserved then; by blanks"),
        Column("tdm_reservation", "c.tdm_reservation", "Whether data mining was reserved then"),
        Column("tdm_policy", "c.tdm_policy", "Licence for data mining that was named then"),
        Column("version_id", "v.id", "Joins authors, keywords, alternates, sightings"),
        Column("content_hash", "v.content_hash", "sha256 over the words of headline, lead, body"),
        Column("extractor_version", "v.extractor_version", "Which extractor read the page"),
    )


VIEW = View(
    name="articles_flat",
    comment="One row an article, as it stands now: identity joined with the current version.",
    columns=columns,
    source="""FROM articles AS a
JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL
LEFT JOIN captures AS c ON c.id = v.capture_id""",
)
