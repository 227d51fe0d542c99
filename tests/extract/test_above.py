"""The list right above the article's element."""

import pytest

from tests.extract.samples import (
    LANGUAGES,
    STORIES,
    cleaned,
    document,
    items,
    lines,
    paragraphs,
    read,
)
from tradecrawler.extract.above import nearest_list

TITLES = ("Bulk sales look for a second wind", "A scale that knows its fruit", "Three shops reopen")
LINKED = tuple(f'<a href="/mag/{n}">{title}</a>' for n, title in enumerate(TITLES))


def page(above: str, *, between: str = "", language: str = "en") -> str:
    """A page on which a headline's column holds a list above the element of the text."""
    story = STORIES[language]
    text = f'<div class="article-body">{story.html}</div>'
    return document(f"<div>{above}<div>{between}{text}</div></div>", lang=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("markup", ["list", "paragraphs", "lines"])
def test_teasers_above_the_text_s_element(language: str, markup: str) -> None:
    above = {
        "list": items(LINKED),
        "paragraphs": "<div>" + "".join(f"<p>• {link}</p>" for link in LINKED) + "</div>",
        "lines": "<p>" + "<br>".join(f"- {title}" for title in TITLES) + "</p>",
    }[markup]
    article = read(page(above, between="<p>3 min</p>", language=language))
    assert [(t.zone, t.text) for t in article.teasers] == [("header", text) for text in TITLES]
    assert not set(TITLES) & set(lines(article))


def test_a_navigation_has_a_part_of_its_own() -> None:
    above = f'<div class="top"><div>{items(LINKED)}</div><div><p>Shops</p></div></div>'
    assert nearest_list(cleaned(page(above))) is None


def test_more_items_than_an_issue_promotes_are_the_site_s() -> None:
    many = tuple(f'<a href="/n/{n}">A title of some words {n}</a>' for n in range(20))
    assert nearest_list(cleaned(page(items(many)))) is None


def test_a_lead_may_stand_between_and_a_text_may_not() -> None:
    lead, *rest = STORIES["fr"].paragraphs
    assert read(page(items(LINKED), between=paragraphs(lead))).teasers
    group = nearest_list(cleaned(page(items(LINKED), between=paragraphs(lead, *rest))))
    assert group is None or len(group.items) == len(LINKED)


def test_a_list_beside_the_headline() -> None:
    story = STORIES["en"]
    lines_above = "<p>" + "<br>".join(f"- {title}" for title in TITLES) + "</p>"
    top = f'<div class="top"><h1>{story.headline}</h1>{lines_above}</div>'
    text = f'<div class="article-body">{story.html}</div>'
    html = document(f"{top}{text}", lang="en").replace(f"<main><h1>{story.headline}</h1>", "<main>")
    article = read(html)
    assert [t.text for t in article.teasers] == list(TITLES)
    assert article.body_text == story.text
