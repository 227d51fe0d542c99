from tests.extract.samples import URL
from tradecrawler.extract.evidence import (
    Evidence,
    article_text,
    gather,
    snippet_text,
    top_headings,
)
from tradecrawler.extract.tree import parse
from tradecrawler.extract.walk import read
from tradecrawler.items import Value


def gathered(markup: str) -> Evidence:
    return gather(read(parse(markup), URL), URL)


def test_meta_elements_by_property_name_or_itemprop() -> None:
    found = gathered(
        '<meta property="og:title" content=" Un   titre "><meta NAME="Author" content="A">'
        '<meta itemprop="datePublished" content="2026-01-01"><meta name="x"><meta content="y">'
        '<meta property="article:tag" content="pain"><meta property="article:tag" content="caisse">'
    )
    assert found.meta == {
        "og:title": ("Un titre",),
        "author": ("A",),
        "datepublished": ("2026-01-01",),
        "article:tag": ("pain", "caisse"),
    }


def test_the_first_name_that_has_content_wins() -> None:
    found = gathered('<meta name="b" content="deux"><meta name="a" content="">')
    assert found.first("a", "b") == Value(value="deux", source="meta:b")
    assert found.first("c") is None


def test_sources_are_named() -> None:
    found = gathered('<meta property="article:section" content="Retail">')
    assert found.first("article:section") == Value(value="Retail", source="opengraph")


def test_snippets_become_text() -> None:
    assert snippet_text("<p>Un <b>titre</b> &amp; demi</p>").split() == ["Un", "titre", "&", "demi"]
    assert snippet_text("Prix &lt; 3&nbsp;€") == "Prix < 3\xa0€"
    assert snippet_text("3 < 4") == "3 < 4"


def test_the_text_that_json_ld_states() -> None:
    found = gathered(
        '<script type="application/ld+json">'
        '{"@type": "Article", "articleBody": "<p>Un.</p><p>Deux.</p>"}</script>'
    )
    assert article_text(found) == "Un. Deux."
    assert article_text(gathered("<p>x</p>")) == ""


def test_types_of_all_objects_and_of_opengraph() -> None:
    found = gathered(
        '<meta property="og:type" content="article"><script type="application/ld+json">'
        '[{"@type": "WebPage"}, {"@type": ["Article", "Report"]}]</script>'
    )
    assert found.types == ("WebPage", "Article", "Report", "article")


def test_microdata_and_rdfa() -> None:
    found = gathered(
        '<h1 itemprop="headline">Un titre</h1>'
        '<span itemprop="author"><span itemprop="name">Odile Varennes</span>, rédactrice</span>'
        '<time property="schema:datePublished" datetime="2026-03-01">1er mars</time>'
    )
    assert found.marked.headlines == ("Un titre",)
    assert found.marked.authors == ("Odile Varennes",)
    assert found.marked.published == ("2026-03-01",)


def test_top_headings_are_those_of_the_first_level() -> None:
    tree = read(parse("<h1>Le logo</h1><h2>Un intertitre</h2><h1>Le titre</h1>"), URL)
    assert top_headings(tree) == ["Le logo", "Le titre"]
