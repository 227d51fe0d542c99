import json

import pytest

from tests.extract.samples import LANGUAGES, STORIES, Story, document, read

STORY = STORIES["fr"]


def authors(above: str = "", *, head: str = "", lang: str = "fr") -> tuple[str, ...]:
    return read(document(above + STORIES[lang].html, head=head, lang=lang)).authors


BYLINES = {
    "fr": "Par Odile Varennes et Bastien Oriol",
    "nl": "Door Odile Varennes en Bastien Oriol",
    "de": "Von Odile Varennes und Bastien Oriol",
    "en": "By Odile Varennes and Bastien Oriol",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "markup",
    ["<p>{}</p>", '<div class="byline">{}</div>', "<p>{} | 20/11/2026</p>", "<p><i>{}</i></p>"],
)
def test_a_printed_byline(language: str, markup: str) -> None:
    line = markup.format(BYLINES[language])
    assert authors(line, lang=language) == ("Odile Varennes", "Bastien Oriol")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_byline_is_not_in_the_text(language: str) -> None:
    story = STORIES[language]
    article = read(document(f"<p>{BYLINES[language]}</p>{story.html}", lang=language))
    assert article.body_text == story.text


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Odile Varennes"},
        [{"@type": "Person", "name": "Odile Varennes", "url": "/o"}],
        "Odile Varennes",
        ["Odile Varennes"],
        {"@type": "Person", "name": ["Odile Varennes"]},
        [{"@type": "Organization", "name": "Rayons SA"},
         {"@type": "Person", "name": "Odile Varennes"}],
    ],
)  # fmt: skip
def test_authors_in_json_ld(author: object) -> None:
    node = json.dumps({"@type": "NewsArticle", "author": author})
    head = f'<script type="application/ld+json">{node}</script>'
    assert authors(head=head) == ("Odile Varennes",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Odile Varennes">',
        '<meta property="article:author" content="Odile Varennes">',
        '<meta name="author" content="Rayons"><meta name="dc.creator" content="Odile Varennes">',
        '<meta name="author" content="https://www.rayons.example/odile">'
        '<meta name="parsely-author" content="Odile Varennes">',
    ],
)
def test_authors_in_meta_elements(head: str) -> None:
    assert authors(head=head) == ("Odile Varennes",)


def test_authors_in_a_link() -> None:
    assert authors('<p><a rel="author" href="/o">Odile Varennes</a></p>') == ("Odile Varennes",)


@pytest.mark.parametrize(
    "above",
    [
        "",
        "<p>Par la rédaction</p>",
        '<div class="author">admin</div>',
    ],
)
def test_an_unsigned_article_has_no_author(above: str) -> None:
    assert authors(above) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Le rayon est tenu par Odile Varennes depuis trois ans.",
        "L'enseigne est dirigée par Bastien Oriol, un ancien boulanger.",
    ],
)
def test_a_sentence_is_no_byline(text: str) -> None:
    assert authors(f"<p>{text}</p>") == ()


def test_a_person_named_further_down_is_no_author() -> None:
    story = Story(headline="Titre", paragraphs=(*STORY.paragraphs * 4, "Par Odile Varennes"))
    assert read(document(story.html)).authors == ()


GRAPH = {
    "@graph": [
        {"@type": "WebPage", "url": "https://www.rayons.example/x", "author": {"@id": "#odile"}},
        {"@type": "Person", "@id": "#odile", "name": "Odile Varennes"},
    ]
}


def test_an_author_by_reference_on_a_page_without_article() -> None:
    head = f'<script type="application/ld+json">{json.dumps(GRAPH)}</script>'
    assert authors(head=head) == ("Odile Varennes",)


@pytest.mark.parametrize("name", ["Odile Varennes", "ovarennes", "odile varennes"])
def test_a_stated_author_may_be_a_user_name(name: str) -> None:
    assert authors(head=f'<meta name="author" content="{name}">') == (name,)


def test_an_author_under_the_vendors_label() -> None:
    head = (
        '<meta name="twitter:label1" content="Écrit par">'
        '<meta name="twitter:data1" content="Odile Varennes">'
    )
    assert authors(head=head) == ("Odile Varennes",)


