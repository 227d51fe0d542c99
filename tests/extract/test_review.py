"""The rules of the review with probabilities made by hand; then whole pages, as they are judged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.extract.samples import (
    ANY,
    LANGUAGES,
    STORIES,
    cleaned,
    document,
    items,
    lines,
    page,
    paragraphs,
    read,
)
from tests.extract.test_teasers import AGENDAS, ANNOUNCED, KEY_POINTS
from tradecrawler.extract import review as module
from tradecrawler.extract.block_model import Status
from tradecrawler.extract.features import COLUMNS
from tradecrawler.extract.review import DOUBT, LEFT, LIMIT, SURE, review, statuses
from tradecrawler.extract.surroundings import Floats
from tradecrawler.extract.teasers import tell_apart
from tradecrawler.items import Block, BlockKind, Document, Link, Measured, Metadata
from tradecrawler.magazine import Selectors

YES, PERHAPS, NO = 0.9, (DOUBT + LIMIT) / 2, 0.05
"""Text; text only where in doubt a block is kept; not text."""
LONG = "Une phrase qui a assez de mots pour compter comme un vrai paragraphe d'un article."


class Stub:
    """A model that answers with probabilities made by hand."""

    def __init__(self, probabilities: Sequence[float]) -> None:
        self.probabilities_by_hand = probabilities
        self.asked: list[Status] = []

    def probabilities(
        self, measured: Measured, statuses: Sequence[Status], asked: Sequence[int]
    ) -> Floats:
        assert len(measured.figures) == len(statuses) == len(self.probabilities_by_hand)
        self.asked = list(statuses)
        return np.array(self.probabilities_by_hand, np.float32)[list(asked)]


def block(
    kind: BlockKind = "paragraph", text: str = LONG, *, group: int = 0, chrome: bool = False
) -> Block:
    return Block(kind=kind, text=text, group=group, chrome=chrome)


HEADING = block("heading", "Un intertitre")
COLON = block(text="Il y a trois raisons à cela :")
LINKED = Block(
    kind="paragraph",
    text="Lien vers un autre article",
    links=(Link(url="https://rayons.example/a", text="Lien vers un autre article"),),
    link_density=1.0,
)


def made(
    blocks: Sequence[Block],
    *,
    body: range | None = None,
    of_article_text: Sequence[float] | None = None,
) -> Document:
    """A document of such blocks, measured where it matters here: against the stated articleBody."""
    figures = np.zeros((len(blocks), len(COLUMNS)), np.float32)
    if of_article_text is not None:
        figures[:, COLUMNS.index("articleBody stated")] = 1
        figures[:, COLUMNS.index("of articleBody")] = of_article_text
    none = ((),) * len(blocks)
    return Document(
        page=page(""),
        metadata=Metadata(),
        blocks=tuple(blocks),
        body=range(len(blocks)) if body is None else body,
        measured=Measured(figures=figures, near=none, far=none, words=none),
    )


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> "Judge":
    return Judge(monkeypatch)


class Judge:
    """Reviews documents with a stub for the model."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(
        self,
        document: Document,
        probabilities: Sequence[float],
        dropped: Mapping[int, str] | None = None,
    ) -> list[int]:
        self.stub = Stub(probabilities)
        self._monkeypatch.setattr(module, "block_model", lambda: self.stub)
        return review(document, dropped or {})


def test_what_the_model_takes_for_no_text_goes(judge: Judge) -> None:
    found = judge(made([block()] * 4), [YES, LIMIT + 0.01, LIMIT - 0.01, YES])
    assert found == [0, 1, 3]


def test_without_markup_the_rules_have_the_last_word(judge: Judge) -> None:
    found = Document(
        page=page(""), metadata=Metadata(), blocks=(block(),) * 4, body=range(4), measured=None
    )
    assert judge(found, [], {1: "teaser"}) == [0, 2, 3]


def test_where_a_magazine_declares_its_body_nothing_is_measured() -> None:
    declared = replace(ANY, selectors=Selectors(body=".x"))
    markup = document(f'<div class="x">{STORIES["fr"].html}</div>')
    assert cleaned(markup, magazine=declared).measured is None
    assert cleaned(markup).measured is not None


