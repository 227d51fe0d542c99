"""What the place of a link on its page tells: menus lead to sections, not to articles."""

import re

import lxml.html

from tradecrawler.discovery.found import absolute

_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|masthead|breadcrumbs?|top-?bar|social)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_DEEPEST = 60
"""Elements around a link that are looked at; deeper pages are broken ones."""


def menu_links(tree: lxml.html.HtmlElement, base: str) -> frozenset[str]:
    """Return the addresses that a page links from its menus, its head or foot, and nowhere else.

    An article's own ``<header>`` is none of these.
    """
    inside: set[str] = set()
    outside: set[str] = set()
    for anchor in tree.iter("a"):
        if (url := absolute(anchor.get("href") or "", base)) is not None:
            (inside if _is_in_menu(anchor) else outside).add(url)
    return frozenset(inside - outside)


def _is_in_menu(anchor: lxml.html.HtmlElement) -> bool:
    is_in_head_or_foot = False
    for depth, element in enumerate(anchor.iterancestors()):
        if depth > _DEEPEST or element.tag in ("article", "main"):
            return False
        names = (
            f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        )
        if element.tag == "nav" or (element.tag != "body" and _MENU_NAMES.search(names)):
            return True
        is_in_head_or_foot = is_in_head_or_foot or element.tag in ("header", "footer")
    return is_in_head_or_foot
