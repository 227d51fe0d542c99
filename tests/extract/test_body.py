"""Which part of a page is the text, and what in it is not."""

import json

import pytest

from tests.extract.samples import (
    STORIES,
    cleaned,
    document,
    items,
    lines,
    paragraphs,
    read,
    told_apart,
)
from tradecrawler.extract.body import find_body, prose_weight
from tradecrawler.extract.tree import Run, parse
from tradecrawler.extract.walk import read as walk

STORY = STORIES["en"]


def en(main: str, *, head: str = "") -> str:
    return document(main, head=head, lang="en")


def run(text: str, **rest: object) -> Run:
    return Run(kind="paragraph", text=text, pieces=(), node=0, **rest)  # type: ignore[arg-type]


def test_prose_weighs_more_than_what_is_linked_or_short() -> None:
    prose = run(STORY.paragraphs[0])
    assert prose_weight(prose) > prose_weight(run(STORY.paragraphs[0].rstrip(".")))
    assert prose_weight(run("Read more")) < 1
    assert prose_weight(run(STORY.paragraphs[0], link_chars=200)) == 0
    heading = Run(kind="heading", text=STORY.paragraphs[0], pieces=(), node=0)
    assert prose_weight(heading) == 0


@pytest.mark.parametrize(
    "word",
    ["cookie", "Cookies", "Einwilligung", "Speicherdauer", "Datenverarbeitung", "consent",
     "tracking", "traceurs", "consentement", "toestemming", "Bewaartermijn"],
)  # fmt: skip
def test_sentences_about_consent_weigh_little(word: str) -> None:
    plain = prose_weight(run(f"{STORY.paragraphs[0]} Word."))
    assert prose_weight(run(f"{STORY.paragraphs[0]} {word}.")) == pytest.approx(0.2 * plain)


def test_an_empty_page_has_an_empty_body() -> None:
    found = find_body(walk(parse(""), ""))
    assert (found.start, found.stop) == (0, 0)


@pytest.mark.parametrize(
    "wrapped",
    [
        "<div>{}</div>",
        "<article>{}</article>",
        "<div><div><div class='x'>{}</div></div></div>",
        "<table><tr><td>{}</td><td><a href='/a'>Menu</a></td></tr></table>",
        "<div>{}</div><div class='sidebar'><p>Short note.</p></div>",
        "<section class='widget'>{}</section>",
        "<form>{}</form>",
        "<div class='article-body share'>{}</div>",
    ],
)
def test_the_text_is_found_in_any_container(wrapped: str) -> None:
    assert read(en(wrapped.format(STORY.html))).body_text == STORY.text


def test_text_in_nothing_but_breaks() -> None:
    main = "<div>" + "<br><br>".join(STORY.paragraphs) + "</div>"
    assert read(en(main)).body_text == STORY.text


def test_text_in_bare_divs() -> None:
    main = "".join(f"<div>{text}</div>" for text in STORY.paragraphs)
    assert read(en(main)).body_text == STORY.text


def test_paragraphs_each_in_their_own_box() -> None:
    main = "".join(f"<div><div><p>{text}</p></div></div>" for text in STORY.paragraphs)
    assert read(en(main)).body_text == STORY.text


@pytest.mark.parametrize(
    "furniture",
    [
        '<aside><p>{}</p></aside>',
        '<div class="sidebar"><p>{}</p></div>',
        '<div class="share-bar">{}</div>',
        '<div id="comments"><h3>Comments</h3><p>{}</p></div>',
        '<div class="author-bio"><p>{}</p></div>',
        '<div class="cookie-notice"><p>{}</p></div>',
        '<div hidden><p>{}</p></div>',
        '<div style="display:none"><p>{}</p></div>',
        '<p aria-hidden="true">{}</p>',
        '<footer><p>{}</p></footer>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_furniture_is_not_the_text(furniture: str, place: str) -> None:
    box = furniture.format("Nobody has answered the reader from Cork, who wrote to us twice.")
    half = len(STORY.paragraphs) // 2
    above, below = paragraphs(*STORY.paragraphs[:half]), paragraphs(*STORY.paragraphs[half:])
    main = {
        "above": box + above + below,
        "inside": above + box + below,
        "below": above + below + box,
    }[place]
    assert read(en(f"<article>{main}</article>")).body_text == STORY.text


def test_more_comments_than_text_are_still_comments() -> None:
    comment = "I have been going to this shop for years and never saw a single glass bottle there."
    below = f'<div id="comments">{paragraphs(*[comment] * 14)}</div>'
    assert read(en(f"<article>{STORY.html}{below}</article>")).body_text == STORY.text


def test_what_is_named_furniture_but_holds_the_text_is_the_text() -> None:
    assert read(en(f'<div class="related">{STORY.html}</div>')).body_text == STORY.text


def test_a_long_list_of_links_beside_the_text() -> None:
    links = tuple(f'<a href="/n/{n}">Another headline, number {n}</a>' for n in range(60))
    main = f"<div>{STORY.html}</div><div>{items(links)}</div>"
    assert read(en(main)).body_text == STORY.text


def test_what_json_ld_says_is_the_text() -> None:
    node = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(STORY.paragraphs)})
    head = f'<script type="application/ld+json">{node}</script>'
    other = paragraphs(*STORIES["de"].paragraphs[:3])
    main = f"<section>{STORY.html}</section><section>{other}</section>"
    assert read(en(main, head=head)).body_text == STORY.text


