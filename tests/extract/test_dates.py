import pytest

from tests.extract.samples import STORIES, document, read
from tradecrawler.extract.dates import find_in_words, from_url, is_update, reading, to_iso


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T07:30:00+01:00", "2026-03-01T07:30:00+01:00"),
        ("2026-03-01T07:30:00Z", "2026-03-01T07:30:00+00:00"),
        ("2026-03-01T07:30:00.123Z", "2026-03-01T07:30:00+00:00"),
        ("2026-03-01 07:30", "2026-03-01T07:30:00"),
        ("2026-03-01 7:30:05", "2026-03-01T07:30:05"),
        ("2026-03-01T07:30:00+0530", "2026-03-01T07:30:00+05:30"),
        ("2026-03-01T07:30:00-05", "2026-03-01T07:30:00-05:00"),
        ("2026-03-01 07:30:00 UTC", "2026-03-01T07:30:00+00:00"),
        ("20260301", "2026-03-01"),
        ("20260301T073000Z", "2026-03-01T07:30:00+00:00"),
        ("Sun, 01 Mar 2026 07:30:00 +0100", "2026-03-01T07:30:00+01:00"),
        ("Sun, 01 Mar 2026 07:30:00 GMT", "2026-03-01T07:30:00+00:00"),
        ("1772346600", "2026-03-01T06:30:00+00:00"),
        ("1772346600000", "2026-03-01T06:30:00+00:00"),
        ("2026-3-1T07:30:00+01:00", "2026-03-01T07:30:00+01:00"),
        ("Sun Mar 1 07:30:00 CET 2026", "2026-03-01T07:30:00"),
    ],
)
def test_machine_readable_dates_keep_their_zone_and_get_none(raw: str, expected: str) -> None:
    assert to_iso(raw) == expected


@pytest.mark.parametrize(
    ("raw", "languages", "expected"),
    [
        ("1er mars 2026", ("fr",), "2026-03-01"),
        ("Publié le dimanche 1 mars 2026", ("fr",), "2026-03-01"),
        ("14 déc. 2026", ("fr",), "2026-12-14"),
        ("le 4 août 2026 à 18h05", ("fr",), "2026-08-04T18:05:00"),
        ("1 maart 2026", ("nl",), "2026-03-01"),
        ("zondag 1 mrt. 2026 om 8.40 u", ("nl",), "2026-03-01T08:40:00"),
        ("1. März 2026", ("de",), "2026-03-01"),
        ("Sonntag, 1. Maerz 2026, 14:05 Uhr", ("de",), "2026-03-01T14:05:00"),
        ("31. Jänner 2026", ("de",), "2026-01-31"),
        ("March 1, 2026", ("en",), "2026-03-01"),
        ("1st March 2026", ("en",), "2026-03-01"),
        ("Sept. 3, 2026", ("en",), "2026-09-03"),
        ("1 marzo 2026", ("it",), "2026-03-01"),
        ("1º de marzo de 2026", ("es",), "2026-03-01"),
        ("01.03.2026", ("de",), "2026-03-01"),
        ("01-03-2026", ("nl",), "2026-03-01"),
        ("1 MARS 2026", (), "2026-03-01"),
    ],
)
def test_dates_in_words(raw: str, languages: tuple[str, ...], expected: str) -> None:
    assert to_iso(raw, languages) == expected


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (("en",), "2026-03-04"),
        (("en", "en-gb"), "2026-04-03"),
        (("fr",), "2026-04-03"),
        (("nl",), "2026-04-03"),
        (("fr", "en"), "2026-04-03"),
        ((), "2026-04-03"),
    ],
)
def test_the_month_stands_first_in_english_alone(languages: tuple[str, ...], expected: str) -> None:
    assert to_iso("3/4/2026", languages) == expected


def test_a_day_beyond_twelve_settles_the_order() -> None:
    assert to_iso("3/24/2026", ("fr",)) == "2026-03-24"
    assert to_iso("24/3/2026", ("en",)) == "2026-03-24"


@pytest.mark.parametrize(
    "raw",
    ["", "0001-01-01T00:00:00", "1970-01-01", "31 février 2026", "2026-13-45", "hier", "mars",
     "2026", "3 mars", "il y a deux jours", "Rayons 2026", "0000-00-00 00:00:00", "99/99/2026"],
)  # fmt: skip
def test_what_is_no_date_or_not_plausible(raw: str) -> None:
    assert to_iso(raw) is None


def test_a_clock_in_twelve_hours_is_not_misread() -> None:
    assert to_iso("March 1, 2026 4:30 pm", ("en",)) in ("2026-03-01", "2026-03-01T16:30:00")


