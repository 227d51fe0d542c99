"""What ``tradearchive`` prints: tables and pages of text for people, not for programs.

On a terminal lines are cut or wrapped to its width. Into a pipe a table's lines are written whole,
so that nothing is lost to grep, and prose is wrapped at ``PIPE_WIDTH``.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from archive.health import wording
from archive.health.figures import Finding
from archive.records import Teaser
from archive.relatives.records import Edition, Related, Relatives, Story
from archive.results import (
    ArticleRow,
    Check,
    Hit,
    RunRow,
    Stats,
    StoredArticle,
    StoredVersion,
    TeaserRow,
)

PIPE_WIDTH = 100
WHOLE_LINES = 10_000
"""Width of a table that is not to be cut; it takes no more than it needs."""

SHORT_ID = 8
"""Characters of a run's id that are shown: they tell four thousand million apart."""

_COUNTED = ("found", "new", "changed", "unchanged")
"""Of what a run counted under ``articles/``, what stands in its line."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a page's text could do harm with on a terminal."""


def articles(rows: Sequence[ArticleRow]) -> None:
    """One line an article."""
    if not rows:
        _print("No articles.")
        return
    table = _table("id", "date", "magazine", "lang", "words", "headline", right=("id", "words"))
    for row in rows:
        table.add_row(
            str(row.id),
            _date(row.published_on),
            _text(row.magazine),
            _text(row.language),
            str(row.word_count),
            _text(row.headline),
        )
    _print(table)


def checks(found: Sequence[Check]) -> None:
    """One line a check, and below it the first of what fails."""
    table = _table("", "check", "looked at", "fail", "what must hold", right=("looked at", "fail"))
    for check in found:
        mark = Text("ok", "green") if check.holds else Text("FAILS", "bold red")
        numbers = (str(check.checked), str(check.failures))
        table.add_row(mark, check.name, *numbers, check.meaning)
        for example in check.examples:
            table.add_row("", "", "", "", _text(example))
    _print(table)


_VERDICTS = {"usual": "green", "unusual": "yellow", "broken": "bold red", "unknown": "dim"}
"""How each verdict of a finding is shown."""


def health(findings: Sequence[Finding]) -> None:
    """One line a measure of a magazine: now, usual, and what that means."""
    if not findings:
        _print("Nothing was measured: figures are taken at the end of each crawl.")
        return
    names = ("magazine", "measure", "now", "usual", "pages", "verdict", "since", "why, example")
    table = _table(*names, right=("now", "usual", "pages"))
    for found in findings:
        why = (found.detail, found.example)
        table.add_row(
            _text(found.magazine),
            _text(wording.subject(found.measure, found.language)),
            wording.amount(found.measure, found.now),
            wording.amount(found.measure, found.usual),
            str(found.pages),
            Text(found.verdict, _VERDICTS[found.verdict]),
            _date(found.since.date() if found.since else None),
            _text("  ".join(part for part in why if part)),
        )
    _print(table)


def hits(found: Sequence[Hit]) -> None:
    """An article's facts and headline, and below them the passage that was found."""
    if not found:
        _print("Nothing found.")
        return
    for hit in found:
        row = hit.article
        facts = (str(row.id), _date(row.published_on), row.magazine, row.language or "-")
        headline = Text(_clean(row.headline), "bold")
        for start, end in hit.headline_highlights:
            headline.stylize("yellow", start, end)
        passage = Text(_clean(hit.snippet.text))
        for start, end in hit.snippet.highlights:
            passage.stylize("bold yellow", start, end)
        _print(Text("  ".join(facts) + "  ", "dim") + headline, Padding(passage, (0, 0, 0, 4)), "")


def article(found: StoredArticle, versions: Sequence[StoredVersion], relatives: Relatives) -> None:
    """Everything about one article, the text in the middle."""
    record = found.article
    _print(Text(_clean(record.headline), "bold"))
    if record.alternative_headline:
        _print(_text(record.alternative_headline))
    _print("", _pairs(_facts(found)))
    if record.lead:
        _print("", Text(_clean(record.lead), "italic"))
    for paragraph in record.body_text.splitlines():
        _print("", _text(paragraph))
    if record.teasers:
        _print_titled("Teasers", _teasers(record.teasers))
    _print_titled("Versions", _versions(versions))
    if relatives.editions:
        _print_titled("In other languages", _editions(relatives.editions))
    if relatives.story is not None:
        _print_titled(f"Story {relatives.story.id}", _story(relatives.story, found.id))
    if relatives.related:
        _print_titled("The same or alike", _related(relatives.related))
    if record.provenance:
        _print_titled("Where the values came from", _pairs(record.provenance.items()))


