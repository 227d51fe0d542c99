from itertools import pairwise
from pathlib import Path

import pytest

from tradecrawler.demo.blocks import ContentError
from tradecrawler.demo.content import load
from tradecrawler.demo.site import EDITIONS, snapshots

TEMPLATE = """+++
slug = "prix-$week"
headline = "Semaine $week"
lead = "Un relevé."
authors = ["Odette Brimard"]
published = ${tuesday}T08:30:00+01:00
section = "Produits"
keywords = []
+++
Il a coûté $price euros.
"""

VALUES = """
[[editions]]
edition = 3
week = "48"
price = "2,10"
"""


@pytest.fixture
def weekly(content: Path) -> Path:
    """The tiny folder of content with a weekly template."""
    folder = content / "weekly" / "comptoir"
    folder.mkdir(parents=True)
    (folder / "prices.fr.md").write_text(TEMPLATE, encoding="utf-8")
    (content / "weekly" / "comptoir.toml").write_text(VALUES, encoding="utf-8")
    return content


def test_a_template_is_filled_for_each_edition(weekly: Path) -> None:
    [source] = [source for source in load(weekly)[0].sources if source.slug == "prix-48"]
    assert source.key == "prices-3"
    assert source.published.date().isoformat() == "2026-11-24"
    assert 2 not in source.editions
    assert 4 in source.editions


def test_a_name_without_a_value_is_told_with_the_file(weekly: Path) -> None:
    (weekly / "weekly" / "comptoir.toml").write_text("[[editions]]\nedition = 3\n")
    with pytest.raises(ContentError, match=r"weekly/comptoir/prices\.fr\.md in edition 3"):
        load(weekly)


def test_every_edition_has_ten_articles_more_than_the_one_before() -> None:
    numbers = [len(snapshots(edition)[0].online) for edition in range(2, EDITIONS + 1)]
    assert {after - before for before, after in pairwise(numbers)} == {10}
