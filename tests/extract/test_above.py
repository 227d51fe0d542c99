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
from tradecrawler.extract.above import lists_above

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
    assert not list(lists_above(cleaned(page(above))))


def test_more_items_than_an_issue_promotes_are_the_site_s() -> None:
    many = tuple(f'<a href="/n/{n}">A title of some words {n}</a>' for n in range(20))
    assert not list(lists_above(cleaned(page(items(many)))))


def test_a_lead_may_stand_between_and_a_text_may_not() -> None:
    lead, *rest = STORIES["fr"].paragraphs
    assert read(page(items(LINKED), between=paragraphs(lead))).teasers
    groups = lists_above(cleaned(page(items(LINKED), between=paragraphs(lead, *rest))))
    assert all(len(group.items) == len(LINKED) for group in groups)


def test_a_list_beside_the_headline() -> None:
    story = STORIES["en"]
    lines_above = "<p>" + "<br>".join(f"- {title}" for title in TITLES) + "</p>"
    top = f'<div class="top"><h1>{story.headline}</h1>{lines_above}</div>'
    text = f'<div class="article-body">{story.html}</div>'
    html = document(f"{top}{text}", lang="en").replace(f"<main><h1>{story.headline}</h1>", "<main>")
    article = read(html)
    assert [t.text for t in article.teasers] == list(TITLES)
    assert article.body_text == story.text


def test_a_list_beside_a_headline_far_above() -> None:
    story = STORIES["en"]
    listed = items(tuple(f"Interview : {title}" for title in TITLES))
    top = f'<header class="top"><h1>{story.headline}</h1>{listed}</header>'
    boxes = "".join(f"<div><span>A word or two {n}</span></div>" for n in range(40))
    html = document(f'{top}{boxes}<div class="article-body">{story.html}</div>', lang="en")
    article = read(html.replace(f"<main><h1>{story.headline}</h1>", "<main>"))
    assert [(t.label, t.text) for t in article.teasers] == [("Interview", t) for t in TITLES]
    assert article.body_text == story.text


@pytest.mark.parametrize("label", ["Dossier : ", ""])
def test_a_list_in_furniture_says_what_it_is(label: str) -> None:
    story = STORIES["en"]
    listed = items(tuple(f"{label}{title}" for title in TITLES))
    html = document(f'<div class="post-meta">{listed}</div>{story.html}', lang="en")
    article = read(html)
    assert [t.text for t in article.teasers] == (list(TITLES) if label else [])
    assert article.body_text == story.text


def test_a_lone_line_above_does_not_hide_the_list_behind_it() -> None:
    story = STORIES["en"]
    listed = items(LINKED)
    rubric = '<ul><li><a href="/retail/">Retail</a></li></ul>'
    html = document(f'{listed}{rubric}<div class="article-body">{story.html}</div>', lang="en")
    article = read(html)
    assert [t.text for t in article.teasers] == list(TITLES)
