"""Where on the page the article's text is.

The text of an article is most of a page's prose, and stands in one element. So: weigh every run as
prose, go down from the root as long as one child holds nearly all of the prose, and take the
element where it spreads. What in that element is not the article's is told apart in ``teasers``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tradecrawler.extract.chrome import COMMENTS, chrome_name, is_body
from tradecrawler.extract.text import (
    Stems,
    contains,
    count_words,
    folded,
    is_script,
    mentions,
    shingles,
)
from tradecrawler.extract.tree import PageTree, Run

DESCEND = 0.75
"""Share of an element's prose that one child must hold for the search to go on inside it; below it
the prose is spread over siblings, which are the paragraphs."""
FURNITURE = 0.5
"""Elements of one name that hold more of the page's prose than this are no furniture."""
COMMENT_FURNITURE = 0.95
"""The same for readers' comments, which may outweigh the article."""
CLIMB = 4
"""How many levels up an element that calls itself the text is looked for."""
LEFT = 0.12
"""Where all furniture together leaves less of the prose than this, the names are not believed."""
CONSENT = re.compile(
    r"cookies?\b|einwilligung|speicherdauer|datenverarbeitung|consent|tracking|"
    r"traceurs|consentement|toestemming|bewaartermijn|evästei|informasjonskapsl|çerezler",
    re.IGNORECASE,
)
_CONSENT_STEMS = Stems(
    "cookie", "einwillig", "speicherdauer", "datenverarb", "consent", "tracking", "traceurs",
    "toestemming", "bewaarterm", "evästei", "informasjonskapsl", "çerezler",
)  # fmt: skip
"""One of these is in whatever the pattern finds, which takes thirty times as long."""
CONSENT_WEIGHT = 0.2
"""What a sentence about cookies counts for: a page's consent tables may be longer than its article,
while an article about cookies is still the longest text on its page."""
STATED = 3.0
"""How much more a run counts that stands in JSON-LD's articleBody; not more, for that is often the
text of another article or the whole page's."""
HEADER_RUNS = 40
"""How far above the text its headline may stand."""
_STOPS = (".", "!", "?", "…", ":", '"', "”", "»", "’", "。", "！", "？", "।", "؟", ")")


@dataclass(frozen=True, slots=True)
class Body:
    """The article's place: a slice of the page's runs, and which of them are furniture."""

    start: int
    stop: int
    node: int
    """Index of the element that holds the text."""
    chrome: frozenset[int]
    """Indexes of runs in furniture, inside that element and elsewhere on the page."""


def prose_weight(run: Run) -> float:
    """How much a run looks like prose, in words: long, punctuated, not linked."""
    if run.kind in ("heading", "caption"):
        return 0.0
    density = run.link_chars / max(1, len(run.text))
    if density > 0.5:
        return 0.0
    found: float = count_words(run.text)
    if found < (12 if run.kind == "list_item" else 8):
        return 0.1 * found
    if run.kind == "table":
        return 0.3 * found
    if is_script(run.text):
        return 0.0
    if mentions(run.text, _CONSENT_STEMS) and CONSENT.search(run.text):
        found *= CONSENT_WEIGHT
    stop = 1.0 if run.text.rstrip().endswith(_STOPS) else 0.6
    return found * (1 - density) * stop * (0.7 if run.kind == "list_item" else 1.0)


def find_body(
    tree: PageTree, *, article_text: str = "", headline: str = "", declared: int | None = None
) -> Body:
    """The article's place on the page.

    ``article_text`` is what JSON-LD says the text is: runs that stand in it weigh three times.
    ``declared`` is the node that a magazine's selector names, which settles the matter.
    """
    weights = [prose_weight(run) for run in tree.runs]
    if article_text:
        stated = shingles(article_text)
        weights = [
            weight * STATED if weight and contains(stated, run.text) else weight
            for weight, run in zip(weights, tree.runs, strict=True)
        ]
    chrome, totals = _chrome_nodes(tree, weights)
    node = declared if declared is not None else _descend(tree, totals)
    start, stop = _span(tree, node)
    start = _with_header(tree, start, headline)
    below = _at_or_below(tree, _chrome_below(tree, node, chrome))
    furniture = frozenset(i for i, run in enumerate(tree.runs) if below[run.node])
    return Body(start, stop, node, furniture)


def _at_or_below(tree: PageTree, marked: set[int]) -> list[bool]:
    """For every node, whether it or an element around it is among ``marked``."""
    inside = [False] * len(tree.nodes)
    if marked:
        for node in tree.nodes:  # parents come before their children
            inside[node.index] = inside[node.parent] or node.index in marked
    return inside


