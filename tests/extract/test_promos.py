"""Promos among the paragraphs, and boxes of them below the text."""

import pytest

from tests.extract.samples import (
    ANY,
    LANGUAGES,
    STORIES,
    URL,
    blocks,
    document,
    items,
    lines,
    paragraphs,
    read,
    read_text,
)
from tradecrawler.extract.promos import is_title, promotes
from tradecrawler.extract.teasers import MOST
from tradecrawler.items import Block
from tradecrawler.magazine import Magazine

LABELS = {
    "fr": ("Lire aussi", "À lire également", "Voir aussi", "Sur le même sujet",
           "Pour aller plus loin"),
    "nl": ("Lees ook", "Lees meer", "Meer hierover", "Zie ook", "Bekijk ook"),
    "de": ("Lesen Sie auch", "Mehr zum Thema", "Siehe auch", "Auch interessant", "Passend dazu"),
    "en": ("Read also", "See also", "Read more", "Related", "Further reading"),
}  # fmt: skip
TITLES = {
    "fr": "Le vrac cherche son second souffle",
    "nl": "Bulkverkoop zoekt een tweede adem",
    "de": "Unverpackt sucht neue Kunden",
    "en": "Refill shops look for a second wind",
}
MARKUPS = {
    "link behind the label": '<p><strong>{label}: </strong><a href="/n/9">{title}</a></p>',
    "all linked": '<p><a href="/n/9">{label}: {title}</a></p>',
    "typed arrow": '<p><b>&gt; {label}: <a href="/n/9">{title}</a></b></p>',
    "in a box": '<div class="inset"><span>{label}</span> : <a href="/n/9">{title}</a></div>',
    "no link": "<p>{label} : {title}</p>",
}


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promo_between_paragraphs(language: str, number: int, markup: str) -> None:
    story, label = STORIES[language], LABELS[language][number]
    promo = MARKUPS[markup].format(label=label, title=TITLES[language])
    half = paragraphs(*story.paragraphs[:2]), paragraphs(*story.paragraphs[2:])
    article = read(document(promo.join(half), lang=language))
    assert article.body_text == story.text
    (teaser,) = article.teasers
    assert (teaser.label, teaser.text, teaser.zone) == (label, TITLES[language], "body")
    assert teaser.url == (None if markup == "no link" else "https://www.rayons.example/n/9")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promo_in_plain_text(language: str) -> None:
    story, label = STORIES[language], LABELS[language][0]
    parts = [*story.paragraphs]
    parts.insert(2, f"> {label}: {TITLES[language]}")
    article = read_text("\n".join(parts))
    assert lines(article) == list(story.paragraphs[1:])
    assert [(t.label, t.text) for t in article.teasers] == [(label, TITLES[language])]


