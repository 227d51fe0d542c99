"""Comptoir and Toonbank, the bundled magazine about retail: invented, served on loopback.

``-a edition=2`` is the same site a week later, and so on to 10; from edition 7 on its pages have
another design (docs/health.md).
"""

from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap
from tradecrawler.spiders.loopback import loopback_settings
from tradecrawler.spiders.magazine import MagazineSpider

HOME = "http://www.comptoir-toonbank.example"


class DemoSpider(MagazineSpider):
    """Crawls the demo magazine, French and Dutch."""

    name = "demo"
    custom_settings = loopback_settings()
    magazine = Magazine(
        slug="demo",
        title="Comptoir",
        homepage=f"{HOME}/",
        languages=("fr", "nl"),
        sources=(
            Sitemap(url=f"{HOME}/sitemap.xml"),
            Feed(url=f"{HOME}/fr/rss.xml", language="fr"),
            Feed(url=f"{HOME}/nl/rss.xml", language="nl"),
            Listing(url=f"{HOME}/fr/news/", language="fr", pages=20),
            Listing(url=f"{HOME}/nl/news/", language="nl", pages=20),
        ),
        article_urls=(r"/(?:fr|nl)/news/[^/?]+$",),
        time_zone="Europe/Brussels",
    )
