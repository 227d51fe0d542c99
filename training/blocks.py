"""Learn which runs of a page are its article's: writes ``tradecrawler.extract``'s data/blocks.json.

    python -m training.blocks CORPUS [CORPUS ...] [--out FILE] [--half 0|1]

Each CORPUS has ``pages/ID.html.gz`` and ``truth.jsonl`` with the article's whole text (``body``),
or with segments that are in it and that are not (``with``, ``without``). Every page is read and
split as the package does it without weights, so run this again after changes to the rules. Two
minutes on two cores. Needs ``lightgbm``, which is no dependency of the project.

With ``--half`` only pages of the other half of the hosts are learnt from, so that
``python -m benchmarks.extraction`` with that file measures unknown sites on the named half.
"""

import argparse
import json
import math
import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from tradecrawler.extract import NotAnArticle, block_model, clean, review, teasers
from tradecrawler.extract.block_model import LEAVES, BlockModel, Odds, Status
from tradecrawler.items import Measured
from training import corpora, labels

OUT = Path(block_model.__file__).parent / block_model.DATA
NAME_HOSTS, WORD_HOSTS = 8, 16
"""Names and words of fewer sites say more of those sites than of the web."""
PRIOR, PRIOR_HOSTS = 0.35, 2.0
"""What a name says before any site has spoken, and how many sites that counts for."""
FOLDS = 5
"""Odds of a page's names come from the other folds' pages: its own would tell too much."""
MOST_WORDS = 80
"""A longer run counts no more than one of so many words."""
SURE = 0.1
"""Probability below which, and above one less of which, the first model's word is a label."""
TREES = 120
"""Twice as many with twice the leaves give 0.001 of F1 more, at four times the time."""
PARAMETERS = {
    **corpora.LEARNING,
    "learning_rate": 0.12,
    "num_leaves": LEAVES,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "num_threads": 2,
}


@dataclass(frozen=True, slots=True)
class Example:
    """A page that was split, and the truth about its runs."""

    host: str
    measured: Measured
    statuses: list[Status]
    labels: list[int]
    words: list[int]


def read_page(job: corpora.Job) -> Example | None:
    """A page of an article with the truth about its runs; None for other kinds of pages."""
    row, page = corpora.read(job)
    if corpora.kind_of(row) not in (None, "article"):
        return None
    try:
        document = clean(page, corpora.ANY)
    except NotAnArticle:
        return None
    if document.measured is None:
        return None
    texts = [block.text for block in document.blocks]
    truth = (
        labels.by_text(texts, row["body"])
        if row.get("body")
        else labels.by_segments(texts, row.get("with") or (), row.get("without") or ())
    )
    return Example(
        host=corpora.host_of(page.url, row["id"]),
        measured=document.measured,
        statuses=review.statuses(document, teasers.tell_apart(document, corpora.ANY)[0]),
        labels=truth,
        words=[min(MOST_WORDS, len(text.split())) for text in texts],
    )


def read_corpora(folders: Sequence[Path]) -> list[Example]:
    """The examples of all corpora."""
    jobs = [job for folder in folders for job in corpora.jobs(folder)]
    with multiprocessing.Pool() as pool:
        return [e for e in pool.map(read_page, jobs, chunksize=8) if e is not None]


def learn_odds(examples: Iterable[Example]) -> Odds:
    """Log-odds of names and words; every host has one vote, whatever the number of its runs."""
    examples = list(examples)
    return Odds(
        near=_odds(examples, lambda m: m.near, NAME_HOSTS, by_length=True),
        far=_odds(examples, lambda m: m.far, NAME_HOSTS, by_length=True),
        words=_odds(examples, lambda m: m.words, WORD_HOSTS, by_length=False),
    )


def _odds(
    examples: Sequence[Example],
    rows: Callable[[Measured], tuple[tuple[str, ...], ...]],
    hosts: int,
    *,
    by_length: bool,
) -> Mapping[str, float]:
    votes: dict[str, list[float]] = defaultdict(list)
    for example in examples:
        counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for names, label, words in zip(
            rows(example.measured), example.labels, example.words, strict=True
        ):
            if label != labels.UNKNOWN:
                for name in names:
                    counts[name][label] += math.sqrt(words) if by_length else 1.0
        for name, (other, text) in counts.items():
            votes[name].append(text / (other + text))
    found = {}
    for name, shares in sorted(votes.items()):
        if len(shares) >= hosts:
            share = (sum(shares) + PRIOR * PRIOR_HOSTS) / (len(shares) + PRIOR_HOSTS)
            found[name] = round(math.log(share / (1 - share)), 2)
    return found


