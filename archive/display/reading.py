"""What ``tradearchive`` prints of articles, hits, teasers, checks and totals."""

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from archive.display import terminal
from archive.records import Reserved, Teaser
from archive.relatives.records import Edition, Related, Relatives, Story
from archive.results import ArticleRow, Check, Hit, Stats, StoredArticle, StoredVersion, TeaserRow


def articles(rows: Sequence[ArticleRow]) -> None:
    """One line an article."""
    if not rows:
        terminal.put("No articles.")
        return
    table = terminal.table(
        "id", "date", "magazine", "lang", "words", "headline", right=("id", "words")
    )
    for row in rows:
        table.add_row(
            str(row.id),
            terminal.day(row.published_on),
            terminal.shown(row.magazine),
            terminal.shown(row.language),
            str(row.word_count),
            terminal.shown(row.headline),
        )
    terminal.put(table)


def checks(found: Sequence[Check]) -> None:
    """One line a check, and below it the first of what fails."""
    table = terminal.table(
        "", "check", "looked at", "fail", "what must hold", right=("looked at", "fail")
    )
    for check in found:
        mark = Text("ok", "green") if check.holds else Text("FAILS", "bold red")
        numbers = (str(check.checked), str(check.failures))
        table.add_row(mark, check.name, *numbers, check.meaning)
        for example in check.examples:
            table.add_row("", "", "", "", terminal.shown(example))
    terminal.put(table)


def hits(found: Sequence[Hit]) -> None:
    """An article's facts and headline, and below them the passage that was found."""
    if not found:
        terminal.put("Nothing found.")
        return
    for hit in found:
        row = hit.article
        facts = (str(row.id), terminal.day(row.published_on), row.magazine, row.language or "-")
        headline = Text(terminal.clean(row.headline), "bold")
        for start, end in hit.headline_highlights:
            headline.stylize("yellow", start, end)
        passage = Text(terminal.clean(hit.snippet.text))
        for start, end in hit.snippet.highlights:
            passage.stylize("bold yellow", start, end)
        terminal.put(
            Text("  ".join(facts) + "  ", "dim") + headline, Padding(passage, (0, 0, 0, 4)), ""
        )


def article(found: StoredArticle, versions: Sequence[StoredVersion], relatives: Relatives) -> None:
    """Everything about one article, the text in the middle."""
    record = found.article
    terminal.put(Text(terminal.clean(record.headline), "bold"))
    if record.alternative_headline:
        terminal.put(terminal.shown(record.alternative_headline))
    terminal.put("", terminal.pairs(_facts(found)))
    if record.lead:
        terminal.put("", Text(terminal.clean(record.lead), "italic"))
    for paragraph in record.body_text.splitlines():
        terminal.put("", terminal.shown(paragraph))
    if record.teasers:
        terminal.print_titled("Teasers", _teasers(record.teasers))
    terminal.print_titled("Versions", _versions(versions))
    if relatives.editions:
        terminal.print_titled("In other languages", _editions(relatives.editions))
    if relatives.story is not None:
        terminal.print_titled(f"Story {relatives.story.id}", _story(relatives.story, found.id))
    if relatives.related:
        terminal.print_titled("The same or alike", _related(relatives.related))
    if record.provenance:
        terminal.print_titled(
            "Where the values came from", terminal.pairs(record.provenance.items())
        )


def promoted(rows: Sequence[TeaserRow]) -> None:
    """One line a teaser; the promoted article's number where it is known."""
    if not rows:
        terminal.put("No teasers.")
        return
    table = terminal.table(
        "first", "last", "pages", "magazine", "label", "article", "text", right=("pages", "article")
    )
    for row in rows:
        table.add_row(
            row.first_seen.date().isoformat(),
            row.last_seen.date().isoformat(),
            str(row.articles),
            terminal.shown(row.magazine),
            terminal.shown(row.label),
            str(row.target_article_id or "-"),
            terminal.shown(row.text),
        )
    terminal.put(table)


