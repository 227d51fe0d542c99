"""Pages that are no articles, each refused by its name; and articles that only talk like them."""

import pytest

from tests.extract.samples import (
    LANGUAGES,
    STORIES,
    document,
    items,
    paragraphs,
    read,
    read_text,
    reason,
    told_apart,
)
from tradecrawler.extract import small_trees, verdict

CONSENT = {
    "fr": ("Votre vie privée nous importe", "Nos partenaires et nous utilisons des cookies. Vous "
           "pouvez accepter les cookies ou les refuser et paramétrer vos choix à tout moment dans "
           "notre politique de confidentialité."),
    "nl": ("Uw privacy", "Wij en onze partners gebruiken cookies. U kunt alle cookies aanvaarden, "
           "weigeren of uw instellingen aanpassen. Zonder toestemming tonen we geen advertenties "
           "op maat en kunt u sommige video's niet bekijken."),
    "de": ("Datenschutz", "Wir und unsere Partner verwenden Cookies. Sie können Cookies "
           "akzeptieren oder ablehnen und Ihre Einwilligung jederzeit widerrufen. Näheres steht "
           "in unserer Erklärung zum Datenschutz."),
    "en": ("Your privacy", "We and our partners use cookies. You can accept all cookies or manage "
           "your consent at any time. More about this is to be found in our privacy notice, which "
           "you may read at leisure."),
}  # fmt: skip
NOT_FOUND = {
    "fr": ("Page introuvable", "La page que vous cherchez n'existe pas ou n'existe plus."),
    "nl": ("Pagina niet gevonden", "De pagina die u zoekt bestaat niet of is verplaatst."),
    "de": ("Seite nicht gefunden", "Die gesuchte Seite existiert nicht mehr."),
    "en": ("Page not found", "The page you are looking for does not exist or has been moved."),
}


def notice(title: str, text: str, language: str) -> str:
    return document(f"<p>{text}</p>", headline=title, lang=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_consent_wall(language: str) -> None:
    assert reason(notice(*CONSENT[language], language)) == "consent_wall"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_soft_404(language: str) -> None:
    assert reason(notice(*NOT_FOUND[language], language)) == "soft_404"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Connectez-vous pour voir cette page."),
        ("nl", "Gelieve eerst in te loggen: inloggen kan hier."),
        ("de", "Bitte einloggen, um diese Seite zu sehen."),
        ("en", "Please log in to see this page."),
    ],
)
def test_a_login_wall(language: str, text: str) -> None:
    assert reason(notice("Rayons Pro", text, language)) == "login_wall"


@pytest.mark.parametrize("markup", ["", "<html></html>", document("", headline="Rayons Pro")])
def test_an_empty_page(markup: str) -> None:
    assert reason(markup) == "empty"


def test_a_page_of_a_few_words() -> None:
    assert reason(document("<p>Cette semaine, notre magazine est en vacances.</p>")) == "too_short"


TITLES = tuple(f"Un titre d'article qui porte le numéro {n}" for n in range(1, 9))


def listing(*, head: str = "", url: str = "https://www.rayons.example/themes/pain") -> str:
    cards = "".join(
        f'<div><h2><a href="/news/{n}">{title}</a></h2><p>Un chapeau de quelques mots qui '
        f"s'arrête en plein milieu d'une phrase…</p></div>"
        for n, title in enumerate(TITLES)
    )
    page = document(cards, head=head, headline="Pain").replace("article:published_time", "x")
    return reason(page.replace('content="article"', 'content="website"'), url=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.rayons.example/",
        "https://www.rayons.example/themes/pain",
        "https://www.rayons.example/tag/pain",
        "https://www.rayons.example/actualites",
        "https://www.rayons.example/auteurs/odile-varennes",
    ],
)
def test_a_listing(url: str) -> None:
    assert listing(url=url) == "listing"


def test_a_listing_that_says_so() -> None:
    head = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    assert listing(head=head) == "listing"


def test_a_product() -> None:
    head = '<script type="application/ld+json">{"@type": "Product", "name": "Borne"}</script>'
    page = document(STORIES["fr"].html, head=head).replace('content="article"', 'content="product"')
    assert reason(page) == "product"