def test_the_model_is_told_what_the_rules_made_of_every_block(judge: Judge) -> None:
    blocks = [block()] * 5 + [block(chrome=True)] * 2 + [block()] * 2
    dropped = {1: "headline", 2: "teaser", 3: "chrome", 4: "call to action", 5: "teaser"}
    judge(made(blocks, body=range(1, 8)), [YES] * 9, dropped)
    assert judge.stub.asked == [
        "outside", "apart", "teaser", "furniture", "boilerplate", "furniture", "furniture",
        "kept", "outside",
    ]  # fmt: skip
    assert judge.stub.asked == statuses(made(blocks, body=range(1, 8)), dropped)


# -- what is dropped


def test_what_the_rules_dropped_never_comes_back(judge: Judge) -> None:
    reasons = ("teaser", "headline", "chrome", "promo", "caption", "whatever it may be")
    blocks = [block()] * (len(reasons) + 2)
    dropped = dict(enumerate(reasons, start=1))
    assert judge(made(blocks), [YES] * len(blocks), dropped) == [0, len(blocks) - 1]


@pytest.mark.parametrize(
    "item",
    [
        block("list_item", "Pain", group=1),
        block("table", "Pain | 3 euros", group=1),
        block("quote"),
        block("code", "print(1)"),
        block(text="- Pain"),
        block(text="Prix : trois euros"),
        block(text="12 mars 2027 : Salon de l'emballage"),
    ],
    ids=["list", "table", "quote", "code", "bullet", "label", "agenda"],
)
def test_a_list_stays_or_goes_as_a_whole(item: Block, judge: Judge) -> None:
    found = made([block(), item, item, item, block()])
    assert judge(found, [YES, NO, PERHAPS, PERHAPS, YES]) == [0, 1, 2, 3, 4]
    assert judge(found, [YES, NO, DOUBT - 0.01, NO, YES]) == [0, 4]
    assert judge(found, [NO, YES, NO, NO, YES]) == [1, 2, 3, 4]


def test_a_list_is_judged_by_all_of_its_items_and_code_by_its_best_line(judge: Judge) -> None:
    item, line = block("list_item", "Pain", group=1), block("code", "print(1)")
    answers = [YES, NO, PERHAPS, NO, YES]
    assert judge(made([block(), item, item, item, block()]), answers) == [0, 4]
    assert judge(made([block(), line, line, line, block()]), answers) == [0, 1, 2, 3, 4]


def test_a_list_of_links_has_no_benefit_of_doubt(judge: Judge) -> None:
    found = made([block(), LINKED, LINKED, LINKED, block()])
    assert judge(found, [YES, NO, LIMIT + 0.01, DOUBT, YES]) == [0, 1, 2, 3, 4]
    assert judge(found, [YES, NO, LIMIT - 0.01, DOUBT, YES]) == [0, 4]


def test_lists_at_both_ends_are_whole_too(judge: Judge) -> None:
    item = block("list_item", "Pain", group=1)
    found = made([item, item, block(), block(), item, item])
    assert judge(found, [NO, YES, YES, YES, PERHAPS, PERHAPS]) == [0, 1, 2, 3, 4, 5]
    assert judge(found, [NO, NO, YES, YES, NO, NO]) == [2, 3]


def test_every_list_is_judged_alone(judge: Judge) -> None:
    one, other = block("list_item", "Pain", group=1), block("list_item", "Sel", group=2)
    row = block("table", "Pain | 3 euros", group=3)
    found = made([block(), one, one, other, other, row, row])
    assert judge(found, [YES, YES, NO, NO, NO, NO, YES]) == [0, 1, 2, 5, 6]
    assert judge(found, [YES, NO, NO, YES, NO, NO, NO]) == [0, 3, 4]


