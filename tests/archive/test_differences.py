"""What two states of an article say otherwise."""

from collections.abc import Callable

from archive.differences import FIELDS, Difference, differences
from archive.records import Article, Teaser

Make = Callable[..., Article]


def test_the_same_says_nothing(make_article: Make) -> None:
    other = make_article(day=3, extractor_version="another", provenance={})
    assert differences(make_article(), other) == ()


def test_paragraphs_items_and_values(make_article: Make) -> None:
    before = make_article(
        body_text="Un\nDeux\nTrois",
        authors=("Ada", "Jo"),
        section="Commerce",
        lead=None,
        alternates={"nl": "https://a.example/nl"},
        teasers=(Teaser(text="Le lait", label="Dossier"),),
    )
    after = make_article(
        body_text="Un\nDeux bis\nTrois\nQuatre",
        authors=("Jo", "Ada", "Eva"),
        section=None,
        lead="Chapeau",
        alternates={},
        teasers=(),
        is_accessible_for_free=False,
        body_html="<p>x</p>",
    )
    assert differences(before, after) == tuple(
        Difference(field=field, removed=removed, added=added)
        for field, removed, added in (
            ("lead", (), ("Chapeau",)),
            ("body_text", ("Deux",), ("Deux bis", "Quatre")),
            ("authors", (), ("Eva",)),
            ("section", ("Commerce",), ()),
            ("alternates", ("nl https://a.example/nl",), ()),
            ("is_accessible_for_free", ("yes",), ("no",)),
            ("teasers", ("[header] Dossier: Le lait",), ()),
        )
    )


def test_another_order_is_a_difference(make_article: Make) -> None:
    before, after = make_article(authors=("Ada", "Jo")), make_article(authors=("Jo", "Ada"))
    assert differences(before, after) == (
        Difference(field="authors", removed=("Ada; Jo",), added=("Jo; Ada",)),
    )


def test_html_counts_where_the_text_is_the_same(make_article: Make) -> None:
    found = differences(make_article(body_html="<p>a</p>"), make_article(body_html="<p>b</p>"))
    assert [difference.field for difference in found] == ["body_html"]


def test_fields_are_those_of_articles(make_article: Make) -> None:
    assert all(hasattr(make_article(), field) for field in FIELDS)
