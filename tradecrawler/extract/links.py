"""Where a link leads to: its address in full."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

_IN_FULL = re.compile(r"https?://[\w.:-]+/[\w/.~%+,=&@!:-]*(?:\?[!-\"$-~]+)?", re.ASCII)
_FROM_ROOT = re.compile(r"(?:/[\w~%+,=&@!-][\w.~%+,=&@!:-]*)+/?(?:\?[!-\"$-~]+)?", re.ASCII)
"""Ordinary addresses, in full and from the site's root, in which there is nothing to resolve: nine
links of ten, for which ``urljoin`` would take longer than all else that is done for a link."""


def absolute(base_url: str, href: str) -> str:
    """``href`` as an absolute http(s) URL; empty for anchors, scripts and other schemes."""
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return ""
    if _IN_FULL.fullmatch(href):
        return href
    if _FROM_ROOT.fullmatch(href) and (origin := _origin(base_url)):
        return origin + href
    try:
        url = urljoin(base_url, href)
    except ValueError:  # such as an unclosed IPv6 bracket
        return ""
    return url if url.startswith(("http://", "https://")) else ""


@lru_cache(maxsize=64)
def _origin(url: str) -> str:
    """``https://host`` of an http(s) URL; empty for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if is_web else ""
