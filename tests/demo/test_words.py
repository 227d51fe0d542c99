from datetime import UTC, datetime

from tradecrawler.demo.mastheads import slugify
from tradecrawler.demo.words import day_in_words, moment_in_words


def test_dates_in_words() -> None:
    moment = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
    assert moment_in_words(moment, "fr") == "14 septembre 2026"
    assert moment_in_words(moment, "nl") == "14 september 2026 om 8.30 u"
    assert day_in_words(moment.replace(day=1), "fr") == "1er septembre 2026"


def test_slugs() -> None:
    assert slugify("Beurre & œufs d'été") == "beurre-oeufs-d-ete"
