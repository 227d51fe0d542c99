from tests.extract.samples import URL
from tradecrawler.extract import walk
from tradecrawler.extract.headline_place import headline_place
from tradecrawler.extract.tree import parse


def test_the_headline_is_the_heading_that_stands_in_the_title() -> None:
    tree = walk.read(parse("<h1>Rayons</h1><h2>Le pain monte</h2><p>Texte.</p>"), URL)
    assert headline_place(tree, ("Le pain monte - Rayons",)) == 1
    assert headline_place(tree) == 0


def test_a_heading_for_screen_readers_gives_way_to_the_shown_one() -> None:
    hidden = '<h1 class="visuallyhidden">Le pain monte | Rayons</h1>'
    tree = walk.read(parse(f"{hidden}<p>Menu</p><h2>Le pain monte</h2><p>Texte.</p>"), URL)
    assert headline_place(tree, ("Le pain monte | Rayons",)) == 2
    tree = walk.read(parse(f"{hidden}<p>Texte.</p>"), URL)
    assert headline_place(tree, ("Le pain monte | Rayons",)) == 0


def test_a_section_that_repeats_the_title_is_no_headline() -> None:
    prose = f"<p>{'La miche du matin coûte plus cher que celle du soir, dit-on ici. ' * 3}</p>"
    top, section = "<h1>Tout savoir sur les miches</h1>", "<h2>Que sont les miches rondes ?</h2>"
    known = ["Que sont les miches rondes ?"]

    def place(markup: str) -> int:
        return headline_place(walk.read(parse(markup), URL), known)

    assert place(top + prose * 2 + section) == 0
    assert place(top + section + prose * 2) == 1
    assert place("<h1>Rayons</h1>" + prose * 2 + section) == 3
    assert place(top + top + prose * 2 + section) == 4
