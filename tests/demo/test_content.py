from pathlib import Path

import pytest

from tradecrawler.demo.blocks import ContentError
from tradecrawler.demo.content import load


def change(content: Path, name: str, old: str, new: str) -> None:
    file = content / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_sources_are_read_newest_first(content: Path) -> None:
    comptoir, quai = load(content)
    assert [source.key for source in comptoir.sources] == [
        *("later", "wall", "shelf", "shelf", "till")
    ]
    assert quai.sources == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("+++\nslug", "slug", r"shelf\.fr\.md:1: the first line must be \+\+\+"),
        ("kicker =", "surtitle =", r"shelf\.fr\.md:10: unknown key 'surtitle'"),
        ('lead = "', 'lede = "', r"shelf\.fr\.md:1: missing key 'lead'"),
        ("headline = ", "headline = =", r"shelf\.fr\.md:3: TOML"),
        ('section = "Magasins"', "section = 3", r"shelf\.fr\.md:7: 'section' must be of type str"),
        ("08:30:00+02:00", "08:30:00", r"shelf\.fr\.md:6: 'published' needs a UTC offset"),
        ('"un-rayon-neuf"', '"Un rayon"', r"shelf\.fr\.md:2: slug"),
        ("## Un", "### Un", r"shelf\.fr\.md:21: unknown block mark"),
        ("-> till", "-> tills", r"shelf\.fr\.md: the promo leads to 'tills'"),
        ("kicker =", 'press_release = "x"\nkicker =', "no other magazine has the press release"),
        ('"un-rayon-neuf"', '"plus-tard"', "taken twice"),
        ("kicker =", 'editions = "2+"\nkicker =', "editions '2\\+'"),
    ],
)
def test_errors_name_file_and_line(content: Path, old: str, new: str, message: str) -> None:
    change(content, "articles/comptoir/shelf.fr.md", old, new)
    with pytest.raises(ContentError, match=message):
        load(content)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"dashes"', '"blink"', "unknown markup 'blink'"),
        ("number = 1", "numero = 1", r"comptoir\.toml"),
        ('key = "till"', 'key = "tills"', "there is no article 'tills'"),
        ('"consent_wall"', '"wall"', "unknown kind of page 'wall'"),
        ("[[issues]]", "[[numbers]]\n[[issues]]", "unknown key 'numbers'"),
    ],
)
def test_errors_in_the_magazines_own_file(content: Path, old: str, new: str, message: str) -> None:
    change(content, "comptoir.toml", old, new)
    with pytest.raises(ContentError, match=message):
        load(content)


def test_file_names_are_checked(content: Path) -> None:
    (content / "articles" / "comptoir" / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ContentError, match=r"notes\.txt"):
        load(content)
