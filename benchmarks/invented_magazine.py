"""An invented trade magazine of any size, with pages as heavy as real ones, served on loopback.

    python -m benchmarks.invented_magazine --pages 1000

prints its address and serves until standard input ends. An article's page has 40 to 80 KB: a head
with metadata, styles and scripts, a menu, teasers of the issue, a lead, 500 to 800 words of prose
(``benchmarks.prose``) with a promo among them, related articles, a sidebar and a footer. The same
number makes the same page. Listings have fifty articles each and link the next one.

Answers as little as HTTP/1.1 wants: what is measured is who asks.
"""

import argparse
import asyncio
import json
import random
import sys
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from html import escape

from benchmarks import prose

LISTED = 50
"""Articles of a listing page."""
ISSUE = 30
"""Articles of an issue, whose pages promote the same headlines."""
KEPT = 3_000
"""Rendered pages that are kept: some 180 MB. A page takes 6 ms to render."""
FIRST = datetime(2025, 1, 6, 8, tzinfo=UTC)
SECTIONS = ("marches", "enseignes", "industrie", "logistique", "frais", "nominations")


def article_path(number: int) -> str:
    """The path of an article."""
    return f"/fr/{SECTIONS[number % len(SECTIONS)]}/article-{number}"


def listing_path(page: int) -> str:
    """The path of a listing page, from 1."""
    return f"/fr/actualites/page/{page}"


def render(path: str, pages: int, origin: str) -> bytes | None:
    """The page at ``path`` of a magazine of so many articles; None where there is none."""
    name, _, number = path.rpartition("/")
    if name.endswith("/page"):
        return _listing(int(number), pages, origin).encode()
    if number.startswith("article-"):
        return _article(int(number.removeprefix("article-")), pages, origin).encode()
    return None


def _listing(page: int, pages: int, origin: str) -> str:
    first = (page - 1) * LISTED
    numbers = range(first, min(first + LISTED, pages))
    cards = "".join(_card(number, origin) for number in numbers)
    following = listing_path(page + 1) if numbers.stop < pages else None
    link = f'<a rel="next" href="{origin}{following}">Page suivante</a>' if following else ""
    return (
        f'<!doctype html><html lang="fr"><head><title>Actualités, page {page}</title></head>'
        f"<body>{_menu(origin)}<main><h1>Actualités</h1>{cards}{link}</main></body></html>"
    )