def promoted(rows: Sequence[TeaserRow]) -> None:
    """One line a teaser; the promoted article's number where it is known."""
    if not rows:
        _print("No teasers.")
        return
    table = _table(
        "first", "last", "pages", "magazine", "label", "article", "text", right=("pages", "article")
    )
    for row in rows:
        table.add_row(
            row.first_seen.date().isoformat(),
            row.last_seen.date().isoformat(),
            str(row.articles),
            _text(row.magazine),
            _text(row.label),
            str(row.target_article_id or "-"),
            _text(row.text),
        )
    _print(table)


def runs(rows: Sequence[RunRow]) -> None:
    """One line a run; how it ended stands last."""
    if not rows:
        _print("No runs.")
        return
    numbers = ("took", *_COUNTED, "refused", "failed", "requests", "MB")
    table = _table("id", "started", "magazine", *numbers, "ended", right=numbers)
    for row in rows:
        table.add_row(
            _text(row.id[:SHORT_ID]),
            _moment(row.started_at),
            _text(row.magazine),
            _took(row),
            *(str(row.counts.get(f"articles/{name}", 0)) for name in _COUNTED),
            str(row.total("refused/")),
            str(row.total("failed/")),
            _number(row.requests),
            _megabytes(row.bytes_received),
            _ended(row),
        )
    _print(table)


def run(row: RunRow) -> None:
    """Everything about one run."""
    _print(
        _pairs(
            [
                ("id", row.id),
                ("magazine", row.magazine),
                ("arguments", "\n".join(f"{k}={v}" for k, v in row.arguments.items())),
                ("started", _moment(row.started_at)),
                ("finished", _moment(row.finished_at)),
                ("took", _took(row)),
                ("ended", row.finish_reason or "running"),
                ("failed because", row.failure),
                ("exit status", None if row.exit_status is None else str(row.exit_status)),
                ("requests", _number(row.requests)),
                ("megabytes", _megabytes(row.bytes_received)),
                ("extractor", row.extractor_version),
                *row.versions.items(),
            ]
        )
    )
    _print_counts("error", "times", row.errors.items())
    _print_counts("counted", "times", row.counts.items())


def _took(row: RunRow) -> str:
    """How long a run took, in hours, minutes and seconds."""
    if row.finished_at is None:
        return "-"
    return str(row.finished_at - row.started_at).partition(".")[0]


def _ended(row: RunRow) -> Text:
    """How a run ended, in a few words."""
    if row.failure is not None:
        return Text(_clean(row.failure), "bold red")
    return Text(_clean(row.finish_reason or "running"))


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _megabytes(value: int | None) -> str:
    return "-" if value is None else f"{value / 1e6:.1f}"


def stats(totals: Stats) -> None:
    """Totals, then one small table for each way to count."""
    _print(
        _pairs(
            [
                ("articles", f"{totals.articles:,}"),
                ("versions", f"{totals.versions:,}"),
                ("pages fetched", f"{totals.captures:,}"),
                ("published", _range(totals.first_published, totals.last_published)),
            ]
        )
    )
    if totals.magazines:
        table = _table("magazine", "articles", "words", "published", right=("articles", "words"))
        for row in totals.magazines:
            table.add_row(
                _text(row.magazine),
                f"{row.articles:,}",
                f"{row.words:,}",
                _range(row.first_published, row.last_published),
            )
        _print("", table)
    _print_counts("language", "articles", totals.languages.items())
    _print_counts("outcome", "pages", totals.outcomes.items())
    _print_counts("refused because", "pages", totals.refusals.items())


def _teasers(teasers: Sequence[Teaser]) -> Table:
    """What the page promoted, in its order."""
    table = _table("zone", "label", "text", "url")
    for teaser in teasers:
        table.add_row(teaser.zone, _text(teaser.label), _text(teaser.text), _text(teaser.url))
    return table


