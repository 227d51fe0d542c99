"""What a perfect reading of every page gives: exact, because the pages are made from the same text.

Text is plain, white space folded. Promos, captions, share lines, calls to action and comments are
never in a body. What a layout does not print anywhere is not expected: see the fields.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.resources.abc import Traversable

from archive.records import Teaser, Zone
from tradecrawler.demo import inline, pages
from tradecrawler.demo.article_page import related
from tradecrawler.demo.blocks import Block, Caption, Heading, Items, Paragraph, Promo, Quote, Table
from tradecrawler.demo.markup import picture_path
from tradecrawler.demo.site import snapshots
from tradecrawler.demo.snapshot import Layout, Promoted, Snapshot
from tradecrawler.demo.source import Source
from tradecrawler.demo.words import WORDS, moment_in_words

CELLS = " | "
"""Between the cells of a table's row in a body's text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TruthArticle:
    """One page at an article's address, or a listing."""

    url: str
    """The URL that answers."""
    magazine: str
    """The magazine's folder: ``comptoir`` or ``quai``."""
    refused: str | None = None
    """``listing``, ``consent_wall``, ``soft_404`` or ``empty``; None for an article. All fields
    below say nothing of a refused page."""
    key: str = ""
    """Key of the content file; the same for a translation or a duplicate."""
    layout: Layout | None = None
    """The template: in ``bare`` pages there are no keywords, no canonical URL and no hreflang, in
    ``app`` pages no keywords and, until they are mended, neither date nor authors."""
    canonical_url: str = ""
    """What the page names; ``url`` where it names nothing."""
    headline: str = ""
    alternative_headline: str | None = None
    """The kicker."""
    lead: str | None = None
    body: tuple[str, ...] = ()
    """Paragraphs, section headings, list items, quotes with their attributions, rows of tables."""
    authors: tuple[str, ...] = ()
    date_published: str | None = None
    """ISO 8601 to the second, with UTC offset; ``bare`` pages say only what they print in words: a
    day, in Dutch with a time without offset."""
    date_published_words: str = ""
    """The date as printed."""
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str = ""
    image_url: str | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)
    """As on the page; for ``bare`` pages, as in the sitemap."""
    is_accessible_for_free: bool = True
    teasers: tuple[Teaser, ...] = ()
    """Header, body and after zone, each in its order."""
    redirected_from: tuple[str, ...] = ()
    """Listed addresses that lead here."""
    duplicate_of: str | None = None
    """URL of the page with the same text of which this one is an undeclared copy."""

    @property
    def body_text(self) -> str:
        """The body's pieces, each on its line."""
        return "\n".join(self.body)


def truth(edition: int = 1, content: Traversable | None = None) -> list[TruthArticle]:
    """Every page with status 200 at an article's address, and every listing, of ``edition``."""
    return [page for snapshot in snapshots(edition, content) for page in _magazine(snapshot)]


def body_pieces(block: Block) -> tuple[str, ...]:
    """A block's share of an article's body, plain."""
    match block:
        case Promo() | Caption():
            return ()
        case Paragraph(text=text) | Heading(text=text):
            return (inline.to_plain(text),)
        case Items(items=items):
            return tuple(inline.to_plain(item) for item in items)
        case Quote(text=text, attribution=attribution):
            said = (inline.to_plain(text),)
            return (*said, "— " + inline.to_plain(attribution)) if attribution else said
        case Table(rows=rows):
            return tuple(CELLS.join(inline.to_plain(cell) for cell in row) for row in rows)


def _magazine(snapshot: Snapshot) -> Iterator[TruthArticle]:
    site, house = snapshot.site, snapshot.content.house
    by_key = {}
    for source in snapshot.online:
        article = by_key[source.key, source.language] = _article(snapshot, source)
        yield article
    for second in house.addresses:
        article_of = by_key.get((second.key, second.language))
        if second.kind == "duplicate" and article_of:
            yield _duplicate(article_of, snapshot.address(second))
    for page in house.odd_pages:
        url = site.url(site.masthead(page.language).article(page.slug))
        yield TruthArticle(url=url, magazine=site.slug, refused=page.kind, language=page.language)
    for masthead in site.mastheads:
        for path in (masthead.home, *(path for path, _ in pages.listings(snapshot, masthead))):
            yield TruthArticle(
                url=site.url(path),
                magazine=site.slug,
                refused="listing",
                language=masthead.language,
            )


def _article(snapshot: Snapshot, source: Source) -> TruthArticle:
    url, layout = snapshot.url(source), snapshot.layout(source)
    picture = snapshot.site.url(picture_path(source.key))
    return TruthArticle(
        url=url,
        magazine=snapshot.site.slug,
        key=source.key,
        layout=layout,
        canonical_url=url,
        headline=inline.fold(source.headline),
        alternative_headline=inline.fold(source.kicker) if source.kicker else None,
        lead=inline.to_plain(source.lead),
        body=tuple(piece for block in snapshot.body(source) for piece in body_pieces(block)),
        authors=source.authors if snapshot.prints_credits else (),
        date_published=_date(source.published, layout, source.language)
        if snapshot.prints_credits
        else None,
        date_published_words=moment_in_words(source.published, source.language)
        if snapshot.prints_credits
        else "",
        section=source.section,
        keywords=() if layout in ("bare", "app") else source.keywords,
        language=source.language,
        image_url=picture if source.image_caption else None,
        alternates=snapshot.alternates(source),
        is_accessible_for_free=not snapshot.is_walled(source),
        teasers=_teasers(snapshot, source),
        redirected_from=tuple(
            snapshot.address(second)
            for second in snapshot.content.house.addresses
            if (second.kind, second.key, second.language)
            == ("redirect", source.key, source.language)
        ),
    )


def _duplicate(article: TruthArticle, url: str) -> TruthArticle:
    return replace(
        article,
        url=url,
        canonical_url=url,
        alternates={},
        redirected_from=(),
        duplicate_of=article.url,
    )


def _date(published: datetime, layout: Layout, language: str) -> str:
    if layout != "bare":
        return published.isoformat()
    if language == "fr":
        return published.date().isoformat()
    return published.replace(tzinfo=None).isoformat()


def _teasers(snapshot: Snapshot, source: Source) -> tuple[Teaser, ...]:
    inside = [
        snapshot.promoted(block, source.language)
        for block in snapshot.body(source)
        if isinstance(block, Promo)
    ]
    issue = snapshot.issue(source)
    heading = WORDS[source.language].in_this_issue if issue and issue.markup == "box" else None
    above = [
        replace(teaser, label=teaser.label or heading) for teaser in snapshot.header_teasers(source)
    ]
    return (
        *_zone("header", above),
        *_zone("body", inside),
        *_zone("after", related(snapshot, source)),
    )


def _zone(zone: Zone, teasers: Iterable[Promoted]) -> Iterator[Teaser]:
    for position, teaser in enumerate(teasers):
        yield Teaser(
            text=inline.fold(teaser.headline),
            label=teaser.label,
            url=teaser.url,
            position=position,
            zone=zone,
        )
