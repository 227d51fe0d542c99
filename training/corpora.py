"""Corpora of pages whose truth is known: their rows, pages and hosts, and data files made of them.

What is learnt from them is in the other modules of this package.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

ANY = Magazine(slug="any", title="", homepage="http://any.example/")
"""Pages of which nothing is declared."""
FETCHED_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""The same for every page, so that nothing depends on the day of the training."""
LEARNING: Mapping[str, Any] = {
    "objective": "binary",
    "bagging_freq": 1,
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
}
"""What all models have in common: yes or no, and the same weights in every run."""
Job = tuple[str, str]
"""A corpus' folder, and a line of its truth; strings, to be sent to other processes."""


def jobs(folder: Path) -> list[Job]:
    """One job a page of the corpus."""
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").strip().split("\n")
    return [(str(folder), line) for line in lines]


def read(job: Job) -> tuple[dict[str, Any], Page]:
    """The truth about a page, and the page."""
    folder, line = job
    row = json.loads(line)
    body = gzip.decompress((Path(folder) / "pages" / f"{row['id']}.html.gz").read_bytes())
    return row, Page(url=row.get("url") or "", body=body, fetched_at=FETCHED_AT)


def kind_of(row: Mapping[str, Any]) -> str | None:
    """What the corpus says that a page is (``article``, ``listing``…); None if it does not."""
    kind: str | None = (row.get("meta") or {}).get("type")
    return kind


def host_of(url: str, page_id: str) -> str:
    """The registered name of the site, roughly; the page's id where no address is known."""
    labels = (urlsplit(url).hostname or "").split(".")
    if len(labels) < 2:
        return page_id
    short_second = len(labels) > 2 and len(labels[-2]) <= 3  # such as co.uk
    return ".".join(labels[-3 if short_second else -2 :])


def part_of(host: str, parts: int, salt: str = "") -> int:
    """The half, fold or other part that a host belongs to, the same in every run."""
    return int(hashlib.sha1(f"{salt}{host}".encode()).hexdigest(), 16) % parts


def compact(value: Any) -> str:
    """JSON without blanks, all letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def trees_of(model: Any, share: float = 1.0) -> list[Any]:
    """The trees of a lightgbm model as nested lists, each leaf counted by ``share``."""

    def nested(node: Mapping[str, Any]) -> Any:
        if "leaf_value" in node:  # more digits than these say nothing
            return round(node["leaf_value"] * share, 5)
        limit = float(f"{node['threshold']:.6g}")
        return [
            node["split_feature"],
            limit,
            nested(node["left_child"]),
            nested(node["right_child"]),
        ]

    return [nested(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]


def write(out: Path, fields: Iterable[str], trees: Sequence[Any]) -> None:
    """Write a data file: its ``fields``, each a line or several of JSON, and a tree a line."""
    lines = ",\n".join("  " + compact(tree) for tree in trees)
    out.parent.mkdir(exist_ok=True)
    text = ",\n".join(f" {field}" for field in (*fields, f'"trees": [\n{lines}\n ]'))
    out.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")
    print(f"{out}: {len(trees)} trees, {out.stat().st_size / 1024:.0f} KiB")
