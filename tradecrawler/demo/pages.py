"""All pages that are no articles: home, listings, standing pages, walls, errors."""

from collections.abc import Iterator, Sequence
from html import escape

from tradecrawler.demo import inline
from tradecrawler.demo.chrome import frame, sections
from tradecrawler.demo.house import OddPage
from tradecrawler.demo.markup import element, fill, link
from tradecrawler.demo.mastheads import Masthead
from tradecrawler.demo.snapshot import Snapshot
from tradecrawler.demo.source import Source
from tradecrawler.demo.standing import STANDING
from tradecrawler.demo.words import WORDS, moment_in_words

PAGE_LENGTH = 10
"""Articles on a page of a listing."""


def home_page(snapshot: Snapshot, masthead: Masthead) -> str:
    """The home page: the eight newest articles."""
    newest = snapshot.in_language(masthead.language)[:8]
    head = f'<link rel="alternate" type="application/rss+xml" href="{masthead.feed}">'
    return _listing(snapshot, masthead, heading=masthead.strapline, sources=newest, head=head)


def listings(snapshot: Snapshot, masthead: Masthead) -> Iterator[tuple[str, str]]:
    """Path and page of every page of the listing of all articles and of the sections'."""
    news = WORDS[masthead.language].news
    everything = snapshot.in_language(masthead.language)
    yield from _pages(snapshot, masthead, masthead.articles, news, everything)
    for name in sections(snapshot, masthead.language):
        chosen = [source for source in everything if source.section == name]
        yield from _pages(snapshot, masthead, masthead.section(name), name, chosen)


def odd_page(snapshot: Snapshot, page: OddPage, url: str) -> str:
    """A page at an article's address that is no article."""
    masthead = snapshot.site.masthead(page.language)
    match page.kind:
        case "empty":
            return ""
        case "soft_404":
            return not_found_page(snapshot, masthead)
        case "consent_wall":
            return _consent_wall(page, masthead, url)
        case "listing":
            newest = snapshot.in_language(page.language)[::4][:PAGE_LENGTH]
            intro = element("p", WORDS[page.language].overview)
            return _listing(snapshot, masthead, heading=page.headline, sources=newest, intro=intro)


def standing_pages(snapshot: Snapshot, masthead: Masthead) -> Iterator[tuple[str, str]]:
    """Path and page of the pages about the magazine itself."""
    for page in STANDING[masthead.language]:
        text = element("p", escape(page.text.format(title=masthead.title), quote=False))
        main = element("h1", escape(page.title, quote=False)) + text
        yield masthead.home + page.slug, _plain(snapshot, masthead, page.title, main)


def not_found_page(snapshot: Snapshot, masthead: Masthead) -> str:
    """What stands where nothing stands."""
    words = WORDS[masthead.language]
    main = element("h1", words.not_found_title) + element("p", words.not_found)
    return _plain(snapshot, masthead, words.not_found_title, main)


def gone_page(snapshot: Snapshot, masthead: Masthead) -> str:
    """What stands where an article was taken down."""
    words = WORDS[masthead.language]
    return _plain(snapshot, masthead, words.not_found_title, element("p", words.gone))


def _plain(snapshot: Snapshot, masthead: Masthead, title: str, main: str) -> str:
    head = element("title", escape(f"{title} - {masthead.title}", quote=False))
    return frame(snapshot, masthead.language, head=head, main=main, lang=masthead.language)


def _consent_wall(page: OddPage, masthead: Masthead, url: str) -> str:
    words = WORDS[page.language]
    return fill(
        "consent.html",
        lang=page.language,
        title=escape(f"{page.headline} - {masthead.title}", quote=False),
        url=url,
        heading=words.consent_title,
        paragraphs="\n".join(element("p", text) for text in words.consent),
        buttons=" ".join(element("button", text) for text in words.consent_buttons),
    )


def _pages(
    snapshot: Snapshot, masthead: Masthead, path: str, heading: str, sources: Sequence[Source]
) -> Iterator[tuple[str, str]]:
    count = max(1, -(-len(sources) // PAGE_LENGTH))
    paths = [path, *(f"{path}page/{number}/" for number in range(2, count + 1))]
    for index, place in enumerate(paths):
        before = paths[index - 1] if index else None
        after = paths[index + 1] if index + 1 < count else None
        chosen = sources[index * PAGE_LENGTH : (index + 1) * PAGE_LENGTH]
        yield (
            place,
            _listing(
                snapshot,
                masthead,
                heading=heading,
                sources=chosen,
                head=_relations(before, after),
                pager=_pager(masthead, before, after),
            ),
        )


def _relations(before: str | None, after: str | None) -> str:
    relations = (("prev", before), ("next", after))
    return "\n".join(f'<link rel="{name}" href="{path}">' for name, path in relations if path)


def _pager(masthead: Masthead, before: str | None, after: str | None) -> str:
    words = WORDS[masthead.language]
    places = ((before, words.previous_page), (after, words.next_page))
    return " ".join(link(path, text) for path, text in places if path)


def _listing(
    snapshot: Snapshot,
    masthead: Masthead,
    *,
    heading: str,
    sources: Sequence[Source],
    head: str = "",
    intro: str = "",
    pager: str = "",
) -> str:
    title = element("title", escape(f"{heading} - {masthead.title}", quote=False))
    main = fill(
        "listing.html",
        heading=escape(heading, quote=False),
        intro=intro,
        entries="\n".join(_entry(snapshot, source) for source in sources),
        pager=pager,
    )
    return frame(
        snapshot,
        masthead.language,
        head=f"{title}\n{head}",
        main=main,
        lang=masthead.language,
        body_class="listing-page",
    )


def _entry(snapshot: Snapshot, source: Source) -> str:
    return fill(
        "entry.html",
        url=snapshot.masthead(source).article(source.slug),
        headline=escape(source.headline, quote=False),
        section=escape(source.section, quote=False),
        date=moment_in_words(source.published, source.language),
        lead=inline.to_html(source.lead),
        read_on=WORDS[source.language].read_on,
    )