SENTENCES = {
    "fr": "Lire aussi entre les lignes, voilà ce que demande la direction à ses fournisseurs, "
          "puisque le contrat ne dit rien du pain invendu et que personne ne veut en parler.",
    "nl": "Lees ook de kleine letters van het contract, waarschuwt de inkoper, want daarin staat "
          "dat de kweker de hoezen na een warme zomer zonder vergoeding moet terugnemen.",
    "de": "Mehr zum Thema Haftung wollte die Kette auf Nachfrage nicht sagen, doch aus dem "
          "Betriebsrat ist zu hören, dass die Versicherung noch keinen Vertrag unterschrieben hat.",
    "en": "Read more into the figures than the group does and the scheme looks fragile, says one "
          "retailer, because nobody has counted the bottles that broke on the way to the brewery.",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_begins_like_a_promo_stays(language: str) -> None:
    story, sentence = STORIES[language], SENTENCES[language]
    parts = [*story.paragraphs]
    parts.insert(2, sentence)
    article = read(document(paragraphs(*parts), lang=language))
    assert sentence in lines(article)
    assert article.teasers == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_such_a_sentence_with_a_link_in_it_stays(language: str) -> None:
    story = STORIES[language]
    first, rest = SENTENCES[language].split(",", 1)
    words = rest.split()
    linked = f"{first}, <a href='/n/9'>{' '.join(words[:3])}</a> {' '.join(words[3:])}"
    main = (
        paragraphs(*story.paragraphs[:2]) + f"<p>{linked}</p>" + paragraphs(*story.paragraphs[2:])
    )
    article = read(document(main, lang=language))
    assert SENTENCES[language] in lines(article)
    assert article.teasers == ()


def test_a_short_sentence_about_the_subject_is_no_promo() -> None:
    story = STORIES["de"]
    sentence = "Mehr dazu will die Kette im Herbst sagen."
    parts = [*story.paragraphs]
    parts.insert(2, sentence)
    assert sentence in lines(read(document(paragraphs(*parts), lang="de")))


def test_a_promo_right_below_the_last_paragraph_is_still_inside() -> None:
    promo = '<p>Lees ook: <a href="/n/9">Bulkverkoop zoekt een tweede adem</a></p>'
    article = read(document(STORIES["nl"].html + promo, lang="nl"))
    assert [(t.label, t.zone) for t in article.teasers] == [("Lees ook", "body")]


RELATED = ("Le vrac cherche son second souffle", "Une balance qui reconnaît les fruits",
           "Trois épiceries rouvrent au village")  # fmt: skip
LINKS = tuple(f'<a href="/n/{n}">{title}</a>' for n, title in enumerate(RELATED))


@pytest.mark.parametrize(
    "box",
    [
        f'<aside class="related"><h3>Sur le même sujet</h3>{items(LINKS)}</aside>',
        f"<div><h4>Sur le même sujet</h4>{items(LINKS)}</div>",
        f"<p><strong>Sur le même sujet</strong></p>{items(LINKS)}",
        "<p><b>Sur le même sujet</b><br>" + "<br>".join(f"&gt; {a}" for a in LINKS) + "</p>",
        "<h4>Sur le même sujet</h4>" + "".join(f"<p>{a}</p>" for a in LINKS),
    ],
    ids=["named aside", "headed list", "bold line", "arrows", "linked paragraphs"],
)
def test_related_articles_below_the_text(box: str) -> None:
    story = STORIES["fr"]
    article = read(document(f"<div>{story.html}{box}</div>"))
    assert article.body_text == story.text
    assert [(t.zone, t.label, t.text, t.url) for t in article.teasers] == [
        ("after", "Sur le même sujet", title, f"https://www.rayons.example/n/{n}")
        for n, title in enumerate(RELATED)
    ]


def test_related_articles_above_an_author_box() -> None:
    story = STORIES["fr"]
    box = f'<aside class="related"><h3>Sur le même sujet</h3>{items(LINKS)}</aside>'
    bio = '<div class="author-bio"><p>Odile Varennes écrit sur le pain depuis dix ans.</p></div>'
    article = read(document(f"<article>{story.html}{box}{bio}</article>"))
    assert article.body_text == story.text
    assert {t.zone for t in article.teasers} == {"after"}


MAGAZINE = Magazine(slug="any", title="", homepage="https://any.example/")


@pytest.mark.parametrize(
    ("main", "own", "expected"),
    [
        ('<p><a href="/n/9">Un autre article</a></p>', "https://a.example/n/1", True),
        ('<p><a href="https://any.example/n">Un autre article</a></p>', "https://a.example/", True),
        ('<p><a href="https://b.example/n">Un autre site</a></p>', "https://a.example/n/1", False),
        ('<p><a href="/n/1#suite">Le même article</a></p>', "https://a.example/n/1", False),
        ('<p>Une longue phrase avec <a href="/n/9">un lien</a></p>', "https://a.example/n", False),
        ("<p>Sans lien</p>", "https://a.example/", False),
    ],
)
def test_a_link_to_another_page_of_the_site_promotes(main: str, own: str, expected: bool) -> None:
    main = main.replace('href="/', f'href="{"/".join(own.split("/")[:3])}/')
    block = next(b for b in blocks(document(main + STORIES["fr"].html)) if b.kind == "paragraph")
    assert promotes(block, own, MAGAZINE) is expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_is_a_link_to_another_page_is_no_text(language: str) -> None:
    story = STORIES[language]
    first, *rest = story.paragraphs
    main = f'<p>{first}</p><p><a href="/n/9">{TITLES[language]}</a></p>' + paragraphs(*rest)
    article = read(document(main, lang=language))
    assert article.body_text == story.text
    assert not article.teasers


@pytest.mark.parametrize(
    "line",
    [
        '<h3><a href="/n/9">{title}</a></h3>',  # heads what follows
        '<p><a href="/n/9">{title}</a> : le reportage continue.</p>',
        '<p><a href="https://elsewhere.example/n/9">{title}</a></p>',
    ],
)
def test_a_linked_heading_a_sentence_and_a_link_elsewhere_stay(line: str) -> None:
    story = STORIES["fr"]
    first, *rest = story.paragraphs
    main = f"<p>{first}</p>{line.format(title=TITLES['fr'])}" + paragraphs(*rest)
    article = read(document(main, lang="fr"))
    assert TITLES["fr"] in article.body_text
    assert not article.teasers


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("Le vrac cherche son souffle", "https://a.example/n/9", True),
        ("Arbeitszeiterfassung erklärt", None, True),
        ("Odile Varennes", "https://a.example/n/9", False),
        ("Tout sur Odile Varennes", "https://a.example/auteur/odile-varennes", False),
        ("Ce que le mot pain recouvre", "https://a.example/tags/pain", False),
        ("31.01.2027", "https://a.example/n/9", False),
        ("Home / Shops / Bread and cakes", "https://a.example/shops", False),
        ("Write to desk@a.example for more", None, False),
        ("Jetzt kostenlos herunterladen!", "https://a.example/n/9", False),
        ("Read more", "https://a.example/n/9", False),
    ],
)
def test_what_may_be_a_title(text: str, url: str | None, expected: bool) -> None:
    assert is_title(text, url) is expected


