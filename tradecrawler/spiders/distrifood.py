"""Distrifood, a Dutch weekly about supermarkets.

An article's address is its number and a slug: /211234/….

This declaration was not checked against the live site: its addresses are written from what is
generally known of them. Try it with ``-a limit=5`` before you rely on it.
"""

from tradecrawler.magazine import Feed, Listing, Magazine, Schedule
from tradecrawler.spiders.magazine import MagazineSpider


class DistrifoodSpider(MagazineSpider):
    """Crawls Distrifood."""

    name = "distrifood"
    magazine = Magazine(
        slug="distrifood",
        title="Distrifood",
        homepage="https://www.distrifood.nl/",
        languages=("nl",),
        sources=(
            Feed(url="https://www.distrifood.nl/feed", language="nl"),
            Listing(url="https://www.distrifood.nl/", language="nl"),
        ),
        article_urls=(r"\.nl/\d{5,}/[^/?]+",),
        time_zone="Europe/Amsterdam",
        schedule=Schedule(cron="25 6,12,18 * * mon-sat"),
    )