def _article(number: int, pages: int, origin: str) -> str:
    headline, chance = _headline(number), random.Random(f"page {number}")
    paragraphs = prose.text(number, chance.randint(500, 800)).split("\n")
    lead, *rest = paragraphs
    published = FIRST + timedelta(hours=3 * number)
    url, section = origin + article_path(number), SECTIONS[number % len(SECTIONS)]
    author = f"{prose.text(number % 40, 3).split()[0].strip(',.')} Durand"
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": published.isoformat(),
        "dateModified": published.isoformat(),
        "author": {"@type": "Person", "name": author},
        "articleSection": section,
        "mainEntityOfPage": url,
        "image": f"{origin}/images/{number}.jpg",
    }
    body = []
    for place, paragraph in enumerate(rest):
        if place and place % 4 == 0:
            body.append(f"<h2>{_words(f'{number} {place}', 5)}</h2>")
        text = escape(paragraph, quote=False)
        if place % 3 == 1:
            other = origin + article_path(chance.randrange(pages))
            first, _, more = text.partition(" ")
            text = f'<a href="{other}">{first}</a> {more}'
        body.append(f"<p>{text}</p>")
    promoted = chance.randrange(pages)
    promo = f'<p class="inline"><strong>Lire aussi :</strong> {_anchor(promoted, origin)}</p>'
    body.insert(len(body) // 2, promo)
    issue = range(number // ISSUE * ISSUE, number // ISSUE * ISSUE + 4)
    teasers = "".join(
        f'<li><a href="{origin}/fr/dossier/{other}">{_headline(-other - 1)}</a></li>'
        for other in issue
    )
    related = "".join(_card(chance.randrange(pages), origin) for _ in range(4))
    day = f"{published:%d/%m/%Y}"
    return f"""<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{headline} | Le Rayon</title>
{_head(headline, url, lead, origin, number)}
<script type="application/ld+json">{json.dumps(stated)}</script>
{_styles()}{_scripts(100 + number % 5 * 80)}</head>
<body class="single post-{number}">{_menu(origin)}
<div class="layout"><main><article class="article" id="post-{number}"><header>
<nav class="breadcrumb"><a href="{origin}/">Accueil</a> › <a href="{origin}/{section}">{section}</a>
</nav><h1 class="title">{headline}</h1><p class="meta"><span class="byline">Par {author}</span>
<time datetime="{published.isoformat()}">{day}</time></p>{_share()}</header>
<figure><img src="/images/{number}.jpg" srcset="{_srcset(number)}" alt=""><figcaption>
{_words(f"caption {number}", 9)}</figcaption></figure>
<div class="content"><ul class="issue">{teasers}</ul><p class="chapo"><strong>
{escape(lead, quote=False)}</strong></p>{"".join(body)}
<div class="newsletter"><p>Recevez chaque mardi notre lettre d'information gratuite.</p><form>
<input type="email"><button>Je m'inscris</button></form></div></div></article>
<section class="related"><h2>Sur le même sujet</h2>{related}</section></main>
{_sidebar(number // 100, pages, origin)}</div>{_footer(origin)}</body></html>"""


def _head(headline: str, url: str, lead: str, origin: str, number: int) -> str:
    fields = {
        "og:title": headline,
        "og:type": "article",
        "og:url": url,
        "og:description": lead[:200],
        "og:image": f"{origin}/images/{number}.jpg",
        "og:site_name": "Le Rayon",
        "og:locale": "fr_BE",
        "twitter:card": "summary_large_image",
        "twitter:title": headline,
    }
    metas = "".join(
        f'<meta property="{name}" content="{escape(value)}">' for name, value in fields.items()
    )
    icons = "".join(
        f'<link rel="icon" sizes="{n}x{n}" href="/icon-{n}.png">' for n in (16, 32, 96, 192)
    )
    return f'<link rel="canonical" href="{url}">{metas}{icons}'


@lru_cache(maxsize=100_000)
def _headline(number: int) -> str:
    return _words(f"headline {number}", 9)


@lru_cache(maxsize=10_000)
def _words(seed: str, count: int) -> str:
    """So many words of prose."""
    words = prose.text(random.Random(seed).randrange(1 << 40), count).split()[:count]
    return escape(" ".join(words).replace(".", "").capitalize(), quote=False)


def _anchor(number: int, origin: str) -> str:
    return f'<a href="{origin}{article_path(number)}">{_headline(number)}</a>'


def _card(number: int, origin: str) -> str:
    return (
        f'<div class="card card--{number % 7}"><a class="card__image" '
        f'href="{origin}{article_path(number)}"><img loading="lazy" src="/images/{number}.jpg" '
        f'srcset="{_srcset(number)}" width="320" height="180" alt=""></a><div class="card__body">'
        f'<h3 class="card__title">{_anchor(number, origin)}</h3><span class="card__date">'
        f"{FIRST + timedelta(hours=3 * number):%d/%m/%Y}</span></div></div>"
    )


def _srcset(number: int) -> str:
    return ", ".join(
        f"/images/{number}-{width}.jpg {width}w" for width in (320, 480, 640, 960, 1280, 1600)
    )


@lru_cache
def _menu(origin: str) -> str:
    columns = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="{origin}/{section}">'
        f'<span>{section}</span></a><ul class="sub-menu">'
        + "".join(
            f'<li class="menu-item"><a href="{origin}/{section}/theme-{k}">'
            f"{_words(f'menu {n} {k}', 2)}</a></li>"
            for k in range(9)
        )
        + "</ul></li>"
        for n, section in enumerate(SECTIONS)
    )
    return (
        f'<header class="site-header"><a class="logo" href="{origin}/">{_icon(40)}Le Rayon</a>'
        f'<nav class="main-menu"><ul>{columns}</ul></nav><form role="search"><input name="s">'
        f"<button>{_icon(6)}</button></form></header>"
    )


@lru_cache
def _icon(points: int) -> str:
    chance = random.Random(points)
    path = " ".join(
        f"L{chance.random() * 24:.3f} {chance.random() * 24:.3f}" for _ in range(points)
    )
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M0 0 {path}z"/></svg>'


@lru_cache
def _share() -> str:
    names = ("E-mail", "Copier le lien", "Imprimer", "LinkedIn", "Facebook")
    links = "".join(
        f'<li><a href="#" title="{n}">{_icon(30)}<span>{n}</span></a></li>' for n in names
    )
    return f'<ul class="share share--top">{links}</ul>'


@lru_cache(maxsize=100)
def _sidebar(month: int, pages: int, origin: str) -> str:
    chance = random.Random(f"sidebar {month}")
    cards = "".join(_card(chance.randrange(pages), origin) for _ in range(10))
    return f'<aside class="sidebar"><h2>Les plus lus</h2>{cards}</aside>'


@lru_cache
def _footer(origin: str) -> str:
    links = "".join(
        f'<li><a href="{origin}/page-{n}">{_words(f"footer {n}", 2)}</a></li>' for n in range(30)
    )
    return (
        f'<footer class="site-footer"><ul>{links}</ul><p>Tous droits réservés. Reproduction '
        f"interdite sans l'accord de la rédaction.</p>{_share()}</footer>"
    )


@lru_cache
def _styles() -> str:
    rules = "".join(
        f".block-{n}{{margin:{n}px auto;padding:{n % 24}px;color:#{n * 4099 % 0xFFFFFF:06x}}}"
        for n in range(150)
    )
    return f"<style>{rules}</style>"


@lru_cache
def _scripts(slots: int) -> str:
    """What advertising and analytics put into a page: the most of its weight, and not looked at."""
    calls = "".join(
        f"window.dataLayer.push({{event:'slot-{n}',size:[{n * 7 % 970},{n * 3 % 250}],"
        f"lazy:{str(n % 2 == 0).lower()}}});"
        for n in range(slots)
    )
    return f"<script>window.dataLayer=[];{calls}</script>"


class _Connection(asyncio.Protocol):
    """One connection that is kept alive; a client asks one thing at a time."""

    def __init__(self, pages: int) -> None:
        self._pages = pages
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        host, port = transport.get_extra_info("sockname")
        self._origin = f"http://{host}:{port}"

    def data_received(self, data: bytes) -> None:
        self._data += data
        while b"\r\n\r\n" in self._data:
            request, _, self._data = self._data.partition(b"\r\n\r\n")
            path = request.split(b" ", 2)[1].decode()
            body = _rendered(path, self._pages, self._origin)
            status = "404 Not Found" if body is None else "200 OK"
            head = (
                f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n"
                "Date: Thu, 26 Nov 2026 08:00:00 GMT\r\nServer: invented\r\n"
                "Cache-Control: max-age=60\r\nX-Frame-Options: SAMEORIGIN\r\n"
                f"Content-Length: {len(body or b'')}\r\n\r\n"
            )
            self._transport.write(head.encode() + (body or b""))


@lru_cache(maxsize=KEPT)
def _rendered(path: str, pages: int, origin: str) -> bytes | None:
    return render(path, pages, origin)


async def _serve(pages: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(pages), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    origin = f"http://{host}:{port}"
    for number in range(min(pages, KEPT - pages // LISTED - 1)):
        _rendered(article_path(number), pages, origin)
    print(origin, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000, help="articles of the magazine")
    asyncio.run(_serve(parser.parse_args().pages))


if __name__ == "__main__":
    main()
