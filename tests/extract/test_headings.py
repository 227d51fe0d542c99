import pytest

from tests.extract.samples import URL
from tradecrawler.extract import walk
from tradecrawler.extract.headings import own_text, printed_titles
from tradecrawler.extract.tree import PageTree, parse
from tradecrawler.items import Value


def tree(markup: str) -> PageTree:
    return walk.read(parse(markup), URL)


@pytest.mark.parametrize(
    "inside",
    [
        '<span class="kicker">Boulangerie</span> La miche monte',
        '<span class="article-topline">Boulangerie</span><span>La miche monte</span>',
        'La miche monte <small class="date">Lyon</small>',
        "3 mars 2026 – La miche monte",
        "03.03.2026La miche monte",
    ],
)
def test_a_heading_without_what_else_stands_in_it(inside: str) -> None:
    found = tree(f"<h1>{inside}</h1>")
    assert own_text(found, found.runs[0]) == "La miche monte"


@pytest.mark.parametrize("text", ["La crise du 3 mars 2026 au fournil", "Le 3 mars 2026"])
def test_a_date_inside_the_sentence_stays(text: str) -> None:
    found = tree(f"<h1>{text}</h1>")
    assert own_text(found, found.runs[0]) == text


def test_logos_come_last_and_by_their_name() -> None:
    found = tree('<h1><a href="/">Rayons</a></h1><h1>La miche monte</h1>')
    assert list(printed_titles(found, 0)) == [
        Value(value="La miche monte", source="h1"),
        Value(value="Rayons", source="logo"),
    ]


def test_the_headline_may_be_a_heading_of_another_level() -> None:
    found = tree("<h1>Rayons</h1><h2>La miche monte</h2>")
    assert Value(value="La miche monte", source="heading") in printed_titles(found, 1)
