"""The page of one article, in one of the layouts."""

from html import escape

from tradecrawler.demo import head, inline, teasers
from tradecrawler.demo.blocks import Promo
from tradecrawler.demo.chrome import frame, standing_links
from tradecrawler.demo.head import Address
from tradecrawler.demo.markup import body, element, figure, fill, picture_path
from tradecrawler.demo.snapshot import Promoted, Snapshot
from tradecrawler.demo.source import Source
from tradecrawler.demo.words import WORDS, moment_in_words


def article_page(snapshot: Snapshot, source: Source, address: Address) -> str:
    """The whole page, at ``address``."""
    layout = snapshot.layout(source)
    fields = _fields(snapshot, source)
    if layout == "bare":
        title = f"{source.headline} | {snapshot.masthead(source).title}"
        return fill("article_bare.html", **fields, page_title=escape(title, quote=False))
    main = fill(f"article_{layout}.html", **fields)
    match layout:
        case "full":
            return frame(
                snapshot,
                source.language,
                head=head.full(snapshot, source, address),
                main=main,
                lang=f"{source.language}-BE",
            )
        case "opengraph":  # as found on real sites: the CMS's own language on every page
            return frame(
                snapshot,
                source.language,
                head=head.opengraph(snapshot, source, address),
                main=main,
                lang="en-US",
            )
        case "app":
            return frame(
                snapshot,
                source.language,
                head=head.app(snapshot, source, address),
                main=main,
                lang=source.language,
                template="page_app.html",
            )
        case "broken":
            return frame(
                snapshot,
                source.language,
                head=head.broken(snapshot, source, address),
                main=main,
                lang=source.language,
            )


def _fields(snapshot: Snapshot, source: Source) -> dict[str, str]:
    return {
        **_site_fields(snapshot, source),
        **_article_fields(snapshot, source),
        **_teaser_fields(snapshot, source),
    }


def _site_fields(snapshot: Snapshot, source: Source) -> dict[str, str]:
    words, masthead = WORDS[source.language], snapshot.masthead(source)
    return {
        **standing_links(snapshot, source.language),
        "title": masthead.title,
        "strapline": escape(masthead.strapline, quote=False),
        "home": masthead.home,
        "home_title": words.home,
        "news": words.news,
        "news_url": masthead.articles,
        "section": escape(source.section, quote=False),
        "section_url": masthead.section(source.section),
        "subscribe": words.subscribe,
        "imprint": words.imprint,
        "share": words.share,
        "call_to_action": words.call_to_action,
        "call_to_action_button": words.call_to_action_button,
        "comments": words.comments,
        "no_comments": words.no_comments,
    }


def _article_fields(snapshot: Snapshot, source: Source) -> dict[str, str]:
    words, layout = WORDS[source.language], snapshot.layout(source)
    picture = picture_path(source.key)
    blocks = [
        (block, snapshot.promoted(block, source.language) if isinstance(block, Promo) else None)
        for block in snapshot.body(source)
    ]
    wall = f"<p>{words.paywall}</p><p><a class=button href=#>{words.paywall_button}</a></p>"
    return {
        "headline": escape(source.headline, quote=False),
        "kicker": _kicker(source),
        "lead": inline.to_html(source.lead),
        "byline": byline(source),
        "credits": _credits(snapshot, source),
        "iso": source.published.isoformat(),
        "date": moment_in_words(source.published, source.language),
        "figure": figure(source.image_caption, picture) if source.image_caption else "",
        "body": body(blocks, layout, words, picture_path(f"{source.key}-2")),
        "wall": element("div", wall, "paywall") if snapshot.is_walled(source) else "",
        "tags": _tags(source) if layout in ("full", "broken") else "",
    }


def _teaser_fields(snapshot: Snapshot, source: Source) -> dict[str, str]:
    words, issue = WORDS[source.language], snapshot.issue(source)
    above = snapshot.header_teasers(source)
    return {
        "teasers": teasers.header(above, issue.markup, words) if issue else "",
        "related": teasers.related(related(snapshot, source), snapshot.layout(source), words),
    }


def related(snapshot: Snapshot, source: Source) -> tuple[Promoted, ...]:
    """What the box below the article promotes."""
    label = WORDS[source.language].related
    return tuple(
        Promoted(headline=other.headline, label=label, url=snapshot.url(other))
        for other in snapshot.related(source)
    )


def byline(source: Source) -> str:
    """``Par A et B``, as HTML; empty where the article is unsigned."""
    if not source.authors:
        return ""
    joint = " et " if source.language == "fr" else " en "
    *others, last = source.authors
    names = joint.join([", ".join(others), last]) if others else last
    return escape(f"{WORDS[source.language].by} {names}", quote=False)


def _credits(snapshot: Snapshot, source: Source) -> str:
    """Authors and date as the redesigned pages have them, once they have them."""
    if not snapshot.prints_credits:
        return ""
    date = moment_in_words(source.published, source.language)
    time = f'<time datetime="{source.published.isoformat()}">{date}</time>'
    return f'<span class="story-author">{byline(source)}</span> {time}'


def _kicker(source: Source) -> str:
    return element("p", escape(source.kicker, quote=False), "kicker") if source.kicker else ""


def _tags(source: Source) -> str:
    if not source.keywords:
        return ""
    colon = WORDS[source.language].colon
    tags = ", ".join(f'<a rel="tag" href="#">{escape(tag)}</a>' for tag in source.keywords)
    return element("p", f"{WORDS[source.language].tags}{colon}{tags}", "tags")