def test_an_organisation_signs_where_nobody_else_does() -> None:
    author = {"@type": "Organization", "name": "Rayons SA"}
    node = json.dumps({"@type": "NewsArticle", "author": author})
    head = f'<script type="application/ld+json">{node}</script>'
    assert authors(head=head) == ()
    assert authors("<p>Par Rayons SA</p>", head=head) == ("Rayons SA",)
    assert authors("<p>Par Odile Varennes</p>", head=head) == ("Odile Varennes",)


@pytest.mark.parametrize("desk", ["Rédaction", "Rayons"])
def test_the_desk_or_the_site_signs_where_a_byline_says_so(desk: str) -> None:
    assert authors(f"<p>Par {desk}</p>") == (desk,)


def linked_data(author: object) -> str:
    node = json.dumps({"@type": "NewsArticle", "author": author})
    return f'<script type="application/ld+json">{node}</script>'


def test_a_printed_name_wins_over_one_that_nobody_sees() -> None:
    head = linked_data({"@type": "Person", "name": "Maud Terlinck"})
    assert authors("<p>Par Odile Varennes</p>", head=head) == ("Odile Varennes",)
    both = "<p>Par Odile Varennes</p><p>Photos de Maud Terlinck</p>"
    assert authors(both, head=head) == ("Maud Terlinck",)


@pytest.mark.parametrize(
    "name", ["Panevault SARL Germany", "agence-web.fr", "Panevault GmbH, Bonn"]
)
def test_a_company_in_a_meta_element_is_no_author(name: str) -> None:
    assert authors(head=f'<meta name="author" content="{name}">') == ()


def test_given_and_family_name() -> None:
    person = {"@type": "Person", "givenName": "Odile", "familyName": "Varennes"}
    assert authors(head=linked_data(person)) == ("Odile Varennes",)


def test_all_who_signed_where_the_page_states_the_first_alone() -> None:
    head = linked_data({"@type": "Person", "name": "Odile Varennes"})
    line = "<p>Par Odile Varennes et Bastien Oriol</p>"
    assert authors(line, head=head) == ("Odile Varennes", "Bastien Oriol")


def test_the_surname_as_it_is_printed() -> None:
    head = linked_data({"@type": "Person", "name": "Odile"})
    assert authors("<p>Par Odile Varennes</p>", head=head) == ("Odile Varennes",)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Auteur :</p><p>Odile Varennes</p>",
        '<p><a href="/auteurs/odile">Odile Varennes</a></p>',
        "<p>Publié le 3 mars 2026</p><p>Texte : Odile Varennes</p>",
    ],
)
def test_other_ways_to_sign(markup: str) -> None:
    assert authors(markup) == ("Odile Varennes",)


def test_libraries_write_the_last_name_first() -> None:
    assert authors(head='<meta name="dc.creator" content="Varennes, Odile">') == ("Odile Varennes",)


def test_a_desk_that_nobody_sees_signs_nothing() -> None:
    assert authors(head=linked_data({"@type": "Person", "name": "Rayons-Redaktion"})) == ()


def test_who_only_read_the_text_is_no_author() -> None:
    line = (
        '<p>By <a href="/author/i">Imogen Dallaway</a> – Updated | Fact-checked by '
        '<a href="/author/t">Tobias Renwickle</a></p>'
    )
    assert authors(line, lang="en") == ("Imogen Dallaway",)


def test_the_house_is_named_in_full() -> None:
    head = '<meta property="og:site_name" content="Baker in the Loop">'
    line = '<p class="byline">Baker in the Loop</p>'
    assert authors(line, head=head, lang="en") == ("Baker in the Loop",)


def test_initials_give_way_to_the_name_beside_them() -> None:
    lines = '<p><span class="byline">OV</span></p><p class="author">Odile Varennes</p>'
    assert authors(lines) == ("Odile Varennes",)
    assert authors('<p><span class="byline">OV</span></p>') == ("OV",)


def test_a_linked_name_above_a_list_of_authors() -> None:
    lines = '<p><a href="/author/odile/">Odile Varennes</a></p><p>Authors: Bastien Oriol</p>'
    assert authors(lines) == ("Odile Varennes",)


def test_the_full_name_on_a_line_of_its_own() -> None:
    lines = '<p>Odile Varennes</p><p>3 mars 2026</p><p><a href="/author/o/">Odile</a></p>'
    assert authors(lines) == ("Odile Varennes",)
