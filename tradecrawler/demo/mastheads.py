"""The demo's two sites: where each magazine and each of its editions by language lives.

Paths only; what stands there is made in ``pages`` and ``feeds``.
"""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Masthead:
    """A magazine in one language."""

    language: str
    """ISO 639-1 code."""
    title: str
    """The name on the cover."""
    strapline: str
    home: str
    """Path of the home page; everything else of this language lies below it."""
    articles: str
    """Path of the listing of all articles; the articles lie below it."""
    sections: str
    """Path below which the sections' listings lie."""

    @property
    def feed(self) -> str:
        """Path of the RSS feed."""
        return f"{self.home}rss.xml"

    @property
    def sitemap(self) -> str:
        """Path of the sitemap of this language."""
        return f"/sitemap-{self.language}.xml"

    def article(self, slug: str) -> str:
        """Path of an article."""
        return self.articles + slug

    def section(self, name: str) -> str:
        """Path of a section's listing."""
        return f"{self.sections}{slugify(name)}/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """One invented magazine's site."""

    slug: str
    """Name of its folder below ``content/articles``."""
    base: str
    """Scheme and host, without a slash at the end."""
    mastheads: tuple[Masthead, ...]
    colour: str
    """CSS colour of its house style."""

    def url(self, path: str) -> str:
        """Absolute URL of ``path``."""
        return self.base + path

    def masthead(self, language: str) -> Masthead:
        """The masthead in ``language``; KeyError if the magazine has none."""
        return {masthead.language: masthead for masthead in self.mastheads}[language]


def slugify(words: str) -> str:
    """``Beurre & œufs`` as it stands in a URL: ``beurre-oeufs``."""
    folded = unicodedata.normalize("NFKD", words.casefold().replace("œ", "oe"))
    ascii_only = folded.encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only.replace("'", " ")))


COMPTOIR = Site(
    slug="comptoir",
    base="http://www.comptoir-toonbank.example",
    colour="#a3341f",
    mastheads=(
        Masthead(
            language="fr",
            title="Comptoir",
            strapline="Le magazine du commerce de détail",
            home="/fr/",
            articles="/fr/news/",
            sections="/fr/rubrique/",
        ),
        Masthead(
            language="nl",
            title="Toonbank",
            strapline="Het vakblad van de detailhandel",
            home="/nl/",
            articles="/nl/news/",
            sections="/nl/rubriek/",
        ),
    ),
)
"""Retail, in French and Dutch."""

QUAI = Site(
    slug="quai",
    base="http://www.quai-logistique.example",
    colour="#1d4e6b",
    mastheads=(
        Masthead(
            language="fr",
            title="Quai",
            strapline="Transport, entrepôts et livraison",
            home="/",
            articles="/actualites/",
            sections="/rubrique/",
        ),
    ),
)
"""Logistics, the sister magazine, in French only."""

SITES = (COMPTOIR, QUAI)
