"""Neighbours in the index: never missed, and asked for where they can help."""

from archive.search.pairs import BUCKETS, pair_clauses, pair_numbers
from archive.search.parsing import parse


def pair(first: str, second: str) -> int:
    [number] = pair_numbers([[first, second]])
    assert 0 <= number < BUCKETS
    return number


def test_each_pair_of_a_field_and_none_between_fields() -> None:
    found = pair_numbers([["a", "b", "a", "b"], ["c"], []])
    assert found == sorted((pair("a", "b"), pair("b", "a")))


def asked(query: str) -> list[list[int]]:
    return pair_clauses(parse(query).root, ["fr", "nl"])


MILK = [
    sorted((pair("frprix", "frdu"), pair("nlprix", "nldu"))),
    sorted((pair("frdu", "frlait"), pair("nldu", "nllait"))),
]


def test_a_phrase_asks_for_each_pair_in_any_language() -> None:
    assert asked('"prix du lait"') == MILK
    assert asked('headline:"prix du lait" -crème') == MILK
    assert asked('"prix du" "du lait"') == MILK
    assert asked('"prix du" OR "du lait"') == [sorted(MILK[0] + MILK[1])]


def test_nothing_is_asked_for_that_is_not_certain() -> None:
    assert asked("prix") == []
    assert asked('author:"hélène noël"') == []
    assert asked('-"prix du lait" crème') == []
    assert asked('"prix du lait" OR crème') == []
    assert asked("e-comm*") == []  # the second word may go on
    assert asked("du-prix-lait*") == [sorted((pair("frdu", "frprix"), pair("nldu", "nlprix")))]
