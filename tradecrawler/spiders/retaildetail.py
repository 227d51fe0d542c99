"""RetailDetail, a Belgian news site about retail, in Dutch and French.

Articles live below a section: /nl/news/food/…, /fr/news/alimentation/….

This declaration was not checked against the live site: its addresses are written from what is
generally known of them. Try it with ``-a limit=5`` before you rely on it.
"""

from tradecrawler.magazine import Feed, Listing, Magazine, Schedule
from tradecrawler.spiders.magazine import MagazineSpider


class RetailDetailSpider(MagazineSpider):
    """Crawls RetailDetail."""

    name = "retaildetail"
    magazine = Magazine(
        slug="retaildetail",
        title="RetailDetail",
        homepage="https://www.retaildetail.be/",
        languages=("fr", "nl"),
        sources=(
            Feed(url="https://www.retaildetail.be/nl/feed/", language="nl"),
            Feed(url="https://www.retaildetail.be/fr/feed/", language="fr"),
            Listing(url="https://www.retaildetail.be/nl/news/", language="nl"),
            Listing(url="https://www.retaildetail.be/fr/news/", language="fr"),
        ),
        article_urls=(r"/(?:fr|nl)/news/[^/?]+/[^/?]+",),
        other_urls=(r"/page/\d+",),
        time_zone="Europe/Brussels",
        schedule=Schedule(cron="55 6,12,18 * * mon-sat"),
    )