def _versions(versions: Sequence[StoredVersion]) -> Table:
    """What the article said from when to when."""
    table = _table("no", "valid from", "valid to", "words", "headline", right=("no", "words"))
    for version in versions:
        table.add_row(
            str(version.number),
            _moment(version.valid_from),
            _moment(version.valid_to),
            str(version.article.word_count),
            _text(version.article.headline),
        )
    return table


def _editions(editions: Sequence[Edition]) -> Table:
    """The article in other languages, and how sure that is."""
    table = _table("id", "lang", "", "magazine", "headline", right=("id",))
    for edition in editions:
        table.add_row(
            str(edition.article.id),
            _text(edition.article.language),
            "declared" if edition.is_certain else f"perhaps ({edition.score or 0:.2f})",
            _text(edition.article.magazine),
            _text(edition.article.headline),
        )
    return table


def _story(story: Story, own_id: int) -> Table:
    """The articles that tell a story, its origin first."""
    table = _table("id", "", "date", "magazine", "headline", right=("id",))
    for row in story.articles:
        role = "origin" if row.id == story.origin_id else "this" if row.id == own_id else ""
        table.add_row(
            str(row.id), role, _date(row.published_on), _text(row.magazine), _text(row.headline)
        )
    return table


def _related(related: Sequence[Related]) -> Table:
    """What was found to be like an article, and how much of the text both have."""
    table = _table("id", "kind", "kept", "magazine", "headline", right=("id", "kept"))
    for other in related:
        table.add_row(
            str(other.article.id),
            other.kind.replace("_", " "),
            "-" if other.kept is None else f"{other.kept:.0%}",
            _text(other.article.magazine),
            _text(other.article.headline),
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
        ("first seen", _moment(found.first_seen)),
        ("last seen", _moment(found.last_seen)),
        ("capture", f"{capture.file} at byte {capture.offset}" if capture else None),
        ("extractor", record.extractor_version),
    ]


def _read_from(value: str | None, raw: str | None) -> str | None:
    """A value with the words it was read from, where those say more."""
    return f"{value} ({raw})" if value and raw and raw != value else value


def _print_counts(name: str, unit: str, counts: Iterable[tuple[str | None, int]]) -> None:
    """A table of values and how often each occurs; nothing where there are none."""
    table = _table(name, unit, right=(unit,))
    for value, number in counts:
        table.add_row(_text(value or "unknown"), f"{number:,}")
    if table.rows:
        _print("", table)


def _print_titled(title: str, table: Table) -> None:
    """A table below its title."""
    _print("", Text(title, "bold"), table)


def _print(*items: RenderableType) -> None:
    """Print each item from a new line, as wide as the terminal or as the pipe's reader needs it."""
    console = Console(highlight=False, emoji=False, markup=False)
    for item in items:
        if console.is_terminal:
            console.print(item)
            continue
        console.width = WHOLE_LINES if isinstance(item, Table) else PIPE_WIDTH
        with console.capture() as printed:
            console.print(item)
        lines = printed.get().splitlines()
        console.file.write("".join(f"{line.rstrip()}\n" for line in lines))


def _table(*names: str, right: Iterable[str] = ()) -> Table:
    """A table without lines; its last column is cut where the terminal ends."""
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in names:
        is_last = name == names[-1]
        table.add_column(
            name,
            justify="right" if name in right else "left",
            no_wrap=True,
            overflow="ellipsis",
            ratio=1 if is_last else None,
        )
    return table


def _pairs(items: Iterable[tuple[str, str | None]]) -> Table:
    """Names and values; what has no value is left out."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in items:
        if value:
            table.add_row(_text(name), _text(value))
    return table


def _text(value: str | None) -> Text:
    """A value as it is: what looks like rich's markup is none."""
    return Text(_clean(value)) if value else Text("-", "dim")


def _clean(text: str) -> str:
    """The text without characters that a terminal obeys."""
    return _CONTROL.sub("\ufffd", text)


def _date(day: date | None) -> str:
    return day.isoformat() if day else "-"


def _moment(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC") if moment else "-"


def _range(first: date | None, last: date | None) -> str:
    return f"{_date(first)} to {_date(last)}" if first or last else "-"
