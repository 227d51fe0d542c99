"""Lebensmittel Zeitung, a German weekly about food retail and its suppliers.

An article's address is a section, a slug and a number: /handel/nachrichten/…-123456.

This declaration was not checked against the live site: its addresses are written from what is
generally known of them. Try it with ``-a limit=5`` before you rely on it.
"""

from tradecrawler.magazine import Listing, Magazine, Schedule
from tradecrawler.spiders.magazine import MagazineSpider


class LebensmittelZeitungSpider(MagazineSpider):
    """Crawls Lebensmittel Zeitung."""

    name = "lebensmittel_zeitung"
    magazine = Magazine(
        slug="lebensmittel_zeitung",
        title="Lebensmittel Zeitung",
        homepage="https://www.lebensmittelzeitung.net/",
        languages=("de",),
        sources=(
            Listing(url="https://www.lebensmittelzeitung.net/", language="de"),
            Listing(url="https://www.lebensmittelzeitung.net/handel/", language="de"),
            Listing(url="https://www.lebensmittelzeitung.net/industrie/", language="de"),
        ),
        article_urls=(r"/[^/]+-\d{5,}(?:\?|$)",),
        time_zone="Europe/Berlin",
        schedule=Schedule(cron="35 6,12,18 * * mon-sat"),
    )
