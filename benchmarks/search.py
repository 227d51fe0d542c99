"""How long a search takes: ``python -m benchmarks.search [--url URL] [--articles N …]``.

Fills an archive with invented articles in four languages, some 600 words each: words by Zipf's law,
inflected, German and Dutch ones also joined to compounds. Then asks questions of several kinds,
snippets for 20 hits included, and prints p50 and p95 of each kind and the size of the index.
Rows are written without ``Archive.store``, for it is the search that is measured. Without
``--url``, an SQLite file in a temporary folder. The database behind ``--url`` must be empty, or
filled by this script before; it is filled further. PostgreSQL with more than 100,000 articles has
these several times (``benchmarks.copies``). The last columns are the processor's time, in
this process and in those of a PostgreSQL server on this machine (Linux): where others use the
machine, it says more than the clock.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, insert, text

from archive import database, records
from archive.extractions.content import content_columns
from archive.fingerprints import content_hash
from archive.models import Article, Version
from archive.search import index
from archive.store import Archive
from benchmarks import copies
from benchmarks.filled import command
from benchmarks.processor import Processor

LEMMAS = 20_000
"""In each language; with their forms, compounds and names, what some years of a magazine have."""
FUNCTION_WORDS = {
    "fr": "de la le les des et en un une du dans pour que qui sur au par est il plus",
    "nl": "de het een van en in te dat is op met voor zijn die aan niet er om ook als",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als",
    "en": "the of and to in a is that for it as was with be by on not he his but",
}
SYLLABLES = {
    "fr": "con sé mar ché pro duit lé gu vi an bou lan ger prix clien tè rai son cré me",
    "nl": "win kel kas sa melk brood prij zen groen ten vlees klan han del keu ken ver pak",
    "de": "han del markt kun den prei se mil ch brot wur st gemü se kauf haus ver pack ung",
    "en": "re tail mar ket pri ce milk bread green store cus tom pack age shop gro cer chain",
}
FORMS = {
    "fr": ("", "", "s", "e", "es", "er", "ée", "ement"),
    "nl": ("", "", "en", "s", "er", "je"),
    "de": ("", "", "en", "er", "es", "e", "n"),
    "en": ("", "", "s", "ed", "ing", "ly"),
}
SHARES = (0.55, 0.25, 0.15, 0.05)
"""Of the forms of a word."""
MAGAZINES = {"fr": ("etal", "rayon"), "nl": ("kassa", "schap"), "de": ("theke",), "en": ("aisle",)}
BODY_WORDS = 560
BATCH = 500
ASKED = 100
"""Searches of each kind."""
INVENTED = 100_000
"""Articles that are invented for PostgreSQL; what is beyond are copies."""
FIRST = date(2016, 1, 1)
DAYS = 3_650


class Language:
    """Invented words of one language and how often they are used."""

    def __init__(self, code: str) -> None:
        """Make the words, the same in every run."""
        chance = random.Random(code)
        syllables = SYLLABLES[code].split()
        found = dict.fromkeys(FUNCTION_WORDS[code].split())
        while len(found) < LEMMAS:
            found["".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4))))] = None
            if code in ("de", "nl") and len(found) > 500 and chance.random() < 0.3:
                found["".join(chance.choices(list(found)[100:500], k=2))] = None
        self.code = code
        self.lemmas = list(found)[:LEMMAS]
        forms = [
            [lemma + chance.choice(FORMS[code]) if rank >= 20 else lemma for _ in range(4)]
            for rank, lemma in enumerate(self.lemmas)
        ]
        self.forms = np.array(forms, dtype=object)
        weights = (np.arange(LEMMAS) + 2.7) ** -1.07  # Zipf and Mandelbrot
        self.cumulated = np.cumsum(weights / weights.sum())

    def words(self, chance: np.random.Generator, count: int) -> list[str]:
        """Words as a text has them."""
        ranks = np.minimum(np.searchsorted(self.cumulated, chance.random(count)), LEMMAS - 1)
        return list(self.forms[ranks, chance.choice(4, count, p=SHARES)])


@dataclass(frozen=True, kw_only=True)
class Invented:
    """What search needs of an article."""

    number: int
    language: str
    magazine: str
    day: date
    headline: str
    lead: str
    body: str


def invented(languages: dict[str, Language], number: int) -> Invented:
    """An article; half of them are French."""
    chance = np.random.default_rng(number)
    code = str(chance.choice(["fr", "fr", "fr", "nl", "nl", "de", "en"]))
    words = languages[code].words(chance, 8 + 25 + BODY_WORDS)
    return Invented(
        number=number,
        language=code,
        magazine=str(chance.choice(MAGAZINES[code])),
        day=FIRST + timedelta(days=int(chance.integers(0, DAYS))),
        headline=" ".join(words[:8]).capitalize(),
        lead=" ".join(words[8:33]) + ".",
        body=". ".join(" ".join(words[at : at + 14]) for at in range(33, len(words), 14)),
    )


def fill(connection: Connection, articles: list[Invented]) -> None:
    """Rows of ``articles`` and ``versions``, and the index."""
    moment = datetime(2026, 11, 2, tzinfo=UTC)
    connection.execute(
        insert(Article),
        [
            {
                "id": a.number,
                "magazine": a.magazine,
                "canonical_url": f"https://www.{a.magazine}.example/{a.number}",
                "first_seen": moment,
                "last_seen": moment,
            }
            for a in articles
        ],
    )
    connection.execute(insert(Version), [_version(a, moment) for a in articles])
    index.put(connection, {a.number: _record(a, moment) for a in articles})


def _version(a: Invented, moment: datetime) -> dict[str, Any]:
    record = _record(a, moment)
    return {
        "article_id": a.number,
        "number": 1,
        "valid_from": moment,
        "last_seen": moment,
        "url": record.url,
        "fetched_at": moment,
        **content_columns(record),
    }


def _record(a: Invented, moment: datetime) -> records.Article:
    url = f"https://www.{a.magazine}.example/{a.number}"
    return records.Article(
        url=url,
        canonical_url=url,
        magazine=a.magazine,
        headline=a.headline,
        lead=a.lead,
        body_text=a.body,
        body_html="",
        authors=(f"Auteur {a.number % 50}",),
        date_published=a.day.isoformat(),
        section=f"Rubrique {a.number % 9}",
        language=a.language,
        word_count=BODY_WORDS,
        extractor_version="benchmark",
        fetched_at=moment,
        content_hash=content_hash(a.headline, a.lead, a.body),
    )


class Questions:
    """Queries of each kind, made from articles that are in the archive."""

    def __init__(self, languages: dict[str, Language], articles: int) -> None:
        """``articles`` is how many there are."""
        self._languages, self._articles = languages, articles
        self._chance = random.Random(7)

    def kinds(self) -> dict[str, Callable[[], str]]:
        """Kind to what makes a query of it."""
        return {
            "one word": self._word,
            "two words": lambda: " ".join(self._neighbours(2, gap=9)),
            "phrase": lambda: '"' + " ".join(self._neighbours(2)) + '"',
            "phrase of three": lambda: '"' + " ".join(self._neighbours(3, rare=1)) + '"',
            "OR": lambda: f"{self._word()} OR {self._word()}",
            "NOT": lambda: f"{self._word()} -{self._word()}",
            "headline:": lambda: f"headline:{self._word()}",
            "body:": lambda: f"body:{self._word()}",
            "prefix": lambda: f"{self._word()[:6]}*",
            "language, magazine": lambda: f"{self._word()} language:fr magazine:rayon",
            "days": lambda: f"{self._word()} after:{self._chance.randint(2017, 2025)}",
            "all together": lambda: (
                f"({self._word()} OR {self._word()}) -{self._word()} language:fr after:2020"
            ),
            "frequent word": lambda: self._lemma(20, 60),
            "frequent, three years": lambda: f"{self._lemma(20, 60)} after:2020 before:2023",
            "function word": lambda: self._lemma(0, 20),
            "two function words": lambda: f"{self._lemma(0, 20)} {self._lemma(0, 20)}",
            "phrase of function words": lambda: f'"{self._lemma(0, 5)} {self._lemma(5, 20)}"',
        }

    def _lemma(self, first: int, last: int) -> str:
        language = self._languages[self._chance.choice(["fr", "nl", "de", "en"])]
        return language.lemmas[self._chance.randrange(first, last)]

    def _word(self) -> str:
        """A word that somebody may look for: the 60th to the 8,000th, frequent ones more often."""
        rank = int(60 * (8_000 / 60) ** self._chance.random())
        return self._lemma(rank, rank + 1)

    def _neighbours(self, count: int, *, gap: int = 1, rare: int = 2) -> list[str]:
        """Words of an article, ``gap`` apart, of which ``rare`` are no function words."""
        while True:
            article = invented(self._languages, self._chance.randrange(1, self._articles + 1))
            words = article.body.replace(".", "").split()
            at = self._chance.randrange(len(words) - count * gap)
            found = words[at : at + count * gap : gap]
            usual = set(self._languages[article.language].lemmas[:60])
            if sum(word not in usual for word in found) >= rare:
                return found


def measured(archive: Archive, questions: Questions, processor: Processor) -> Iterator[str]:
    """A line for each kind, and one for all but the frequent ones."""
    archive.search("lait")
    processor.find_servers()
    ordinary: list[Times] = []
    for kind, make in questions.kinds().items():
        times, hits = [], 0
        for _ in range(ASKED):
            query = make()
            begin, worked = time.perf_counter(), processor.seconds()
            hits += len(archive.search(query))
            times.append(Times(time.perf_counter() - begin, processor.seconds() - worked))
        yield line(kind, times) + f"  {hits / ASKED:5.1f} hits"
        if "frequent" not in kind and "function" not in kind:
            ordinary += times
    yield line("all but the frequent", ordinary)


class Times(NamedTuple):
    """Of one search, in seconds."""

    clock: float
    processor: float


def line(name: str, times: list[Times]) -> str:
    """Median and 95th percentile, in milliseconds."""
    clock = [found.clock for found in times]
    spent = [found.processor for found in times]
    (p50, p95), (worked50, worked95) = (
        (statistics.median(values) * 1e3, statistics.quantiles(values, n=20)[-1] * 1e3)
        for values in (clock, spent)
    )
    return (
        f"  {name:<26} p50 {p50:7.1f}  p95 {p95:7.1f} ms"
        f"  processor p50 {worked50:6.1f}  p95 {worked95:6.1f} ms"
    )


def index_bytes(connection: Connection) -> int:
    """Size of the index on disk, stored words included."""
    if connection.dialect.name == "postgresql":
        statement = "SELECT pg_total_relation_size('article_search')"
    else:
        statement = (
            "SELECT (SELECT sum(length(block)) FROM article_search_data)"
            " + (SELECT sum(length(c0) + length(c1) + length(c2) + length(c3) + length(c4))"
            " FROM article_search_content)"
        )
    return int(connection.scalar(text(statement)) or 0)


def measure(url: str, sizes: Sequence[int]) -> None:
    """Fill the archive and print what was measured at each size."""
    languages = {code: Language(code) for code in FUNCTION_WORDS}
    engine = database.connect(url)
    with Archive.open(url) as archive:
        known = archive.stats().articles
        for size in sizes:
            begin = time.perf_counter()
            own = min(size, INVENTED) if engine.dialect.name == "postgresql" else size
            for first in range(known + 1, own + 1, BATCH):
                batch = [invented(languages, n) for n in range(first, min(first + BATCH, own + 1))]
                database.write(engine, partial(fill, articles=batch))
            if own < size:
                copies.multiply(engine, own, size)
            seconds = time.perf_counter() - begin
            with engine.connect() as connection:
                total = index_bytes(connection)
            if size > known:
                print(f"{(size - known) / seconds:,.0f} written a second")
            print(f"{size:,} articles;", end=" ")
            print(f"index {total / 1e6:,.0f} MB, {total / size / 1e3:.1f} KB an article")
            known = size
            for found in measured(archive, Questions(languages, own), Processor(engine)):
                print(found, flush=True)
    engine.dispose()


if __name__ == "__main__":
    command(__doc__, measure, (10_000, 100_000))
