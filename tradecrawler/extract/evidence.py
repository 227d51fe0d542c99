"""What a page states in machine-readable form, gathered once: meta elements, JSON-LD, microdata."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice

from bs4 import BeautifulSoup

from tradecrawler.extract import jsonld
from tradecrawler.extract.headline import cut_site_name
from tradecrawler.extract.headline_place import headline_place
from tradecrawler.extract.marked import Marked, read_marked
from tradecrawler.extract.text import fold_space, folded
from tradecrawler.extract.tree import PageTree
from tradecrawler.items import Value
from tradecrawler.magazine import host_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """The page's machine-readable statements, gathered once."""

    meta: Mapping[str, tuple[str, ...]]
    """Content of meta elements by lower-case name or property, in page order."""
    article: jsonld.Node
    """The JSON-LD object of the page's article; empty without one."""
    page: jsonld.Node
    """The JSON-LD object of the page itself (WebPage, Recipe…); empty without one."""
    things: Mapping[str, jsonld.Node]
    """Named JSON-LD objects by their @id."""
    types: tuple[str, ...]
    """Schema types of all JSON-LD objects and og:type."""
    headline_place: int
    """Index of the run that is the headline; 0 where none is found."""
    marked: Marked
    """What elements hold whose markup names them as author, date or headline."""
    title: str
    """Text of <title>."""

    def first(self, *names: str) -> Value | None:
        """The first meta element with content among ``names``, in their order."""
        for name in names:
            for content in self.meta.get(name, ()):
                return Value(value=content, source=source_of(name))
        return None


def source_of(name: str) -> str:
    """The provenance of a meta element: ``opengraph`` or ``meta:NAME``."""
    return "opengraph" if name.startswith(("og:", "article:")) else f"meta:{name}"


MAX_CONTENT = 5000
"""Characters of a meta element that are read; a longer one holds no title, name or date."""
MAX_STATEMENTS = 300
"""Elements of one name, be it a meta element's or <h1>, that are read: more are no statement."""
MAX_HEADLINE = 500
"""Characters of a headline; a longer <h1> was never closed."""


def gather(tree: PageTree, url: str) -> Evidence:
    """Read meta elements, JSON-LD and microdata of a page fetched from ``url``."""
    meta: dict[str, list[str]] = {}
    for element in tree.of_head("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = fold_space(snippet_text((element.get("content") or "")[:MAX_CONTENT]))
        if name and content:
            known = meta.setdefault(name.lower().strip(), [])
            if len(known) < MAX_STATEMENTS:
                known.append(content)
    title = next((t.text_content() for t in tree.of_head("title")), "")
    title = fold_space(title[:MAX_CONTENT])
    nodes = jsonld.load(tree.of_head("script"))
    titles = {folded(t) for t in (*meta.get("og:title", ()), *top_headings(tree)) if t}
    host = host_of(url)
    sites = (*meta.get("og:site_name", ()), host, host.split(".")[0])
    stated = (title, *meta.get("og:title", ()))
    place = headline_place(tree, [cut_site_name(text, sites) for text in stated])
    types = [name for node in nodes for name in jsonld.types_of(node)]
    return Evidence(
        meta={name: tuple(values) for name, values in meta.items()},
        article=jsonld.main_article(nodes, url, titles) or {},
        page=jsonld.own_page(nodes, url) or {},
        things=jsonld.by_id(nodes),
        types=(*types, *meta.get("og:type", ())),
        headline_place=place,
        marked=read_marked(tree, place),
        title=title,
    )


def snippet_text(html: str) -> str:
    """The text of a snippet of HTML such as feeds and JSON-LD carry; plain text stays as it is."""
    if "<" not in html:
        return unescape(html)
    return BeautifulSoup(html, "html.parser").get_text(" ")


def article_text(evidence: Evidence) -> str:
    """JSON-LD's articleBody as text; often cut or flattened, so evidence and no replacement."""
    body = evidence.article.get("articleBody")
    return fold_space(snippet_text(body)) if isinstance(body, str) else ""


def top_headings(tree: PageTree) -> list[str]:
    """Texts of the page's <h1> elements; logos and rubrics among them."""
    texts = (
        run.text
        for run in tree.runs
        if run.kind == "heading" and run.level == 1 and len(run.text) <= MAX_HEADLINE
    )
    return list(islice(texts, MAX_STATEMENTS))
