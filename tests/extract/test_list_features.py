"""Lists that nothing announces, among the paragraphs: headlines of other pages leave the text,
an article's own points stay; in several languages and markups, on whole pages."""

from collections.abc import Callable, Mapping
from html import escape

import pytest

from tests.extract.samples import STORIES, document, items, paragraphs, read
from tradecrawler.extract.groups import Group
from tradecrawler.extract.list_features import list_features
from tradecrawler.extract.list_model import list_model
from tradecrawler.extract.remaining import Remaining
from tradecrawler.extract.zones import Standing
from tradecrawler.items import Block
from tradecrawler.magazine import Magazine

ANY = Magazine(slug="any", title="", homepage="http://any.example/")
HEADLINES: Mapping[str, tuple[str, ...]] = {
    "fr": ("Le port d'Anvers mise sur l'hydrogène liquide", "Namur rénove son vieux tribunal",
           "Une mutuelle supprime deux cents emplois", "Les Diables battent la Norvège à domicile"),
    "nl": ("Antwerpse haven zet in op vloeibare waterstof", "Gent renoveert het oude gerechtshof",
           "Verzekeraar schrapt tweehonderd banen", "Rode Duivels verslaan Noorwegen thuis"),
    "de": ("Hamburger Hafen setzt auf flüssigen Wasserstoff", "Kassel saniert sein altes Gericht",
           "Versicherer streicht zweihundert Arbeitsplätze", "Österreich schlägt Norwegen daheim"),
    "en": ("Rotterdam port bets on liquid hydrogen", "Leeds restores its old courthouse",
           "Insurer to cut two hundred office jobs", "Scotland beat Norway at home again"),
    "es": ("El puerto de Vigo apuesta por el hidrógeno líquido", "Sevilla restaura su juzgado",
           "Una aseguradora suprime doscientos empleos", "España gana a Noruega en casa"),
    "pl": ("Port w Gdyni stawia na ciekły wodór", "Kraków odnawia stary gmach sądu",
           "Ubezpieczyciel zwalnia dwustu pracowników", "Polska pokonała Norwegię u siebie"),
}  # fmt: skip
STORY: Mapping[str, tuple[str, ...]] = {
    **{code: story.paragraphs for code, story in STORIES.items()},
    "es": (
        "La cadena de panaderías Pedravalle retira las cajas de doce tiendas. Los clientes pagan "
        "ahora en una máquina junto a la puerta, y el personal se queda detrás del mostrador para "
        "aconsejar y cortar el pan.",
        "La primera prueba empezó en primavera en un barrio de oficinas. Según la empresa, la cola "
        "del mediodía se redujo a la mitad en tres meses, sin que cambiara el número de "
        "vendedores.",
        "No todo el mundo está convencido. Varios clientes mayores pidieron poder pagar en "
        "efectivo, lo que la máquina todavía no permite. En los pueblos se mantendrá por eso una "
        "caja normal.",
        "La dirección quiere equipar otros cuarenta puntos de venta antes de que acabe el año. El "
        "presupuesto no se conoce, pero cada máquina costaría menos que una caja clásica.",
    ),
    "pl": (
        "Sieć piekarni Kamienna usuwa kasy z dwunastu sklepów. Klienci płacą teraz przy automacie "
        "obok drzwi, a personel zostaje za ladą, żeby doradzać i kroić chleb.",
        "Pierwsza próba zaczęła się wiosną w dzielnicy biurowej. Według firmy kolejka w południe "
        "skróciła się w trzy miesiące o połowę, choć liczba sprzedawców się nie zmieniła.",
        "Nie wszyscy są przekonani. Kilku starszych klientów prosiło o możliwość płacenia gotówką, "
        "na co automat jeszcze nie pozwala. Na wsi zostanie więc zwykła kasa.",
        "Zarząd chce wyposażyć kolejne czterdzieści punktów przed końcem przyszłego roku. Budżetu "
        "nie podano, ale każdy automat ma kosztować mniej niż tradycyjna kasa.",
    ),
}
MARKUPS: Mapping[str, Callable[[tuple[str, ...]], str]] = {
    "list": items,
    "paragraphs in items": lambda lines: items(tuple(f"<p>{line}</p>" for line in lines)),
    "dashed lines": lambda lines: "<p>" + "<br>".join(f"- {line}" for line in lines) + "</p>",
    "dashed paragraphs": lambda lines: "".join(f"<p>– {line}</p>" for line in lines),
    "div soup": lambda lines: (
        "<div>" + "".join(f"<div><div>• {line}</div></div>" for line in lines) + "</div>"
    ),
    "a cell": lambda lines: (
        "<table><tr><td>" + "<br>".join(f"* {line}" for line in lines) + "</td></tr></table>"
    ),
}


def page(code: str, box: str) -> str:
    """A story with a box between its second paragraph and its third."""
    story = STORY[code]
    main = paragraphs(*story[:2]) + box + paragraphs(*story[2:])
    headline = "" if code in STORIES else " ".join(story[0].split()[:7])
    return document(main, lang=code, headline=headline)


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("code", HEADLINES)
def test_headlines_among_the_paragraphs_leave_the_text(code: str, markup: str) -> None:
    box = MARKUPS[markup](tuple(escape(line, quote=False) for line in HEADLINES[code]))
    article = read(page(code, box))
    kept = f"{article.lead or ''}\n{article.body_text}".strip()
    assert kept == "\n".join(STORY[code])
    assert [(t.text, t.zone) for t in article.teasers] == [(t, "body") for t in HEADLINES[code]]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("code", HEADLINES)
def test_points_of_the_article_stay(code: str, markup: str) -> None:
    sentences = [line.split(". ")[0].split() for line in STORY[code]]
    points = tuple(" ".join(found[:9]).rstrip(",.") for found in sentences)
    box = MARKUPS[markup](tuple(escape(line, quote=False) for line in points))
    article = read(page(code, box))
    assert article.teasers == ()
    assert all(point in article.body_text for point in points)


def test_the_packaged_trees_ask_for_what_there_is() -> None:
    group = Group(1, 3, [Block("list_item", "Port bets on hydrogen"), Block("list_item", "Why?")])
    found = list_features(group, Remaining(["A text."]), Standing("body"), "", ANY)
    assert set(list_model().features) == set(found)


def test_a_list_in_numbers() -> None:
    group = Group(1, 3, [Block("list_item", "Interview: Port bets on hydrogen"),
                         Block("list_item", "Whose hydrogen is it?")])  # fmt: skip
    above = Block("paragraph", "Among them:")
    rest = Remaining(["The hydrogen is expensive."])
    found = list_features(group, rest, Standing("body", 14, above), "", ANY)
    expected = {
        "items": 2, "words": 4.5, "longest": 5, "shortest": 4, "asks": 0.5, "labels": 0.5,
        "rubrics": 0.5, "mutual": 1, "foreign words": 1, "content words": 2,
        "topics": 1, "colon above": 1, "text below": 0, "paragraphs above": 10, "zone": 1,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected
