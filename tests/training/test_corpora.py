"""What is read from corpora, and written of them, by the training scripts."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from training import corpora
from training.corpora import host_of, part_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.rayons.example/a", "rayons.example"),
        ("https://shop.rayons.co.uk/a", "rayons.co.uk"),
        ("", "id-1"),
        ("hard::id-1.html", "id-1"),
    ],
)
def test_the_site_of_a_page(url: str, host: str) -> None:
    assert host_of(url, "id-1") == host


def test_a_page_and_its_truth_are_read(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "a", "url": "https://rayons.example/a", "meta": {"type": "listing"}, "t": "\u2028"},
        {"id": "b", "url": None},
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "truth.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    for row in rows:
        (tmp_path / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(b"<p>Un"))
    found = [corpora.read(job) for job in corpora.jobs(tmp_path)]
    assert [row for row, _ in found] == rows
    assert [page.url for _, page in found] == ["https://rayons.example/a", ""]
    assert {page.body for _, page in found} == {b"<p>Un"}
    assert [corpora.kind_of(row) for row, _ in found] == ["listing", None]


def test_a_host_is_in_one_part_and_a_salt_cuts_anew() -> None:
    hosts = [f"site{n}.example" for n in range(50)]
    assert {part_of(host, 5) for host in hosts} == set(range(5))
    assert [part_of(host, 5) for host in hosts] != [part_of(host, 5, "fold") for host in hosts]


def test_a_data_file_is_json_with_a_tree_a_line(tmp_path: Path) -> None:
    out = tmp_path / "data" / "x.json"
    corpora.write(out, ('"made_by": "x"',), [[0, 1.5, -1, 1], [1, 2, 0, {"é": 1}]])
    text = out.read_text(encoding="utf-8")
    assert json.loads(text) == {"made_by": "x", "trees": [[0, 1.5, -1, 1], [1, 2, 0, {"é": 1}]]}
    assert '  [0,1.5,-1,1],\n  [1,2,0,{"é":1}]\n' in text


class Model:
    """Of one tree, as lightgbm dumps it."""

    def dump_model(self) -> Any:
        leaf = {"leaf_value": 0.1234567}
        node = {"split_feature": 2, "threshold": 1.5000000000000002, "left_child": leaf,
                "right_child": {"leaf_value": -1}}  # fmt: skip
        return {"tree_info": [{"tree_structure": node}]}


def test_trees_are_written_as_lists() -> None:
    assert corpora.trees_of(Model()) == [[2, 1.5, 0.12346, -1]]
    assert corpora.trees_of(Model(), 0.5) == [[2, 1.5, 0.06173, -0.5]]
