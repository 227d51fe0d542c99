from dataclasses import replace

import pytest

from tests.extract.samples import LANGUAGES, STORIES, document, lines, page, paragraphs, read
from tradecrawler.extract.lead import ABOVE, standfirsts
from tradecrawler.items import Block, Document, Metadata, Value

STORY = STORIES["fr"]
FIRST, *REST = STORY.paragraphs


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="chapo">{}</p>', '<div class="intro"><p>{}</p></div>', '<p class="lead">{}</p>',
        '<h2 class="subtitle">{}</h2>', '<p class="article__standfirst">{}</p>',
        '<p class="inleiding">{}</p>', '<div class="vorspann">{}</div>', "<p><b>{}</b></p>",
        "<p><b>{}</b> </p>", '<p class="article-excerpt">{}</p>', '<p itemprop="x" id="dek">{}</p>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["inside", "above"])
def test_a_lead_is_found_and_not_repeated(markup: str, place: str) -> None:
    lead, text = markup.format(FIRST), paragraphs(*REST)
    main = f"<div>{lead}{text}</div>" if place == "inside" else f"{lead}<div>{text}</div>"
    article = read(document(main))
    assert article.lead == FIRST
    assert lines(article) == REST


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_that_is_the_description_and_stands_apart(language: str) -> None:
    first, *rest = STORIES[language].paragraphs
    head = f'<meta name="description" content="{first}">'
    article = read(document(f"<div class=a><p>{first}</p></div><div>{paragraphs(*rest)}</div>",
                            head=head, lang=language))  # fmt: skip
    assert article.lead == first
    assert lines(article) == rest


def test_a_lead_below_picture_and_byline() -> None:
    above = "<figure><img src=a.jpg><figcaption>La borne.</figcaption></figure>"
    above += "<p>Par Odile Varennes</p>"
    article = read(document(f'{above}<p class="chapo">{FIRST}</p>{paragraphs(*REST)}'))
    assert article.lead == FIRST
    assert lines(article) == REST


def test_an_ordinary_first_paragraph_is_no_lead() -> None:
    article = read(document(STORY.html))
    assert article.lead is None
    assert article.body_text == STORY.text


@pytest.mark.parametrize(
    "main",
    [
        "".join(f"<p><b>{text}</b></p>" for text in STORY.paragraphs),
        f"<p><b>Lyon.</b> {FIRST}</p>{paragraphs(*REST)}",
        f'<p class="intro">À Lyon</p>{STORY.html}',
        f'<p class="intro">{" ".join(STORY.paragraphs)}</p>{STORY.html}',
    ],
    ids=["all bold", "a bold word", "too short", "too long"],
)
def test_what_is_no_lead(main: str) -> None:
    assert read(document(main)).lead is None


def test_a_lead_of_several_points() -> None:
    points = (
        "La borne remplace la caisse dans douze magasins",
        "Le personnel reste derrière le comptoir",
    )
    lead = '<ul class="chapo">' + "".join(f"<li>{point}</li>" for point in points) + "</ul>"
    article = read(document(lead + STORY.html))
    assert article.lead == "\n".join(points)
    assert article.body_text == STORY.text


def test_the_text_alone_is_never_taken_for_a_lead() -> None:
    article = read(document(f'<p class="intro">{FIRST}</p>'))
    assert article.lead is None
    assert article.body_text == FIRST


def test_the_lead_alone_before_a_paywall_is_a_lead() -> None:
    wall = "<p>La suite de cet article est réservée à nos abonnés.</p>"
    article = read(document(f'<p class="chapo">{FIRST}</p>{wall}'))
    assert article.lead == FIRST
    assert article.body_text == ""
    assert not article.is_accessible_for_free


def test_the_lead_counts_as_words_and_for_the_hash() -> None:
    with_lead = read(document(f'<p class="chapo">{FIRST}</p>{paragraphs(*REST)}'))
    without = read(document(paragraphs(*REST)))
    assert with_lead.word_count > without.word_count
    assert with_lead.content_hash != without.content_hash


