"""Directives to robots about one page: the X-Robots-Tag header and ``meta name="robots"``.

What they mean: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag;
``noai`` and ``noimageai`` are DeviantArt's, and used by many publishers since.
"""

import re
from collections.abc import Iterable, Iterator

from archive.records import DIRECTIVES

OUR_NAME = "tradecrawler"
"""As which this crawler is addressed, in robots.txt as well: the User-Agent's product token."""

_SYNONYMS = {"none": "noindex"}  # "none" is noindex and nofollow

_WITH_VALUE = frozenset(
    {"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"}
)
"""What stands before a colon without being a crawler's name."""

_AGENT = re.compile(r"\s*([a-z][a-z0-9_.-]*)\s*:(.*)", re.DOTALL)
_CRAWLER = re.compile(r"[a-z0-9-]*bot(?:-[a-z]+)?|slurp|teoma|googleother")
"""Names of ``meta`` elements that address a crawler: googlebot, googlebot-news, gptbot, bingbot."""


def of_headers(values: Iterable[str]) -> Iterator[str]:
    """Yield the directives of X-Robots-Tag headers, one value each.

    A crawler's name holds for what follows it in its header, until another name:
    ``googlebot: noindex, noarchive``.
    """
    for value in values:
        agent = ""
        for part in value.lower().split(","):
            directive = part
            named = _AGENT.fullmatch(part)
            if named is not None and named.group(1) not in _WITH_VALUE:
                agent, directive = named.groups()
            yield from _recorded(agent, directive)


def of_metas(metas: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the directives of ``meta`` elements, given as name and content."""
    for name, content in metas:
        if name in ("robots", OUR_NAME) or _CRAWLER.fullmatch(name):
            agent = "" if name == "robots" else name
            for directive in re.split(r"[,;\s]+", content.lower()):
                yield from _recorded(agent, directive)


def _recorded(agent: str, directive: str) -> Iterator[str]:
    """A directive as it is recorded, if it is; with its crawler, unless that is ours or any."""
    word = directive.strip()
    word = _SYNONYMS.get(word, word)
    if word in DIRECTIVES:
        yield word if agent in ("", "robots", OUR_NAME) else f"{agent}:{word}"
