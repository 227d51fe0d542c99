"""Near-duplicates: ``python -m benchmarks.duplicates [--url URL …] [--articles N …] [--texts N]``.

Prints, over invented texts of 4 KB,

- recall and precision of ``relatives.sketch`` and ``likeness`` for each kind of edit, and how
  many reports made from templates and follow-ups are taken for the same story, against datasketch's
  MinHash LSH on the same shingles;
- for each size and database the time of a look-up among so many sketches, a third of which share
  boilerplate with thousands of others;
- articles stored a second with and without all of it, in turns.

A database behind ``--url`` must be empty; it is filled. SQLite in a temporary folder otherwise.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from unittest import mock

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH
from sqlalchemy import Engine

from archive import database
from archive.deciding.plan import Record
from archive.relatives import near, relating
from archive.relatives.likeness import compare
from archive.relatives.sketch import MIN_SHARED, SKETCH_HASHES, shingles, sketch
from archive.relatives.sketch_runs import Entries, in_order
from archive.store import Archive
from archive.writing import store_batch
from benchmarks import prose
from benchmarks.articles import article

BATCH = 100
"""As many as the crawl stores at once."""
ASKED = 1_000
"""Look-ups measured among sketches, and a fifth as many whole ones."""
FILLED = 100_000
"""Rows filled in at once."""
STORED = 10
"""Batches stored with and without."""
POPULAR, SHARING = 200, 3
"""Hashes of boilerplate there are, and every how many articles have some of them."""
LSH = {"MinHash LSH 32x4": (32, 4), "MinHash LSH 16x8": (16, 8)}
"""Bands and rows, of 128 permutations: as much memory as five of our sketches."""

Finder = Callable[[str], set[int]]


# Recall and precision


def ours(texts: Mapping[int, str]) -> Finder:
    """What the archive does, with a dictionary in the place of its table."""
    index: defaultdict[int, list[int]] = defaultdict(list)
    for key, text in texts.items():
        for number in sketch(text):
            index[number].append(key)

    def find(text: str) -> set[int]:
        shared: defaultdict[int, int] = defaultdict(int)
        for number in sketch(text):
            for key in index[number]:
                shared[key] += 1
        close = sorted(
            (key for key in shared if shared[key] >= MIN_SHARED), key=lambda k: -shared[k]
        )
        worth = close[: relating.MAX_COMPARED]
        return {key for key in worth if compare(text, texts[key]).is_same_story}

    return find


def minhash_lsh(texts: Mapping[int, str], params: tuple[int, int]) -> Finder:
    """datasketch, by the same shingles."""
    lsh = MinHashLSH(num_perm=128, params=params)
    for key, text in texts.items():
        lsh.insert(key, _minhash(text))
    return lambda text: set(lsh.query(_minhash(text)))


def _minhash(text: str) -> MinHash:
    found = MinHash(num_perm=128)
    found.update_batch([number.to_bytes(8) for number in shingles(text).tolist()])
    return found


def quality(count: int) -> None:
    """Half of what is indexed has edited copies; the other half only looks as if it had."""
    chance = random.Random(7)
    originals = {key: prose.text(key, chance.choice((150, 300, 650, 1000))) for key in range(count)}
    decoys = {count + n: prose.follow_up(originals[n], chance) for n in range(count // 2)}
    decoys |= {2 * count + n: prose.report(n) for n in range(count // 2)}
    everything = originals | decoys
    finders = {"ours": ours(everything)}
    finders |= {name: minhash_lsh(everything, params) for name, params in LSH.items()}
    print(f"{count:,} texts, {len(decoys):,} follow-ups and reports from templates beside them")
    print(f"  {'':28}" + "".join(f"{name + ' recall, precision':>36}" for name in finders))
    copies = {
        name: {key: edit(text, chance) for key, text in originals.items()}
        for name, edit in prose.EDITS.items()
    }
    for name, texts in copies.items():
        scores = [_score(find, texts) for find in finders.values()]
        print(f"  {name:28}" + "".join(f"{r:>27.4f}, {p:.4f} " for r, p in scores))
    reports = [prose.report(4 * count + n) for n in range(count // 2)]
    wrong = [sum(bool(find(text)) for text in reports) / len(reports) for find in finders.values()]
    print(f"  {'other reports, found':28}" + "".join(f"{share:>35.4f} " for share in wrong))


def _score(find: Finder, texts: Mapping[int, str]) -> tuple[float, float]:
    """Recall and precision over the copies of the originals of these keys."""
    found = {key: find(text) for key, text in texts.items()}
    right = sum(key in keys for key, keys in found.items())
    return right / len(found), right / max(1, sum(map(len, found.values())))


# Look-ups


def invented_hashes(first: int, count: int) -> npt.NDArray[np.int64]:
    """Sketches of so many versions, spread as those of 650 words are; one row a version."""
    chance = np.random.default_rng(first)
    top = (1 << 61) * SKETCH_HASHES // 650
    popular = np.random.default_rng(7).integers(0, top, POPULAR)
    hashes = chance.integers(0, top, (count, SKETCH_HASHES))
    hashes[::SHARING, :6] = chance.choice(popular, (len(hashes[::SHARING]), 6))
    return hashes


def fill(engine: Engine, first: int, count: int) -> None:
    """Keep sketches of versions with the numbers from ``first`` on, in the order of the index."""
    hashes = invented_hashes(first, count).ravel()
    versions = np.repeat(np.arange(first, first + count), SKETCH_HASHES)
    entries = in_order(Entries(versions, hashes))
    for start in range(0, len(hashes), FILLED):
        part = Entries(*(column[start : start + FILLED] for column in entries))
        database.write(engine, partial(near.insert, entries=part))


def line(name: str, seconds: list[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"  {name:<44} p50 {statistics.median(seconds) * 1e3:7.2f}  p95 {p95 * 1e3:7.2f} ms"


def sketches_asked(engine: Engine) -> list[float]:
    """How long the look-up of one sketch takes, as it is made for a new article."""
    seconds = []
    for number, hashes in enumerate(invented_hashes(1 << 40, ASKED).tolist()):
        with database.reading(engine) as connection:
            connection.exec_driver_sql("SELECT 1")  # the transaction is not what is measured
            begin = time.perf_counter()
            near.find(connection, {(1 << 40) + number: hashes})
            seconds.append(time.perf_counter() - begin)
    return seconds


def articles_looked_up(archive: Archive, first: int) -> list[float]:
    """How long all look-ups for one article take, in a transaction of its own with its commit."""
    seconds = []
    for number in range(first, first + ASKED // 5):
        batch: list[Record] = [article(number)]
        [stored] = database.write(archive._engine, partial(store_batch, batch=batch, run_id=None))
        assert stored.version_id is not None
        begin = time.perf_counter()
        archive._look_up([stored.version_id])
        seconds.append(time.perf_counter() - begin)
    return seconds


# Storing


def throughput(archive: Archive, first: int) -> None:
    """Articles a second with sketches, look-ups and stories, and without, batch by batch."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * STORED):
        is_with = turn % 2 == 0
        batch = [article(first + turn * BATCH + n) for n in range(BATCH)]
        nothing = mock.patch.object(Archive, "_relate", return_value=None)
        noted = mock.patch.object(relating, "note", return_value=None)
        begin = time.perf_counter()
        if is_with:
            archive.store(batch)
        else:
            with nothing, noted:
                archive.store(batch)
        times[is_with].append(time.perf_counter() - begin)
    with_, without = (BATCH / statistics.median(times[is_with]) for is_with in (True, False))
    print(
        f"  {'stored a second, with and without':<44} {with_:7.0f} and {without:.0f}:"
        f" {1e3 / with_ - 1e3 / without:.2f} ms an article"
    )


