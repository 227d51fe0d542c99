"""Invented articles as a trade magazine publishes them, and their pages. The same number gives the
same article; nothing here is measured.

Some 4 KB of text (``benchmarks.prose``) and 15 child rows each. A hundred in a row are of one
magazine, as what a crawl stores at once. Every tenth tells an older one again, edited, of its own
magazine or of its sister; a third have a company's portrait that many share, and teasers run for
fifty articles.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape

from archive.fingerprints import content_hash
from archive.records import Article, Capture, Teaser
from archive.text import words as folded_words
from benchmarks import prose

FIRST = datetime(2026, 1, 5, tzinfo=UTC)
EDITION = "/00000/"
"""In every address; who needs the same articles once more gives them another number here."""
WORDS = 490
"""4 KB, for these words are long."""
IN_A_ROW = 100
COPY_EVERY = 10
PORTRAIT_EVERY, PORTRAITS, PORTRAIT_WORDS = 3, 200, 45
MAGAZINES = ("rayon", "etal", "schap", "theke")
LANGUAGES = {"rayon": "fr", "etal": "fr", "schap": "nl", "theke": "de"}
TEASERS_RUN = 50
"""Articles on whose pages a teaser stands."""
_SISTER = "etal"
"""Of the magazine that stands before it."""
_EDITS = tuple(prose.EDITS.values())
_MENU = 40
"""Links of a page's menus."""


def article(number: int) -> Article:
    """One article; its capture names a file that is not there."""
    magazine = MAGAZINES[number // IN_A_ROW % len(MAGAZINES)]
    is_copy = number % COPY_EVERY == COPY_EVERY - 1
    is_sisters = magazine == _SISTER and number % (2 * COPY_EVERY) >= COPY_EVERY
    back = IN_A_ROW if is_sisters else IN_A_ROW * len(MAGAZINES)
    origin = number - 1 - back if is_copy else number
    chance = random.Random(f"article {number}")
    body = prose.text(origin, WORDS)
    if origin % PORTRAIT_EVERY == 0:
        body += "\n" + prose.text(-1 - origin % PORTRAITS, PORTRAIT_WORDS)
    if is_copy:
        body = _EDITS[number // COPY_EVERY % len(_EDITS)](body, chance)
    words = prose.text(1 << 40 | number, 40).split()
    headline, lead = " ".join(words[:9]), " ".join(words[9:36]) + "."
    language = LANGUAGES[magazine]
    url = f"https://www.{magazine}.example/{language}{EDITION}{_slug(words)}-{number}"
    moment = FIRST + timedelta(minutes=number)
    return Article(
        url=url,
        canonical_url=url,
        magazine=magazine,
        headline=headline,
        lead=lead,
        body_text=body,
        body_html="\n".join(f"<p>{escape(line)}</p>" for line in body.split("\n")),
        authors=tuple(f"Auteur {chance.randrange(60)}" for _ in range(2)),
        date_published=moment.isoformat(),
        date_published_raw=moment.isoformat(),
        section=f"Rubrique {number % 9}",
        keywords=tuple(chance.sample(_keywords(), 4)),
        language=language,
        image_url=f"https://www.{magazine}.example/media/{number}.jpg",
        alternates={code: url.replace(f"/{language}/", f"/{code}/") for code in ("fr", "nl", "de")},
        word_count=len(lead.split()) + len(body.split()),
        teasers=tuple(_teasers(magazine, number)),
        provenance={
            "headline": "json-ld",
            "date_published": "json-ld",
            "authors": "json-ld",
            "canonical_url": "link",
            "lead": "selector",
            "section": "meta",
            "language": "text",
        },
        extractor_version="benchmark",
        fetched_at=moment,
        content_hash=content_hash(headline, lead, body),
        capture=Capture(
            url=url,
            fetched_at=moment,
            status=200,
            digest=f"sha256:{random.Random(f'digest {number}').getrandbits(256):064x}",
            file=f"{magazine}/benchmark.warc.gz",
            offset=number * 9_000,
            length=9_000,
        ),
    )


def _slug(words: list[str]) -> str:
    """What an address says of the headline."""
    return "-".join(folded_words(" ".join(words[:6])))


def _keywords() -> list[str]:
    return [f"Thème {number}" for number in range(300)]


def _teasers(magazine: str, number: int) -> Iterator[Teaser]:
    """Three above the text and three below it, which change one after the other."""
    for place in range(6):
        run = (number + place * TEASERS_RUN // 6) // TEASERS_RUN * 6 + place
        words = prose.text(1 << 41 | run, 10).split()
        yield Teaser(
            text=" ".join(words[1:9]),
            label="Dossier" if place % 2 else None,
            url=f"https://www.{magazine}.example{EDITION}{_slug(words)}-{run}",
            position=place % 3,
            zone="header" if place < 3 else "after",
        )


def page(record: Article) -> bytes:
    """The page that such an article could have been read from."""
    menu = "".join(
        f'<li class="menu__item"><a class="menu__link" href="/rubrique/{place}">Rubrique {place}'
        "</a></li>"
        for place in range(_MENU)
    )
    promoted = "".join(
        f'<article class="card card--teaser"><a href="{escape(teaser.url or "")}">'
        f'<span class="card__label">{escape(teaser.label or "")}</span>'
        f'<h3 class="card__title">{escape(teaser.text)}</h3></a></article>'
        for teaser in record.teasers
    )
    links = "".join(
        f'<link rel="alternate" hreflang="{code}" href="{escape(url)}">'
        for code, url in record.alternates.items()
    )
    return f"""<!doctype html>
<html lang="{record.language}"><head><meta charset="utf-8">
<title>{escape(record.headline)} | {record.magazine}</title>
<link rel="canonical" href="{escape(record.canonical_url)}">{links}
<meta property="og:title" content="{escape(record.headline)}">
<meta property="og:description" content="{escape(record.lead or "")}">
<meta property="og:image" content="{record.image_url}">
<meta property="article:published_time" content="{record.date_published}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{record.headline}","datePublished":"{record.date_published}",
"author":[{{"@type":"Person","name":"{'"},{"@type":"Person","name":"'.join(record.authors)}"}}]}}
</script></head><body class="page page--article"><nav class="menu"><ul>{menu}</ul></nav>
<main class="page__main"><article class="article"><h1>{escape(record.headline)}</h1>
<p class="article__lead">{escape(record.lead or "")}</p>
<div class="article__body">{record.body_html}</div></article>
<aside class="cards">{promoted}</aside></main>
<footer class="footer"><ul>{menu}</ul><p>© {record.magazine}</p></footer></body></html>
""".encode()
