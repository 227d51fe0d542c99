import json

import pytest

from tests.extract.samples import LANGUAGES, STORIES, document, lines, paragraphs, read
from tradecrawler.extract.paywall import is_paywall_notice
from tradecrawler.items import Block

NOTICES = {
    "fr": ("La suite de cet article est réservée à nos abonnés.",
           "Cet article est réservé aux abonnés",
           "Abonnez-vous pour lire la suite",
           "Il vous reste 82 % de cet article à découvrir."),
    "nl": ("De rest van dit artikel is voorbehouden aan onze abonnees.",
           "Word abonnee om verder te lezen",
           "Dit artikel is enkel voor abonnees"),
    "de": ("Dieser Artikel ist unseren Abonnenten vorbehalten.",
           "Jetzt abonnieren und weiterlesen",
           "Um weiterzulesen, melden Sie sich bitte an."),
    "en": ("The rest of this article is reserved for subscribers.",
           "Subscribe to continue reading",
           "This content is for subscribers only"),
}  # fmt: skip
ALL = [(language, text) for language in LANGUAGES for text in NOTICES[language]]


@pytest.mark.parametrize(("language", "notice"), ALL)
def test_a_notice_at_the_end_makes_an_article_not_free(language: str, notice: str) -> None:
    story = STORIES[language]
    article = read(document(story.html + f"<div><p>{notice}</p></div>", lang=language))
    assert not article.is_accessible_for_free
    assert article.body_text == story.text


@pytest.mark.parametrize(("language", "notice"), ALL)
def test_the_words_of_a_notice(language: str, notice: str) -> None:
    assert is_paywall_notice(Block(kind="paragraph", text=notice))


@pytest.mark.parametrize(
    "notice",
    [
        "Contenido exclusivo para suscriptores",
        "Suscríbete para seguir leyendo",
        "Contenuto riservato agli abbonati",
        "Abbonati per continuare a leggere",
        "Conteúdo exclusivo para assinantes",
        "Assine para continuar lendo",
        "Artikeln är endast för prenumeranter",
        "Logga in för att läsa vidare",
        "Artiklen er kun for abonnenter",
        "Bli abonnent for å lese videre",
        "Tämä artikkeli on vain tilaajille",
        "Artykuł dostępny tylko dla subskrybentów",
        "Wykup dostęp, aby czytać dalej",
        "Článek je pouze pro předplatitele",
        "Teljes cikkünk csak előfizetőinknek érhető el",
        "Articol disponibil doar pentru abonați",
        "Материал доступен только подписчикам",
        "Okumaya devam etmek için abone olun, abone olarak okumaya devam edin",
        "Το άρθρο είναι μόνο για συνδρομητές",
        "この記事は有料会員限定です。残り1234文字",
        "订阅后继续阅读",
    ],
)
def test_notices_of_other_languages(notice: str) -> None:
    assert is_paywall_notice(Block(kind="paragraph", text=notice))


@pytest.mark.parametrize(
    "text",
    [
        "Los abonados del club podrán entrar sin pagar.",
        "Gli abbonati della metropolitana leggeranno meglio gli orari.",
        "Prenumeranterna ökade med fyra procent.",
        "Tilaajille luvattiin hyvitys.",
        "Подписчики сети получают скидку на хлеб.",
    ],
)
def test_news_about_subscribers(text: str) -> None:
    assert not is_paywall_notice(Block(kind="paragraph", text=text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_without_notice_is_free(language: str) -> None:
    assert read(document(STORIES[language].html, lang=language)).is_accessible_for_free


def test_what_is_declared_is_believed() -> None:
    node = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": False})
    head = f'<script type="application/ld+json">{node}</script>'
    assert not read(document(STORIES["fr"].html, head=head)).is_accessible_for_free


def test_an_article_declared_free_stays_so_beside_an_offer() -> None:
    node = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": True})
    head = f'<script type="application/ld+json">{node}</script>'
    main = STORIES["fr"].html + paragraphs(NOTICES["fr"][0])
    assert read(document(main, head=head)).is_accessible_for_free


def test_the_button_below_the_notice_is_not_in_the_text() -> None:
    main = STORIES["fr"].html + (
        f"<p>{NOTICES['fr'][0]}</p><p><a class=button href=/abo>Découvrir nos formules</a></p>"
        '<p class="tags">Mots-clés : pain</p>'
    )
    assert read(document(main)).body_text == STORIES["fr"].text


def test_a_long_paragraph_about_paywalls_is_text() -> None:
    text = ("L'hebdomadaire a longtemps hésité avant de dresser un mur : un article réservé aux "
            "abonnés ne circule pas, et les annonceurs paient au lecteur. ") * 3  # fmt: skip
    article = read(document(paragraphs(*STORIES["fr"].paragraphs, text.strip())))
    assert lines(article)[-1] == text.strip()
    assert article.is_accessible_for_free