def test_what_is_of_two_kinds_is_no_one_list(judge: Judge) -> None:
    found = made([block(), block("quote"), block("code", "print(1)"), block()])
    assert judge(found, [YES, YES, NO, YES]) == [0, 1, 3]
    assert judge(found, [YES, NO, YES, YES]) == [0, 2, 3]


def test_text_between_two_lists_parts_them(judge: Judge) -> None:
    item = block(text="- Pain")
    found = made([item, item, block(), item, item, block()])
    assert judge(found, [YES, NO, YES, NO, NO, YES]) == [0, 1, 2, 5]
    assert judge(found, [YES, NO, NO, NO, NO, YES]) == [0, 1, 5]


def test_dropped_items_of_a_list_stay_dropped(judge: Judge) -> None:
    item = block("list_item", "Pain", group=1)
    found = made([block(), item, item, item, block()])
    assert judge(found, [YES, NO, YES, YES, YES], {2: "promo"}) == [0, 1, 3, 4]


# -- what depends on what is below


@pytest.mark.parametrize("above", [HEADING, COLON], ids=["heading", "colon"])
@pytest.mark.parametrize(
    "below", [block(), block("list_item", "Pain", group=1)], ids=["paragraph", "list"]
)
def test_a_heading_and_a_colon_stay_with_what_they_lead_to(
    above: Block, below: Block, judge: Judge
) -> None:
    found = made([block(), above, below, block()])
    assert judge(found, [YES, PERHAPS, YES, YES]) == [0, 1, 2, 3]
    assert judge(found, [YES, PERHAPS, NO, YES]) == [0, 3]
    assert judge(found, [YES, NO, YES, YES]) == [0, 2, 3]
    assert judge(found, [YES, YES, NO, YES]) == [0, 1, 3]


def test_a_heading_leads_to_a_list_that_stays_for_its_items_below(judge: Judge) -> None:
    item = block("list_item", "Pain", group=1)
    found = made([block(), HEADING, item, item, block()])
    assert judge(found, [YES, PERHAPS, NO, LIMIT, YES]) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("above", [HEADING, COLON], ids=["heading", "colon"])
def test_a_heading_does_not_depend_on_what_is_further_below(above: Block, judge: Judge) -> None:
    found = made([block(), above, block(), block()])
    assert judge(found, [YES, PERHAPS, YES, YES], {2: "promo"}) == [0, 3]
    assert judge(made([block(), block(), above]), [YES, YES, PERHAPS]) == [0, 1]


def test_a_heading_leads_to_no_other_heading_but_a_colon_does(judge: Judge) -> None:
    assert judge(made([block(), HEADING, HEADING, block()]), [YES, PERHAPS, YES, YES]) == [0, 2, 3]
    assert judge(made([block(), COLON, HEADING, block()]), [YES, PERHAPS, YES, YES]) == [0, 1, 2, 3]


def test_paragraphs_depend_on_nothing(judge: Judge) -> None:
    assert judge(made([block()] * 3), [YES, PERHAPS, YES]) == [0, 2]


# -- a page that the model does not know


def test_where_the_model_leaves_next_to_nothing_the_rules_have_the_last_word(judge: Judge) -> None:
    number = round(1 / LEFT)
    blocks = [block()] * (number + 1)
    found = made([*blocks, block()], body=range(number + 1))
    assert judge(found, [YES] + [NO] * number + [YES]) == list(range(number + 1))
    assert judge(found, [YES, YES] + [NO] * number) == [0, 1]


def test_a_page_of_which_the_rules_leave_nothing_stays_empty(judge: Judge) -> None:
    assert judge(made([block()] * 3), [YES] * 3, dict.fromkeys(range(3), "promo")) == []


# -- what the rules missed


def test_text_outside_the_body_is_taken_in(judge: Judge) -> None:
    found = made([block()] * 6, body=range(2, 4))
    assert judge(found, [YES, LIMIT - 0.01, YES, YES, LIMIT + 0.01, NO]) == [0, 2, 3, 4]


def test_where_the_rules_found_none_text_outside_is_taken_in(judge: Judge) -> None:
    assert judge(made([block()] * 3, body=range(0)), [YES, NO, YES]) == [0, 2]


