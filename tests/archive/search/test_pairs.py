"""Neighbours in the index: never missed, and asked for where they can help."""

from archive.search.pairs import pair_words, pairs_query
from archive.search.parsing import parse


def test_each_pair_of_a_field_once_and_none_over_a_border() -> None:
    found = pair_words([["a", "b", "a", "b"], ["c", "_", "d"]], border="_")
    assert len(found) == 2
    assert set(found) == {
        *pair_words([["a", "b"]], border="_"),
        *pair_words([["b", "a"]], border="_"),
    }
    assert all(len(pair) == 3 and pair.isalnum() and pair[0].isupper() for pair in found)


def asked(query: str) -> str | None:
    return pairs_query(parse(query).root, ["fr", "nl"])


def test_a_phrase_asks_for_its_pairs_in_each_language() -> None:
    french, dutch = (
        "({} & {})".format(*(f"'{pair}'" for pair in sorted(pair_words(words, border=""))))
        for words in (
            [["frprix", "frdu"], ["frdu", "frlait"]],
            [["nlprix", "nldu"], ["nldu", "nllait"]],
        )
    )
    assert asked('"prix du lait"') == f"({french} | {dutch})"
    assert asked('headline:"prix du lait" -crème') == f"(({french} | {dutch}))"


def test_nothing_is_asked_for_that_is_not_certain() -> None:
    assert asked("prix") is None
    assert asked('author:"hélène noël"') is None
    assert asked('-"prix du lait" crème') is None
    assert asked('"prix du lait" OR crème') is None
    assert asked('"e-comm*"') is not None  # a star in quotation marks is no beginning
    assert asked("e-comm*") is None  # the second word may go on
    both = asked('"prix du" OR "du lait"')
    assert both is not None
    assert " | " in both
