import json

import pytest

from tests.extract.samples import STORIES, URL, cleaned, document, read
from tradecrawler.items import Metadata
from tradecrawler.magazine import Magazine

STORY = STORIES["fr"]


def metadata(head: str = "", above: str = "", *, url: str = URL) -> Metadata:
    return cleaned(document(above + STORY.html, head=head), url=url).metadata


def ld(**fields: object) -> str:
    node = {"@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


# -- titles


def test_the_headline_is_the_printed_one() -> None:
    found = metadata()
    assert found.headline is not None
    assert (found.headline.value, found.headline.source) == (STORY.headline, "h1")
    assert found.site_name == "Rayons"


@pytest.mark.parametrize("name", ["kicker", "article__overline", "surtitre", "dachzeile"])
def test_a_kicker_above_the_headline(name: str) -> None:
    markup = document(STORY.html).replace("<h1>", f'<p class="{name}">Boulangerie</p><h1>')
    article = read(markup)
    assert article.alternative_headline == "Boulangerie"
    assert article.headline == STORY.headline
    assert "Boulangerie" not in article.body_text.split("\n")


def test_an_alternative_headline_is_stated() -> None:
    found = metadata(ld(alternativeHeadline="Le pain &amp; la borne"))
    assert found.alternative_headline is not None
    assert found.alternative_headline.value == "Le pain & la borne"


# -- section and keywords


@pytest.mark.parametrize(
    ("head", "above", "expected", "source"),
    [
        (ld(articleSection="Magasins"), "", "Magasins", "json-ld"),
        (ld(articleSection=["Magasins", "Pain"]), "", "Magasins", "json-ld"),
        ('<meta property="article:section" content="Magasins">', "", "Magasins", "opengraph"),
    ],
)
def test_a_stated_section(head: str, above: str, expected: str, source: str) -> None:
    found = metadata(head, above).section
    assert found is not None
    assert (found.value, found.source) == (expected, source)


@pytest.mark.parametrize(
    "crumbs",
    ["Accueil > Magasins", "Accueil › Actualités › Magasins", "Home » Magasins",
     "Accueil / Magasins", f"Accueil > Magasins > {STORY.headline}"],
)  # fmt: skip
def test_a_section_from_the_breadcrumb(crumbs: str) -> None:
    markup = document(STORY.html).replace("<h1>", f"<p>{crumbs}</p><h1>")
    found = cleaned(markup).metadata.section
    assert found is not None
    assert (found.value, found.source) == ("Magasins", "breadcrumb")


def test_no_section() -> None:
    assert metadata().section is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(keywords="pain, caisse;borne"), ["pain", "caisse", "borne"]),
        (ld(keywords=["pain", "Pain", "borne"]), ["pain", "borne"]),
        ('<meta name="keywords" content="pain,, caisse ">', ["pain", "caisse"]),
        ('<meta property="article:tag" content="pain"><meta property="article:tag" content="vrac">',
         ["pain", "vrac"]),
        ("", []),
    ],
)  # fmt: skip
def test_keywords(head: str, expected: list[str]) -> None:
    assert [word.value for word in metadata(head).keywords] == expected


# -- images


@pytest.mark.parametrize(
    ("head", "above", "expected"),
    [
        (ld(image="/i/a.jpg"), "", "https://www.rayons.example/i/a.jpg"),
        (ld(image={"@type": "ImageObject", "url": "https://cdn.example/a.jpg"}), "",
         "https://cdn.example/a.jpg"),
        (ld(image=["https://cdn.example/a.jpg", "https://cdn.example/b.jpg"]), "",
         "https://cdn.example/a.jpg"),
        ('<meta property="og:image" content="//cdn.example/a.jpg">', "", "https://cdn.example/a.jpg"),
        ("", '<figure><img src="a.jpg"></figure>', "https://www.rayons.example/news/a.jpg"),
        ("", '<figure><img src="data:image/gif;base64,R0"></figure>', None),
        ("", "", None),
    ],
)  # fmt: skip
def test_the_lead_image(head: str, above: str, expected: str | None) -> None:
    found = metadata(head, above).image_url
    assert (found.value if found else None) == expected