@pytest.mark.parametrize(
    "outside",
    [
        block(chrome=True),
        block(text="Nous utilisons des cookies pour mesurer l'audience de ce site et de rien."),
        block(text="Wij vragen uw toestemming om uw bezoek te meten, zoals de wet dat verlangt."),
        block(text="Ihre Einwilligung können Sie jederzeit widerrufen, und zwar ohne Gründe."),
    ],
    ids=["furniture", "fr", "nl", "de"],
)
def test_furniture_and_consent_are_never_taken_in(outside: Block, judge: Judge) -> None:
    found = made([outside, block(), block(), outside], body=range(1, 3))
    assert judge(found, [YES] * 4) == [1, 2]


def test_nothing_is_taken_in_that_the_stated_text_does_not_have(judge: Judge) -> None:
    found = made([block()] * 5, body=range(1, 3), of_article_text=[1, 0, 1, 0.5, 0])
    assert judge(found, [YES] * 5) == [0, 1, 2, 3]
    assert judge(found, [NO, YES, YES, NO, NO]) == [1, 2]


def test_nothing_is_taken_in_where_the_model_is_not_believed(judge: Judge) -> None:
    found = made([block()] * 4, body=range(3))
    assert judge(found, [NO, NO, NO, YES]) == [0, 1, 2]


# -- whole pages, with the packaged weights


TITLES = {
    "fr": ("Le fromage de chèvre gagne le libre-service", "Pourquoi les librairies résistent",
           "Une coopérative laitière change de président"),
    "nl": ("Bakkers zoeken personeel voor de nachtploeg", "Wet op reclamefolders uitgesteld",
           "Kaasmakers vrezen een lange droge zomer"),
    "de": ("Molkereien verhandeln wieder über den Milchpreis", "Stadtbäckerei schließt Filialen",
           "Neuer Vorstand für die Großhändler"),
    "en": ("Cheese makers fear a long dry summer", "Bookshops find a second life in small towns",
           "Wholesaler names new finance chief"),
}  # fmt: skip
OPENINGS = {
    "fr": ("Les ventes ont bondi de 12 % au premier semestre, portées par les petits formats…",
           "Loyers en hausse, clients plus rares : trois gérants racontent leur quotidien…",
           "Après onze ans à la tête du groupe, le fondateur passe la main à son adjointe…"),
    "nl": ("Wie wil er nog om drie uur opstaan? Ondernemers lokken jongeren met een premie…",
           "De minister wil eerst een proef in twee provincies, de sector reageert opgelucht…",
           "De melkgift daalt en de kelders raken leeg, zeggen drie producenten uit de Kempen…"),
    "de": ("Die Verbände fordern 48 Cent je Liter, der Handel bietet bislang deutlich weniger…",
           "Steigende Mieten und fehlendes Personal zwingen den Familienbetrieb zum Rückzug…",
           "Nach elf Jahren an der Spitze übergibt der Gründer das Ruder an seine Vertreterin…"),
    "en": ("Falling yields and empty cellars: three makers from the northern dales sound an alarm…",
           "Rising rents, fewer customers: a dozen owners explain why they stay open for now…",
           "After eleven years at the helm, the founder is handing over to her deputy in May…"),
}  # fmt: skip
PERSONS = {
    "fr": ("Hélène Vasquier", "écrit sur le commerce depuis quinze ans et dirige la rubrique "
           "boulangerie de Rayons. Elle vit à Namur avec ses deux chats."),
    "nl": ("Griet Santermans", "schrijft al vijftien jaar over de handel en leidt de redactie "
           "van Rayons. Ze woont in Gent met twee katten."),
    "de": ("Henrike Osterbrück", "schreibt seit fünfzehn Jahren über den Handel und leitet die "
           "Redaktion von Rayons. Sie lebt in Kassel mit zwei Katzen."),
    "en": ("Harriet Osgoodby", "has written about retail for fifteen years and is an editor at "
           "Rayons. She lives in Leeds with two cats."),
}  # fmt: skip