def test_the_first_date_in_a_line() -> None:
    line = "Par Odile Varennes, le 1er mars 2026 (mis à jour le 4 avril 2026)"
    assert find_in_words(line) == "2026-03-01"
    assert find_in_words("Trois mois plus tard, rien") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://rayons.example/2026/03/01/le-pain", "2026-03-01"),
        ("https://rayons.example/news/2026-3-1/le-pain", "2026-03-01"),
        ("https://rayons.example/2026/march/01/le-pain", "2026-03-01"),
        ("https://rayons.example/2026/miches/01/le-pain", None),
        ("https://rayons.example/2026/02/31/le-pain", None),
        ("https://rayons.example/2026/03/le-pain", None),
        ("https://rayons.example/p/20260301", None),
        ("https://rayons.example/1815/03/01/", None),
        ("https://rayons.example/le-pain-20260301", "2026-03-01"),
        ("https://rayons.example/20260301/le-pain?jour=20260405", "2026-03-01"),
        ("https://rayons.example/le-pain?jour=20260405", None),
        ("https://rayons.example/le-pain_2026-03-01", "2026-03-01"),
        ("https://rayons.example/23-11-2026-le-pain", "2026-11-23"),
        ("https://rayons.example/11.23.2026/le-pain", "2026-11-23"),
        ("https://rayons.example/03-04-2026-le-pain", None),
        ("https://rayons.example/le-pain-x20260301y", None),
    ],
)
def test_dates_in_urls(url: str, expected: str | None) -> None:
    assert from_url(url) == expected


TIME = '<time itemprop="datePublished" datetime="2026-03-03">3 mars</time>'
UNDATED = document(STORIES["fr"].html).replace("article:published_time", "x")


@pytest.mark.parametrize(
    ("markup", "expected", "raw", "source"),
    [
        (document(STORIES["fr"].html), "2026-11-20T08:15:00+01:00",
         "2026-11-20T08:15:00+01:00", "opengraph"),
        (UNDATED.replace("</h1>", "</h1><p>Publié le 3 mars 2026</p>"), "2026-03-03",
         "Publié le 3 mars 2026", "dateline"),
        (UNDATED.replace("</h1>", f"</h1>{TIME}"),
         "2026-03-03", "2026-03-03", "microdata"),
    ],
)  # fmt: skip
def test_the_date_of_an_article_with_its_source(
    markup: str, expected: str, raw: str, source: str
) -> None:
    article = read(markup)
    assert article.date_published == expected
    assert article.date_published_raw == raw
    assert article.provenance["date_published"] == source


@pytest.mark.parametrize("placeholder", ["1970-01-01T00:00:00Z", "0001-01-01", "", "undefined"])
def test_a_placeholder_gives_way_to_the_printed_date(placeholder: str) -> None:
    markup = document(f"<p>3 mars 2026</p>{STORIES['fr'].html}")
    article = read(markup.replace("2026-11-20T08:15:00+01:00", placeholder))
    assert article.date_published == "2026-03-03"


def test_a_date_inside_the_text_is_not_the_articles() -> None:
    text = "Le premier magasin a ouvert le 3 mars 2019, et le dernier fermera le 4 avril 2027, dit "
    story = STORIES["fr"]
    markup = UNDATED.replace("</main>", f"<p>{text}{story.paragraphs[0]}</p></main>")
    assert read(markup).date_published is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("31.10.23", "2023-10-31"), ("2026/3/1", "2026-03-01"), ("2026年3月1日", "2026-03-01")],
)
def test_short_years_and_years_first(raw: str, expected: str) -> None:
    assert find_in_words(raw) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated March 3, 2026", True),
        ("Aktualisiert: 3. März 2026", True),
        ("Published March 1, 2026, updated March 3, 2026", False),
        ("1er mars 2026, mis à jour le 3 mars 2026", False),
        ("3 mars 2026", False),
    ],
)
def test_a_line_that_tells_of_a_change(text: str, expected: bool) -> None:
    assert is_update(text) is expected


@pytest.mark.parametrize(
    ("language", "url", "expected"),
    [
        ("en", "https://shelves.example/a", ("en",)),
        ("en", "https://www.shelves.example.co.uk/a", ("en", "en-gb")),
        ("fr", "https://rayons.example/a", ("fr",)),
        (None, "https://rayons.example/a", ()),
    ],
)
def test_whose_order_of_day_and_month(
    language: str | None, url: str, expected: tuple[str, ...]
) -> None:
    assert reading(language, url) == expected


@pytest.mark.parametrize(
    ("locale", "url", "expected"),
    [
        ("en-gb", "https://rayons.example/x", "2026-04-03"),
        ("en_AU", "https://rayons.example/x", "2026-04-03"),
        ("en-us", "https://rayons.example/x", "2026-03-04"),
        ("", "https://rayons.example/x", "2026-03-04"),
        ("", "https://rayons.co.uk/x", "2026-04-03"),
    ],
)
def test_the_order_of_day_and_month_in_english(locale: str, url: str, expected: str) -> None:
    assert to_iso("3/4/2026", reading("en", url, locale)) == expected
