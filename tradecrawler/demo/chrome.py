"""What surrounds every page but the oldest: header, navigation, sidebar, footer, cookie banner."""

from html import escape

from tradecrawler.demo.markup import element, fill, link
from tradecrawler.demo.mastheads import Masthead
from tradecrawler.demo.snapshot import Snapshot
from tradecrawler.demo.source import Source
from tradecrawler.demo.standing import STANDING
from tradecrawler.demo.words import WORDS, day_in_words


def frame(
    snapshot: Snapshot,
    language: str,
    *,
    head: str,
    main: str,
    lang: str,
    body_class: str = "page",
    template: str = "page.html",
) -> str:
    """A whole page around ``main``; ``lang`` is what the page claims to be written in."""
    words, masthead = WORDS[language], snapshot.site.masthead(language)
    return fill(
        template,
        **standing_links(snapshot, language),
        lang=lang,
        head=head,
        main=main,
        body_class=body_class,
        home=masthead.home,
        title=masthead.title,
        strapline=escape(masthead.strapline, quote=False),
        search=words.search,
        search_url="#search",
        switch=_switch(snapshot, masthead),
        subscribe=words.subscribe,
        nav=_nav(snapshot, masthead),
        most_read_title=words.most_read,
        most_read=_links(snapshot, _most_read(snapshot, language)),
        footer_links=_footer(masthead),
        year=str(snapshot.deployed.year),
        imprint=words.imprint,
        updated=f"{words.updated} {day_in_words(snapshot.deployed, language)}",
        deploy=snapshot.deployed.isoformat(),
        cookies=words.cookies,
    )


def standing_links(snapshot: Snapshot, language: str) -> dict[str, str]:
    """Paths of the standing pages, and the line under the cover, as the templates name them."""
    standing, masthead = STANDING[language], snapshot.site.masthead(language)
    issue = snapshot.content.house.issue_of(snapshot.deployed.date())
    number = f" {issue.number}" if issue else ""
    return {
        "magazine_url": masthead.home + standing.magazine.slug,
        "subscribe_url": masthead.home + standing.subscribe.slug,
        "magazine": escape(standing.magazine.title, quote=False),
        "cover": escape(f"{standing.magazine.title}{number}", quote=False),
    }


def sections(snapshot: Snapshot, language: str) -> list[str]:
    """Names of the sections that have articles, in alphabetical order."""
    return sorted({source.section for source in snapshot.in_language(language)})


def _nav(snapshot: Snapshot, masthead: Masthead) -> str:
    places = [(masthead.articles, WORDS[masthead.language].news)]
    places += [(masthead.section(name), name) for name in sections(snapshot, masthead.language)]
    return "".join(element("li", link(path, name)) for path, name in places)


def _switch(snapshot: Snapshot, masthead: Masthead) -> str:
    others = (other for other in snapshot.site.mastheads if other is not masthead)
    return " ".join(link(other.home, other.language.upper()) for other in others)


def _most_read(snapshot: Snapshot, language: str) -> tuple[Source, ...]:
    """Five articles; other ones in every edition, so that pages change though texts do not."""
    return snapshot.in_language(language)[snapshot.edition :: 3][:5]


def _links(snapshot: Snapshot, sources: tuple[Source, ...]) -> str:
    return "".join(element("li", link(snapshot.url(source), source.headline)) for source in sources)


def _footer(masthead: Masthead) -> str:
    return "".join(
        element("li", link(masthead.home + page.slug, page.title))
        for page in STANDING[masthead.language]
    )
