"""Content as HTML: blocks of a body, and templates filled with values that already are HTML."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from tradecrawler.demo import inline
from tradecrawler.demo.blocks import Block, Caption, Heading, Items, Paragraph, Promo, Quote, Table
from tradecrawler.demo.snapshot import Layout, Promoted
from tradecrawler.demo.words import Words

__all__ = ["body", "element", "figure", "fill", "link", "picture", "picture_path"]


@lru_cache
def _template(name: str) -> Template:
    return Template((files("tradecrawler.demo") / "templates" / name).read_text("utf-8"))


def fill(name: str, /, **values: str) -> str:
    """The template file ``name`` with its fields filled; values are HTML, escaped by the caller."""
    return _template(name).substitute(values)


def element(tag: str, content: str, class_name: str = "") -> str:
    """``<tag class=…>content</tag>``; content is HTML."""
    attribute = f' class="{class_name}"' if class_name else ""
    return f"<{tag}{attribute}>{content}</{tag}>"


def link(url: str | None, text: str) -> str:
    """A link with ``text`` (not yet HTML); the text alone where there is no URL."""
    words = escape(text, quote=False)
    return f'<a href="{escape(url)}">{words}</a>' if url else words


def figure(caption: str, source: str) -> str:
    """A figure whose image stands at ``source``."""
    image = f'<img src="{escape(source)}" alt="" width="760" height="380">'
    return f"<figure>{image}<figcaption>{inline.to_html(caption)}</figcaption></figure>"


def body(
    blocks: Iterable[tuple[Block, Promoted | None]], layout: Layout, words: Words, figures: str
) -> str:
    """The body's blocks; a promo comes with what it promotes, figures show the image ``figures``.

    The layouts differ in how they set promos, as real sites do after two redesigns.
    """
    return "\n".join(_block(block, promoted, layout, words, figures) for block, promoted in blocks)


def _block(
    block: Block, promoted: Promoted | None, layout: Layout, words: Words, figures: str
) -> str:
    match block:
        case Paragraph(text=text):
            return element("p", inline.to_html(text))
        case Heading(text=text):
            return element("h3" if layout == "bare" else "h2", inline.to_html(text))
        case Items(items=items, ordered=ordered):
            rows = "".join(element("li", inline.to_html(item)) for item in items)
            return element("ol" if ordered else "ul", rows)
        case Quote():
            return _quote(block)
        case Table(rows=rows):
            return _table(rows)
        case Caption(text=text):
            return figure(text, figures)
        case Promo():
            return _promo(promoted, layout, words.colon) if promoted else ""


def _quote(quote: Quote) -> str:
    said = element("p", inline.to_html(quote.text))
    if quote.attribution:
        said += element("footer", "— " + inline.to_html(quote.attribution))
    return element("blockquote", said)


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *rest = rows
    lines = [element("tr", "".join(element("th", inline.to_html(cell)) for cell in head))]
    lines += [
        element("tr", "".join(element("td", inline.to_html(cell)) for cell in row)) for row in rest
    ]
    return element("table", "\n".join(lines), "data")


def _promo(promoted: Promoted, layout: Layout, colon: str) -> str:
    label = escape(promoted.label or "", quote=False)
    target = link(promoted.url, promoted.headline)
    match layout:
        case "full":
            return element("p", f"<strong>{label}{colon}</strong>{target}")
        case "opengraph":
            return element("p", link(promoted.url, f"{promoted.label}{colon}{promoted.headline}"))
        case "bare":
            return element("p", f"<b>&gt; {label}{colon}{target}</b>")
        case "app":
            return element("p", f"{label}{colon}{target}", "story-link")
        case "broken":
            return element("div", f"<span>{label}</span>{colon}{target}", "inset")


def picture_path(key: str) -> str:
    """Path of the drawing ``key``: an article's lead image; with ``-2`` that of its body."""
    return f"/media/{key}.svg"


def picture(key: str, colour: str) -> str:
    """A drawing of a few shelves, different for every key, always the same for one."""
    numbers = sha256(key.encode()).digest()
    boxes = []
    for number, (height, width) in enumerate(zip(numbers[:24], numbers[8:], strict=True)):
        row, column = divmod(number, 8)
        boxes.append(
            f'<rect x="{20 + column * 92}" y="{118 * row + 88 - height % 70}" '
            f'width="{44 + width % 36}" height="{24 + height % 70}" '
            f'fill="{colour}" opacity="0.{3 + height % 7}"/>'
        )
    shelves = [f'<rect y="{118 * row + 112}" width="760" height="8"/>' for row in range(3)]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 380">'
        f'<rect width="760" height="380" fill="#f4f1ec"/>{"".join(boxes + shelves)}</svg>'
    )
