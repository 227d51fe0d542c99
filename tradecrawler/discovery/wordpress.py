"""WordPress' list of posts, ``wp-json/wp/v2/posts``, to the articles it names.

Where it is offered it goes back to the first post, newest first, in pages of a hundred. Whether a
site offers it, and at which address, its home page says (``api_of``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import lxml.html

from tradecrawler.discovery.errors import NotPosts
from tradecrawler.discovery.found import Found, absolute, plain
from tradecrawler.discovery.markup import json_of
from tradecrawler.items import Hints

PER_PAGE = 100
"""Posts of one page: the most that WordPress gives."""
_FIELDS = "link,date_gmt,modified_gmt,date,modified,title"
_API = "https://api.w.org/"
_ROUTE = "wp/v2/posts"
_LINK_NEXT = re.compile(r"<([^<>]+)>\s*;[^,<]*\brel\s*=\s*\"?next\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class PostsContent:
    """What one page of posts names."""

    found: tuple[Found, ...] = ()
    """Posts, in their order: newest first, as they are asked for."""
    next_page: str | None = None
    """Address of the page that follows."""


def api_of(tree: lxml.html.HtmlElement | None, base: str, link_headers: str = "") -> str | None:
    """Return the address of the posts, where a page or its ``Link`` header names WordPress' API."""
    hrefs = re.findall(rf"<([^<>]+)>\s*;\s*rel=\"?{re.escape(_API)}", link_headers)
    if tree is not None:
        hrefs += [a.get("href") or "" for a in tree.iter("link") if a.get("rel") == _API]
    roots = (absolute(href, base) for href in hrefs)
    root = next((root for root in roots if root is not None), None)
    return None if root is None else posts_of(root)


def posts_of(root: str) -> str:
    """Return the address of the posts below an API's root, pretty (``/wp-json/``) or not."""
    if "rest_route=" in root:
        return f"{root.rstrip('/')}/{_ROUTE}"
    return urljoin(root if root.endswith("/") else f"{root}/", _ROUTE)


def page_of_posts(
    url: str, page: int = 1, *, after: str | None = None, before: str | None = None
) -> str:
    """Return the address of one page of the posts at ``url``, newest first.

    ``after`` and ``before`` are local times in ISO 8601; both ends are left out.
    """
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    asked = {"orderby": "date", "order": "desc", "_fields": _FIELDS, "per_page": str(PER_PAGE)}
    asked |= {"after": after} if after else {}
    asked |= {"before": before} if before else {}
    query = given | asked | {"page": str(page)}
    return parts._replace(query=urlencode(query, safe="/:,")).geturl()


def parse_posts(body: bytes, url: str, headers: Mapping[str, str]) -> PostsContent:
    """Return the posts that the page at ``url`` names; ``headers`` have lower-case names.

    Raises NotPosts.
    """
    posts = _posts(body, url)
    found = (_found(post, url) for post in posts if isinstance(post, dict))
    return PostsContent(
        found=tuple(post for post in found if post is not None),
        next_page=_next_page(url, headers, len(posts)),
    )


def _posts(body: bytes, url: str) -> list[Any]:
    """Return the list; some sites print warnings before it."""
    start = body.find(b"[")
    try:
        posts = json_of(body if body[:2] == b"\x1f\x8b" or start < 0 else body[start:])
    except ValueError as error:
        raise NotPosts(f"no list of posts at {url}: {error}") from error
    if not isinstance(posts, list):
        raise NotPosts(f"no list of posts at {url}")
    if posts and not any(isinstance(post, dict) and "link" in post for post in posts):
        raise NotPosts(f"a list of something else at {url}")
    return posts


def _found(post: Mapping[str, Any], base: str) -> Found | None:
    link = post.get("link")
    url = absolute(link, base) if isinstance(link, str) else None
    if url is None:
        return None
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    return Found(
        url=url,
        lastmod=_moment(post, "modified"),
        hints=Hints(
            headline=plain(rendered) or None if isinstance(rendered, str) else None,
            date_published=_moment(post, "date"),
        ),
    )


def _moment(post: Mapping[str, Any], name: str) -> str | None:
    """Return a post's date: the one in UTC, said to be so, or the site's own."""
    in_utc, local = post.get(f"{name}_gmt"), post.get(name)
    if isinstance(in_utc, str) and in_utc and not in_utc.startswith("0000"):
        return in_utc if in_utc.endswith("Z") else f"{in_utc}Z"
    return local or None if isinstance(local, str) else None


def _next_page(url: str, headers: Mapping[str, str], count: int) -> str | None:
    """Return what the ``Link`` header says, or the next number while there are more pages.

    Without both headers (some proxies drop them) a full page has another one behind it.
    """
    named = _LINK_NEXT.search(headers.get("link", ""))
    if named is not None and (address := absolute(named.group(1), url)) is not None:
        return address
    page = next((n for name, n in parse_qsl(urlsplit(url).query) if name == "page"), "1")
    number = int(page) if re.fullmatch(r"[0-9]{1,6}", page) else 1
    total = headers.get("x-wp-totalpages", "").strip()
    is_counted = re.fullmatch(r"[0-9]{1,6}", total)
    has_next = number < int(total) if is_counted else count >= PER_PAGE
    return page_of_posts(url, number + 1) if has_next else None
