"""When what a magazine prints again and again wins over the text, and when it does not."""

from collections.abc import Sequence

import pytest

from archive.fingerprints import fingerprint, in_language
from archive.records import Article, BlockSeen, PlaceSeen, Template
from tests.extract.samples import (
    ANY,
    NOW,
    STORIES,
    URL,
    cleaned,
    document,
    items,
    lines,
    paragraphs,
)
from tradecrawler.extract import extract
from tradecrawler.extract.template import (
    PLACE_ARTICLES,
    PLACE_BLOCKS,
    STANDING_ARTICLES,
    Prints,
    read_prints,
)
from tradecrawler.items import Page

STORY = STORIES["nl"]
FIRST, SECOND, *OTHERS = STORY.paragraphs
POINTS = (
    "Drie op de vier klanten brengen de lege potten terug naar het tuincentrum",
    "De hoes van houtvezel kost de kweker minder dan de pot van plastic",
    "In het voorjaar volgen de kamerplanten en de kruiden",
)
NOTICE = (
    "Deze tekst werd gemaakt door onze eigen redactie, en daarna nog eens door iemand anders "
    "nagelezen voor u hem te zien kreeg."
)


def print_of(text: str) -> int:
    return in_language(fingerprint(text), "nl")


class Known:
    """Answers as an archive would that saw the same texts on other pages."""

    def __init__(
        self,
        texts: Sequence[str] = (),
        *,
        articles: int = 1,
        span: int = 0,
        headline: bool = False,
        share: float | None = None,
    ) -> None:
        """``share`` is the recurring share at the places of ``texts``; None if unknown."""
        self.asked: Prints | None = None
        self._prints = {print_of(text) for text in texts}
        self._seen = BlockSeen(articles, span or articles, headline)
        self._share = share

    def __call__(self, prints: Prints) -> Template:
        self.asked = prints
        blocks = {f: self._seen for f in prints.fingerprints() if f in self._prints}
        if self._share is None:
            return Template(blocks=blocks)
        seen = PlaceSeen(PLACE_ARTICLES, PLACE_BLOCKS, round(self._share * PLACE_BLOCKS))
        places = {place: seen for print_, place in prints.blocks.values() if print_ in self._prints}
        return Template(places=places)


def read_with(main: str, known: Known) -> Article:
    body = document(main, lang="nl").encode()
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = Page(url=URL, body=body, fetched_at=NOW, headers=headers)
    return extract(page, ANY, known)


def with_list(points: Sequence[str], tag: str = "ul") -> str:
    """The story with a list between its first paragraphs and the others."""
    return paragraphs(FIRST, SECOND) + items(tuple(points), tag) + paragraphs(*OTHERS)


def linked(texts: Sequence[str]) -> list[str]:
    return [f'<a href="/nieuws/{n}">{text}</a>' for n, text in enumerate(texts)]


# -- lists


def test_a_list_that_stands_on_this_page_only_stays() -> None:
    article = read_with(with_list(POINTS), Known())
    assert lines(article) == [FIRST, SECOND, *POINTS, *OTHERS]
    assert not article.teasers


def test_a_list_among_the_paragraphs_goes_when_it_is_on_two_other_pages() -> None:
    article = read_with(with_list(POINTS), Known(POINTS, articles=2))
    assert lines(article) == list(STORY.paragraphs)
    assert [(t.text, t.zone) for t in article.teasers] == [(text, "body") for text in POINTS]


def test_a_list_of_facts_may_stand_in_two_reports() -> None:
    assert lines(read_with(with_list(POINTS), Known(POINTS, articles=1)))[2:5] == list(POINTS)


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_a_linked_list_goes_from_the_second_page_on(tag: str) -> None:
    article = read_with(with_list(linked(POINTS), tag), Known(POINTS))
    assert lines(article) == list(STORY.paragraphs)
    assert [t.text for t in article.teasers] == list(POINTS)


def test_most_of_the_items_decide_for_the_others() -> None:
    article = read_with(with_list(POINTS), Known(POINTS[:2], articles=2))
    assert [t.text for t in article.teasers] == list(POINTS)


def test_few_of_the_items_do_not() -> None:
    assert lines(read_with(with_list(POINTS), Known(POINTS[:1], articles=2)))[2:5] == list(POINTS)


def test_headlines_of_other_articles_are_teasers_at_once() -> None:
    article = read_with(with_list(POINTS), Known(POINTS, articles=0, headline=True))
    assert [t.text for t in article.teasers] == list(POINTS)


def test_a_weekly_review_is_a_list_of_headlines() -> None:
    texts = tuple(f"{text}, zegt onderzoek nummer {n}" for n in range(8) for text in POINTS)
    main = paragraphs("Dit schreven wij deze week over de tuin en over wie er werkt.")
    article = read_with(main + items(texts), Known(texts, articles=3, headline=True))
    assert lines(article)[-len(texts) :] == list(texts)


PROMOTED = ("Nieuwe kazen voor de feesten", "De bakker die om vijf uur sluit")


