"""Lines that say a value, told from titles."""

import pytest

from tradecrawler.extract.facts import is_fact
from tradecrawler.extract.text import split_label
from tradecrawler.items import Block


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ort: Kornhaus, Kassel", True),
        ("12 g de sel", True),
        ("12 mars : Salon de l'emballage", True),
        ("Prix : 8 %", True),
        ("10 ways to pack a fragile parcel", False),
        ("Moutarde : retour aux sources pour un vieux moulin", False),
        ("Port bets on hydrogen", False),
    ],
)
def test_facts(line: str, expected: bool) -> None:
    assert is_fact(Block("list_item", line), *split_label(line)) is expected
