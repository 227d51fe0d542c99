"""What a home page tells of a site of which nothing is declared: what a worker does with it.

Which of it is asked, is the spider's to decide.
"""

from dataclasses import dataclass, field

from tradecrawler.discovery import site
from tradecrawler.discovery.found import Found, key_of
from tradecrawler.discovery.listing import base_of, links
from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.shape import looks_like_article
from tradecrawler.discovery.wordpress import api_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """What a home page names."""

    title: str | None = None
    """The name that the site gives itself."""
    articles: dict[str, Found] = field(default_factory=dict)
    """What looks like an article's address, by its key."""
    feeds: tuple[str, ...] = ()
    """Addresses of feeds."""
    posts: str | None = None
    """Address of WordPress' posts."""


def read_home(body: bytes, url: str, link_header: str, *, is_html: bool) -> Home:
    """Return what the home page at ``url`` names, it and the ``Link`` header it came with."""
    tree = html_tree(body) if is_html else None
    base = base_of(body, url)
    posts = api_of(tree, base, link_header)
    if tree is None:
        return Home(posts=posts)
    linked = [link for link in links(tree, base) if looks_like_article(link.url)]
    return Home(
        title=site.title_of(tree, url),
        articles={key_of(link.url): link for link in linked},
        feeds=tuple(site.feeds_of(tree, base)),
        posts=posts,
    )
