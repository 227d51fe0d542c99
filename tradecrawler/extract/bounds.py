"""How much of a page is read: what is beyond any article is refused by name, before it takes time.

All that follows takes time in proportion to a page's characters and elements, so that these bounds
bound it, in any thread and without a clock.
"""

import re

import lxml.etree

from tradecrawler.extract.errors import NotAnArticle

MAX_BYTES = 64_000_000
"""As much as is downloaded at all."""
MAX_CHARS = 8_000_000
"""Without inline images. The longest of 2,900 articles' pages has 5.0 million, half of them 93,000;
and a parser takes no text of more than ten million."""
MAX_TAGS = 1_000_000
"""Start and end tags as written. The most on those pages are 22,000."""
MAX_ELEMENTS = 250_000
"""Elements of the parsed page. The most on those pages are 10,200."""
_INLINE_IMAGE = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=]{1000,}+")
_NUMBER = lxml.etree.XPath("count(descendant::*)")


def check_bytes(body: bytes) -> None:
    """Refuse what is too long to be decoded. Raises NotAnArticle (``too_large``)."""
    if len(body) > MAX_BYTES:
        raise NotAnArticle("too_large")


def bound_markup(markup: str) -> str:
    """``markup``, if too long then without inline images; they are what makes long pages long.

    Raises NotAnArticle (``too_large``) where that is not enough.
    """
    if len(markup) > MAX_CHARS:
        markup = _INLINE_IMAGE.sub("", markup)
    if len(markup) > MAX_CHARS or markup.count("<") > MAX_TAGS:
        raise NotAnArticle("too_large")
    return markup


def check_elements(root: lxml.etree._Element, markup: str) -> None:
    """Refuse a page of more elements than are read. Raises NotAnArticle (``too_large``)."""
    # an element takes three characters or more; counting takes a tenth of the parser's time
    if len(markup) > MAX_ELEMENTS and _NUMBER(root) > MAX_ELEMENTS:
        raise NotAnArticle("too_large")
