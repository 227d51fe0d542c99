"""Elements whose markup names them as author, date or headline: microdata, RDFa, rel, classes.

The walk collects them all. What stands among comments, related articles, sidebars and the like is
left out, and of what remains the nearest to the headline comes first. Whether a text is a name or
a date at all is decided in ``bylines`` and ``metadata``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import lxml.etree

from tradecrawler.extract.text import Stems, fold_space, mentions
from tradecrawler.extract.tree import Attributes, Element, PageTree, Place


@dataclass(frozen=True, slots=True)
class Marked:
    """Texts of the page's named elements, each kind in the order of trust."""

    headlines: tuple[str, ...]
    """itemprop or property ``headline``."""
    authors: tuple[str, ...]
    """itemprop or property ``author``."""
    signed: tuple[str, ...]
    """Links with rel=author that stand together."""
    bylines: tuple[str, ...]
    """The element that its class or id calls author or byline, nearest to the headline first."""
    published: tuple[str, ...]
    """itemprop or property ``datePublished``."""
    created: tuple[str, ...]
    """itemprop or property ``dateCreated``."""
    modified: tuple[str, ...]
    """itemprop or property ``dateModified``."""
    dates: tuple[str, ...]
    """<time> and elements called date, nearest to the headline first; none that says updated."""
    updates: tuple[str, ...]
    """The same, of those that say updated."""


_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:by-?line|(?:[a-z]+-?)?author(?:-?(?:names?|link|title|url|info))?s?|auteurs?|"
    r"autor(?:en|e|in)?|redacteur|contributors?)"
    r"(?:-{2,}|$|[\s_-](?!box(?!_*-*name)|bio|desc|image|avatar|img))"
)
_DATE = re.compile(
    r"(?:^|[\s_-])(?:[a-z]*(?:publish(?:ed)?|post(?:ed)?|entry|article|news|create)?_?"
    r"(?:dates?|datum|fecha|datetime|timestamp|published|pubdate|posted(?:-on)?|publishdate|"
    r"publication-?(?:date|time)?))(?:-?time)?\d?(?:$|[\s_-])"
)
_DATE_STEMS = Stems("date", "datum", "fecha", "timestamp", "published", "publication", "posted")
_AUTHOR_STEMS = Stems("byline", "by-line", "author", "auteur", "autor", "redacteur", "contributor")
"""One of these is in whatever the patterns find."""
_UPDATE = re.compile(r"updat|modif|last-?edit|aktualis|mis-?à-?jour|bijgewerkt|stand:", re.I)
_ELSEWHERE = re.compile(
    r"(?:^|\s)(?:(?:[a-z]+[_-])?(?:comments?(?![_-]?(?:count|status|open|closed|link))|commentlist|"
    r"respond|related|recommend\w*|popular|trending|carousel|slider|swiper|kommentare?)|"
    r"(?:site-|page-|global-)?footer|(?:left-|right-)?sidebar|widget(?!-?(?:container|wrap|area|text|"
    r"theme|title))|teasers?|recent|reply|latest|more-(?:posts|news|stories|articles)|read-?next|"
    r"up-?next|navbar|menu)(?=$|[\s_-])",
    re.I,
)
_ELSEWHERE_TAGS = frozenset(("aside", "nav", "figcaption", "figure", "label"))
NEAR_ABOVE, NEAR_BELOW = 6, 16
"""Runs around the headline among which a marked element is the article's beyond doubt."""
MAX_CHARS = 160
"""A longer text is no byline or date line."""
MAX_CANDIDATES = 60
"""Pages with more named elements of a kind are lists; the first of them are enough."""


def read_marked(tree: PageTree, headline: int) -> Marked:
    """Collect the named elements of ``tree``, whose headline is the run of that index."""
    found = _Collector(tree, headline)
    for place in tree.marked:
        found.add_stated(place)
    for place in tree.marked:
        kind = _kind(place.element.get("class") or "")
        if kind:
            found.add_classed(place, kind)
    return Marked(
        headlines=tuple(found.texts("headline")),
        authors=found.together("author"),
        signed=found.together("rel"),
        bylines=tuple(found.texts("byline")),
        published=tuple(found.texts("datepublished")),
        created=tuple(found.texts("datecreated")),
        modified=tuple(found.texts("datemodified")),
        dates=tuple(found.texts("date")),
        updates=tuple(found.texts("update")),
    )


def is_marked(tag: str, attributes: Attributes) -> bool:
    """Whether an element may be named as headline, author or date; asked of each by the walk."""
    if tag == "time":
        return True
    for name, value in attributes:
        if name == "class":
            if _kind(value):
                return True
        elif name in ("itemprop", "property") or (name == "rel" and "author" in value.lower()):
            return True
    return False


