"""What HTML's elements are to a reader: which hold text, which only change how it looks, which end
a paragraph. The names of furniture are in ``chrome``."""

import re
from functools import lru_cache
from typing import NamedTuple

import lxml.etree

from tradecrawler.extract.chrome import HIDDEN, names_navigation
from tradecrawler.extract.text import Stems, mentions
from tradecrawler.extract.tree import Attributes, Element
from tradecrawler.items import BlockKind

SKIPPED = frozenset(
    "script style noscript template svg math head iframe object embed canvas audio video map "
    "select textarea button input option datalist progress meter dialog rt rp".split()
)
"""Elements without running text; what they hold is never shown as such."""
NEVER_TEXT = frozenset("script style noscript template head rt rp".split())
"""Of those, the ones whose content is no text even where it holds paragraphs; unclosed tags let
the others swallow the page."""
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q "
    "ruby s samp small span strike strong sub sup time tt u var wbr picture source".split()
)
"""Elements inside a paragraph; all others but <br> end one."""
LISTS = frozenset(("ul", "ol"))
HEADINGS = {f"h{n}": n for n in range(1, 7)}
_KINDS: dict[str, tuple[BlockKind, int]] = {
    "blockquote": ("quote", 0),
    **{tag: ("heading", level) for tag, level in HEADINGS.items()},
}
SETTING = LISTS | {"li", "figcaption", *_KINDS}
"""Elements that say of what kind the text in them is."""
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-)?caption|caption-?text|figcaption|credits?|legende|bildunterschrift|"
    r"bildtext|bildzeile|fotobijschrift|(?:img|image|photo|foto|picture|pic)[_-]{0,2}"
    r"(?:caption|credits?|text|description|desc|info|legend))(?=$|[\s_-])"
)
_CAPTION_STEMS = Stems("caption", "credit", "legend", "bild", "bijschrift", "text", "desc", "info")
"""One of these is in whatever the pattern finds."""
CAPTION_CHARS = 500
"""The longest captions, with their credits; more is text."""


ITEM_PARAGRAPHS = 8
"""An item of an article's own list has one to three: a term, what it means, an example."""
HEADING_CHARS = 500
"""The longest headlines with their standfirst; more is text."""


class Setting(NamedTuple):
    """What the elements around a text say of it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    list_depth: int = 0
    group: int = 0
    """Number of the outermost list around; 0 for none."""
    ordered: bool = False
    """Whether the innermost list is numbered."""


def is_skipped(tag: str, element: Element) -> bool:
    """Whether an element's content is left out: it is no text, and holds no paragraphs."""
    if tag not in SKIPPED:
        return False
    return tag in NEVER_TEXT or next(element.iterdescendants("p"), None) is None


QUOTES = frozenset(("blockquote", "figure"))
"""Elements whose <footer> says who is quoted."""
APART = frozenset("nav footer menu".split())
"""Elements around what leads elsewhere. Forms have more to say: shops are told by theirs."""
MENU_CHARS = 90
"""A menu's entries, and the lines of a form, are shorter."""
_HOLDS_TEXT = lxml.etree.XPath(
    f"boolean(descendant::text()[string-length(normalize-space()) > {MENU_CHARS}]"
    "[not(parent::script or parent::style)])"
)
"""Whether some text in an element is longer than a menu's entries are."""
_IS_SIGNED = lxml.etree.XPath(
    "boolean(descendant-or-self::*[@rel='author' or @itemprop='author'"
    " or contains(@class, 'author') or contains(@class, 'byline') or contains(@class, 'date')"
    " or contains(@class, 'posted') or contains(@class, 'submitted')"
    " or contains(@property, 'date') or contains(@itemprop, 'date')])"
)
"""Whether an element may name the author or the date, as the foot of an article does."""


@lru_cache(maxsize=8192)
def is_apart(tag: str, names: str) -> bool:
    """Whether an element is by its tag or names navigation or the page's foot, and neither a path
    to the page (its section may be read there) nor page numbers, by which lists are told."""
    if names and ("crumb" in names or "pag" in names):
        return False
    return tag in APART or (tag not in HEADINGS and names_navigation(tag, names))


def leads_elsewhere(tag: str, element: Element) -> bool:
    """Whether what is called navigation or the like has nothing of an article in it, be it running
    text, its title, its author or its date."""
    if next(element.iterdescendants("h1", "article", "time"), None) is not None:
        return False
    # asking for texts one by one is quicker than a path, but those of scripts are among them
    if any(len(text) > MENU_CHARS for text in element.itertext()) and _HOLDS_TEXT(element):
        return False
    return tag == "nav" or not _IS_SIGNED(element)


def kind_of(
    tag: str, names: str, element: Element, list_depth: int
) -> tuple[BlockKind, int] | None:
    """Kind and level of the text in a block-level element; None if that of what is around it."""
    if tag == "li":
        return ("paragraph", 0) if _holds_page(element) else ("list_item", list_depth)
    known = _KINDS.get(tag)
    if known is not None and tag in HEADINGS and _is_unclosed(element):
        return None
    if known is None and (tag == "figcaption" or names_caption(names)):
        # an unclosed caption swallows the text below it
        is_short = len(element.text_content()) <= CAPTION_CHARS
        return ("caption", 0) if is_short else None
    return known


def _holds_page(element: Element) -> bool:
    """Whether a list's item is a part of the page's layout: its title is in it, or so many
    paragraphs as only a text has."""
    found = [inner.tag for inner in element.iterdescendants("h1", "p")] if len(element) else []
    return "h1" in found or len(found) >= ITEM_PARAGRAPHS


def _is_unclosed(element: Element) -> bool:
    """Whether a heading holds paragraphs, and more than a heading: nobody has closed it."""
    return (
        next(element.iterdescendants("p"), None) is not None
        and len(element.text_content()) > HEADING_CHARS
    )


def names_of(tag: str, attributes: Attributes) -> str:
    """An element's names, lower case, and whether it says that it is not shown."""
    if len(attributes) == 1 and attributes[0][0] == "class":  # two of three
        return _without_filing(attributes[0][1].lower())
    stated = dict(attributes)
    get = stated.get
    # a heading's id is most often made of its own words, and names nothing
    own_id = None if tag in HEADINGS else get("id")
    parts = (own_id, get("class"), get("role"), get("itemprop"))
    names = " ".join([part for part in parts if part]).lower()
    if "hidden" in stated or get("aria-hidden") == "true" or _is_hidden(get("style")):
        names += f" {HIDDEN}"
    return _without_filing(names)


def _without_filing(names: str) -> str:
    """Names without those of an article's tags and categories, which WordPress gives the element of
    the article itself."""
    if "hentry" not in names and "type-post" not in names:
        return names
    return " ".join(n for n in names.split() if not n.startswith(("tag-", "category-")))


@lru_cache(maxsize=4096)
def names_caption(names: str) -> bool:
    """Whether an element's names say that it is a caption; most names come again and again."""
    return mentions(names, _CAPTION_STEMS) and _CAPTION.search(names) is not None


def _is_hidden(style: str | None) -> bool:
    return style is not None and "display:none" in style.replace(" ", "").lower()
