import pytest

from tradecrawler.extract.flatten import MAX_ATTRIBUTES, MAX_DEPTH, flatten, has_endless_tag
from tradecrawler.extract.tree import parse


def depth(markup: str) -> int:
    return max(sum(1 for _ in element.iterancestors()) for element in parse(markup).iter())


@pytest.mark.parametrize("tag", ["div", "b", "table", "li", "p"])
def test_what_is_deep_becomes_flat_and_keeps_its_text(tag: str) -> None:
    flat = flatten(f"<{tag}>" * 3000 + "<p>One</p><p>Two</p>" + f"</{tag}>" * 3000)
    assert depth(flat) <= MAX_DEPTH + 2  # <html> and <body>
    assert [p.text for p in parse(flat).iter("p") if p.text] == ["One", "Two"]


def test_what_is_flat_stays() -> None:
    markup = '<div class="a>b"><p>One <b>two</b></p><ul><li>three</li></ul></div>'
    assert flatten(markup) == markup


def test_tags_are_closed_in_order() -> None:
    assert flatten("<div><p><b>One<p>Two<li>Three<li>Four</div>Five") == (
        "<div><p><b>One</b></p><p>Two</p><li>Three</li><li>Four</li></div>Five"
    )


def test_an_inline_end_tag_ends_no_block() -> None:
    assert flatten("<b><div>One</b>Two</div>") == "<b><div>OneTwo</div>"


def test_texts_of_blocks_that_go_stay_apart() -> None:
    deep = "<div>" * 500 + "<div>One</div><div>Two</div>"
    assert "One<hr>Two" in flatten(deep)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<!-- <div> -->One", "One"),
        ("<script>if (a<b) {}</script>One", "<script>if (a<b) {}</script>One"),
        ("One <?php ?><![CDATA[x]]> 1 < 2", "One  1 < 2"),
        ("One <a href='x>Two</a>", "One <a href='x>Two</a>"),
        ("One<script>Two", "One<script>Two</script>"),
    ],
)
def test_what_is_no_tag(markup: str, text: str) -> None:
    assert flatten(markup) == text


def test_endless_tags_are_cut() -> None:
    tag = "<p " + " ".join(f"a{i}='> {i}'" for i in range(3000)) + ">"
    assert has_endless_tag(tag.replace(">", "", 3000) + "One")
    assert not has_endless_tag("<p title='" + "word " * 5000 + "'>One")
    paragraph = next(parse(tag.replace("> ", "") + "One").iter("p"))
    assert len(paragraph.attrib) == MAX_ATTRIBUTES


@pytest.mark.parametrize("before", [0, 1, 2_499, 4_999, 5_000, 7_777])
@pytest.mark.parametrize("after", ["", ">", " more text>" * 900])
def test_endless_tags_are_found_wherever_they_stand(before: int, after: str) -> None:
    tag = "<div" + " a='1'" * (MAX_ATTRIBUTES + 1200)
    assert has_endless_tag("x" * before + "<p>" + tag + after)
