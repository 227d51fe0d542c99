"""Learn which plain lists promote other contents: writes the weights in data/lists.json.

    python -m training.lists CORPUS [CORPUS ...] [--out FILE] [--half 0|1]

Each CORPUS has ``pages/ID.html.gz`` and ``truth.jsonl``: title, lang, and the article's whole text
(``body``) or segments that are in it (``with``). No corpus says which lists are teasers, so they
are made (``made_lists``), as are lists that are to stay, besides the articles' own. Each page is
read as the package reads it, and the numbers of its lists are taken (``list_features``), so run
this again after changes to what comes before that. Two minutes on two cores. Needs ``lightgbm``,
which is no dependency of the project.

Printed is how many lists of each kind a model takes for teasers that has seen no page of their
sites. With ``--half`` only pages of the other half of the hosts are learnt from, to measure on the
named one.
"""

import argparse
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import lxml.html
import numpy as np

from tradecrawler.extract import NotAnArticle, clean, likelihood, list_model, teasers
from tradecrawler.extract.list_features import list_features
from tradecrawler.extract.small_trees import read
from tradecrawler.extract.text import folded, split_bullet
from tradecrawler.items import Page
from training import corpora
from training.made_lists import Maker, Sources, is_in, read_sources

OUT = Path(list_model.__file__).parent / list_model.DATA
THRESHOLD = 1.45
"""Log-odds: six of 1,900 of the articles' own lists score higher, held out."""
NOTHING = read({"features": [], "threshold": 0, "trees": [-100.0]})
"""Tells no list, so that all of a page are seen."""
WEIGHTS = {"own": 3.0, "other": 0.5, "teasers": 1.0, "moved": 1.0, "points": 1.0, "foreign": 0.1}
"""How much a list of each kind counts. Others are not the article's, but no headlines either;
foreign ones look as they should and speak of something else."""
CAPITALS_WEIGHT = 1.5
"""The same for a copy of all teasers with the capitals of own lists: most pages are English or
German, and headlines of other languages have no more capitals than any text."""
PARAMETERS: Mapping[str, Any] = {
    **corpora.LEARNING,
    "learning_rate": 0.12,
    "max_depth": 3,  # three questions in a row: more of them learn single sites
    "num_leaves": 8,
    "min_data_in_leaf": 25,
    "lambda_l2": 3.0,
    "feature_fraction": 0.2,  # many numbers say nearly the same; each gets its turn
    "bagging_fraction": 0.8,
    "max_bin": 63,
    "num_threads": 2,
}
TREES = 75
MODELS = 4
"""What is shipped is the mean of as many models, each with other numbers left out by chance: how
a single one judges a list depends on that chance by a quarter of a point."""


@dataclass(frozen=True, slots=True)
class Example:
    """A list and what it is."""

    corpus: str
    host: str
    page: str
    kind: str
    """One of WEIGHTS."""
    numbers: Mapping[str, float]
    texts: tuple[str, ...]

    @property
    def is_teasers(self) -> bool:
        """Whether it is none of the article's."""
        return self.kind in ("teasers", "other")


def seen(page: Page) -> list[tuple[tuple[str, ...], Mapping[str, float]]]:
    """Every list of a page that the weights are asked about, with its numbers."""
    found: list[tuple[tuple[str, ...], Mapping[str, float]]] = []

    def record(group: Any, *args: Any) -> Mapping[str, float]:
        numbers = list_features(group, *args)
        found.append((tuple(split_bullet(item.text)[1] for item in group.items), numbers))
        return numbers

    try:
        document = clean(page, corpora.ANY)
    except NotAnArticle:
        return []
    with (
        mock.patch.object(likelihood, "list_features", record),
        mock.patch.object(likelihood, "list_model", return_value=NOTHING),
    ):
        teasers.tell_apart(document, corpora.ANY)
    return found


_SOURCES: list[Sources] = []


def start(sources: Sources) -> None:
    """What each process needs."""
    _SOURCES.append(sources)


