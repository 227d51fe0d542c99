"""Which addresses a page may claim for itself, by rel=canonical or og:url.

Judges one page at a time. That a site gives every page the same canonical shows in the archive
only: ``archive.deciding.plan`` stops believing it there.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

import tldextract

_SUFFIXES = tldextract.TLDExtract(
    cache_dir=None,  # no files are written, …
    suffix_list_urls=(),  # … and no network is asked: the list that came with the package
    include_psl_private_domains=True,  # two blogs of one host are two sites
)

_LISTS = frozenset(
    "tag tags category categories categorie categorieen kategorie kategorien rubrique "
    "rubriques rubriek rubrieken rubrik rubriken topic topics thema themas themen theme themes "
    "author authors auteur auteurs autor autoren search recherche zoeken suche page pagina seite "
    "archive archives archief archiv feed rss".split()
)
"""First or second folder of what lists articles."""

_PAGE_OF_LIST = re.compile(r"/(?:page|pagina|seite)[-/]?\d+$", re.IGNORECASE)
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?)?/?(?:(?:index|default|home|accueil|startseite|startpagina)"
    r"(?:\.\w{2,5})?)?/?",
    re.IGNORECASE,
)
"""A home page, of one language or of all."""
_IDENTITY = re.compile(
    r"(?:id|aid|nid|sid|cid|news|newsid|news_id|article|articleid|article_id|artikel|artikelid|"
    r"story|storyid|doc|docid|item|itemid|post|postid)=\d+",
    re.IGNORECASE,
)
_MISTAKES = re.compile(r"\{\{|\}\}|%7B%7B|\bundefined\b|\bnull\b|localhost", re.IGNORECASE)
"""What templates leave behind that were never filled in."""


def is_plausible_canonical(claimed: str, url: str, hosts: Collection[str] = ()) -> bool:
    """Whether ``claimed`` may be the address of the page fetched from ``url``.

    Not when it is on another site (another registrable domain that is none of ``hosts``, the hosts
    the magazine declares), nor a home page, a list, or a folder above the page, as templates give
    that were never filled in. Without ``url`` any http(s) address with a path may. Never raises.
    """
    try:
        claim, own = urlsplit(claimed), urlsplit(url)
        claimed_host, host = claim.hostname or "", own.hostname or ""
        _ = claim.port  # raises where it is no number
    except ValueError:
        return False
    if claim.scheme not in ("http", "https") or not claimed_host or _MISTAKES.search(claimed):
        return False
    if not url:
        return True
    if not is_same_site(claimed_host, host, hosts):
        return False
    path, own_path = claim.path.rstrip("/"), own.path.rstrip("/")
    if _HOME.fullmatch(claim.path) and not claim.query and (own.query or path != own_path):
        return False
    if path == own_path:
        return not _identity(own.query) - _identity(claim.query)
    if own_path.startswith(path + "/") and not _is_rendering_below(own_path, path):
        return False
    return not _is_list(claim.path) or _is_list(own.path)


def _identity(query: str) -> set[str]:
    """Parameters that tell articles apart; a canonical without them is one for all articles."""
    return {pair.lower() for pair in query.split("&") if _IDENTITY.fullmatch(pair)}


def is_same_site(first: str, second: str, hosts: Collection[str] = ()) -> bool:
    """Whether two hosts belong to one publisher, as far as names and a declaration tell."""
    declared = {host.removeprefix("www.") for host in hosts}
    if first.removeprefix("www.") in declared:
        return True
    return registrable_domain(first) == registrable_domain(second)


@lru_cache(1_024)
def registrable_domain(host: str) -> str:
    """``example.co.uk`` of ``www.news.example.co.uk``; an IP address or single name is its own."""
    return split_host(host)[1]


@lru_cache(1_024)
def split_host(host: str) -> tuple[tuple[str, ...], str]:
    """The labels before the registrable domain, and that domain."""
    host = host.lower().rstrip(".")
    found = _SUFFIXES(host)
    if ":" in host or found.ipv4 or not found.domain:
        return (), host
    registered = ".".join(filter(None, (found.domain, found.suffix)))
    if not found.suffix:  # no public suffix, such as .example or a name in a local network
        registered = ".".join(host.split(".")[-2:])
    before = host.removesuffix(registered).rstrip(".")
    return tuple(before.split(".")) if before else (), registered


def _is_rendering_below(own_path: str, path: str) -> bool:
    """Whether a page below its canonical is that one's AMP or print twin."""
    return bool(path.strip("/")) and own_path[len(path) :].lower() in _RENDERINGS_BELOW


_RENDERINGS_BELOW = frozenset(
    f"/{name}" for name in ("amp", "print", "imprimer", "drucken", "afdrukken", "index.html")
)


def _is_list(path: str) -> bool:
    """Whether a path looks like that of a list of articles."""
    segments = [segment.lower() for segment in path.split("/") if segment]
    if segments and re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2})?", segments[0]):
        del segments[0]
    return bool(_PAGE_OF_LIST.search(path)) or (len(segments) in (1, 2) and segments[0] in _LISTS)
