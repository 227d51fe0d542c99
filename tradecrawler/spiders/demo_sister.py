"""Quai, the bundled magazine about logistics and the demo's sister: invented, served on loopback.

``-a edition=2`` is the same site a week later.
"""

from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap
from tradecrawler.spiders.loopback import loopback_settings
from tradecrawler.spiders.magazine import MagazineSpider

HOME = "http://www.quai-logistique.example"


class DemoSisterSpider(MagazineSpider):
    """Crawls the demo's sister magazine."""

    name = "demo_sister"
    custom_settings = loopback_settings()
    magazine = Magazine(
        slug="demo_sister",
        title="Quai",
        homepage=f"{HOME}/",
        languages=("fr",),
        sources=(
            Sitemap(url=f"{HOME}/sitemap.xml"),
            Feed(url=f"{HOME}/rss.xml", language="fr"),
            Listing(url=f"{HOME}/actualites/", language="fr", pages=20),
        ),
        article_urls=(r"/actualites/[^/?]+$",),
        time_zone="Europe/Paris",
    )