def test_of_what_leads_to_one_page_a_box_keeps_the_title() -> None:
    story = STORIES["fr"]
    cards = "".join(
        f'<a href="/n/{n}">Rayon pain frais</a><h4><a href="/n/{n}">{title}</a></h4>'
        f'<p><a href="/n/{n}">Lire la suite</a></p>'
        for n, title in enumerate(RELATED)
    )
    box = f'<aside class="related"><h3>Sur le même sujet</h3>{cards}</aside>'
    article = read(document(f"<div>{story.html}{box}</div>"))
    assert [t.text for t in article.teasers] == list(RELATED)


def within(promo: str) -> str:
    """A German page with ``promo`` in the middle."""
    first, second, *rest = STORIES["de"].paragraphs
    return document(paragraphs(first, second) + promo + paragraphs(*rest), lang="de")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<a href="/n/9">Siehe auch Drei Läden öffnen wieder im Dorf</a>',
         [("Siehe auch", "Drei Läden öffnen wieder im Dorf")]),
        ('<a href="/n/9">Read more about the new workshops in town</a>', []),
        ('<a href="/n/9">Mehr zum Thema Holz</a>', []),
    ],
)  # fmt: skip
def test_a_cue_without_a_colon(line: str, expected: list[tuple[str, str]]) -> None:
    article = read(within(f"<p>{line}</p>"))
    assert article.body_text == STORIES["de"].text
    assert [(t.label, t.text) for t in article.teasers] == expected


def test_a_label_that_only_begins_like_a_cue_is_the_text_s() -> None:
    line = "Recommended drill bit for hardwood: eight millimetres"
    article = read(within(f"<p>{line}</p>"))
    assert article.teasers == ()
    assert line in lines(article)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Learn more about our open workshops", False),
        ("Previous article: Share memory by talking", False),
        ("Skip to the comments and extras", False),
        ("Matt Kern[email protected]202-449", False),
        ("Learn more: the value of a night school", True),
        ("Discover the price of cardboard", True),
    ],
)
def test_lines_that_lead_on_are_no_titles(title: str, expected: bool) -> None:
    assert is_title(title, None) is expected


def test_a_list_of_links_inside_the_text_that_nothing_announces_is_no_teaser() -> None:
    links = tuple(f'<a href="/n/{n}">Drei Läden öffnen wieder im Dorf {n}</a>' for n in "abc")
    article = read(within(items(links)))
    assert article.teasers == ()
    assert article.body_text == STORIES["de"].text


def test_an_archive_below_the_text_promotes_nothing() -> None:
    links = tuple(f'<a href="/n/{n}">Drei Läden öffnen wieder {n}</a>' for n in range(MOST + 1))
    for many, expected in ((links, 0), (links[:-1], MOST)):
        box = f'<aside class="related"><h3>Mehr zum Thema</h3>{items(many)}</aside>'
        article = read(document(STORIES["de"].html + box, lang="de"))
        assert len(article.teasers) == expected


def test_links_that_nothing_resolves_are_to_the_same_site() -> None:
    block = Block(kind="list_item", text="Drei Läden öffnen", link_density=1.0)
    assert promotes(block, "", ANY)
    assert not promotes(block, URL, ANY)
    assert not promotes(block._replace(link_density=0.1), "", ANY)