def measure(url: str, sizes: Sequence[int]) -> None:
    """Fill a database and print what was measured at each size."""
    filled, number = 0, 0
    with Archive.open(url) as archive:
        engine = archive._engine
        print(engine.dialect.name)
        archive.store([article(8_000_000)])  # the first store catches up
        for size in sizes:
            # invented versions, far from the numbers of stored ones
            fill(engine, (1 << 30) + filled, size - filled)
            filled = max(filled, size)
            if engine.dialect.name == "postgresql":
                with engine.connect() as connection:
                    connection.exec_driver_sql("ANALYZE sketch_hashes")
                    connection.commit()
            print(f"  {filled:,} sketches")
            print(line("near.find, one sketch", sketches_asked(engine)))
            print(
                line(
                    "all look-ups of one article, commit included",
                    articles_looked_up(archive, number),
                )
            )
            number += ASKED // 5
            throughput(archive, number)
            number += 2 * STORED * BATCH


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", action="append", help="an empty database; may be given again")
    parser.add_argument("--articles", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--texts", type=int, default=1_000, help="for recall; 0 leaves it out")
    arguments = parser.parse_args()
    if arguments.texts:
        quality(arguments.texts)
    if arguments.url or not arguments.articles:
        for url in arguments.url or ():
            measure(url, arguments.articles)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(f"sqlite:///{Path(folder) / 'archive.db'}", arguments.articles)


if __name__ == "__main__":
    main()
