"""The query language: what is read, and what is refused, with its place."""

from datetime import date

import pytest

from archive.errors import EmptyQuery, QueryError
from archive.search.parsing import MAX_DEPTH, MAX_TERMS, parse
from archive.search.query import And, Fact, Not, Or, Query, Term

LAIT, CREME, AIL = Term(("lait",)), Term(("crème",)), Term(("ail",))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lait", LAIT),
        ("lait lait", LAIT),
        ("lait crème", And((LAIT, CREME))),
        ("lait AND crème ail", And((LAIT, CREME, AIL))),
        ("lait OR crème ail", Or((LAIT, And((CREME, AIL))))),
        ("(lait OR crème) ail", And((Or((LAIT, CREME)), AIL))),
        ("lait -crème", And((LAIT, Not(CREME)))),
        ("lait NOT (crème OR ail)", And((LAIT, Not(Or((CREME, AIL)))))),
        ("lait --crème", And((LAIT, Not(CREME)))),
        ("lait NOT -crème", And((LAIT, CREME))),
        ("lait and or not", And((LAIT, Term(("and",)), Term(("or",)), Term(("not",))))),
        ('"lait and"', Term(("lait", "and"), "phrase")),
        ('"lait AND"', Term(("lait", "AND"), "phrase")),
        ("e-commerce", Term(("e", "commerce"))),
        ("l\'ail d’aujourd’hui", And((AIL, Term(("aujourd", "hui"))))),
        ("lait*", Term(("lait",), "prefix")),
        ("cre\u0300*", Term(("crè",), "prefix")),
        ("lait & – crème / :", And((LAIT, CREME))),
        ("headline:lait", Term(("lait",), field="headline")),
        ("Headline:(lait OR -ail)", Or((Term(("lait",), field="headline"),
                                        Not(Term(("ail",), field="headline"))))),
        ("-author:\"De Smedt\" lait", And((Not(Term(("De", "Smedt"), "phrase", "author")), LAIT))),
        ("magazine:LSA_conso", Fact("magazine", "lsa_conso")),
        ("language:(FR OR nl)", Or((Fact("language", "fr"), Fact("language", "nl")))),
        ("10:30", Term(("10", "30"))),
        ("https://rayon.example", Term(("https", "rayon", "example"))),
        ("Ciney : lait", And((Term(("Ciney",)), LAIT))),
    ],
)  # fmt: skip
def test_reads(query: str, expected: object) -> None:
    assert parse(query) == Query(root=expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ("lait after:2026-11-03", date(2026, 11, 3), None),
        ("after:2026-11 lait", date(2026, 11, 1), None),
        ("(lait after:2026) before:2027", date(2026, 1, 1), date(2026, 12, 31)),
        ("lait after:2026 after:2024", date(2026, 1, 1), None),
        ("lait before:2026 before:2024-03-01", None, date(2024, 2, 29)),
    ],
)
def test_days(query: str, since: date | None, until: date | None) -> None:
    assert parse(query) == Query(root=LAIT, since=since, until=until)


@pytest.mark.parametrize(
    ("query", "message", "place"),
    [
        ("lait AND", "AND has nothing after it", 6),
        ("AND lait", "AND has nothing before it", 1),
        ("OR", "OR has nothing before it", 1),
        ("lait OR OR ail", "OR has nothing after it", 6),
        ("lait NOT", "NOT has nothing after it", 6),
        ("lait (ail", "this parenthesis is not closed", 6),
        ("lait) ail", "this parenthesis closes nothing", 5),
        ('lait "ail', "this quotation mark is not closed", 6),
        ("lait a*", r"a \* needs 2 letters", 7),
        ("lait *", r"a \* needs the beginning", 6),
        ("la*it", r"a \* can only stand at the end", 3),
        ("titre:lait", "no field 'titre'; there are headline, lead,", 1),
        ("headline:(lead:lait)", "lead: inside of headline:", 11),
        ("headline:-lait", "write -headline: to exclude", 1),
        ("language:french", "language: wants an ISO 639 code", 10),
        ("magazine:lsa*", "magazine: wants a whole value", 10),
        ("lait after:hier", "after: wants a day", 6),
        ("lait after:2026-13", "after: wants a day", 6),
        ("lait OR after:2026", "after: holds for the whole query", 9),
        ("lait -after:2026", "after: holds for the whole query", 7),
        ("lait (ail OR before:2026)", "before: holds for the whole query", 14),
        ("(" * (MAX_DEPTH + 1) + "lait", f"more than {MAX_DEPTH} parentheses", MAX_DEPTH + 1),
        ("a " * (MAX_TERMS + 1), f"more than {MAX_TERMS} words", 2 * MAX_TERMS + 1),
    ],
)
def test_mistake_is_named_with_its_place(query: str, message: str, place: int) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse(query)
    assert caught.value.place == place - 1
    assert f"at character {place} of" in str(caught.value)


@pytest.mark.parametrize(
    "query", ["", " & ", "-lait", "NOT (lait ail)", "after:2026", "()", "-(ail)"]
)
def test_nothing_to_look_for(query: str) -> None:
    with pytest.raises(EmptyQuery, match="no word to look for"):
        parse(query)


def test_filters_from_elsewhere_narrow() -> None:
    query = parse("lait crème after:2026-02-01").narrowed(
        magazine="Rayon", since=date(2026, 1, 1), until=date(2026, 3, 1)
    )
    assert query == Query(
        root=And((LAIT, CREME, Fact("magazine", "rayon"))),
        since=date(2026, 2, 1),
        until=date(2026, 3, 1),
    )
    assert query.terms() == [LAIT, CREME]


def test_terms_are_what_is_looked_for() -> None:
    query = parse("lait -(crème -ail) author:lait lait")
    assert query.terms() == [LAIT, AIL]