def test_what_is_named_a_lead_and_holds_most_of_the_text_is_the_text() -> None:
    article = read(document(f'<div class="entry-summary">{STORY.html}</div><p>(ov)</p>'))
    assert article.lead is None
    assert lines(article)[: len(STORY.paragraphs)] == list(STORY.paragraphs)
    whole = read(document(f'<div class="entry-summary">{paragraphs(FIRST, REST[0])}</div>'))
    assert (whole.lead, lines(whole)) == (None, [FIRST, REST[0]])


def test_the_first_question_of_an_interview_is_no_lead() -> None:
    asked = ("Pourquoi retirer les caisses de douze magasins ?", "Que disent les clients âgés ?")
    pairs = zip(asked, STORY.paragraphs, strict=False)
    main = "".join(f"<p><b>{question}</b></p>{paragraphs(text)}" for question, text in pairs)
    article = read(document(main))
    assert article.lead is None
    assert lines(article) == [asked[0], FIRST, asked[1], REST[0]]


@pytest.mark.parametrize("markup", ["<h2>{}</h2>", "<p>{}</p>"])
@pytest.mark.parametrize("is_cut", [False, True])
def test_a_description_beside_the_headline_is_the_lead(markup: str, is_cut: bool) -> None:
    told = "Douze magasins sans caisse, et un personnel qui conseille au comptoir"
    head = f'<meta name="description" content="{told}{", dit-on." if is_cut else ""}">'
    main = (
        f'<div class="top">{markup.format(told)}</div><div class="article-body">{STORY.html}</div>'
    )
    found = read(document(main, head=head))
    told_lines = [*(found.lead or "").split("\n"), *lines(found)]
    assert [line for line in told_lines if line] == [told, *STORY.paragraphs]


def blocks_of(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(kind="paragraph", text=text) for text in texts)


def test_what_is_described_is_looked_for_a_little_above_the_text() -> None:
    told = "Douze magasins sans caisse, et un personnel qui conseille"
    description = Value(value=f"{told}, dit-on.", source="meta")
    blocks = blocks_of(told, "Par Odile", "Un autre texte qui ne décrit rien de tout cela", FIRST)
    made = Document(
        page=page(""),
        metadata=Metadata(description=description),
        blocks=blocks,
        body=range(3, 4),
    )
    assert list(standfirsts(made, {3}, {0, 1, 2})) == [0]
    assert list(standfirsts(made, {3}, {1, 2})) == []  # a rule has settled it
    assert list(standfirsts(made, {0, 3}, {0, 1, 2})) == []
    assert list(standfirsts(made, set(), {0, 1, 2})) == []
    bare = replace(made, metadata=Metadata())
    assert list(standfirsts(bare, {3}, {0, 1, 2})) == []
    far = replace(made, blocks=blocks_of(told, *["Par Odile"] * ABOVE, FIRST))
    assert list(standfirsts(far, {ABOVE + 1}, set(range(ABOVE + 1)))) == []


def test_what_stands_beside_the_headline_and_apart_from_the_text() -> None:
    top, body = ("main", "header"), ("main", "div")
    told = "Douze magasins retirent leurs caisses, et le personnel conseille désormais au comptoir"
    blocks = tuple(
        Block(kind="paragraph", text=text, path=(*where, "p"))
        for text, where in (
            (told, top),  # above the headline
            (STORY.headline, top),
            (told, top),
            (f"Publié le 12 mars 2026 par la rédaction à Lille, {told}", top),
            ("Douze magasins sans caisse", top),
            (told, body),
            (FIRST, body),
        )
    )
    made = Document(
        page=page(""),
        metadata=Metadata(headline=Value(value=STORY.headline, source="h1")),
        blocks=blocks,
        body=range(6, 7),
    )
    assert list(standfirsts(made, {6}, set(range(6)))) == [2]
    assert list(standfirsts(replace(made, metadata=Metadata()), {6}, set(range(6)))) == []
