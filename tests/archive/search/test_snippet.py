"""The passage that is shown, and what is highlighted in it."""

import pytest

from archive.search.analysis import tag
from archive.search.parsing import parse
from archive.search.snippet import WORDS, Passage, Snippet, Sought, highlights, snippet
from archive.text import words

FILLER = " ".join(f"mot{number}" for number in range(60))


def marked(found: Snippet) -> str:
    text = found.text
    for start, end in reversed(found.highlights):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def sought(query: str, language: str | None = "fr") -> Sought:
    return Sought(parse(query).terms(), tag(language))


def make(text: str, query: str, language: str | None = "fr", field: str = "body") -> Snippet:
    return snippet([Passage(field, text)], sought(query, language))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("La Crème, la crème.", "creme", "La [Crème], la [crème]."),
        ("La cre\u0300me glacée", "creme", "La [crème] glacée"),
        ("La crème glacée", '"cremes glacé"', "La [crème glacée]"),
        ("glacée la crème", '"creme glacee"', "glacée la crème"),
        ("L'œuf du jour", "oeufs jour", "L'[œuf] du [jour]"),
        ("L'ŒUF", "œuf", "L'[ŒUF]"),
        ("e-commerce", "commerce", "e-[commerce]"),
        ("un\ntitre\n\nun  texte", '"titre un"', "un [titre un] texte"),
        ("Il marchait au marché", "march*", "Il [marchait] au [marché]"),
        ("Le lait et la crème", "lait -crème", "Le [lait] et la crème"),
        ("Le lait et la crème", "headline:lait body:crème", "Le lait et la [crème]"),
        ("le prix du lait cru", '"prix du lait" "lait cru"', "le [prix du lait cru]"),
        ("le prix d'", '"prix du lait"', "le prix d'"),
        ("un e-commerçant", '"e-comm*" e-comm*', "un [e-commerçant]"),
    ],
)
def test_highlights(text: str, query: str, expected: str) -> None:
    assert marked(make(text, query)) == expected


@pytest.mark.parametrize(
    ("language", "text", "query", "expected"),
    [
        ("de", "Die Märkte, der Biomarkt", "Markt", "Die [Märkte], der [Biomarkt]"),
        ("de", "Die Märkte, der Biomarkt", '"Markt"', "Die [Märkte], der Biomarkt"),
        (
            "de",
            "Verpackungsmüll in Maerkten",
            "Verpackung Markt",
            "[Verpackungsmüll] in [Maerkten]",
        ),
        ("nl", "de foto's van opgeslagen kaas", "foto opslag*", "de [foto]'s van opgeslagen kaas"),
        (
            "nl",
            "twee uren, prijzen en huizen",
            "uur prijs huis",
            "twee [uren], [prijzen] en [huizen]",
        ),
        (
            "en",
            "It was dying; the skies cried",
            "die sky cry",
            "It was [dying]; the [skies] [cried]",
        ),
        ("ru", "Цены на молоко", "цена молока", "[Цены] на [молоко]"),
        (None, "Prix, prixs", "prix", "[Prix], prixs"),
        ("ja", "½ レジ", "レジ", "½ [レジ]"),
    ],
)
def test_highlights_in_other_languages(
    language: str | None, text: str, query: str, expected: str
) -> None:
    assert marked(make(text, query, language)) == expected


def test_headline() -> None:
    wanted = sought("crème lead:lait")
    assert highlights("Crème et lait", "headline", wanted) == ((0, 5),)
    assert highlights("Cre\u0300me", "headline", wanted) == ()


def test_long_text_is_cut_on_both_sides() -> None:
    found = make(f"{FILLER} lait {FILLER}", "lait")
    assert "[lait]" in marked(found)
    assert found.text.startswith("… mot")
    assert found.text.endswith(" …")
    assert len(words(found.text)) == WORDS


def test_place_with_most_of_the_words_is_chosen() -> None:
    found = make(f"lait {FILLER} le lait et le beurre {FILLER} beurre", "lait beurre")
    assert "le [lait] et le [beurre]" in marked(found)


def test_passage_with_a_hit_comes_before_one_without() -> None:
    passages = [Passage("lead", "Un chapeau."), Passage("body", "Le prix du lait.")]
    assert marked(snippet(passages, sought("lait"))) == "Le prix du [lait]."


def test_without_a_hit_the_beginning_is_shown() -> None:
    passages = [Passage("lead", ""), Passage("lead", "Un chapeau."), Passage("body", "Un texte.")]
    found = snippet(passages, sought("lait"))
    assert found == Snippet(text="Un chapeau.", highlights=())


def test_nothing_to_show() -> None:
    passages = [Passage("lead", ""), Passage("body", " … ")]
    assert snippet(passages, sought("lait")) == Snippet(text="", highlights=())
