"""From pages with their truth to the data file; what needs lightgbm is left out without it."""

import gzip
import importlib.util
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.extract.samples import LANGUAGES, STORIES, cleaned, document, items
from tradecrawler.extract import block_model
from tradecrawler.extract.block_model import LEAVES, BlockModel, Status
from tradecrawler.extract.features import COLUMNS
from tradecrawler.extract.surroundings import Floats
from tradecrawler.items import Measured
from training import blocks
from training.blocks import (
    MOST_WORDS,
    NAME_HOSTS,
    PRIOR,
    PRIOR_HOSTS,
    SURE,
    WORD_HOSTS,
    Example,
    learn,
    learn_odds,
    read_page,
    table,
    tree_of,
    with_guesses,
    write,
)
from training.corpora import part_of
from training.labels import OTHER, TEXT, UNKNOWN

needs_lightgbm = pytest.mark.skipif(
    importlib.util.find_spec("lightgbm") is None,
    reason="lightgbm, which learns the block model, is not installed",
)


def example(
    host: str, labels: list[int], names: tuple[str, ...] = (), words: list[int] | None = None
) -> Example:
    """A page whose runs all have the same names."""
    number = len(labels)
    return Example(
        host=host,
        measured=Measured(
            figures=np.zeros((number, len(COLUMNS)), np.float32),
            near=(names,) * number,
            far=((),) * number,
            words=(names,) * number,
        ),
        statuses=["kept"] * number,
        labels=labels,
        words=words or [10] * number,
    )


# -- halves and trees


def test_halves_of_hosts_are_the_same_in_every_run() -> None:
    assert [part_of(f"site{n}.example", 2) for n in range(8)] == [1, 0, 1, 1, 1, 0, 0, 1]
    assert {part_of(f"site{n}.example", 5, "fold") for n in range(50)} == set(range(5))


