"""Gondola, a Belgian magazine about retail and fast-moving consumer goods, in French and Dutch.

French articles live below /fr/news/, Dutch ones below /nl/news/.

This declaration was not checked against the live site: its addresses are written from what is
generally known of them. Try it with ``-a limit=5`` before you rely on it.
"""

from tradecrawler.magazine import Listing, Magazine, Schedule, Sitemap
from tradecrawler.spiders.magazine import MagazineSpider


class GondolaSpider(MagazineSpider):
    """Crawls Gondola."""

    name = "gondola"
    magazine = Magazine(
        slug="gondola",
        title="Gondola",
        homepage="https://www.gondola.be/",
        languages=("fr", "nl"),
        sources=(
            Listing(url="https://www.gondola.be/fr/news", language="fr", pages=5),
            Listing(url="https://www.gondola.be/nl/news", language="nl", pages=5),
            Sitemap(url="https://www.gondola.be/sitemap.xml"),
        ),
        article_urls=(r"/(?:fr|nl)/news/[^/?]+",),
        time_zone="Europe/Brussels",
        schedule=Schedule(cron="15 6,12,18 * * mon-sat"),
    )
