"""LSA Commerce & Consommation, a French weekly about retail and consumer goods.

An article's address ends in a comma and its number.

This declaration was not checked against the live site: its addresses are written from what is
generally known of them. Try it with ``-a limit=5`` before you rely on it.
"""

from tradecrawler.magazine import Feed, Listing, Magazine, Schedule
from tradecrawler.spiders.magazine import MagazineSpider


class LsaConsoSpider(MagazineSpider):
    """Crawls LSA."""

    name = "lsa_conso"
    magazine = Magazine(
        slug="lsa_conso",
        title="LSA",
        homepage="https://www.lsa-conso.fr/",
        languages=("fr",),
        sources=(
            Feed(url="https://www.lsa-conso.fr/rss", language="fr"),
            Listing(url="https://www.lsa-conso.fr/", language="fr"),
        ),
        article_urls=(r",\d+$",),
        time_zone="Europe/Paris",
        schedule=Schedule(cron="45 6,12,18 * * mon-sat"),
    )
