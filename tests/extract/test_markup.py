import pytest

from tests.extract.samples import STORIES, document, read
from tradecrawler.extract.markup import body_html, body_text
from tradecrawler.items import Block


def item(text: str, level: int = 1, group: int = 1, *, ordered: bool = False) -> Block:
    return Block(kind="list_item", text=text, level=level, group=group, ordered=ordered)


@pytest.mark.parametrize(
    ("blocks", "html"),
    [
        ([Block(kind="paragraph", text="A & B", html="A &amp; <em>B</em>")],
         "<p>A &amp; <em>B</em></p>"),
        ([Block(kind="paragraph", text="1 < 2")], "<p>1 &lt; 2</p>"),
        ([Block(kind="heading", text="T", level=1)], "<h2>T</h2>"),
        ([Block(kind="heading", text="T", level=3)], "<h3>T</h3>"),
        ([Block(kind="heading", text="T", level=6)], "<h4>T</h4>"),
        ([Block(kind="quote", text="Q")], "<blockquote><p>Q</p></blockquote>"),
        ([Block(kind="code", text="a\n b")], "<pre>a\n b</pre>"),
        ([Block(kind="line", text="a", group=1), Block(kind="line", text="b", group=1),
          Block(kind="line", text="c", group=2)], "<p>a<br>b</p>\n<p>c</p>"),
        ([Block(kind="table", text="a | b", html="<td>a</td><td>b</td>", group=1),
          Block(kind="table", text="c", html="<td>c</td>", group=1)],
         "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
        ([item("a"), item("b")], "<ul><li>a</li><li>b</li></ul>"),
        ([item("a", ordered=True)], "<ol><li>a</li></ol>"),
        ([item("a"), item("b", 2), item("c", 2), item("d")],
         "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ([item("a"), item("b", 2), item("c", 3), item("d")],
         "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ([item("a", 2), item("b", 4), item("c", 2)],
         "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ([item("a", 3), item("b", 1)], "<ul><li>a</li><li>b</li></ul>"),
        ([item("a", group=1), item("b", group=2)], "<ul><li>a</li></ul>\n<ul><li>b</li></ul>"),
        ([], ""),
    ],
)  # fmt: skip
def test_body_html(blocks: list[Block], html: str) -> None:
    assert body_html(blocks) == html


def test_body_text_is_a_line_a_block() -> None:
    found = [Block(kind="heading", text="T", level=2), item("a"), Block(kind="code", text="x\n  y")]
    assert body_text(found) == "T\na\nx\n  y"


def test_nothing_of_the_pages_own_markup_is_left() -> None:
    main = STORIES["fr"].html.replace(
        "<p>", '<p class="x" onclick="a()" style="b"><span data-x="1"><font color=red>'
    )
    article = read(document(main))
    assert article.body_html == STORIES["fr"].html
    assert article.body_text == STORIES["fr"].text


def test_scripts_and_dangerous_links_are_gone() -> None:
    main = (
        '<p>Un <a href="javascript:alert(1)">clic</a><script>alert(2)</script> et '
        '<a href="/b" onmouseover="x()">un lien</a>, puis &lt;script&gt; en toutes lettres : '
        "la notice de la borne le dit, et le personnel du magasin l'a appris par cœur.</p>"
    )
    html = read(document(STORIES["fr"].html + main)).body_html
    assert "alert" not in html
    assert "onmouseover" not in html
    assert 'Un clic et <a href="https://www.rayons.example/b">un lien</a>, puis &lt;script' in html


def test_attributes_are_escaped() -> None:
    main = (
        "<p>La borne se trouve <a href='/b?a=1&amp;b=\"><b>'>ici</a>, près de la porte, et là, au "
        "fond du magasin, où le personnel aide les clients qui préfèrent payer en espèces.</p>"
    )
    html = read(document(STORIES["fr"].html + main)).body_html
    assert "&amp;b=&quot;&gt;&lt;b&gt;" in html or "%22" in html
