"""``runs_flat``: one row a run, its most wanted counts as columns."""

from archive.views.view import Column, View


def columns(dialect: str) -> tuple[Column, ...]:
    """The view's columns in their order; ``dialect`` is sqlite or postgresql."""

    def counted(key: str) -> str:
        return f"COALESCE({_value(dialect, 'counts', key)}, 0)"

    def total(prefix: str) -> str:
        return _total(dialect, prefix)

    def version(name: str) -> str:
        return _text(dialect, "versions", name)

    return (
        Column("id", "r.id", "Names the run; captures.run_id is the same"),
        Column("magazine", "r.magazine", "Slug of the magazine"),
        Column("arguments", "CAST(r.arguments AS text)", "Asked beyond the ordinary; {} for none"),
        Column("started_at", "r.started_at", "When it began (UTC)"),
        Column("finished_at", "r.finished_at", "When it ended (UTC); empty if running or killed"),
        Column("seconds", _seconds(dialect), "How long it took"),
        Column("finish_reason", "r.finish_reason", "Why it ended; empty while it runs"),
        Column("failure", "r.failure", "Why it has failed; empty if it has not"),
        Column("exit_status", "r.exit_status", "Of its process; empty if running or killed"),
        Column("found", counted("articles/found"), "Addresses that were taken for articles"),
        Column("new", counted("articles/new"), "Articles that were not known"),
        Column("changed", counted("articles/changed"), "Articles whose words had changed"),
        Column("unchanged", counted("articles/unchanged"), "Articles found as they were"),
        Column("duplicate", counted("articles/duplicate"), "Other addresses of known articles"),
        Column("refused", total("refused/"), "Pages that were no article, or worse than before"),
        Column("failed", total("failed/"), "Pages that did not come, or could not be read"),
        Column("sources_failed", total("discovery/failed/"), "Feeds, sitemaps, listings likewise"),
        Column("requests", "r.requests", "Requests sent; empty if running or killed"),
        Column("bytes", "r.bytes_received", "Bytes received; empty if running or killed"),
        Column("extractor_version", "r.extractor_version", "Which extractor read the pages"),
        Column("tradecrawler_version", version("tradecrawler"), "Which tradecrawler it was"),
        Column("scrapy_version", version("scrapy"), "Which Scrapy"),
        Column("python_version", version("python"), "Which Python"),
    )


def _value(dialect: str, column: str, key: str) -> str:
    """A number in a JSON column; NULL where the key is absent."""
    if dialect == "postgresql":
        return f"CAST(r.{column} ->> '{key}' AS bigint)"
    return f"json_extract(r.{column}, '$.\"{key}\"')"


def _text(dialect: str, column: str, key: str) -> str:
    """A text in a JSON column; NULL where the key is absent."""
    if dialect == "postgresql":
        return f"r.{column} ->> '{key}'"
    return _value(dialect, column, key)


def _total(dialect: str, prefix: str) -> str:
    """The sum of the counts whose keys begin so."""
    if dialect == "postgresql":
        pairs, value = "json_each_text(r.counts)", "CAST(c.value AS bigint)"
    else:
        pairs, value = "json_each(r.counts)", "c.value"
    return (
        f"(SELECT CAST(COALESCE(sum({value}), 0) AS bigint) FROM {pairs} AS c"
        f" WHERE substr(c.key, 1, {len(prefix)}) = '{prefix}')"
    )


def _seconds(dialect: str) -> str:
    """From start to end, with a decimal."""
    if dialect == "postgresql":
        return "round(EXTRACT(EPOCH FROM r.finished_at - r.started_at), 1)"
    return "round((julianday(r.finished_at) - julianday(r.started_at)) * 86400, 1)"


VIEW = View(
    name="runs_flat",
    comment="One row a run, its counts as columns; all of them are in runs.counts.",
    columns=columns,
    source="FROM runs AS r",
)
