import pytest

from tests.extract.samples import (
    ANY,
    STORIES,
    blocks,
    cleaned,
    document,
    lines,
    page,
    paragraphs,
    read,
)
from tradecrawler.extract import NotAnArticle, clean
from tradecrawler.magazine import Magazine, Selectors

STORY = STORIES["fr"]


def declared(**selectors: object) -> Magazine:
    return Magazine(
        slug="any",
        title="",
        homepage="http://any.example/",
        selectors=Selectors(**selectors),  # type: ignore[arg-type]  # the test's own names
    )


@pytest.mark.parametrize("body", ["", "  \n ", "\x00", "<html><body></body></html>", "<img src=x>"])
def test_a_page_without_text_is_empty(body: str) -> None:
    with pytest.raises(NotAnArticle, match="empty"):
        clean(page(body), ANY)


def test_an_empty_page_still_says_its_address() -> None:
    head = '<link rel="canonical" href="/news/autre">'
    with pytest.raises(NotAnArticle) as refusal:
        clean(page(f"<html><head>{head}</head><body></body></html>"), ANY)
    assert refusal.value.canonical_url == "https://www.rayons.example/news/autre"


def test_the_body_is_a_slice_of_the_pages_blocks() -> None:
    found = cleaned(document(STORY.html).replace("<main>", "<aside>Rayons</aside><main>"))
    texts = [found.blocks[i].text for i in found.body]
    assert texts == [STORY.headline, *STORY.paragraphs]
    assert len(found.blocks) > len(texts)


def test_blocks_know_where_they_stand() -> None:
    markup = document(f'<div class="Texte" id="t"><p>{STORY.paragraphs[0]}</p>{STORY.html}</div>')
    block = next(b for b in blocks(markup) if b.kind == "paragraph")
    assert block.path == ("html", "body", "main", "div t texte", "p")


def test_link_density() -> None:
    found = blocks(document('<p><a href="/a">Douze</a> et plus</p>' + STORY.html))
    block = next(b for b in found if b.links)
    assert block.link_density == pytest.approx(5 / 13)


def test_plain_text_by_its_content_type() -> None:
    found = clean(page("<p>Un\nDeux", content_type="Text/Plain"), ANY)
    assert [block.text for block in found.blocks] == ["<p>Un", "Deux"]
    assert found.body == range(2)


# -- what a magazine declares


def test_declared_selectors_win() -> None:
    markup = document(
        '<b class="t">Un autre titre</b><i class="a">Odile V.</i><i class="a">Maud T.</i>'
        '<time datetime="2026-02-01">hier</time><u class="s">Pain</u>'
        '<span class="k">vrac</span><span class="k">prix</span>' + STORY.html
    )
    magazine = declared(
        headline=".t",
        authors=".a",
        date_published="time",
        section=".s",
        keywords=".k",
    )
    article = read(markup, magazine=magazine)
    assert article.headline == "Un autre titre"
    assert article.authors == ("Odile V.", "Maud T.")
    assert article.date_published == "2026-02-01"
    assert article.section == "Pain"
    assert article.keywords == ("vrac", "prix")
    assert article.provenance["headline"] == "selector:.t"


def test_a_declared_selector_that_finds_nothing_changes_nothing() -> None:
    found = read(document(STORY.html), magazine=declared(headline=".none", body="#none"))
    assert found == read(document(STORY.html))


def test_declared_removals_are_gone() -> None:
    markup = document('<p class="x">À supprimer, quoi qu\'il arrive.</p>' + STORY.html)
    article = read(markup, magazine=declared(remove=("p.x", ".none")))
    assert article.body_text == STORY.text


def test_the_declared_body() -> None:
    other = paragraphs(*STORIES["de"].paragraphs) * 3
    markup = document(f"<div id=ici>{STORY.html}</div><div>{other}</div>")
    article = read(markup, magazine=declared(body="#ici"))
    assert article.body_text == STORY.text


def test_the_declared_lead() -> None:
    first, *rest = STORY.paragraphs
    markup = document(f'<p class="z">{first}</p>{paragraphs(*rest)}')
    article = read(markup, magazine=declared(lead=".z"))
    assert article.lead == first
    assert lines(article) == rest
