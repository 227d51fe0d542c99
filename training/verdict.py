"""Learn which pages list others: writes the weights of ``tradecrawler.extract.verdict``.

    python -m training.verdict CORPUS [CORPUS ...] [--out FILE]

Each CORPUS has ``pages/ID.html.gz`` and ``truth.jsonl``; ``meta.type`` there says what a page is
(``article``, ``listing``, ``collection``), and a page of which nothing is said is an article. Every
page is read as the package reads it, so that the weights follow whatever changes there: run this
again after changes to extraction. A minute or two on two cores. Needs ``lightgbm`` and ``numpy``,
which are no dependencies of the project.

The figures printed are for held-out pages: ten folds by host, so that no site stands on both sides,
and that in several partitions, since a dozen pages decide where the threshold lies.
"""

import argparse
import json
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradecrawler.extract import NotAnArticle, clean, page_model, split
from tradecrawler.extract.page_features import features
from tradecrawler.extract.verdict import before_listing, full_text
from training import corpora

OUT = Path(page_model.__file__).parent / page_model.DATA
FOLDS = 10
PARTITIONS = ("", "second", "third")
"""Names of the partitions into folds; each cuts the hosts anew."""
TYPED_LIMIT = 0.0127
"""Share of articles that may be refused in a corpus that says what its pages are. A few of its
articles are pages of shops, events and catalogues that nobody would miss."""
OTHER_LIMIT = 0.0075
"""The same in corpora of articles alone. Of a thousand of these pages two or three are lists in
truth (of press releases, of a film maker's works, of an institute's projects) and refused with
right; the others are five in a thousand."""
PARAMETERS = {
    **corpora.LEARNING,
    "learning_rate": 0.03,
    "max_depth": 3,  # three questions in a row: more of them learn single sites
    "num_leaves": 8,
    "min_data_in_leaf": 8,
    "lambda_l2": 1.0,
    "feature_fraction": 0.25,  # many features say nearly the same; each gets its turn
    "bagging_fraction": 0.8,
    "num_threads": 1,
}
TREES = 400
"""More of them change the held-out figures by less than their noise."""
MORE = frozenset(
    "url_list_word type_list titles_a_word cards page_cards rhythm region_links article_links shop "
    "sorting prices page_numbers".split()
)
"""Features of which more never makes a page less of a list, whatever a few pages seem to say."""
LESS = frozenset(
    "url_slug_words type_article og_article date authors headline_words description_told "
    "article_paragraphs opening_prose story_words story_share story_of_page words_a_heading".split()
)
"""Features of which more never makes a page more of a list."""
WITHOUT: tuple[tuple[str, float, float], ...] = (
    ("url_", -1.0, 0.15),
    ("url_slug_words", 0.0, 0.15),
    ("type_ og_ date authors", 0.0, 0.15),
    ("type_ og_", 0.0, 0.15),
)
"""Copies of all pages without what many sites do not have: beginnings of the features' names, the
value that stands for nothing, and the weight of a copy. So the page's build has to tell as well."""

BELOW_LISTS = ((1.0, 0.05), (2.0, 0.05))
"""Copies of all articles as if their address were a mere number below the word for a list, as it is
at many publishers of whom no corpus has a page: ``url_list_word``, and the weight of a copy. Costs
one list of a hundred; without them, one article of twenty would be refused for such an address."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page that reaches the decision."""

    corpus: str
    host: str
    numbers: dict[str, float]
    is_list: bool
    is_typed: bool
    """Whether the corpus says what the page is."""

    @property
    def is_known(self) -> bool:
        """A home page of which nothing is said may be either."""
        return self.is_typed or self.numbers["url_depth"] != 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus' examples, and how many of its pages are settled before the decision."""

    examples: list[Example]
    settled: dict[bool, int]
    """Pages by whether they are lists: refused as empty, as too short, as walls, as products."""


def fold_of(host: str, partition: str) -> int:
    """The fold of a host in a partition."""
    return corpora.part_of(host, FOLDS, f"{partition}/")


def read_page(job: corpora.Job) -> tuple[bool, Example | None]:
    """Whether a page is a list, and its example; None where its refusal needs no weights."""
    row, page = corpora.read(job)
    kind = corpora.kind_of(row)
    is_list = kind not in (None, "article")
    try:
        parts = split(clean(page, corpora.ANY), corpora.ANY)
    except NotAnArticle:
        return is_list, None
    if before_listing(parts, full_text(parts)) is not None:
        return is_list, None
    example = Example(
        corpus=Path(job[0]).name,
        host=corpora.host_of(page.url, row["id"]),
        numbers=features(parts),
        is_list=is_list,
        is_typed=kind is not None,
    )
    return is_list, example


def read_corpora(folders: Sequence[Path]) -> dict[str, Corpus]:
    """All corpora by name."""
    found = {}
    with multiprocessing.Pool() as pool:
        for folder in folders:
            pages = pool.map(read_page, corpora.jobs(folder), chunksize=8)
            settled = {is_list: pages.count((is_list, None)) for is_list in (False, True)}
            found[folder.name] = Corpus([e for _, e in pages if e is not None], settled)
    return found


