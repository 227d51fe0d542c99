"""Invented pages for the tests of extraction, and what extraction makes of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import pytest

from archive.records import Article
from tradecrawler.extract import NotAnArticle, clean, extract, split
from tradecrawler.items import Block, Document, Hints, Page, Split
from tradecrawler.magazine import Magazine

URL = "https://www.rayons.example/news/la-suite"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ANY = Magazine(slug="any", title="", homepage="http://any.example/")
"""A magazine of which nothing is declared."""
HTML = "text/html; charset=utf-8"
LANGUAGES = ("fr", "nl", "de", "en")


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article of no magazine, about no company."""

    headline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def html(self) -> str:
        return paragraphs(*self.paragraphs)


STORIES: Mapping[str, Story] = {
    "fr": Story(
        headline="Une chaîne de boulangeries se passe de caisses",
        paragraphs=(
            "La chaîne de boulangeries Pétrevalle retire les caisses de douze magasins. Les "
            "clients y paient désormais à une borne placée près de la porte, et le personnel reste "
            "derrière le comptoir pour conseiller et pour trancher le pain.",
            "Le premier essai a commencé au printemps dans un quartier de bureaux. Selon "
            "l'enseigne, la file d'attente du midi s'est réduite de moitié en trois mois, sans que "
            "le nombre de vendeurs ne change.",
            "Tout le monde n'est pas convaincu. Plusieurs clients âgés ont demandé à pouvoir payer "
            "en espèces, ce que la borne ne permet pas encore. Une caisse ordinaire sera donc "
            "maintenue dans les villages.",
            "La direction veut équiper quarante autres points de vente avant la fin de l'année "
            "prochaine. Le budget n'est pas communiqué, mais chaque borne coûterait moins qu'une "
            "caisse classique.",
        ),
    ),
    "nl": Story(
        headline="Tuincentra nemen afscheid van plastic potten",
        paragraphs=(
            "De tuincentra van Groenvaert verkopen vanaf het voorjaar geen planten meer in zwarte "
            "plastic potten. De kweker levert ze in een hoes van geperste houtvezel, die de klant "
            "samen met de plant in de grond kan zetten.",
            "Het bedrijf heeft de nieuwe verpakking een jaar lang getest in vier vestigingen. "
            "Volgens de inkoper bleef de uitval even laag als vroeger, al moet het personeel vaker "
            "water geven op warme dagen.",
            "De hoes is wel duurder. Per plant gaat het om enkele centen, die Groenvaert voorlopig "
            "zelf draagt. Pas wanneer meer kwekers overstappen, zou de prijs moeten dalen.",
            "Concurrenten kijken de kat uit de boom. Zij wachten op de resultaten van het eerste "
            "volledige seizoen, dat in oktober eindigt, en willen eerst weten hoe de verpakking "
            "zich tijdens het transport houdt.",
        ),
    ),
    "de": Story(
        headline="Baumärkte öffnen Werkstätten für ihre Kunden",
        paragraphs=(
            "Die Baumarktkette Hammerlin richtet in acht Filialen eine offene Werkstatt ein. "
            "Kunden können dort Holz zuschneiden, Möbel reparieren und sich von Fachleuten "
            "beraten lassen, ohne vorher einen Termin zu vereinbaren.",
            "Der erste Raum dieser Art wurde im Frühjahr in einer ehemaligen Lagerhalle eröffnet. "
            "Nach Angaben der Kette kamen an guten Samstagen mehr als hundert Besucher, von denen "
            "die meisten anschließend Material kauften.",
            "Umsonst ist das Angebot nicht. Eine Stunde an der Werkbank kostet so viel wie eine "
            "Packung Schrauben, die Beratung bleibt frei. Vereine und Schulen zahlen "
            "nach Absprache weniger.",
            "Im kommenden Jahr sollen weitere zwanzig Filialen folgen. Der Betriebsrat begrüßt die "
            "Pläne, verlangt aber zusätzliche Schulungen für das Personal an den großen Maschinen.",
        ),
    ),
    "en": Story(
        headline="Dairy group returns to glass bottles",
        paragraphs=(
            "The dairy group Millowdale is switching its fresh milk back to returnable glass. "
            "Shoppers pay a small deposit at the till and get it back from a machine beside the "
            "entrance, which also rinses and stacks the empties.",
            "The company tested the scheme in nine shops over the summer. It says four bottles out "
            "of five came back within a fortnight, more than its own planners had expected at the "
            "start of the trial.",
            "Washing is the costly part. Millowdale has rented space in a closed brewery, where "
            "two lines clean the bottles overnight. Drivers collect the crates on the way back "
            "from their morning round.",
            "Retailers outside the trial are interested but cautious. They want to know who pays "
            "for broken glass, and whether the machines fit into smaller shops without taking "
            "shelf space away.",
        ),
    ),
}
"""One story a language."""


def paragraphs(*texts: str) -> str:
    """Each text in a <p>."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def items(texts: tuple[str, ...], tag: str = "ul") -> str:
    """A list of texts, which are HTML."""
    return f"<{tag}>" + "".join(f"<li>{text}</li>" for text in texts) + f"</{tag}>"


def document(main: str, *, head: str = "", lang: str = "fr", headline: str = "") -> str:
    """A whole page around ``main``, which stands below the headline."""
    title = escape(headline or STORIES[lang].headline)
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title} | Rayons</title>'
        f'<meta property="og:site_name" content="Rayons"><meta property="og:type" '
        f'content="article"><meta property="og:title" content="{title}">'
        '<meta property="article:published_time" content="2026-11-20T08:15:00+01:00">'
        f'{head}</head><body><header><nav><a href="/">Rayons</a> <a href="/news">News</a></nav>'
        f"</header><main><h1>{title}</h1>{main}</main>"
        '<footer><a href="/about">Rayons</a></footer></body></html>'
    )


def page(
    body: str | bytes, *, url: str = URL, content_type: str = HTML, hints: Hints | None = None
) -> Page:
    """A response with ``body``."""
    return Page(
        url=url,
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=NOW,
        headers=(("Content-Type", content_type),),
        hints=hints or Hints(),
    )


def read(body: str | bytes, *, url: str = URL, magazine: Magazine = ANY) -> Article:
    """The article of a page."""
    return extract(page(body, url=url), magazine)


def read_text(text: str) -> Article:
    """The article of a page that comes as plain text."""
    return extract(page(text, content_type="text/plain; charset=utf-8"), ANY)


def cleaned(body: str | bytes, *, url: str = URL, magazine: Magazine = ANY) -> Document:
    """A page's blocks and metadata."""
    return clean(page(body, url=url), magazine)


def told_apart(body: str | bytes, *, url: str = URL, magazine: Magazine = ANY) -> Split:
    """A page's lead, text, teasers and boilerplate."""
    return split(clean(page(body, url=url), magazine), magazine)


def reason(body: str | bytes, *, url: str = URL) -> str:
    """Why a page is refused; fails if it is not."""
    with pytest.raises(NotAnArticle) as refusal:
        read(body, url=url)
    return refusal.value.reason


def lines(article: Article) -> list[str]:
    """The body's lines."""
    return article.body_text.split("\n")


def blocks(body: str) -> Iterator[Block]:
    """The blocks of the body's region."""
    found = cleaned(body)
    return (found.blocks[i] for i in found.body)