def related(language: str) -> str:
    """Other articles with picture, title, date and opening, in elements that no rule knows."""
    cards = (
        f'<div class="card"><a href="/news/{n}"><img src="/{n}.jpg" alt=""></a><div class="k6">'
        f'<h3><a href="/news/{n}">{title}</a></h3><p class="card-date">{n}.03.2026</p>'
        f'<p class="excerpt">{opening}</p></div></div>'
        for n, (title, opening) in enumerate(
            zip(TITLES[language], OPENINGS[language], strict=True), start=1
        )
    )
    return f'<div class="grid">{"".join(cards)}</div>'


def author(language: str) -> str:
    name, text = PERSONS[language]
    return (
        '<div class="k7"><div class="k8"><img src="/7.jpg" alt=""></div><div><h4>'
        f'<a href="/people/7">{name}</a></h4><p>{name} {text}</p></div></div>'
    )


def ruled(markup: str) -> list[str]:
    """What the rules alone leave of a page."""
    found = cleaned(markup)
    dropped, _ = tell_apart(found, ANY)
    return [found.blocks[i].text for i in found.body if i not in dropped]


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_articles_in_elements_that_no_rule_knows_go(language: str) -> None:
    story = STORIES[language]
    markup = document(f'<div class="k1">{story.html}{related(language)}</div>', lang=language)
    assert set(OPENINGS[language]) <= set(ruled(markup))
    found = lines(read(markup))
    assert found[: len(story.paragraphs)] == list(story.paragraphs)
    # what the weights make of a sentence is theirs: one opening of three may pass for text
    assert len(found) <= len(story.paragraphs) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_author_beside_the_text_is_not_taken_in(language: str) -> None:
    story = STORIES[language]
    markup = document(f'<div class="k1">{story.html}</div>{author(language)}', lang=language)
    assert read(markup).body_text == story.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lists", [KEY_POINTS, AGENDAS], ids=["key points", "agenda"])
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_lists_stay_where_a_related_box_goes(
    language: str, place: str, lists: Mapping[str, tuple[str, ...]]
) -> None:
    story, points = STORIES[language], lists[language]
    half = len(story.paragraphs) // 2
    main = {
        "above": items(points) + story.html,
        "inside": paragraphs(*story.paragraphs[:half])
        + items(points)
        + paragraphs(*story.paragraphs[half:]),
        "below": story.html + items(points),
    }[place]
    article = read(document(f'<div class="k1">{main}</div>{related(language)}', lang=language))
    assert "\n".join(points) in article.body_text
    assert sorted(lines(article)) == sorted([*story.paragraphs, *points])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headed_list_and_its_announcement_stay(language: str) -> None:
    story, (announcement, points) = STORIES[language], ANNOUNCED[language]
    headed = f"<h2>{TITLES[language][0]}</h2>{paragraphs(announcement)}{items(points, 'ol')}"
    main = story.html + headed + paragraphs(story.paragraphs[0][:60] + ".")
    article = read(document(main, lang=language))
    assert "\n".join((TITLES[language][0], announcement, *points)) in article.body_text


def test_long_text_in_furniture_is_taken_in_where_the_model_is_sure(judge: Judge) -> None:
    long = block(text=f"{LONG} {LONG}", chrome=True)
    found = made([block(), long, block(chrome=True), block()])
    dropped = {1: "chrome", 2: "chrome"}
    assert judge(found, [YES, SURE, YES, YES], dropped) == [0, 1, 3]
    assert judge(found, [YES, SURE - 0.01, YES, YES], dropped) == [0, 3]
    assert judge(found, [YES, SURE, YES, YES], {**dropped, 1: "call to action"}) == [0, 3]
    stated = made([block(), long, block()], of_article_text=[1, 0, 1])
    assert judge(stated, [YES, YES, YES], {1: "chrome"}) == [0, 2]
    consent = made([block(), block(text=f"Cookies : {LONG} {LONG}", chrome=True), block()])
    assert judge(consent, [YES, YES, YES], {1: "chrome"}) == [0, 2]