def fit(examples: Sequence[Example], names: Sequence[str]) -> Any:
    """A lightgbm model of the examples and their poorer copies."""
    import lightgbm
    import numpy as np

    rows = [[e.numbers[name] for name in names] for e in examples]
    full = np.array(rows)
    tables, weights = [full], [np.ones(len(full))]
    for beginnings, nothing, weight in WITHOUT:
        columns = [i for i, name in enumerate(names) if name.startswith(tuple(beginnings.split()))]
        copy = full.copy()
        copy[:, columns] = nothing
        tables.append(copy)
        weights.append(np.full(len(full), weight))
    is_list = np.array([float(e.is_list) for e in examples])
    labels = [is_list] * len(tables)
    articles = full[(is_list == 0) & (full[:, names.index("url_depth")] > 0)]
    for list_word, weight in BELOW_LISTS:
        copy = articles.copy()
        copy[:, names.index("url_slug_words")] = 0
        copy[:, names.index("url_list_word")] = list_word
        tables.append(copy)
        weights.append(np.full(len(copy), weight))
        labels.append(np.zeros(len(copy)))
    directions = [1 if name in MORE else -1 if name in LESS else 0 for name in names]
    data = lightgbm.Dataset(
        np.vstack(tables), np.concatenate(labels), weight=np.concatenate(weights)
    )
    return lightgbm.train({**PARAMETERS, "monotone_constraints": directions}, data, TREES)


def scores(model: Any, examples: Sequence[Example], names: Sequence[str]) -> list[float]:
    """Log-odds of each example."""
    import numpy as np

    if not examples:
        return []
    table = np.array([[e.numbers[name] for name in names] for e in examples])
    return [float(score) for score in model.predict(table, raw_score=True)]


def held_out(examples: Sequence[Example], names: Sequence[str], partition: str) -> list[float]:
    """The score of each example by a model that has seen no page of its site."""
    found = [0.0] * len(examples)
    for fold in range(FOLDS):
        outside = [i for i, e in enumerate(examples) if fold_of(e.host, partition) == fold]
        known = [e for e in examples if e.is_known and fold_of(e.host, partition) != fold]
        out = [examples[i] for i in outside]
        for i, score in zip(outside, scores(fit(known, names), out, names), strict=True):
            found[i] = score
    return found


def threshold(examples: Sequence[Example], found: Sequence[float]) -> float:
    """The lowest score above which no more articles lie than the limits allow."""
    limits = []
    for is_typed, limit in ((True, TYPED_LIMIT), (False, OTHER_LIMIT)):
        articles = sorted(
            (
                score
                for e, score in zip(examples, found, strict=True)
                if not e.is_list and e.is_known and e.is_typed == is_typed
            ),
            reverse=True,
        )
        if articles:
            limits.append(articles[int(limit * len(articles))])
    return max(limits)


def report(by_name: dict[str, Corpus], found: Sequence[float], limit: float) -> None:
    """Print what held-out pages come to, by corpus."""
    scored = dict(zip((id(e) for c in by_name.values() for e in c.examples), found, strict=True))

    def refused(chosen: list[Example]) -> int:
        return sum(scored[id(e)] > limit for e in chosen)

    for name, corpus in by_name.items():
        kinds: list[tuple[str, Callable[[Example], bool], int]] = [
            ("articles", lambda e: not e.is_list and e.is_known, corpus.settled[False]),
            ("home pages", lambda e: not e.is_known, 0),
            ("lists", lambda e: e.is_list, corpus.settled[True]),
        ]
        for kind, belongs, before in kinds:
            chosen = [e for e in corpus.examples if belongs(e)]
            if chosen:
                pages, number = len(chosen) + before, refused(chosen)
                print(
                    f"  {name:<12} {kind:<10} {pages:5} pages, refused by weights {number:4} "
                    f"({number / pages:.4f}), with all reasons {(number + before) / pages:.4f}"
                )


def per_fold(examples: Sequence[Example], found: Sequence[float], limit: float) -> None:
    """Print the lists and the articles refused in each fold of the first partition."""
    for fold in range(FOLDS):
        inside = [
            (e, score > limit)
            for e, score in zip(examples, found, strict=True)
            if fold_of(e.host, PARTITIONS[0]) == fold and e.is_known
        ]
        lists = [is_refused for e, is_refused in inside if e.is_list]
        articles = [is_refused for e, is_refused in inside if not e.is_list]
        print(
            f"  fold {fold}: lists refused {sum(lists):3} of {len(lists):3}, "
            f"articles {sum(articles):3} of {len(articles):4}"
        )


def write(model: Any, names: Sequence[str], limit: float, out: Path) -> None:
    """Write the data file, a tree a line."""
    reason = (
        f"on held-out sites no more than {TYPED_LIMIT:.2%} of the articles of a corpus with all "
        f"kinds of page and {OTHER_LIMIT:.2%} of those of corpora of articles score higher"
    )
    head = {"made_by": "training/verdict.py", "threshold": round(limit, 3), "why": reason}
    fields = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    corpora.write(out, (*fields, f'"features": {json.dumps(list(names))}'), corpora.trees_of(model))


def main() -> None:
    """Read, cross-validate, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    by_name = read_corpora(args.corpora)
    examples = [example for corpus in by_name.values() for example in corpus.examples]
    names = list(examples[0].numbers)
    found = [held_out(examples, names, partition) for partition in PARTITIONS]
    limits = [threshold(examples, each) for each in found]
    limit = sum(limits) / len(limits)
    for partition, each, own in zip(PARTITIONS, found, limits, strict=True):
        print(f"partition {partition or 'first'}: threshold {own:.3f}, refused above {limit:.3f}")
        report(by_name, each, limit)
    per_fold(examples, found[0], limit)
    write(fit([e for e in examples if e.is_known], names), names, limit, args.out)


if __name__ == "__main__":
    main()