def read_page(job: corpora.Job) -> list[Example]:
    """All examples of a page; none of another kind than articles."""
    row, page = corpora.read(job)
    if corpora.kind_of(row) not in (None, "article"):
        return []
    corpus, host = Path(job[0]).name, corpora.host_of(page.url, row["id"])
    maker = Maker(row, page.body, _SOURCES[0])

    def example(kind: str, numbers: Mapping[str, float], texts: tuple[str, ...]) -> Example:
        return Example(corpus, host, row["id"], kind, numbers, texts)

    found = []
    if row.get("body"):
        for texts, numbers in seen(page):
            own = sum(is_in(text, maker.truth) for text in texts) / len(texts)
            if own >= 0.6 or own <= 0.2:
                found.append(example("own" if own >= 0.6 else "other", numbers, texts))
    for kind, items, tree in maker.made():
        body = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
        wanted = [folded(item) for item in items]
        for texts, numbers in seen(Page(url=page.url, body=body, fetched_at=page.fetched_at)):
            hits = sum(any(item in folded(text) for item in wanted) for text in texts)
            if hits >= 0.6 * len(texts):
                found.append(example(kind, numbers, texts))
    return found


def read_corpora(folders: Sequence[Path]) -> list[Example]:
    """The examples of all pages."""
    jobs = [job for folder in folders for job in corpora.jobs(folder)]
    with multiprocessing.Pool(2, start, (read_sources(folders),)) as pool:
        return [e for found in pool.imap(read_page, jobs, chunksize=8) for e in found]


def fit(examples: Sequence[Example]) -> list[Any]:
    """Lightgbm models of the examples; the more of a kind a page has, the less each counts."""
    import lightgbm

    names = list(examples[0].numbers)
    rows = np.array([[e.numbers[name] for name in names] for e in examples])
    labels = np.array([float(e.is_teasers) for e in examples])
    times = Counter((e.corpus, e.page, e.kind) for e in examples)
    weights = np.array([WEIGHTS[e.kind] / times[e.corpus, e.page, e.kind] ** 0.5 for e in examples])
    copy, capitals = rows[labels == 1], names.index("capitals")
    copy[:, capitals] = np.random.default_rng(1).choice(rows[labels == 0, capitals], len(copy))
    data = lightgbm.Dataset(
        np.vstack((rows, copy)),
        np.concatenate((labels, np.ones(len(copy)))),
        weight=np.concatenate((weights, CAPITALS_WEIGHT * weights[labels == 1])),
    )
    seeds = range(1, MODELS + 1)
    return [lightgbm.train({**PARAMETERS, "seed": seed}, data, TREES) for seed in seeds]


def scores(models: Sequence[Any], examples: Sequence[Example]) -> Any:
    """Log-odds of each example."""
    rows = np.array([[*e.numbers.values()] for e in examples])
    return np.mean([model.predict(rows, raw_score=True) for model in models], axis=0)


def report(examples: Sequence[Example], scores: Iterable[float]) -> None:
    """Print how many lists of each kind are taken for teasers."""
    told: dict[tuple[str, str], list[bool]] = {}
    for example, score in zip(examples, scores, strict=True):
        told.setdefault((example.corpus, example.kind), []).append(score > THRESHOLD)
    for (corpus, kind), answers in sorted(told.items()):
        print(f"  {corpus:<12} {kind:<10} {len(answers):5} lists, told {sum(answers):5}")


def main() -> None:
    """Read, measure held out, learn, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--half", type=int, choices=(0, 1))
    args = parser.parse_args()
    examples = read_corpora(args.corpora)
    halves = [[e for e in examples if corpora.part_of(e.host, 2) == half] for half in (0, 1)]
    for half in (0, 1):
        print(f"half {half}, learnt from the other:")
        report(halves[half], scores(fit(halves[1 - half]), halves[half]))
    models = fit(examples if args.half is None else halves[1 - args.half])
    trees = [tree for model in models for tree in corpora.trees_of(model, 1 / MODELS)]
    head = {
        "made_by": "training/lists.py",
        "threshold": THRESHOLD,
        "features": list(examples[0].numbers),
    }
    corpora.write(args.out, [f'"{key}": {json.dumps(value)}' for key, value in head.items()], trees)


if __name__ == "__main__":
    main()
