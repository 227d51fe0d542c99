import pytest

from tradecrawler.extract.groups import groups, is_item, is_solid
from tradecrawler.items import Block, BlockKind

SENTENCE = "Une phrase qui compte plus de dix mots et qui finit par un point."


def block(text: str, kind: BlockKind = "paragraph", *, group: int = 0, density: float = 0) -> Block:
    return Block(kind=kind, text=text, group=group, link_density=density)


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (block(SENTENCE), True),
        (block(SENTENCE, "quote"), True),
        (block("mot " * 20), True),
        (block(SENTENCE.rstrip(".")), False),
        (block("Trop court."), False),
        (block(SENTENCE, "heading"), False),
        (block(SENTENCE, "list_item"), False),
        (block(SENTENCE, density=0.9), False),
        (block(f"- {SENTENCE}"), False),
        (block(f"• {SENTENCE[:-1]}, {SENTENCE}"), True),
    ],
)
def test_running_text(candidate: Block, expected: bool) -> None:
    assert is_solid(candidate) is expected


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (block("Les sauces", "list_item"), True),
        (Block(kind="list_item", text="Les sauces", ordered=True), False),
        (block("- Les sauces"), True),
        (block("• Les sauces", "line"), True),
        (block("Dossier : Les sauces"), True),
        (block("Les sauces", density=1), True),
        (block("Les sauces"), False),
        (block("Les sauces.", density=1), False),
        (block("Dossier : " + "mot " * 30), False),
        (block("Dossier : Les sauces", "heading"), False),
        (block("Dossier : Les sauces", "table"), False),
    ],
)
def test_what_may_be_an_item(candidate: Block, expected: bool) -> None:
    assert is_item(candidate) is expected


def test_consecutive_items_are_a_group() -> None:
    page = [
        block("- Un"),
        block("- Deux"),
        block(SENTENCE),
        block("Trois", "list_item", group=1),
        block("Quatre", "list_item", group=1),
        block("Cinq", "list_item", group=2),
    ]
    found = list(groups(page, {}))
    assert [(group.start, group.stop) for group in found] == [(0, 2), (3, 5), (5, 6)]
    assert [item.text for item in found[1].items] == ["Trois", "Quatre"]


def test_what_is_dropped_ends_a_group() -> None:
    page = [block("- Un"), block("- Deux"), block("- Trois")]
    assert [len(group.items) for group in groups(page, {1: "furniture"})] == [1, 1]


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ("Dans ce numéro", "Dans ce numéro"),
        ("In dit nummer:", "In dit nummer:"),
        ("In dieser Ausgabe", "In dieser Ausgabe"),
        ("Also in this issue", "Also in this issue"),
        ("Lees ook", "Lees ook"),
        ("Les conditions", None),
        (SENTENCE, None),
    ],
)
def test_the_line_above_that_announces_a_group(above: str, heading: str | None) -> None:
    page = [block(above, "heading"), block("Un", "list_item"), block("Deux", "list_item")]
    (found,) = groups(page, {})
    assert found.heading == heading
    assert found.start == (0 if heading else 1)


def test_items_with_and_without_a_typed_bullet_are_two_lists() -> None:
    found = [block("Imprimer", density=1), block("• Les sauces"), block("• Le vrac")]
    assert [(group.start, group.stop) for group in groups(found, {})] == [(0, 1), (1, 3)]


def test_a_button_above_a_list_does_not_head_it() -> None:
    items = [block("Dossier : Les sauces"), block("Dossier : Le vrac")]
    (headed,) = groups([block("Lire aussi"), *items], {})
    assert headed.heading == "Lire aussi"
    assert [g.heading for g in groups([block("Lire aussi", "heading", density=1), *items], {})] == [
        None
    ]
