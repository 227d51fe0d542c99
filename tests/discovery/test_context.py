import pytest

from tradecrawler.discovery.context import menu_links
from tradecrawler.discovery.markup import html_tree

BASE = "https://www.example.org/"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<nav><ul><li><a href='/a'>A</a></ul></nav>", True),
        ("<header><a href='/a'>A</a></header>", True),
        ("<div class='main-nav'><a href='/a'>A</a></div>", True),
        ("<ul id=menu><a href='/a'>A</a></ul>", True),
        ("<div role=navigation><a href='/a'>A</a></div>", True),
        ("<footer><a href='/a'>A</a></footer>", True),
        ("<div><a href='/a'>A</a></div>", False),
        ("<article><header><a href='/a'>A</a></header></article>", False),
        ("<nav><a href='/a'>A</a></nav><div><a href='/a'>A</a></div>", False),
        ("<div class='navigator-magazine'><a href='/a'>A</a></div>", False),
        ("<nav><a href='mailto:a@example.org'>A</a></nav>", False),
    ],
)
def test_links_of_menus(markup: str, expected: bool) -> None:
    tree = html_tree(f"<html><body>{markup}</body></html>".encode())
    assert tree is not None
    assert (BASE + "a" in menu_links(tree, BASE)) is expected
