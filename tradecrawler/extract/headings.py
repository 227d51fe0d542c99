"""Headings as printed: which are the page's titles, without what else stands inside them.

Which title is the headline is decided in ``headline``.
"""

import re
from collections.abc import Iterator

from tradecrawler.extract.printed import find_dates
from tradecrawler.extract.text import count_words, fold_space
from tradecrawler.extract.tree import Element, PageTree, Run
from tradecrawler.items import Value

_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|over-?title|eyebrow|sur-?titre|surtitle|super-?title|pre-?title|"
    r"pre-?headline|top-?line|topic|dach-?zeile|roof-?line|spitzmarke|boven-?kop|antetitulo|occhiello|"
    r"rubrik|rubric|category|tag|badge|label|date|datum|time|sub-?title|sub-?line|sub-?headline|"
    r"visually-?hidden|sr-only|screen-?reader(?:-text)?|invisible|aural)(?=$|[\s_-])",
    re.I,
)
"""Names of parts of a heading that are no part of the headline."""
LEFT_WORDS = 3
"""A headline has so many words at least beside a date that stands in it."""
HEADLINE_CHARS = 500
"""A longer <h1> was never closed."""
MAX_TITLES = 50
"""Pages with more <h1> elements use them for everything."""
_HOME = re.compile(r"https?://[^/]+(?:/(?:index\.\w+|home/?)?)?(?:[?#].*)?$")


def printed_titles(tree: PageTree, place: int) -> Iterator[Value]:
    """The <h1> elements, logos last, and the heading at ``place``, where the headline was found."""
    runs = [r for r in tree.runs if r.kind == "heading" and r.level == 1]
    runs = [r for r in runs if len(r.text) <= HEADLINE_CHARS][:MAX_TITLES]
    for run in sorted(runs, key=links_home):
        source = "logo" if links_home(run) else "h1"
        yield Value(value=own_text(tree, run), source=source)
    if tree.runs and tree.runs[place].kind == "heading" and tree.runs[place].level > 1:
        yield Value(value=own_text(tree, tree.runs[place]), source="heading")


def links_home(run: Run) -> bool:
    """Whether a heading is a link to the site's first page, as logos are."""
    return bool(run.links) and all(
        _HOME.fullmatch("http" + link.url.rpartition("http")[2]) for link in run.links
    )


def own_text(tree: PageTree, run: Run) -> str:
    """The text of a heading without the kicker, label or date that stands in it."""
    element = tree.nodes[run.node].element
    text = run.text
    if len(element) and str(element.tag)[:1] == "h":
        parts = [part for part in element.iter() if _BESIDE.search(part.get("class") or "")]
        parts = [part for part in parts if part is not element]
        for part in parts:
            text = _without(text, part)
    return _without_date(text)


def _without(text: str, part: Element) -> str:
    """``text`` without that of ``part`` at its beginning or end, if words are left."""
    inner = fold_space(part.text_content())
    if not inner:
        return text
    left = text.removeprefix(inner) if text.startswith(inner) else text.removesuffix(inner)
    left = left.strip(" :|–—-,")
    return left if count_words(left) >= 2 else text


def _without_date(text: str) -> str:
    dates = find_dates(text)
    for date in dates[:1]:
        before, after = text[: date.start].strip(" |–—-,•"), text[date.end :].strip(" |–—-,•:")
        if not before and count_words(after) >= LEFT_WORDS:
            return after
        if not after and before.endswith(("|", "•")) and count_words(before) >= LEFT_WORDS:
            return before
    return text