# -- how text comes out


def test_no_paragraph_comes_twice() -> None:
    mobile = f'<div class="mobile" style="display: none">{STORY.html}</div>'
    found = lines(read(en(f"<article>{STORY.html}{mobile}</article>")))
    assert found == list(STORY.paragraphs)


def test_nested_containers_do_not_repeat_their_text() -> None:
    nested = f"<div>{STORY.paragraphs[0]}<div>{STORY.paragraphs[1]}<p>{STORY.paragraphs[2]}</p>"
    assert lines(read(en(f"{nested}</div></div>"))) == list(STORY.paragraphs[:3])


def test_headings_stand_on_their_own_lines() -> None:
    first, *rest = STORY.paragraphs
    found = read(en(paragraphs(first) + "<h2>Who <em>pays</em>?</h2>" + paragraphs(*rest)))
    assert lines(found) == [first, "Who pays?", *rest]
    assert "<h2>Who <em>pays</em>?</h2>" in found.body_html


def test_headlines_are_not_repeated_in_the_text() -> None:
    found = read(en(f"<h1>{STORY.headline}</h1><h2>{STORY.headline}</h2>{STORY.html}"))
    assert found.body_text == STORY.text


def test_lists_tables_code_and_quotes() -> None:
    parts = (
        "<ul><li>Crates<ul><li>of twelve</li></ul></li><li>Bottles</li></ul>"
        "<table><tr><th>Year</th><th>Share</th></tr><tr><td>2026</td><td>80 %</td></tr></table>"
        "<pre>rinse(bottle)\n  stack(bottle)</pre>"
        "<blockquote><p>It rattles.</p><footer>— Imogen Dallaway, driver</footer></blockquote>"
    )
    found = read(en(STORY.html + parts + paragraphs(STORY.paragraphs[0])))
    assert lines(found)[4:-1] == [
        "Crates",
        "of twelve",
        "Bottles",
        "Year | Share",
        "2026 | 80 %",
        "rinse(bottle)",
        "  stack(bottle)",
        "It rattles.",
        "— Imogen Dallaway, driver",
    ]


def test_captions_are_not_in_the_text() -> None:
    figure = "<figure><img src=a.jpg><figcaption>The new line, at night.</figcaption></figure>"
    parts = told_apart(en(STORY.html + figure + paragraphs(STORY.paragraphs[0])))
    assert "The new line, at night." in [block.text for block in parts.boilerplate]
    assert "The new line, at night." not in [block.text for block in parts.article]


def test_invisible_characters_are_gone() -> None:
    main = STORY.html.replace("returnable", "return\u00adable").replace("glass", "gl\u200bass")
    assert read(en(main)).body_text == STORY.text


def test_no_headline_above_the_body_moves_it() -> None:
    found = cleaned(en(f"<div>{STORY.html}</div>"))
    assert found.blocks[found.body.start].text == STORY.headline


def test_readers_comments_longer_than_the_article_are_not_the_text() -> None:
    comments = "".join(f"<div class='comment'>{STORIES['de'].html}</div>" for _ in range(4))
    main = f"<div class='sidebar-wrap'>{STORY.html}</div><div class='comments'>{comments}</div>"
    assert read(en(main)).body_text == STORY.text


def test_names_that_together_hold_all_the_text_are_not_believed() -> None:
    first, second, *rest = STORY.paragraphs
    main = (
        f"<div class='promo'><p>{first}</p></div><div class='banner'><p>{second}</p></div>"
        f"<div class='meta'>{paragraphs(*rest)}</div>"
    )
    assert read(en(main)).body_text == STORY.text


def test_a_consent_table_longer_than_the_article_is_not_the_text() -> None:
    row = "We store cookies and other tracking data on your device for up to two years. "
    consent = "<div><div>" + paragraphs(*[row * 3 for _ in range(5)]) + "</div></div>"
    article = f"<article>{STORY.html}</article>"
    assert read(en(article + consent)).body_text == STORY.text


def test_a_script_that_became_text_weighs_nothing() -> None:
    assert prose_weight(run("document.write('x'); var ie=document.all; var a=[1]; " * 9)) == 0
