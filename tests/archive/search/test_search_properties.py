"""Whatever is asked, both databases find what a search without any index finds."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import EmptyQuery, QueryError
from archive.records import Article
from archive.search.analysis import (
    COMPOUNDING,
    MIN_OPENING,
    UNSTEMMED,
    last_parts,
    split,
    stems,
    tag,
)
from archive.search.parsing import MIN_BEGINNING
from archive.search.query import And, Fact, Node, Not, Or, Term, looks_for
from archive.store import Archive
from archive.text import words as folded_words

WORDS = {
    "fr": "crème crèmes glacée glacé l'enseigne enseignes prix lait marché la de d'une winkel",
    "nl": "winkel winkels kassa kassen supermarktketen keten prijs de foto's melkprijs supermarkt",
    "de": "Kassen Kasse Markt Märkte Biomarkt Preise Lebensmittelhandel Handel Marktforschung",
    "en": "price prices market markets store's the of prix stores marketing 3,50 e-commerce",
    "ja": "prix market レジ winkel winkels",
}
NAMES = ("Hélène Noël", "Piet De Smedt", "Jo de Noël")
MAGAZINES = ("rayon", "étal-1", "theke")
FIRST = date(2026, 10, 1)


def _articles(make: Callable[..., Article]) -> list[Article]:
    chance = random.Random(3)
    articles = []
    for number in range(60):
        language = chance.choice(list(WORDS))
        words = WORDS[language].split()

        def text(count: int, words: list[str] = words) -> str:
            return " ".join(chance.choices(words, k=count))

        articles.append(
            make(
                f"{number}",
                headline=text(2),
                lead=text(2) if number % 3 else None,
                body_text=f"{text(3)} {number}\n{text(2)}.",
                language=None if number % 20 == 0 else language,
                magazine=chance.choice(MAGAZINES),
                authors=tuple(chance.sample(NAMES, number % 3)),
                section=chance.choice(("Commerce", "Le commerce", None)),
                date_published=(FIRST + timedelta(days=number)).isoformat() if number % 7 else None,
            )
        )
    return articles


# Queries, and how they may be written

_ANY_WORD = st.sampled_from(
    sorted({word for text in WORDS.values() for word in text.split()} | {"absent", "kas", "creme"})
)
_FIELD = st.sampled_from([None, None, None, "headline", "lead", "body"])


def _term(words: list[str], sort: str, field: str | None) -> tuple[Node, str]:
    begun = split(words[0])[0][:4]
    begun = begun if len(begun) >= MIN_BEGINNING else "mar"
    raw = {"plain": words[0], "phrase": " ".join(words), "prefix": begun}[sort]
    shown = {"plain": raw, "phrase": f'"{raw}"', "prefix": f"{raw}*"}[sort]
    return Term((raw,), sort, field), f"{field}:{shown}" if field else shown  # type: ignore[arg-type]


_LEAVES = st.one_of(
    st.builds(
        _term,
        st.lists(_ANY_WORD, min_size=1, max_size=3),
        st.sampled_from(["plain", "plain", "phrase", "prefix"]),
        _FIELD,
    ),
    st.builds(
        lambda word, field: (Term((word,), "plain", field), f"{field}:{word}"),
        st.sampled_from(["noel", "NOËL", "smedt", "commerce", "le"]),
        st.sampled_from(["author", "section"]),
    ),
    st.sampled_from(MAGAZINES).map(lambda m: (Fact("magazine", m), f"magazine:{m.upper()}")),
    st.sampled_from(["fr", "nl", "ja", "sv"]).map(lambda c: (Fact("language", c), f"language:{c}")),
)


def _not(inner: tuple[Node, str], sign: str) -> tuple[Node, str]:
    return Not(inner[0]), f"{sign}({inner[1]})"


def _many(inner: list[tuple[Node, str]], sign: str) -> tuple[Node, str]:
    kind = Or if sign == " OR " else And
    return kind(tuple(node for node, _ in inner)), "(" + sign.join(text for _, text in inner) + ")"


QUERIES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(_not, inner, st.sampled_from(["-", "NOT ", "--"])),
        st.builds(
            _many,
            st.lists(inner, min_size=2, max_size=3),
            st.sampled_from([" ", " AND ", " OR ", " OR "]),
        ),
    ),
    max_leaves=6,
)
DAYS = st.one_of(st.none(), st.integers(0, 59).map(lambda n: FIRST + timedelta(days=n)))


# The search without an index


def matches(node: Node, article: Article) -> bool:
    if isinstance(node, Not):
        return not matches(node.node, article)
    if isinstance(node, And):
        return all(matches(part, article) for part in node.nodes)
    if isinstance(node, Or):
        return any(matches(part, article) for part in node.nodes)
    if isinstance(node, Fact):
        return bool(getattr(article, node.field) == node.value)
    if node.field == "author":
        return any(_holds(node, name, UNSTEMMED) for name in article.authors)
    if node.field == "section":
        return _holds(node, article.section or "", UNSTEMMED)
    texts = {"headline": article.headline, "lead": article.lead or "", "body": article.body_text}
    language = tag(article.language)
    if node.field:
        return _holds(node, texts[node.field], language)
    if any(_holds(node, text, language) for text in texts.values()):
        return True
    parts = {part for text in texts.values() for part in last_parts(text, language, 9_999)}
    sought = stems(node.words[0], language, 9_999)
    return node.sort == "plain" and len(sought) == 1 and sought[0] in parts


def _holds(term: Term, text: str, language: str) -> bool:
    """Whether the term stands in this one text."""
    held = stems(text, language, 9_999)
    sought = stems(term.words[0], language, 9_999)
    if term.sort == "prefix":
        begun = language + folded_words(term.words[0])[0]
        return any(word.startswith(begun) for word in held) or sought[0] in held
    is_opening = len(sought) == 1 and len(sought[0]) - 2 >= MIN_OPENING
    if term.sort == "plain" and language in COMPOUNDING and is_opening:
        return any(word.startswith(sought[0]) for word in held)
    return any(held[at : at + len(sought)] == sought for at in range(len(held)))


class Filled:
    """An archive and what is in it; short where hypothesis prints it."""

    def __init__(self, archive: Archive, articles: list[Article]) -> None:
        self.archive, self.articles = archive, articles


@pytest.fixture
def filled(archive: Archive, make_article: Callable[..., Article]) -> Filled:
    articles = _articles(make_article)
    archive.store(articles)
    return Filled(archive, articles)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # one archive for all queries
)
@given(query=QUERIES, since=DAYS, until=DAYS)
def test_finds_what_a_search_without_index_finds(
    filled: Filled,
    query: tuple[Node, str],
    since: date | None,
    until: date | None,
) -> None:
    node, text = query
    if since is not None:
        text = f"{text} after:{since}"
    if not looks_for(node):
        with pytest.raises(EmptyQuery):
            filled.archive.search(text)
        return
    expected = {
        article.canonical_url
        for article in filled.articles
        if matches(node, article) and _is_within(article.date_published, since, until)
    }
    hits = filled.archive.search(text, until=until, limit=1_000)
    assert {hit.article.canonical_url for hit in hits} == expected
    assert len(hits) == len(expected)


def _is_within(day: str | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and str(since or "") <= day <= str(until or "9999")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.one_of(
        st.text(max_size=40),
        st.text(alphabet="ab \"'()-*:&|!<>\\_%é½", max_size=40),
        st.lists(
            st.sampled_from(
                'prix winkel* AND OR NOT - ( ) " headline: after:2026 language:nl a:b magazine:'
                " magazine:(x OR y) ' \" \x00".split(" ")
            ),
            max_size=12,
        ).map(" ".join),
    )
)
def test_whatever_is_typed_is_answered_or_refused(filled: Filled, text: str) -> None:
    try:
        hits = filled.archive.search(text, limit=3)
    except QueryError:
        return
    assert len(hits) <= 3
