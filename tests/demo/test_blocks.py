import pytest

from tradecrawler.demo.blocks import (
    Block,
    Caption,
    ContentError,
    Heading,
    Items,
    Paragraph,
    Promo,
    Quote,
    Span,
    Table,
    parse,
)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("one\ntwo", Paragraph(text="one two")),
        ("## Head", Heading(text="Head")),
        ("- a\n- b", Items(items=("a", "b"))),
        ("1. a\n2. b", Items(items=("a", "b"), ordered=True)),
        ("> a\n> b", Quote(text="a b")),
        ("> a\n> — Who", Quote(text="a", attribution="Who")),
        ("| a | b |\n| 1 | 2 |", Table(rows=(("a", "b"), ("1", "2")))),
        ("!promo L\u00a0: H: h -> some-key", Promo(label="L", headline="H: h", key="some-key")),
        ("!caption C", Caption(text="C")),
    ],
)
def test_every_block(text: str, block: Block) -> None:
    (part,) = parse(text.split("\n"))
    assert part.block == block


def test_edits_have_their_editions() -> None:
    before, after = parse(["@-2 old", "", "@2 new"])
    assert (1 in before.editions, 2 in before.editions) == (True, False)
    assert (1 in after.editions, 2 in after.editions) == (False, True)
    assert after.editions == Span(first=2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fine\n\n# Head", 3),
        ("!video x", 1),
        ("!promo no key", 1),
        ("- a\nb", 2),
        ("para\n- a", 2),
        ("## Head\npara", 2),
        ("| a | b |\n| 1 |", 2),
        ("> a\nb", 2),
        ("@1 x", 1),
        ("@2", 1),
        ("fine\n\nan *odd mark", 3),
        ("* a", 1),
    ],
)
def test_anything_else_is_an_error_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        parse(text.split("\n"), offset=10)
    assert caught.value.line == line + 10