def test_a_figure_inside_the_text_is_no_lead_image() -> None:
    markup = document(STORY.html + '<figure><img src="b.jpg"></figure><p>Fin.</p>')
    assert read(markup).image_url is None


def test_a_figure_below_the_lead_is_the_lead_image() -> None:
    lead, *rest = STORY.html.split("\n")
    figure = '<figure><img src="b.jpg"></figure>'
    markup = document(f'<p class="chapo">{lead}</p>{figure}{"".join(rest)}')
    assert read(markup).image_url == "https://www.rayons.example/news/b.jpg"


# -- addresses


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/news/la-suite-complete">',
         "https://www.rayons.example/news/la-suite-complete"),
        ('<link rel="canonical" href="https://rayons.example/news/la-suite">',
         "https://rayons.example/news/la-suite"),
        ('<meta property="og:url" content="/news/la-suite?p=2">',
         "https://www.rayons.example/news/la-suite?p=2"),
        ('<link rel="canonical" href="https://www.rayons.example/">', None),
        ('<link rel="canonical" href="https://www.rayons.example/news/">', None),
        ('<link rel="canonical" href="https://www.ailleurs.example/news/la-suite">', None),
        ('<link rel="canonical" href="http://[::1">', None),
        ('<link rel="canonical" href="">', None),
        ('<link rel="canonical" href="/"><meta property="og:url" content="/news/b">',
         "https://www.rayons.example/news/b"),
    ],
)  # fmt: skip
def test_the_claimed_address(head: str, expected: str | None) -> None:
    found = metadata(head).canonical_url
    assert (found.value if found else None) == expected


def test_other_language_editions() -> None:
    head = (
        '<link rel="alternate" hreflang="fr-BE" href="/fr/a"><link rel="alternate" hreflang="nl" '
        'href="/nl/b"><link rel="alternate" type="application/rss+xml" href="/feed">'
    )
    assert metadata(head).alternates == {
        "fr-be": "https://www.rayons.example/fr/a",
        "nl": "https://www.rayons.example/nl/b",
    }


# -- language and access


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (document(STORY.html, lang="fr"), "fr"),
        (document(STORY.html).replace('lang="fr"', 'lang="fr-BE"'), "fr"),
        (document(STORY.html, head=ld(inLanguage="nl-BE")), "nl"),
        (document(STORY.html, head='<meta property="og:locale" content="de_DE">').replace(
            ' lang="fr"', ""), "de"),
        (document(STORY.html).replace('lang="fr"', 'lang="french"'), None),
    ],
)  # fmt: skip
def test_the_declared_language(markup: str, expected: str | None) -> None:
    found = cleaned(markup).metadata.declared_language
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(isAccessibleForFree=False), "false"),
        (ld(isAccessibleForFree="False"), "false"),
        (ld(isAccessibleForFree="http://schema.org/True"), "true"),
        ('<meta property="article:content_tier" content="locked">', "false"),
        ('<meta property="article:content_tier" content="free">', "true"),
        ("", None),
    ],
)
def test_declared_access(head: str, expected: str | None) -> None:
    found = metadata(head).is_accessible_for_free
    assert (found.value if found else None) == expected


def test_the_magazines_own_title_is_cut_off() -> None:
    magazine = Magazine(slug="any", title="Le Grand Rayon", homepage="http://any.example/")
    markup = (
        "<title>Le pain monte - Le Grand Rayon</title><h1>Le Grand Rayon</h1>"
        + document(STORY.html).partition("</h1>")[2]
    )
    assert read(markup, magazine=magazine).headline == "Le pain monte"


def test_the_locale_tells_the_order_of_day_and_month() -> None:
    line = f"<p>3/4/2026</p>{STORIES['en'].html}"
    markup = document(line, lang="en").replace("article:published_time", "x")
    assert read(markup).date_published == "2026-03-04"
    british = markup.replace('lang="en"', 'lang="en-GB"')
    assert cleaned(british).metadata.locale == "en-gb"
    assert read(british).date_published == "2026-04-03"