def test_a_refusal_says_the_pages_own_address() -> None:
    assert told_apart(document("<p>Rien.</p>")).document.page.url


# -- articles all the same


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", [CONSENT, NOT_FOUND], ids=["cookies", "404"])
def test_a_long_article_may_speak_of_such_things(
    language: str, subject: dict[str, tuple[str, str]]
) -> None:
    story = STORIES[language]
    title, text = subject[language]
    main = paragraphs(story.paragraphs[0], text, *story.paragraphs[1:], text)
    assert read(document(main, headline=title, lang=language)).headline == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_is_an_article(language: str) -> None:
    (first, *_) = STORIES[language].paragraphs
    assert read(document(paragraphs(first), lang=language)).body_text == first


def test_a_brief_about_cookies_to_eat() -> None:
    text = ("Le biscuitier Gaufrelle lance trois cookies sans sucre ajouté. Ils seront vendus en "
            "boulangerie dès le mois de mars, dans un sachet de papier fermé par une simple "
            "étiquette.")  # fmt: skip
    assert read(document(paragraphs(text))).body_text == text


def test_an_article_with_related_headlines_below() -> None:
    cards = "".join(f'<h3><a href="/n/{n}">{title}</a></h3>' for n, title in enumerate(TITLES))
    article = read(document(f"<div>{STORIES['fr'].html}</div><div>{cards}</div>"))
    assert article.body_text == STORIES["fr"].text


def test_an_article_below_a_folder_called_dossiers() -> None:
    markup = document(STORIES["fr"].html)
    assert read(markup, url="https://www.rayons.example/dossiers/le-pain-sans-caisse")


def test_an_article_that_sells_nothing_but_names_a_product() -> None:
    head = (
        '<script type="application/ld+json">[{"@type": "Product"}, {"@type": "NewsArticle", '
        '"headline": "x"}]</script>'
    )
    assert read(document(STORIES["fr"].html, head=head))


def test_a_roundup_with_linked_subheadings_is_an_article() -> None:
    parts = "".join(
        f'<h2><a href="https://source{n}.example/">Magasin du Nord, {n}</a></h2><p>{text}</p>'
        for n, text in enumerate(STORIES["fr"].paragraphs)
    )
    assert read(document(parts + items(("un", "deux"))))


def test_a_line_that_declares_itself_an_article() -> None:
    text = "Le patron : « Qui a mangé la dernière tarte aux pommes ? » Personne n'a répondu."
    head = '<meta property="article:published_time" content="2026-03-02">'
    assert read(document(paragraphs(text), head=head)).body_text == text


def test_a_paid_article_that_is_declared_a_product_is_one() -> None:
    head = (
        '<script type="application/ld+json">{"@type": ["CreativeWork", "Product"], "name": "x"}'
        "</script>"
    )
    assert read(document(STORIES["fr"].html, head=head))


def test_lines_of_plain_text_are_never_a_listing() -> None:
    assert read_text("\n".join(("Au sommaire", *TITLES, STORIES["fr"].text)))


def test_a_short_list_that_declares_nothing_has_less_benefit_of_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = document("<p>" + " ".join(STORIES["fr"].paragraphs[0].split()[:30]) + ".</p>")
    undeclared = body.replace('content="article"', 'content="website"')

    data = {"features": [], "trees": [-verdict.SHORT_OF_TEXT / 2], "threshold": 0}
    model = small_trees.read(data)
    monkeypatch.setattr(verdict, "page_model", lambda: model)
    assert verdict.is_listing(told_apart(undeclared))
    assert not verdict.is_listing(told_apart(body))
    long = undeclared.replace("</p>", " " + STORIES["fr"].text + "</p>", 1)
    assert not verdict.is_listing(told_apart(long))


def test_a_shown_date_declares_as_much_as_the_stated_one_it_replaces() -> None:
    text = "Le patron : « Qui a mangé la dernière tarte aux pommes ? » Personne n'a répondu."
    markup = document(f"<p>21 novembre 2026</p>{paragraphs(text)}")
    assert read(markup).provenance["date_published"] == "dateline"