@pytest.mark.parametrize(("share", "stays"), [(None, True), (0.5, True), (1.0, False)])
def test_a_new_list_goes_where_all_rotates(share: float | None, stays: bool) -> None:
    box = f'<div class="b7">{items(PROMOTED)}</div>'
    main = paragraphs(FIRST, SECOND) + box + paragraphs(*OTHERS)
    article = read_with(main, Known(PROMOTED if share is not None else (), share=share))
    assert (PROMOTED[0] in lines(article)) is stays
    assert [t.text for t in article.teasers] == ([] if stays else list(PROMOTED))


def test_a_list_of_its_own_stays_where_all_rotates() -> None:
    article = read_with(with_list(POINTS), Known(POINTS, share=0.9))
    assert lines(article) == [FIRST, SECOND, *POINTS, *OTHERS]


def test_key_points_stand_where_nothing_ever_recurs() -> None:
    unlike = (
        "Kaas wordt duurder, melk niet",
        "Franse boeren houden hun koeien langer binnen",
        "Dossier : de kaasmarkt in cijfers",
    )
    main = items(unlike) + STORY.html
    assert [t.text for t in read_with(main, Known()).teasers]  # by itself it looks like teasers
    article = read_with(main, Known(unlike, share=0.0))
    assert lines(article) == [*unlike, *STORY.paragraphs]


# -- lines


def test_a_linked_line_of_another_page_goes_and_its_title_is_kept() -> None:
    title = "Hoveniers zoeken een ander vak voor de winter"
    line = f'<p class="x"><a href="/nieuws/7">{title}</a>.</p>'
    main = paragraphs(FIRST, SECOND) + line + paragraphs(*OTHERS)
    article = read_with(main, Known([title]))
    assert lines(article) == list(STORY.paragraphs)
    assert [(t.text.rstrip("."), t.zone) for t in article.teasers] == [(title, "body")]


# -- paragraphs


def noticed(place: int) -> str:
    texts = [*STORY.paragraphs]
    texts.insert(place, NOTICE)
    return paragraphs(*texts)


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_notice_on_most_pages_goes(place: int) -> None:
    known = Known([NOTICE], articles=STANDING_ARTICLES, span=STANDING_ARTICLES + 2)
    article = read_with(noticed(place), known)
    assert "\n".join(filter(None, (article.lead, article.body_text))) == STORY.text


@pytest.mark.parametrize(
    ("articles", "span"),
    [
        (1, 1),  # the second page of a crawl: wire copy, quoted twice
        (STANDING_ARTICLES - 1, STANDING_ARTICLES - 1),  # a series of reports
        (40, 4_000),  # a correction, a company's own paragraph
    ],
)
def test_what_a_few_articles_quote_stays(articles: int, span: int) -> None:
    assert NOTICE in read_with(noticed(2), Known([NOTICE], articles=articles, span=span)).body_text


def test_headings_stay_above_text_however_often_they_are_printed() -> None:
    main = paragraphs(FIRST, SECOND) + "<h2>Tot slot</h2>" + paragraphs(*OTHERS)
    article = read_with(main, Known(["Tot slot"], articles=500))
    assert "Tot slot" in lines(article)


def test_a_heading_goes_with_what_it_heads() -> None:
    box = "<h3>Het juninummer</h3>" + items(POINTS)
    main = paragraphs(FIRST, SECOND) + box + paragraphs(*OTHERS)
    known = Known([*POINTS, "Het juninummer"], articles=5)
    assert lines(read_with(main, known)) == list(STORY.paragraphs)


def test_a_page_whose_every_paragraph_recurs_is_another_address_of_an_article() -> None:
    article = read_with(STORY.html, Known(STORY.paragraphs, articles=20))
    assert article.body_text == STORY.text


def test_what_stands_where_all_rotates_goes() -> None:
    box = f'<aside-box class="q"><p>{NOTICE}</p></aside-box>'
    main = paragraphs(FIRST, SECOND) + box + paragraphs(*OTHERS)
    article = read_with(main, Known([NOTICE], share=1.0))
    assert article.body_text == STORY.text


def test_what_a_translation_prints_is_another_print() -> None:
    names = ("Groenvaert.Potten 10.0.6", "Groenvaert.Hoezen 9.0.15")
    made = [
        cleaned(document(STORIES[code].html + items(names), lang=code)) for code in ("nl", "fr")
    ]
    ours, theirs = (set(read_prints(one, ANY).fingerprints()) for one in made)
    assert not ours & theirs


# -- what is asked, and what is handed on


def test_every_block_is_asked_about_and_handed_on() -> None:
    known = Known()
    article = read_with(with_list(["- Dossier : de pot", *POINTS]), known)
    assert known.asked is not None
    asked = known.asked.fingerprints()
    assert print_of("de pot") in asked  # what stands behind the label
    assert {block.fingerprint for block in article.printed} <= set(asked)
    text = [block.text for block in article.printed if block.is_text]
    assert [FIRST, *POINTS] == [text[0], *text[-len(POINTS) - len(OTHERS) : -len(OTHERS)]]


def test_without_an_archive_nothing_is_handed_on() -> None:
    page = Page(url=URL, body=document(STORY.html).encode(), fetched_at=NOW)
    assert extract(page, ANY).printed == ()


def test_a_row_of_stars_is_no_print() -> None:
    made = cleaned(document(paragraphs(FIRST, "* * *", SECOND, *OTHERS)))
    texts = {made.blocks[i].text for i in read_prints(made, ANY).blocks}
    assert FIRST in texts
    assert "* * *" not in texts
