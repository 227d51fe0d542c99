"""Search: the same query finds the same articles on both databases."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Connection

from archive.errors import EmptyQuery, QueryError
from archive.records import Article
from archive.search import index, tidying
from archive.search.parsing import MAX_DEPTH, MAX_TERMS
from archive.store import Archive

Make = Callable[..., Article]

TEXTS = {
    "creme": ("La crème glacée revient", "Crème, œufs et sucre.", "L'été arrive dans les rayons."),
    "lait": ("Le prix du lait", None, "La crème suit. Glacée, elle coûte plus : 3,50 € le litre."),
    "winkel": ("De coöperatie opent een winkel", "Zuivel.", "IJs en e-commerce, and or not near."),
    "caisse": ("Caisses automatiques", None, "L'enseigne retire ses caisses AND les autres."),
}


@pytest.fixture
def filled(archive: Archive, make_article: Make) -> Archive:
    archive.store(
        [
            make_article(
                name,
                headline=headline,
                lead=lead,
                body_text=body,
                language="nl" if name == "winkel" else "fr",
                date_published=f"2026-11-0{day}",
                magazine="etal" if name == "caisse" else "rayon",
            )
            for day, (name, (headline, lead, body)) in enumerate(TEXTS.items(), start=1)
        ]
    )
    return archive


def found(archive: Archive, query: str) -> set[str]:
    return {hit.article.canonical_url.rpartition("/")[2] for hit in archive.search(query)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("creme", {"creme", "lait"}),
        ("CRÈME", {"creme", "lait"}),
        ("cre\u0300me", {"creme", "lait"}),
        ("oeufs", {"creme"}),
        ("cooperatie", {"winkel"}),
        ("crème lait", {"lait"}),  # in headline and body
        ('"crème glacée"', {"creme"}),
        ('"crème suit glacée"', {"lait"}),  # across punctuation
        ('"lait la crème"', set()),  # not across the border of headline and body
        ('"revient crème"', set()),
        ("creme -lait", {"creme"}),
        ('creme -"crème glacée"', {"lait"}),
        ("-lait -winkel creme", {"creme"}),
        ("creme -absent", {"creme", "lait"}),
        ("enseigne", {"caisse"}),
        ("l'enseigne", {"caisse"}),
        ("e-commerce", {"winkel"}),
        ("3,50", {"lait"}),
        ("rayon", {"creme"}),
        ("L’ENSEIGNES", {"caisse"}),
        ("qu'elle", {"lait"}),
        ("winkels", {"winkel"}),
        ("caisse", {"caisse"}),
        ("automatiquement", {"caisse"}),
        ("glacé", {"creme", "lait"}),
        ("oeuf OR winkel", {"creme", "winkel"}),
        ("creme NOT lait", {"creme"}),
        ("(oeufs OR litre) crème", {"creme", "lait"}),
        ("-(oeufs OR litre) crème", set()),
        ("crème -(oeufs litre)", {"creme", "lait"}),
        ("headline:crème", {"creme"}),
        ("lead:crème", {"creme"}),
        ("body:crème", {"lait"}),
        ('headline:"crème glacée"', {"creme"}),
        ('body:"crème glacée"', set()),
        ("headline:(lait OR caisse) -body:enseigne", {"lait"}),
        ("magazine:etal", {"caisse"}),
        ("MAGAZINE:(etal OR absent) OR winkel", {"caisse", "winkel"}),
        ("language:nl", {"winkel"}),
        ("-language:fr winkel", {"winkel"}),
        ("author:noël section:commerce crème", {"creme", "lait"}),
        ('author:"piet de smedt" winkel', {"winkel"}),
        ('author:"noël piet" winkel', set()),
        ("noël", set()),  # authors are no text
        ("after:2026-11-02 crème", {"lait"}),
        ("before:2026-11-02 crème", {"creme"}),
        ("after:2026 before:2027 crème", {"creme", "lait"}),
        ("consig*", set()),
        ("cais*", {"caisse"}),
        ("caisses*", {"caisse"}),
        ("e-comm*", {"winkel"}),
        ("crème OR -crème", {"creme", "lait", "winkel", "caisse"}),
        ("winkel OR NOT lait", {"creme", "winkel", "caisse"}),
        ("fromage", set()),
    ],
)
def test_query_finds(filled: Archive, query: str, expected: set[str]) -> None:
    assert found(filled, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "near",
        "^winkel",
        "winkel'",
        "'winkel' | 'lait'",
        "winkel & !lait",
        "winkel <-> lait",
        "winkel \\",
        "winkel\x00",
        "winkel\n\t",
        "winkel; DROP TABLE articles --",
        "winkel %s %(x)s :x ?",
        "winkel \ud800",
        "winkel 🧀",
        "--winkel x",
        "winkel " + "x" * 5_000,
        'magazine:"\'; DROP TABLE articles --" OR winkel',
        'author:"x\' OR 1=1" OR winkel',
    ],
)
def test_signs_do_no_harm(filled: Archive, query: str) -> None:
    assert found(filled, query) <= {"winkel", "caisse"}


@pytest.mark.parametrize("operator", ["OR -", "", "OR NOT (x OR y) -"])
def test_deepest_and_longest_query_is_answered(filled: Archive, operator: str) -> None:
    deep = "winkel"
    for number in range(MAX_DEPTH):
        deep = f'"mot {number}" {operator}({deep})'
    filled.search(deep)
    assert found(filled, " OR ".join(["winkel", *(f"m{n:02}*" for n in range(MAX_TERMS - 1))])) == {
        "winkel"
    }


@pytest.mark.parametrize("query", ["winkel AND", "(winkel", "*winkel", '"winkel', "winkel:A"])
def test_mistake_is_an_error(filled: Archive, query: str) -> None:
    with pytest.raises(QueryError, match="at character"):
        filled.search(query)


@pytest.mark.parametrize("query", ["", "  ", "-", '""', "-lait", '-"crème glacée"', "&:()'", "_"])
def test_query_without_a_word_is_an_error(archive: Archive, query: str) -> None:
    with pytest.raises(EmptyQuery, match="no word to look for"):
        archive.search(query)


def test_filters(filled: Archive) -> None:
    def ids(**filters: object) -> list[str]:
        hits = filled.search("la", **filters) + filled.search("les", **filters)  # type: ignore[arg-type]
        return sorted({hit.article.canonical_url.rpartition("/")[2] for hit in hits})

    assert ids() == ["caisse", "creme", "lait"]
    assert ids(magazine="rayon") == ["creme", "lait"]
    assert ids(language="nl") == []
    assert ids(since=date(2026, 11, 2)) == ["caisse", "lait"]
    assert ids(until=date(2026, 11, 2), language="fr") == ["creme", "lait"]
    assert ids(magazine="rayon", since=date(2026, 11, 2), until=date(2026, 11, 3)) == ["lait"]


def test_headline_weighs_more_than_body(filled: Archive) -> None:
    first, second = filled.search("crème")
    assert first.article.canonical_url.endswith("/creme")
    assert first.rank > second.rank > 0


def test_limit_keeps_the_best(filled: Archive) -> None:
    [hit] = filled.search("crème", limit=1)
    assert hit.article.canonical_url.endswith("/creme")


def test_hit_shows_where_it_was_found(filled: Archive) -> None:
    [hit] = filled.search("lait litre")
    assert hit.article.headline == "Le prix du lait"
    assert [hit.article.headline[a:b] for a, b in hit.headline_highlights] == ["lait"]
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.highlights] == ["litre"]


def test_only_the_current_version_is_found(archive: Archive, make_article: Make) -> None:
    archive.store([make_article(headline="Fromage")])
    archive.store([make_article(day=1, headline="Beurre")])
    assert found(archive, "fromage") == set()
    assert found(archive, "beurre") == {"ciney"}


def test_of_two_states_in_one_batch_the_later_is_found(
    archive: Archive, make_article: Make
) -> None:
    archive.store([make_article(headline="Fromage"), make_article(day=1, headline="Beurre")])
    assert found(archive, "fromage") == set()
    assert found(archive, "beurre") == {"ciney"}


def test_what_waits_beside_the_index_is_put_into_it(
    archive: Archive, make_article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied, tidy = list[Connection](), index.tidy

    def noted(connection: Connection) -> None:
        tidied.append(connection)
        tidy(connection)

    monkeypatch.setattr(tidying, "TIDY_AFTER", 3)
    monkeypatch.setattr(index, "tidy", noted)
    for name in ("ciney", "dinant", "namur", "huy"):
        archive.store([make_article(name)])
        assert len(archive.search("magasin")) == len(archive.articles())
    assert len(tidied) == (archive._engine.dialect.name == "postgresql")  # nothing waits on SQLite


def test_refused_refetch_is_not_found(archive: Archive, make_article: Make) -> None:
    archive.store([make_article(headline="Fromage")])
    archive.store([make_article(day=1, headline="Fromage", lead=None, body_text="Cookies")])
    assert found(archive, "cookies") == set()
    assert found(archive, "fromage") == {"ciney"}


def test_metadata_follow_the_current_version(archive: Archive, make_article: Make) -> None:
    archive.store([make_article(headline="Fromage", section="Commerce")])
    archive.store(
        [
            make_article(
                day=1,
                headline="Fromages",
                section="Marché",
                language="nl",
                date_published="2025-01-01",
                authors=("Jo",),
            )
        ]
    )
    assert found(archive, "section:marche author:jo language:nl before:2026 fromages") == {"ciney"}
    assert found(archive, "section:commerce OR author:noël OR language:fr") == set()
    assert found(archive, "fromages after:2026") == set()


def test_rebuilt_index_answers_as_before(filled: Archive) -> None:
    queries = (
        "crème",
        "author:noël",
        "magazine:etal",
        "language:nl",
        "prix after:2026",
        '"la crème"',
    )
    before = [filled.search(query) for query in queries]
    assert filled.rebuild_search() == len(TEXTS)
    assert [filled.search(query) for query in queries] == before


def test_language_names_the_words_it_reads(archive: Archive, make_article: Make) -> None:
    """A greenhouse is no till."""
    archive.store(
        [
            make_article("kas", headline="In de kas", language="nl"),
            make_article("kasse", headline="An der Kasse", language="de"),
            make_article("sans", headline="Kassen", language=None),
        ]
    )
    assert found(archive, "kassen") == {"kas", "kasse", "sans"}
    assert found(archive, "kas") == {"kas"}
    assert found(archive, "kassen language:de") == {"kasse"}
    assert found(archive, "kassen language:sv") == set()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("handel", {"einzel"}),
        ('"handel"', set()),
        ("headline:handel", set()),
        ("Einzelhandel", {"einzel"}),
        ("verpackung", {"einzel"}),
        ("müll", set()),
        ("markt", {"super"}),
        ("supermarkt", {"super"}),
    ],
)
def test_compounds(archive: Archive, make_article: Make, query: str, expected: set[str]) -> None:
    archive.store(
        [
            make_article("einzel", headline="Einzelhandels Verpackungsabfall", language="de"),
            make_article("super", headline="Supermarktketens", language="nl", body_text="Biomarkt"),
        ]
    )
    assert found(archive, query) == expected


def test_frequent_word_beyond_what_an_index_can_place(archive: Archive, make_article: Make) -> None:
    """Both databases know the same places of a word, and no others."""
    body = "le lait " * 400 + "le beurre"
    archive.store([make_article(headline="Lait", body_text=body)])
    assert found(archive, "beurre lait") == {"ciney"}
    assert found(archive, '"lait le"') == {"ciney"}
    assert found(archive, '"le beurre"') == set()


def test_of_many_matches_the_newest_and_those_in_the_headline_are_ranked(
    archive: Archive, make_article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.search.finding.MAX_RANKED", 2)
    monkeypatch.setattr("archive.search.finding.MAX_RANKED_BY_SQLITE", 2)
    headlines = ["Lait", "Fromage", *(f"Lait {n}" for n in range(2, 9))]
    archive.store(
        [
            make_article(f"a{n}", headline=headline, body_text="Fromage.")
            for n, headline in enumerate(headlines)
        ]
    )
    assert archive.search("fromage", limit=1)[0].article.canonical_url.endswith("/a1")
    assert len(archive.search("fromage", limit=9)) == 9


def test_endless_text_can_be_stored_and_found(archive: Archive, make_article: Make) -> None:
    """More words, and longer ones, than PostgreSQL's index takes."""
    letters = "𐐀" * 199  # four bytes each
    body = "tomme " + " ".join(f"{letters}{n}" for n in range(1_500))
    archive.store([make_article(body_text=body), make_article("b", body_text="mot " * 40_000)])
    assert found(archive, "tomme") == {"ciney"}
    assert found(archive, "mot") == {"b"}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_what_was_worked_out_ahead_is_what_the_index_is_told(
    make_article: Make, monkeypatch: pytest.MonkeyPatch, dialect: str
) -> None:
    one, other = make_article(headline="Colruyt ouvre"), make_article(headline="Delhaize ferme")
    expected = [index.columns(dialect, article) for article in (one, other)]
    index.think_ahead(dialect, [make_article(headline="Forgotten"), one])
    index.forget()
    index.think_ahead(dialect, [one])
    index.think_ahead(dialect, [other])

    with monkeypatch.context() as patch:
        patch.delattr(index, "index_words")  # nothing is worked out twice
        assert [index.columns(dialect, article) for article in (one, other)] == expected
        with pytest.raises(NameError):
            index.columns(dialect, make_article(headline="Forgotten"))
    assert index.columns(dialect, one) == expected[0]  # used once, then worked out again
