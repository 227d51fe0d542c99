from tradecrawler.extract.tree import PageTree, parse
from tradecrawler.extract.walk import read


def walked(markup: str) -> PageTree:
    return read(parse(f"<html><body>{markup}</body></html>"), "https://www.rayons.example/")


def runs(markup: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in walked(markup).runs]


def test_tables_of_data_come_row_by_row() -> None:
    tree = walked(
        "<table><caption>Ventes</caption><tr><th>An</th><th>Total</th></tr>"
        "<tr><td>2026</td><td><a href=/x>12</a></td></tr><tr><td></td></tr></table>"
    )
    assert [(run.kind, run.text) for run in tree.runs] == [
        ("caption", "Ventes"),
        ("table", "An | Total"),
        ("table", "2026 | 12"),
    ]
    assert tree.runs[1].html == "<th>An</th><th>Total</th>"


def test_a_layout_table_is_no_table() -> None:
    long = "Un paragraphe entier, bien plus long qu'une case de tableau ne le serait jamais. " * 3
    kinds = {kind for kind, _ in runs(f"<table><tr><td><p>{long}</p></td><td>x</td></tr></table>")}
    assert kinds == {"paragraph"}


def test_code_keeps_its_lines() -> None:
    assert runs("<pre><code>a = 1\n  b = 2  \n</code></pre>") == [("code", "a = 1\n  b = 2")]


def test_code_is_escaped_and_keeps_its_lines_in_html() -> None:
    (run,) = walked("<pre>if a &lt; b:<br>  c</pre>").runs
    assert run.html == "if a &lt; b:\n  c"


def test_named_elements_inside_a_table_are_noted() -> None:
    tree = walked(
        "<table><tr><th>Date</th><td class='date'>3 mai</td></tr>"
        "<tr><td>a</td><td>b</td></tr></table>"
    )
    assert [place.element.tag for place in tree.marked] == ["td"]
