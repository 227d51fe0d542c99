import json
from typing import Any

import pytest

from tests.extract.samples import STORIES, document, read
from tradecrawler.extract import jsonld
from tradecrawler.extract.tree import parse

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Une chaîne de boulangeries",
    "datePublished": "2026-03-01T07:30:00+01:00",
    "author": {"@type": "Person", "name": "Odile Varennes"},
}
PLAIN = json.dumps(ARTICLE, ensure_ascii=False)


@pytest.mark.parametrize(
    "script",
    [
        PLAIN,
        PLAIN[:-1] + ",}",
        PLAIN + ";",
        f"<!-- {PLAIN} -->",
        f"<!--\n{PLAIN}\n//-->",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/* <![CDATA[ */{PLAIN}/* ]]> */",
        f"<![CDATA[{PLAIN}]]>",
        PLAIN.replace('"', "&quot;"),
        "\ufeff" + PLAIN,
        PLAIN[:-1] + ', "x": "C:\\dossier"}',
        PLAIN[:-1] + ', "description": "Il dit "non" et part"}',
        "// the article\n" + PLAIN,
        PLAIN[:-1] + ', /* none */ "x": 1}',
        PLAIN[:-1],
    ],
    ids=[
        "plain", "trailing comma", "semicolon", "comment", "script comment",
        "cdata", "cdata in comment", "bare cdata", "entities", "bom", "lone backslash",
        "bare quotes", "line comment", "inner comment", "cut off",
    ],
)  # fmt: skip
def test_what_scripts_really_hold(script: str) -> None:
    node = jsonld.parse(script)
    assert node["headline"] == "Une chaîne de boulangeries"
    assert node["datePublished"] == "2026-03-01T07:30:00+01:00"
    assert node["author"]["name"] == "Odile Varennes"


def test_objects_one_behind_the_other() -> None:
    first, second = jsonld.parse(PLAIN + "\n" + PLAIN.replace("2026", "1999"))
    assert first["datePublished"] == "2026-03-01T07:30:00+01:00"
    assert second["datePublished"] == "1999-03-01T07:30:00+01:00"


@pytest.mark.parametrize(
    ("types", "expected"),
    [("Organization", True), ("NewsMediaOrganization", True), ("Person", False),
     (["Person", "Organization"], False)],
)  # fmt: skip
def test_kinds_of_organisations(types: object, expected: bool) -> None:
    assert jsonld.is_organisation({"@type": types}) is expected


def test_a_raw_newline_inside_a_string() -> None:
    assert jsonld.parse('{"headline": "Une\nchaîne"}') == {"headline": "Une\nchaîne"}


@pytest.mark.parametrize("script", ["", "null", "undefined", "{{ json }}", "[[[[", "[" * 100_000])
def test_what_cannot_be_read_gives_nothing(script: str) -> None:
    root = parse(f'<script type="application/ld+json">{script}</script>')
    assert jsonld.load(root.iter("script")) == []


def test_numbers_and_texts_are_no_objects() -> None:
    root = parse('<script type="application/ld+json">["a", 3, {"name": "no type"}]</script>')
    assert jsonld.load(root.iter("script")) == []


def scripts(*values: Any) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        [ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        [[{"@type": "Organization"}, [ARTICLE]]],
    ],
    ids=["list", "@graph", "mainEntity", "nested lists"],
)
def test_the_article_is_found_wherever_it_stands(wrapped: Any) -> None:
    found = jsonld.load(parse(scripts(wrapped)).iter("script"))
    assert jsonld.main_article(found, "", set()) == ARTICLE


@pytest.mark.parametrize(
    ("stated", "types"),
    [
        ("NewsArticle", ("NewsArticle",)),
        (["Article", "NewsArticle"], ("Article", "NewsArticle")),
        ("http://schema.org/NewsArticle", ("NewsArticle",)),
        (None, ()),
    ],
)
def test_types(stated: Any, types: tuple[str, ...]) -> None:
    assert jsonld.types_of({"@type": stated}) == types


URL = "https://www.rayons.example/news/la-suite"
OWN = {
    "@type": ["Article"],
    "headline": "Le nôtre",
    "url": "http://rayons.example/news/la-suite/?a",
}
OTHER = {"@type": "Article", "headline": "Un autre", "url": "https://www.rayons.example/news/b"}


@pytest.mark.parametrize(
    ("nodes", "titles", "expected"),
    [
        ([OTHER], set(), OTHER),
        ([OTHER, OWN], set(), OWN),
        ([OTHER, {"@type": "Article", "headline": "Le n&ocirc;tre"}], {"le nôtre"},
         {"@type": "Article", "headline": "Le n&ocirc;tre"}),
        ([OTHER, {"@type": "BlogPosting", "mainEntityOfPage": {"@id": URL}}], set(),
         {"@type": "BlogPosting", "mainEntityOfPage": {"@id": URL}}),
        ([OTHER, {"@type": "Article", "headline": "Encore un"}], {"le nôtre"}, None),
        ([{"@type": "WebPage"}], set(), None),
        ([], set(), None),
    ],
    ids=["the only one", "by URL", "by headline", "by main entity", "a list of others",
         "no article", "nothing"],
)  # fmt: skip
def test_the_article_that_the_page_itself_is(
    nodes: list[jsonld.Node], titles: set[str], expected: jsonld.Node | None
) -> None:
    assert jsonld.main_article(nodes, URL, titles) == expected


def test_a_broken_script_does_not_hide_the_next() -> None:
    script = f'<script type="application/ld+json">{{"@type": </script>{scripts(ARTICLE)}'
    article = read(document(STORIES["fr"].html, head=script))
    assert article.authors == ("Odile Varennes",)
    assert article.date_published == "2026-03-01T07:30:00+01:00"
    assert article.provenance["date_published"] == "json-ld"


def test_a_recipe_with_its_video_describes_the_page() -> None:
    video = {"@type": "VideoObject", "name": "Une vidéo"}
    recipe = {"@type": "Recipe", "datePublished": "2026-03-03", "video": video}
    assert jsonld.own_page([recipe, video], "https://rayons.example/tarte") is recipe
    assert jsonld.own_page([video], "https://rayons.example/tarte") is video
    assert jsonld.own_page([recipe, {"@type": "Recipe"}], "https://rayons.example/tarte") is None
