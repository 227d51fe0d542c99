"""A process that writes articles into an archive: ``python writer.py URL SEED COUNT TIMES BATCH``

Writes ``COUNT`` articles in an order of its own, in batches of up to ``BATCH``, each as often as
``TIMES`` says; two processes with the same count write the same articles. Run by ``test_writers``.
"""

import hashlib
import random
import sys
from datetime import UTC, datetime, timedelta

from archive.fingerprints import fingerprint
from archive.records import Article, PrintedBlock, Teaser
from archive.store import Archive

MENU = "Accueil"
FETCHED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


def invented(number: int) -> Article:
    """The article of this number; every tenth has the content of the one before it."""
    content = number - 1 if number % 10 == 9 else number
    url = f"https://www.rayon.example/fr/{number}"
    return Article(
        url=url,
        canonical_url=url,
        magazine="rayon",
        headline=f"Rayon frais, chronique {content}",
        body_text=f"Le marché numéro {content} a rouvert ses portes.",
        body_html="",
        authors=("Hélène Noël",),
        language="fr",
        word_count=8,
        extractor_version="0.1.0",
        fetched_at=FETCHED + timedelta(minutes=number),
        content_hash=hashlib.sha256(str(content).encode()).hexdigest(),
        teasers=(Teaser(text="Le prix du lait"), Teaser(text=f"Promo {number % 7}")),
        printed=(
            PrintedBlock(fingerprint(MENU), 1, MENU, is_text=False),
            PrintedBlock(fingerprint(str(content)), 2, str(content), is_text=True),
        ),
    )


def write(url: str, seed: int, count: int, times: int, largest: int) -> None:
    """Store all articles so many times, shuffled."""
    order = random.Random(seed)
    articles = [invented(number) for number in range(count)] * times
    order.shuffle(articles)
    with Archive.open(url) as archive:
        while articles:
            size = order.randint(1, largest)
            batch, articles = articles[:size], articles[size:]
            archive.store(batch)


if __name__ == "__main__":
    write(sys.argv[1], *map(int, sys.argv[2:]))
