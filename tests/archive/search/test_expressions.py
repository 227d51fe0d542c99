"""A tree in the notation of each database."""

import pytest

from archive.search.expressions import fact_word, fts5, is_exact, tsquery
from archive.search.parsing import parse


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lait", '("frlait" OR "nllait")'),
        ("lait -language:fr", '((("frlait" OR "nllait")) NOT ("_lfr"))'),
        ("lait OR -magazine:a", '(("frlait" OR "nllait") OR ("_all" NOT "_ma"))'),
        ("headline:lait", '(headline : ("frlait" OR "nllait"))'),
        ('"un lait"', '("frun frlait" OR "nlun nllait")'),
        ("un-lai*", '("frun frlai" * OR "nlun nllai" *)'),
        ("author:noël", '("_anoel")'),
        ("winkel", '("frwinkel" OR "nlwinkel" * OR "_pnlwinkel")'),
    ],
)
def test_fts5(query: str, expected: str) -> None:
    assert fts5(parse(query).root, ["fr", "nl"]) == expected


@pytest.mark.parametrize(
    ("query", "strict", "loose"),
    [
        ("lait", "('frlait')", "('frlait')"),
        ("lait -ail", "(('frlait') & ('_all' & !('frail')))", None),
        ("body:lait", "('frlait':D)", "('frlait')"),
        ("headline:lait*", "('1frlait':*)", "('1frlait':*)"),
        ('"un lait"', "('frun' <-> 'frlait')", "('frun' & 'frlait')"),
        (
            'ail -"un lait"',
            "(('frail') & ('_all' & !('frun' <-> 'frlait')))",
            "(('frail') & '_all')",
        ),
        ("ail OR magazine:a", "(('frail') | '_ma')", None),
    ],
)
def test_tsquery(query: str, strict: str, loose: str | None) -> None:
    root = parse(query).root
    assert _bare(tsquery(root, ["fr"])) == _bare(strict)
    assert _bare(tsquery(root, ["fr"], loose=True)) == _bare(loose or strict)
    assert is_exact(root, ["fr"]) == ((loose or strict) == strict)


def _bare(expression: str) -> str:
    """Without parentheses, of which there may be more than are needed."""
    return expression.replace("(", "").replace(")", "")


def test_values_cannot_leave_their_quotes() -> None:
    assert fact_word("magazine", "LSA-conso") == "_mlsa_2d_conso"
    assert fact_word("magazine", "a' OR \"b") == "_ma_27__20_or_20__22_b"
    assert fact_word("magazine", "étal") != fact_word("magazine", "etal")