@lru_cache(maxsize=16384)
def _kind(classes: str) -> str:
    """``date``, ``byline`` or nothing: what an element of these classes holds."""
    classes = classes.lower()
    if mentions(classes, _DATE_STEMS) and _DATE.search(classes):
        return "date"
    return "byline" if mentions(classes, _AUTHOR_STEMS) and _AUTHOR.search(classes) else ""


class _Collector:
    """Candidates by kind, each with its element, its text and its distance to the headline."""

    def __init__(self, tree: PageTree, headline: int) -> None:
        self._headline = headline
        self._kinds: dict[str, list[tuple[int, Element, str]]] = {}
        self._elsewhere: dict[Element, bool] = {}
        self._before: dict[Element | None, str] = {}  # ends of texts that elements begin with
        if tree.runs:
            self._trust(tree.nodes[tree.runs[self._headline].node].element)

    def _trust(self, element: Element) -> None:
        """What the headline stands in is no place apart, however it is named."""
        self._elsewhere[element] = False
        for ancestor in element.iterancestors():
            self._elsewhere[ancestor] = False

    def add_stated(self, place: Place) -> None:
        """Keep what the element's attributes say that it is."""
        element = place.element
        names = (element.get("itemprop") or element.get("property") or "").lower().split()
        for name in (name.rsplit(":", 1)[-1] for name in names):
            if name in ("headline", "datepublished", "datecreated", "datemodified"):
                self._keep(name, place, _stated(element))
            elif name in ("author", "creator") and element.tag != "meta":
                self._keep("author", place, _named(element))
            elif name == "author":
                self._keep("author", place, _stated(element))
        if element.tag == "meta":
            return
        if "author" in (element.get("rel") or "").lower().split():
            self._keep("rel", place, _content(element))
        if element.tag == "time":
            self._keep_date(place)

    def add_classed(self, place: Place, kind: str) -> None:
        """Keep an element whose class says that it is of that kind."""
        element = place.element
        if kind == "byline":
            self._keep("byline", place, _content(element))
        elif element.tag != "time":
            self._keep_date(place)

    def _keep_date(self, place: Place) -> None:
        element = place.element
        shown = _content(element)
        parent = element.getparent()
        around = self._before.get(parent)  # of many dates in one long text, it is read once
        if around is None:
            around = fold_space((parent.text or "") if parent is not None else "")[-40:]
            self._before[parent] = around
        kind = (
            "update"
            if _UPDATE.search(f"{element.get('class') or ''} {shown[:40]} {around}")
            else "date"
        )
        text = element.get("datetime") or element.get("content") or shown
        if not re.search(r"\d{4}", text) and shown:
            text = shown
        self._keep(kind, place, text)

    def _keep(self, kind: str, place: Place, text: str) -> None:
        kept = self._kinds.setdefault(kind, [])
        is_short = 0 < len(text) <= MAX_CHARS * (3 if kind == "headline" else 1)
        if is_short and len(kept) < MAX_CANDIDATES and not self._is_elsewhere(place.element):
            kept.append((place.run - self._headline, place.element, text))

    def texts(self, kind: str) -> list[str]:
        """The texts of one kind: those near the headline, then the rest, in page order."""
        kept = self._kinds.get(kind, [])
        near = [text for place, _, text in kept if -NEAR_ABOVE <= place <= NEAR_BELOW]
        return list(dict.fromkeys((*near, *(text for _, _, text in kept))))

    def together(self, kind: str) -> tuple[str, ...]:
        """The first text of one kind, and those that stand beside it."""
        kept = self._kinds.get(kind, [])
        near = [k for k in kept if -NEAR_ABOVE <= k[0] <= NEAR_BELOW] or kept
        if not near:
            return ()
        around = _grandparent(near[0][1])
        beside = [text for _, element, text in near if _grandparent(element) is around]
        return tuple(dict.fromkeys(beside))

    def _is_elsewhere(self, element: Element) -> bool:
        """Whether an element around this one is named or made for something else."""
        known = self._elsewhere.get(element)
        if known is None:
            parent = element.getparent()
            known = element.tag not in ("html", "body", "article", "main") and (
                element.tag in _ELSEWHERE_TAGS
                or bool(
                    _ELSEWHERE.search(f"{element.get('class') or ''} {element.get('id') or ''}")
                )
            )
            known = known or (parent is not None and self._is_elsewhere(parent))
            self._elsewhere[element] = known
        return known


def _grandparent(element: Element) -> Element | None:
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    return above if above is not None else parent


def _content(element: Element) -> str:
    """The element's text, with a blank between the texts of its parts."""
    return fold_space(" ".join(element.itertext(with_tail=False))[: MAX_CHARS * 4])


def _stated(element: Element) -> str:
    return fold_space(element.get("content") or element.get("datetime") or "") or _content(element)


_NAME = lxml.etree.XPath(".//*[@itemprop='name' or @property='name' or @property='schema:name']")


def _named(element: Element) -> str:
    """The name inside an author's element, else its content or text."""
    inner = _NAME(element)
    return _stated(inner[0]) if inner else _stated(element)