def _totals(tree: PageTree, weights: Sequence[float]) -> list[float]:
    """Prose in and below every node."""
    totals = [0.0] * len(tree.nodes)
    for run, weight in zip(tree.runs, weights, strict=True):
        totals[run.node] += weight
    parents = [node.parent for node in tree.nodes]
    for index in range(len(parents) - 1, 0, -1):  # children come after their parents
        if weight := totals[index]:
            totals[parents[index]] += weight
    return totals


def _totals_outside(tree: PageTree, weights: Sequence[float], nodes: set[int]) -> list[float]:
    """Prose in and below every node, without what is in ``nodes``."""
    inside = _at_or_below(tree, nodes)
    return _totals(
        tree, [0.0 if inside[r.node] else w for r, w in zip(tree.runs, weights, strict=True)]
    )


def _chrome_nodes(tree: PageTree, weights: Sequence[float]) -> tuple[set[int], list[float]]:
    """Nodes that are furniture, by names that do not hold most of the page's prose; and the prose
    outside them, in and below every node.

    Some page builders call every piece of text a widget, some sites each paragraph a panel.
    Readers' comments are set apart first: they may be longer than the article.
    """
    named = _named_as_chrome(tree)
    comments = {name for name in named if COMMENTS.search(name)}
    totals = totals_without = _totals(tree, weights)
    below = _below_limit(tree, named, comments, totals, COMMENT_FURNITURE)
    if below:
        totals_without = _totals_outside(tree, weights, below)
    others = _below_limit(tree, named, set(named) - comments, totals_without, FURNITURE)
    if not others:
        return below, totals_without
    chrome = below | others
    left = _totals_outside(tree, weights, chrome)
    if left and left[0] < LEFT * totals_without[0]:
        # names that together hold nearly all of the prose mean something else here
        return below, totals_without
    return chrome, left


def _named_as_chrome(tree: PageTree) -> dict[str, list[int]]:
    """Indexes of nodes by what about them says that they are furniture."""
    named: dict[str, list[int]] = {}
    for node in tree.nodes:
        name = chrome_name(node.tag, node.names)
        if name == "footer" and tree.nodes[node.parent].tag in ("blockquote", "figure"):
            continue  # says who is quoted
        if name is not None:
            named.setdefault(name, []).append(node.index)
    return named


def _below_limit(
    tree: PageTree, named: dict[str, list[int]], names: set[str], totals: list[float], limit: float
) -> set[int]:
    """The nodes of those ``names`` that hold no more than ``limit`` of the page's prose each."""
    most = totals[0] if totals else 0.0
    found: set[int] = set()
    for name in names:
        inside = set(named[name])
        if most == 0 or sum(totals[n] for n in _outermost(tree, inside)) <= limit * most:
            found |= inside
    return found


def _outermost(tree: PageTree, nodes: set[int]) -> list[int]:
    """Those of ``nodes`` that are in no other one."""
    parents = [node.parent for node in tree.nodes]
    found = []
    for node in nodes:
        around = parents[node]
        while around not in nodes and around != parents[around]:
            around = parents[around]
        if around not in nodes or around == node:
            found.append(node)
    return found


def _chrome_below(tree: PageTree, node: int, chrome: set[int]) -> set[int]:
    above = set(tree.ancestors(node)) if tree.nodes else set()
    return chrome - above


def _descend(tree: PageTree, totals: list[float]) -> int:
    if not tree.nodes:
        return 0
    best_child: dict[int, int] = {}
    for node in tree.nodes:
        if node.parent == node.index:
            continue
        best = best_child.get(node.parent)
        if best is None or totals[node.index] > totals[best]:
            best_child[node.parent] = node.index
    node_index = 0
    while True:
        child = best_child.get(node_index)
        if child is None or totals[child] < DESCEND * totals[node_index] or totals[child] == 0:
            break
        node_index = child
    # a paragraph that holds most of a short article is not the article's element
    for level, ancestor in enumerate(tree.ancestors(node_index)):
        if level > CLIMB:
            break
        if is_body(tree.nodes[ancestor].tag, tree.nodes[ancestor].names):
            return ancestor
    if tree.nodes[node_index].tag in ("p", "li", "blockquote", "h1", "h2", "h3"):
        node_index = tree.nodes[node_index].parent
    return node_index


def _span(tree: PageTree, node: int) -> tuple[int, int]:
    """The slice of runs that stand in ``node``; runs of one element follow each other."""
    inside = _at_or_below(tree, {node})
    found = [i for i, run in enumerate(tree.runs) if inside[run.node]]
    return (found[0], found[-1] + 1) if found else (0, 0)


def _with_header(tree: PageTree, start: int, headline: str) -> int:
    """``start``, moved up to the headline if that stands a little above the text."""
    wanted = folded(headline)
    if not wanted:
        return start
    for i in range(start - 1, max(-1, start - HEADER_RUNS), -1):
        if tree.runs[i].kind == "heading" and folded(tree.runs[i].text) == wanted:
            return i
    return start