def stats(totals: Stats) -> None:
    """Totals, then one small table for each way to count."""
    terminal.put(
        terminal.pairs(
            [
                ("articles", f"{totals.articles:,}"),
                ("versions", f"{totals.versions:,}"),
                ("pages fetched", f"{totals.captures:,}"),
                ("published", terminal.span(totals.first_published, totals.last_published)),
            ]
        )
    )
    if totals.magazines:
        table = terminal.table(
            "magazine", "articles", "words", "published", right=("articles", "words")
        )
        for row in totals.magazines:
            table.add_row(
                terminal.shown(row.magazine),
                f"{row.articles:,}",
                f"{row.words:,}",
                terminal.span(row.first_published, row.last_published),
            )
        terminal.put("", table)
    terminal.counts("language", "articles", totals.languages.items())
    terminal.counts("outcome", "pages", totals.outcomes.items())
    terminal.counts("refused because", "pages", totals.refusals.items())


def _teasers(teasers: Sequence[Teaser]) -> Table:
    """What the page promoted, in its order."""
    table = terminal.table("zone", "label", "text", "url")
    for teaser in teasers:
        table.add_row(
            teaser.zone,
            terminal.shown(teaser.label),
            terminal.shown(teaser.text),
            terminal.shown(teaser.url),
        )
    return table


def _versions(versions: Sequence[StoredVersion]) -> Table:
    """What the article said from when to when."""
    table = terminal.table(
        "no", "valid from", "valid to", "words", "headline", right=("no", "words")
    )
    for version in versions:
        table.add_row(
            str(version.number),
            terminal.moment(version.valid_from),
            terminal.moment(version.valid_to),
            str(version.article.word_count),
            terminal.shown(version.article.headline),
        )
    return table


def _editions(editions: Sequence[Edition]) -> Table:
    """The article in other languages, and how sure that is."""
    table = terminal.table("id", "lang", "", "magazine", "headline", right=("id",))
    for edition in editions:
        table.add_row(
            str(edition.article.id),
            terminal.shown(edition.article.language),
            "declared" if edition.is_certain else f"perhaps ({edition.score or 0:.2f})",
            terminal.shown(edition.article.magazine),
            terminal.shown(edition.article.headline),
        )
    return table


def _story(story: Story, own_id: int) -> Table:
    """The articles that tell a story, its origin first."""
    table = terminal.table("id", "", "date", "magazine", "headline", right=("id",))
    for row in story.articles:
        role = "origin" if row.id == story.origin_id else "this" if row.id == own_id else ""
        table.add_row(
            str(row.id),
            role,
            terminal.day(row.published_on),
            terminal.shown(row.magazine),
            terminal.shown(row.headline),
        )
    return table


def _related(related: Sequence[Related]) -> Table:
    """What was found to be like an article, and how much of the text both have."""
    table = terminal.table("id", "kind", "kept", "magazine", "headline", right=("id", "kept"))
    for other in related:
        table.add_row(
            str(other.article.id),
            other.kind.replace("_", " "),
            "-" if other.kept is None else f"{other.kept:.0%}",
            terminal.shown(other.article.magazine),
            terminal.shown(other.article.headline),
        )
    return table


def _facts(found: StoredArticle) -> list[tuple[str, str | None]]:
    """An article's short fields, by name."""
    record, capture = found.article, found.article.capture
    others = [url for url in found.urls if url != record.canonical_url]
    return [
        ("id", str(found.id)),
        ("magazine", record.magazine),
        ("url", record.canonical_url),
        ("also at", "\n".join(others)),
        ("authors", "; ".join(record.authors)),
        ("published", _read_from(record.date_published, record.date_published_raw)),
        ("modified", record.date_modified),
        ("section", record.section),
        ("keywords", "; ".join(record.keywords)),
        ("language", record.language),
        ("alternates", "\n".join(f"{lang} {url}" for lang, url in record.alternates.items())),
        ("image", record.image_url),
        ("words", str(record.word_count)),
        ("free to read", "yes" if record.is_accessible_for_free else "no"),
        ("first seen", terminal.moment(found.first_seen)),
        ("last seen", terminal.moment(found.last_seen)),
        ("capture", f"{capture.file} at byte {capture.offset}" if capture else None),
        *(_reserved(capture.reserved) if capture else ()),
        ("extractor", record.extractor_version),
    ]


def _reserved(reserved: Reserved) -> list[tuple[str, str | None]]:
    """What the site reserved of the page that was read."""
    return [
        ("robots.txt", reserved.robots),
        ("reserved", ", ".join(reserved.names)),
        ("TDM policy", reserved.tdm_policy),
    ]


def _read_from(value: str | None, raw: str | None) -> str | None:
    """A value with the words it was read from, where those say more."""
    return f"{value} ({raw})" if value and raw and raw != value else value
