"""JSON-LD as pages really carry it: malformed, nested in @graph, several articles at once.

Finds the object that describes the page's own article; reading its fields is ``metadata``.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tradecrawler.extract.tree import Element

Node = dict[str, Any]

ARTICLE_TYPES = frozenset(
    "Article NewsArticle BlogPosting Report TechArticle ScholarlyArticle OpinionNewsArticle "
    "AnalysisNewsArticle ReportageNewsArticle BackgroundNewsArticle ReviewNewsArticle "
    "AskPublicNewsArticle AdvertiserContentArticle SatiricalArticle SocialMediaPosting "
    "LiveBlogPosting DiscussionForumPosting MedicalScholarlyArticle Review".split()
)
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_COMMENT_END = re.compile(r"(?:-->|//\s{0,9}\]\]>|/\*\s{0,9}\]\]>\s{0,9}\*/|\]\]>)$")
_NO_CHARACTER = re.compile(
    r"\\u(?:0000|[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..\\u)[dD][c-fC-F]..)"
)
"""Escapes of null and of half a surrogate pair, which no database takes."""
_LINE_COMMENT = re.compile(r"^\s*//.*$|/\*[^\"]*?\*/", re.M)
"""Comments as in scripts, on lines of their own or between slashes and stars."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
PAGE_TYPES = frozenset(
    "WebPage ItemPage AboutPage FAQPage MedicalWebPage Recipe HowTo CreativeWork Product "
    "VideoObject".split()
)
"""What describes the page itself where no article is declared; enough for its date and author."""
MAX_DEPTH = 12
"""Deeper nesting is no description of an article, and could exhaust the stack."""


def load(scripts: Iterable[Element]) -> list[Node]:
    """Every JSON-LD object with a type in ``scripts``, outer ones before those inside them."""
    nodes: list[Node] = []
    for script in scripts:
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text:
            nodes.extend(_objects(parse(script.text), 0))
    return nodes


def parse(text: str) -> Any:
    """The value of one script, repairing what can be repaired; None where nothing helps."""
    text = _COMMENT_END.sub("", _COMMENT.sub("", text).rstrip("; \t\r\n")).strip()
    text = _NO_CHARACTER.sub("\ufffd", text)
    for repair in (lambda t: t, _repair, lambda t: _repair(html.unescape(t))):
        try:
            return _shallow(json.loads(repair(text), strict=False), 2 * MAX_DEPTH)
        except (ValueError, RecursionError):
            continue
    return _concatenated(text) or _salvage(text)


def _shallow(value: Any, depth: int) -> Any:
    """``value`` without what is nested deeper than ``depth``; more would exhaust the stack."""
    if isinstance(value, dict):
        return {k: _shallow(v, depth - 1) for k, v in value.items()} if depth else None
    if isinstance(value, list):
        return [_shallow(v, depth - 1) for v in value] if depth else None
    return value


def types_of(node: Node) -> tuple[str, ...]:
    """The node's types without their vocabulary's address."""
    found = node.get("@type")
    names = found if isinstance(found, list) else [found]
    return tuple(str(name).rsplit("/", 1)[-1] for name in names if name)


def is_organisation(node: Node) -> bool:
    """Whether the node is of a kind of organisation, such as NewsMediaOrganization."""
    return any(name.endswith(("Organization", "Corporation")) for name in types_of(node)) and (
        "Person" not in types_of(node)
    )


def main_article(nodes: list[Node], url: str, titles: set[str]) -> Node | None:
    """The article that the page itself is, told by its URL, else by its headline.

    ``titles`` are the folded headlines that the page's markup offers. Of several articles of
    which none fits, none is taken: they are a list of others.
    """
    articles = [node for node in nodes if ARTICLE_TYPES.intersection(types_of(node))]
    if len(articles) <= 1:
        return articles[0] if articles else None
    own = [node for node in articles if _address(url) in map(_address, _urls(node))]
    if not own:
        own = [node for node in articles if _fold(node.get("headline")) in titles]
    return max(own, key=len, default=None)


def own_page(nodes: list[Node], url: str) -> Node | None:
    """The object that describes the page as such: the one at its URL, else the only one."""
    pages = [node for node in nodes if PAGE_TYPES.intersection(types_of(node))]
    own = [node for node in pages if _address(url) in map(_address, _urls(node))]
    if not own:
        pages = [node for node in pages if "VideoObject" not in types_of(node)] or pages
        own = pages if len(pages) == 1 else []  # a recipe has its video inside
    return max(own, key=lambda node: ("author" in node) + ("datePublished" in node), default=None)


def by_id(nodes: list[Node]) -> dict[str, Node]:
    """Named objects by their @id, for statements that only refer to them."""
    return {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}


def _objects(value: Any, depth: int) -> Iterator[Node]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type"):
            yield value
        for key, inner in value.items():
            if isinstance(inner, (dict, list)) and key not in ("author", "publisher", "image"):
                yield from _objects(inner, depth + 1)


def _urls(node: Node) -> Iterator[str]:
    main = node.get("mainEntityOfPage")
    for value in (node.get("url"), node.get("@id"), main):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield str(value.get("@id") or value.get("url") or "")


def _address(url: str) -> str:
    """A URL without scheme, query, fragment and closing slash; for comparing."""
    return re.sub(r"^https?://(www\.)?|[?#].*$", "", url.strip()).rstrip("/").lower()


def _fold(value: Any) -> str:
    return " ".join(re.findall(r"\w+", html.unescape(str(value or "")).casefold()))


def _repair(text: str) -> str:
    text = _LINE_COMMENT.sub("", text.rstrip(";"))
    text = _TRAILING_COMMA.sub(r"\1", text)
    return re.sub(r"\\(?![\"\\/bfnrtu])", r"\\\\", text)  # lone backslashes


def _concatenated(text: str) -> list[Any]:
    """The objects that stand one behind the other in a script; none if there is but one."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    text = _repair(text)
    end = 0
    while (start := text.find("{", end)) >= 0 and not text[end:start].strip(" ,;\r\n\t"):
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return []
        found.append(value)
    return found


_STRING_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|description|@type|'
    r'isAccessibleForFree|url)"\s*:\s*"((?:[^"\\]|\\.)*)"'
)
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,500}?"name"\s*:\s*"((?:[^"\\]|\\.)*)"')


def _salvage(text: str) -> Node | None:
    """The plain string fields of an object that no parser takes, each as first written."""
    fields: Node = {}
    for name, value in _STRING_FIELD.findall(text):
        fields.setdefault(name, value.replace('\\"', '"').replace("\\/", "/"))
    author = _AUTHOR.search(text)
    if author:
        fields["author"] = {"@type": "Person", "name": author[1]}
    return fields or None
