"""The finished record."""

from dataclasses import asdict
from datetime import UTC

import pytest

from tests.extract.samples import ANY, LANGUAGES, NOW, STORIES, URL, document, page, read
from tradecrawler.extract import EXTRACTOR_VERSION, NotAnArticle, extract
from tradecrawler.items import Hints
from tradecrawler.magazine import Magazine, Selectors

STORY = STORIES["fr"]
UNDATED = document(STORY.html).replace("article:published_time", "x")


def test_the_record_of_a_page() -> None:
    article = read(document(STORY.html), url=f"{URL}?utm_source=x")
    assert article.url == f"{URL}?utm_source=x"
    assert article.canonical_url == URL
    assert article.magazine == "any"
    assert article.headline == STORY.headline
    assert article.fetched_at == NOW
    assert article.fetched_at.tzinfo is UTC
    assert article.extractor_version == EXTRACTOR_VERSION
    assert article.capture is None
    assert article.teasers == ()
    assert article.alternates == {}
    assert article.authors == ()
    assert article.lead is None


def test_provenance_names_fields_that_have_a_value() -> None:
    article = read(document(STORY.html))
    assert dict(article.provenance) == {
        "headline": "h1",
        "date_published": "opengraph",
        "canonical_url": "url",
        "body_text": "blocks",
        "language": "text",
    }


@pytest.mark.parametrize(
    ("main", "source"),
    [
        ('<p class="chapo">{}</p>', "class"),
        ("<p><strong>{}</strong></p>", "bold"),
    ],
)
def test_provenance_says_what_tells_that_a_lead_is_one(main: str, source: str) -> None:
    lead = "Douze magasins encaissent désormais à une borne, sans toucher à l'emploi."
    article = read(document(main.format(lead) + STORY.html))
    assert (article.lead, article.provenance["lead"]) == (lead, source)


def test_provenance_names_the_selectors_that_a_magazine_declares() -> None:
    lead = "Douze magasins encaissent désormais à une borne, sans toucher à l'emploi."
    main = f'<p class="x1">{lead}</p><div id="t">{STORY.html}</div>'
    magazine = Magazine(
        slug="rayons",
        title="Rayons",
        homepage="https://www.rayons.example/",
        languages=("fr",),
        selectors=Selectors(lead=".x1", body="main"),
    )
    provenance = read(document(main), magazine=magazine).provenance
    assert provenance["lead"] == "selector:.x1"
    assert provenance["body_text"] == "selector:main"
    assert provenance["language"] == "magazine"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_bytes_give_the_same_record(language: str) -> None:
    body = document("<p>- Dossier : Un</p><p>- Portrait : Deux</p>" + STORIES[language].html)
    first, second = read(body), read(body)
    assert first == second
    assert asdict(first) == asdict(second)


def test_what_a_page_changes_around_its_text_does_not_change_the_hash() -> None:
    one = read(document(STORY.html))
    nonce = '<script nonce="k3">var built = 20261123</script>'
    two = read(document(f"{STORY.html}{nonce}", head='<meta name="csrf" content="a81">'))
    assert one.content_hash == two.content_hash
    assert one.body_text == two.body_text


def test_another_word_changes_the_hash() -> None:
    changed = document(STORY.html.replace("douze", "treize"))
    assert read(document(STORY.html)).content_hash != read(changed).content_hash


def test_words_are_counted() -> None:
    text = "Un magasin, deux bornes et trois vendeurs. " * 6
    assert read(document(f"<p>{text}</p>")).word_count == 42


def test_the_date_in_the_url() -> None:
    article = read(UNDATED, url="https://www.rayons.example/2026/03/04/la-suite")
    assert article.date_published == "2026-03-04"
    assert article.provenance["date_published"] == "url"


def test_the_date_in_the_feed_comes_last() -> None:
    hints = Hints(date_published="Wed, 04 Mar 2026 08:00:00 +0100")
    article = extract(page(UNDATED, hints=hints), ANY)
    assert article.date_published == "2026-03-04T08:00:00+01:00"
    assert article.provenance["date_published"] == "feed"
    stated = extract(page(document(STORY.html), hints=hints), ANY)
    assert stated.date_published == "2026-11-20T08:15:00+01:00"


def test_no_date_is_invented() -> None:
    article = read(UNDATED)
    assert article.date_published is None
    assert article.date_published_raw is None
    assert "date_published" not in article.provenance


def test_a_modified_date() -> None:
    head = '<meta property="article:modified_time" content="2026-11-21T10:00:00+01:00">'
    assert read(document(STORY.html, head=head)).date_modified == "2026-11-21T10:00:00+01:00"


def test_editions_named_by_the_sitemap_and_by_the_page() -> None:
    hints = Hints(alternates={"nl": "https://www.rayons.example/nl/1", "de": "https://x.example/"})
    head = '<link rel="alternate" hreflang="nl" href="/nl/2">'
    article = extract(page(document(STORY.html, head=head), hints=hints), ANY)
    assert article.alternates == {
        "nl": "https://www.rayons.example/nl/2",
        "de": "https://x.example/",
    }


def test_a_refusal_carries_the_canonical_address() -> None:
    head = '<link rel="canonical" href="/news/autre">'
    with pytest.raises(NotAnArticle) as refusal:
        read(document("<p>Rien.</p>", head=head))
    assert refusal.value.canonical_url == "https://www.rayons.example/news/autre"


def test_a_page_of_unknown_address() -> None:
    head = '<link rel="canonical" href="https://www.rayons.example/news/autre">'
    assert read(document(STORY.html, head=head), url="").canonical_url == (
        "https://www.rayons.example/news/autre"
    )
    assert read(document(STORY.html), url="").canonical_url == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_month_first_dates_follow_the_texts_language(language: str) -> None:
    markup = document(STORIES[language].html, lang=language)
    article = read(markup.replace("2026-11-20T08:15:00+01:00", "3/4/2026"))
    assert article.date_published == ("2026-03-04" if language == "en" else "2026-04-03")


def test_the_only_day_on_a_page() -> None:
    day = "<p>Lyon, le 3 mars 2026</p>"
    far = UNDATED.replace("</main>", f"{STORY.html * 4}{{}}</main>")
    article = read(far.format(day))
    assert (article.date_published, article.provenance["date_published"]) == (
        "2026-03-03",
        "only date",
    )
    for other in ("<p>4 mars 2026</p>", "<p>Le 4 mars 2026</p><p>5 mars 2026</p>"):
        assert read(far.format(day + other)).date_published is None
    assert read(far.format("<p>Imprimé le : 3 mars 2026</p>")).date_published is None