def node(feature: int, limit: float, left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    return {
        "split_feature": feature,
        "threshold": limit,
        "left_child": left,
        "right_child": right,
    }


def leaf(value: float) -> dict[str, Any]:
    return {"leaf_value": value}


def test_a_tree_is_written_as_leaves_and_questions() -> None:
    root = node(3, 0.5, node(1, 1.50000000002, leaf(0.1234567), leaf(-1)), leaf(2))
    everything = (1 << LEAVES) - 1
    assert tree_of(root) == {
        "leaves": [0.12346, -1, 2],
        "questions": [[1, 1.5, everything - 0b001], [3, 0.5, everything - 0b011]],
    }


def test_a_tree_without_questions() -> None:
    assert tree_of(leaf(0.25)) == {"leaves": [0.25], "questions": []}


def answer(root: dict[str, Any], row: list[float]) -> float:
    """The leaf of a tree as lightgbm describes it."""
    while "leaf_value" not in root:
        is_left = row[root["split_feature"]] <= root["threshold"]
        root = root["left_child" if is_left else "right_child"]
    return float(root["leaf_value"])


def test_a_written_tree_answers_as_the_one_that_was_learnt() -> None:
    deep = leaf(0.0)
    for n in range(1, LEAVES):  # as deep as can be, left and right by turns
        other = leaf(n / 8)
        deep = node(n % 5, n / LEAVES, *((deep, other) if n % 2 else (other, deep)))
    model = model_of([tree_of(deep)])
    random = np.random.default_rng(1)
    figures = random.uniform(0, 1, (200, len(COLUMNS))).astype(np.float32)
    none = ((),) * 200
    measured = Measured(figures=figures, near=none, far=none, words=none)
    found = model.probabilities(measured, ["kept"] * 200)
    expected = [1 / (1 + math.exp(-answer(deep, row))) for row in figures.tolist()]
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def model_of(trees: list[dict[str, Any]]) -> BlockModel:
    odds: dict[str, dict[str, float]] = {"near": {}, "far": {}, "words": {}}
    return block_model.read({"odds": odds, "trees": trees})


# -- reading pages


def corpus(folder: Path, pages: dict[str, str], truths: dict[str, dict[str, Any]]) -> Path:
    (folder / "pages").mkdir(parents=True)
    for name, markup in pages.items():
        (folder / "pages" / f"{name}.html.gz").write_bytes(gzip.compress(markup.encode()))
    rows = [json.dumps({"id": name, **truth}) for name, truth in truths.items()]
    (folder / "truth.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def job(folder: Path, number: int = 0) -> tuple[str, str]:
    return str(folder), (folder / "truth.jsonl").read_text(encoding="utf-8").split("\n")[number]


def test_a_page_whose_text_is_known(tmp_path: Path) -> None:
    story = STORIES["fr"]
    markup = document(story.html)
    truth = {"url": "https://www.rayons.example/a", "body": story.text}
    found = read_page(job(corpus(tmp_path / "c", {"a": markup}, {"a": truth})))
    assert found is not None
    assert found.host == "rayons.example"
    texts = [block.text for block in cleaned(markup).blocks]
    assert found.labels == [TEXT if text in story.paragraphs else OTHER for text in texts]
    assert found.words == [min(MOST_WORDS, len(text.split())) for text in texts]
    assert found.statuses == ["apart", *["kept"] * len(story.paragraphs)]
    assert len(found.measured.figures) == len(texts)


def test_a_page_of_which_segments_are_known(tmp_path: Path) -> None:
    story = STORIES["nl"]
    truth = {"with": [story.paragraphs[1][:50]], "without": ["Volgende week"]}
    markup = document(story.html + "<p>Volgende week meer nieuws.</p>", lang="nl")
    found = read_page(job(corpus(tmp_path / "c", {"a": markup}, {"a": truth})))
    assert found is not None
    assert found.host == "a"
    assert found.labels == [UNKNOWN, UNKNOWN, TEXT, UNKNOWN, UNKNOWN, OTHER]


def test_pages_without_articles_or_text_are_left_out(tmp_path: Path) -> None:
    story = STORIES["en"]
    folder = corpus(
        tmp_path / "c",
        {"a": document(story.html, lang="en"), "b": document(story.html), "c": "<p></p>"},
        {
            "a": {"body": story.text, "meta": {"type": "article"}},
            "b": {"body": story.text, "meta": {"type": "listing"}},
            "c": {"body": story.text},
        },
    )
    assert [read_page(job(folder, n)) is not None for n in range(3)] == [True, False, False]


# -- odds


def test_every_host_has_one_vote() -> None:
    text = [example(f"t{n}", [TEXT] * (1 + 20 * n), ("x1",)) for n in range(NAME_HOSTS // 2)]
    other = [example(f"o{n}", [OTHER], ("x1",)) for n in range(NAME_HOSTS // 2)]
    hosts = len(text) + len(other)
    share = (len(text) + PRIOR * PRIOR_HOSTS) / (hosts + PRIOR_HOSTS)
    assert learn_odds(text + other).near == {"x1": round(math.log(share / (1 - share)), 2)}


@pytest.mark.parametrize(("kind", "hosts"), [("near", NAME_HOSTS), ("words", WORD_HOSTS)])
def test_names_of_few_hosts_are_left_out(kind: str, hosts: int) -> None:
    examples = [example(f"{n}", [TEXT], ("x1",)) for n in range(hosts)]
    assert "x1" in getattr(learn_odds(examples), kind)
    assert getattr(learn_odds(examples[1:]), kind) == {}


def test_runs_of_which_nothing_is_known_have_no_vote() -> None:
    unknown = [example(f"{n}", [UNKNOWN, UNKNOWN], ("x1",)) for n in range(WORD_HOSTS)]
    assert learn_odds(unknown).near == {}


def test_longer_runs_count_for_more_in_names_but_not_in_words() -> None:
    examples = [example(f"{n}", [TEXT, OTHER], ("x1",), words=[64, 1]) for n in range(WORD_HOSTS)]
    found = learn_odds(examples)
    assert found.near["x1"] > 1 > 0 > found.words["x1"] > -0.2


def test_odds_do_not_depend_on_the_order_of_pages() -> None:
    examples = [example(f"{n}", [n % 2], ("x1", f"x{n % 3}")) for n in range(60)]
    assert learn_odds(examples) == learn_odds(examples[::-1])


# -- the table


def test_only_runs_with_a_label_are_learnt_from() -> None:
    examples = [example("a", [TEXT, UNKNOWN, OTHER]), example("b", [UNKNOWN, UNKNOWN])]
    inputs, truths, weights = table(examples)
    assert len(inputs) == len(weights) == 2
    assert truths.tolist() == [TEXT, OTHER]
    assert weights[0] == weights[1]


def test_long_runs_weigh_more_and_pages_not_in_proportion() -> None:
    _, _, weights = table([example("a", [TEXT, OTHER], words=[80, 10])])
    assert 1 < weights[0] / weights[1] < 8
    _, _, few = table([example("a", [TEXT] * 2)])
    _, _, many = table([example("a", [TEXT] * 200)])
    assert 2 < many.sum() / few.sum() < 100


def test_names_are_learnt_from_other_folds_than_they_are_used_in() -> None:
    """All hosts that know a name are in the fold of the example: it must not profit from it."""
    hosts = [f"h{n}" for n in range(400)]
    fold = [host for host in hosts if part_of(host, blocks.FOLDS, "fold") == 0]
    examples = [example(host, [TEXT], ("x1",)) for host in fold]
    assert len(fold) >= NAME_HOSTS
    inputs, _, _ = table(examples)
    assert not inputs[:, len(COLUMNS) + 6 : len(COLUMNS) + 9].any()
    inputs, _, _ = table([*examples, *(example(host, [TEXT], ("x1",)) for host in hosts)])
    assert inputs[:, len(COLUMNS) + 6 : len(COLUMNS) + 9].any()


class Certain:
    """A model that is sure of the first and last run alone."""

    def probabilities(self, measured: Measured, statuses: list[Status]) -> Floats:
        found = np.full(len(statuses), 0.5, np.float32)
        found[0], found[-1] = 1 - SURE / 2, SURE / 2
        return found


def test_the_first_model_labels_what_it_is_sure_of() -> None:
    model: Any = Certain()
    told = with_guesses(example("a", [UNKNOWN, UNKNOWN, TEXT, UNKNOWN]), model)
    assert told.labels == [TEXT, UNKNOWN, TEXT, OTHER]
    known = example("a", [OTHER, TEXT])
    assert with_guesses(known, model) is known


# -- the file


def test_the_file_is_read_as_it_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data: dict[str, Any] = {
        "made_by": "training/blocks.py",
        "odds": {"near": {"é": 1.5}, "far": {'"': -2.0}, "words": {}},
        "trees": [tree_of(node(0, 1e-35, leaf(1), leaf(-1))), tree_of(leaf(0.5))],
    }
    out = tmp_path / "data" / "blocks.json"
    write(data, out)
    text = out.read_text(encoding="utf-8")
    assert json.loads(text) == data
    assert '\n  "near": {"é":1.5},\n' in text
    assert text.count('\n  {"leaves":') == len(data["trees"])  # a line each
    assert "2 trees" in capsys.readouterr().out
    assert block_model.read(data).odds.near == {"é": 1.5}


@needs_lightgbm
def test_what_is_learnt_tells_text_from_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small corpus, on which everything is as easy as can be; learnt twice it is the same."""
    monkeypatch.setattr(blocks, "TREES", 10)
    monkeypatch.setitem(blocks.PARAMETERS, "learning_rate", 0.5)
    monkeypatch.setitem(blocks.PARAMETERS, "num_threads", 1)
    pages, truths = {}, {}
    for n in range(12):
        language = LANGUAGES[n % 4]
        story = STORIES[language]
        links = items(tuple(f'<a href="/{i}">Rayons {i}</a>' for i in range(10 + n)))
        pages[f"p{n}"] = document(f"{story.html * 3}{links}", lang=language)
        truths[f"p{n}"] = {"url": f"https://site{n}.example/", "body": story.text * 3}
    folder = corpus(tmp_path / "c", pages, truths)
    examples = [e for e in (read_page(job(folder, n)) for n in range(12)) if e is not None]
    assert len(examples) == 12
    data = learn(examples)
    assert data == learn(examples)
    model = block_model.read(data)
    for one in examples:
        probabilities = model.probabilities(one.measured, one.statuses)
        texts = [p for p, label in zip(probabilities, one.labels, strict=True) if label == TEXT]
        others = [p for p, label in zip(probabilities, one.labels, strict=True) if label == OTHER]
        assert min(texts) > 0.5
        assert np.mean(others) < 0.2
