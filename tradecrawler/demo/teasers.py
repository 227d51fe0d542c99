"""What the pages promote around an article's text, in the markups that magazines use for it.

No class name tells these lines from the article's own.
"""

from collections.abc import Sequence
from html import escape

from tradecrawler.demo.house import Markup
from tradecrawler.demo.markup import element, link
from tradecrawler.demo.snapshot import Layout, Promoted
from tradecrawler.demo.words import Words


def header(teasers: Sequence[Promoted], markup: Markup, words: Words) -> str:
    """The issue's contents above the article's text; empty when there are none."""
    if not teasers:
        return ""
    lines = [_line(teaser, words.colon) for teaser in teasers]
    match markup:
        case "list":
            return element("ul", "".join(element("li", line) for line in lines))
        case "dashes":
            return element("p", "<br>\n".join(f"- {line}" for line in lines))
        case "links":
            linked = (link(teaser.url, _text(teaser, words.colon)) for teaser in teasers)
            return element("ul", "".join(element("li", line) for line in linked))
        case "dots":
            return "\n".join(element("p", f"• {line}") for line in lines)
        case "box":
            items = "".join(element("li", line) for line in lines)
            heading = element("h4", words.in_this_issue)
            return element("div", heading + element("ul", items))


def _text(teaser: Promoted, colon: str) -> str:
    return f"{teaser.label}{colon}{teaser.headline}" if teaser.label else teaser.headline


def _line(teaser: Promoted, colon: str) -> str:
    if not teaser.url:
        return escape(_text(teaser, colon), quote=False)
    label = f"{escape(teaser.label, quote=False)}{colon}" if teaser.label else ""
    return label + link(teaser.url, teaser.headline)


def related(teasers: Sequence[Promoted], layout: Layout, words: Words) -> str:
    """The box below the article's text; empty when there is nothing to promote."""
    if not teasers:
        return ""
    items = "".join(element("li", link(teaser.url, teaser.headline)) for teaser in teasers)
    match layout:
        case "full":
            return element("aside", element("h3", words.related) + element("ul", items), "related")
        case "opengraph":
            return element("p", element("strong", words.related)) + element("ul", items)
        case "bare":
            lines = "<br>\n".join(f"&gt; {link(teaser.url, teaser.headline)}" for teaser in teasers)
            return f"<hr>\n<p><b>{words.related}</b><br>\n{lines}</p>"
        case "app":
            return element("div", element("h2", words.related) + element("ul", items), "story-more")
        case "broken":
            return element("div", element("h4", words.related) + element("ul", items))
