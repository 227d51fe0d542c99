"""What stands in both texts, and what was replaced."""

import pytest

from archive.relatives.alignment import Replaced, align
from archive.relatives.tokens import codes

TEXT = "le groupe a ouvert hier un magasin de 300 m2 à Ciney avec douze personnes"


@pytest.mark.parametrize(
    ("other", "words", "names", "numbers"),
    [
        (TEXT, (12, 0), (1, 0), (2, 0)),
        (TEXT.replace("300", "450"), (12, 0), (1, 0), (1, 1)),
        (TEXT.replace("Ciney", "Rochefort"), (12, 0), (0, 1), (2, 0)),
        (TEXT.replace("ouvert hier", "fermé lundi"), (10, 2), (1, 0), (2, 0)),
        (TEXT.replace("hier ", ""), (11, 0), (1, 0), (2, 0)),  # left out is not replaced
        ("avec douze personnes " + TEXT, (12, 0), (1, 0), (2, 0)),  # pairs that are there twice
        ("rien de tout cela", (0, 0), (0, 0), (0, 0)),
        ("", (0, 0), (0, 0), (0, 0)),
    ],
)
def test_what_became_of_words(
    other: str, words: tuple[int, int], names: tuple[int, int], numbers: tuple[int, int]
) -> None:
    found = align(codes(TEXT), codes(other))
    assert found == {
        "word": Replaced(*words),
        "name": Replaced(*names),
        "number": Replaced(*numbers),
    }


def test_an_order_that_changed_keeps_the_longer_part() -> None:
    start, end = TEXT.split(" un ")
    found = align(codes(TEXT), codes(f"{end} un {start}"))
    assert sum(kind.kept for kind in found.values()) == len(f"{end}".split())