def table(examples: Sequence[Example]) -> tuple[Any, Any, Any]:
    """Inputs, labels and weights of all labelled runs."""
    folds = [corpora.part_of(e.host, FOLDS, "fold") for e in examples]
    inputs, truths, weights = [], [], []
    for fold in range(FOLDS):
        odds = learn_odds(e for e, f in zip(examples, folds, strict=True) if f != fold)
        for example, own in zip(examples, folds, strict=True):
            if own != fold:
                continue
            truth = np.array(example.labels)
            known = truth != labels.UNKNOWN
            if known.any():
                rows = block_model.inputs(example.measured, example.statuses, odds)
                weight = np.array(example.words, np.float64)[known] ** 0.7
                inputs.append(rows[known])
                truths.append(truth[known])
                # a page of many runs counts for more than one of few, but not in proportion
                weights.append(weight / weight.sum() ** 0.7)
    return np.concatenate(inputs), np.concatenate(truths), np.concatenate(weights)


def learn(examples: Sequence[Example]) -> dict[str, Any]:
    """The data file's content, learnt twice: the first model labels the runs of which a corpus says
    nothing, where it is sure; so names and words of those pages are known as well."""
    first = block_model.read(fit(examples))
    return fit([with_guesses(example, first) for example in examples])


def with_guesses(example: Example, model: BlockModel) -> Example:
    """The example with a label for every run of which the model is sure."""
    if labels.UNKNOWN not in example.labels:
        return example
    probabilities = model.probabilities(example.measured, example.statuses).tolist()
    guesses = [
        labels.TEXT if p > 1 - SURE else labels.OTHER if p < SURE else labels.UNKNOWN
        for p in probabilities
    ]
    told = [
        guess if label == labels.UNKNOWN else label
        for guess, label in zip(guesses, example.labels, strict=True)
    ]
    return replace(example, labels=told)


def fit(examples: Sequence[Example]) -> dict[str, Any]:
    """The data file's content, learnt once."""
    import lightgbm

    inputs, truths, weights = table(examples)
    data = lightgbm.Dataset(inputs, label=truths, weight=weights / weights.mean())
    model = lightgbm.train(PARAMETERS, data, TREES)
    odds = learn_odds(examples)
    return {
        "made_by": "training/blocks.py",
        "odds": {"near": odds.near, "far": odds.far, "words": odds.words},
        "trees": [tree_of(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]],
    }


def tree_of(root: dict[str, Any]) -> dict[str, Any]:
    """A tree of lightgbm's dump: its leaves from left to right, and its questions, each with the
    leaves that are left where the answer is no."""
    leaves: list[float] = []
    questions: list[list[float]] = []

    def read(node: dict[str, Any]) -> None:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 5))
            return
        first = len(leaves)
        read(node["left_child"])
        crossed_out = sum(1 << leaf for leaf in range(first, len(leaves)))
        limit = float(f"{node['threshold']:.6g}")
        questions.append([node["split_feature"], limit, (1 << LEAVES) - 1 - crossed_out])
        read(node["right_child"])

    read(root)
    return {"leaves": leaves, "questions": questions}


def write(data: dict[str, Any], out: Path) -> None:
    """Write the data file, a table of odds and a tree a line."""
    odds = ",\n".join(
        f"  {json.dumps(name)}: {corpora.compact(table)}" for name, table in data["odds"].items()
    )
    made_by = f'"made_by": {json.dumps(data["made_by"])}'
    corpora.write(out, (made_by, f'"odds": {{\n{odds}\n }}'), data["trees"])


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--half", type=int, choices=(0, 1), help="leave this half of the hosts out")
    args = parser.parse_args()
    examples = read_corpora(args.corpora)
    if args.half is not None:
        examples = [e for e in examples if corpora.part_of(e.host, 2) != args.half]
    print(f"{len(examples)} pages, {sum(len(e.labels) for e in examples)} runs")
    write(learn(examples), args.out)


if __name__ == "__main__":
    main()
