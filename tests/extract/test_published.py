import pytest

from tests.extract.samples import STORIES, document, read

STORY = STORIES["fr"].html
STATED = "2026-11-20T08:15:00+01:00"


def published(line: str, head: str = "") -> tuple[str | None, str]:
    article = read(document(f"{line}{STORY}", head=head))
    return article.date_published, article.provenance["date_published"]


@pytest.mark.parametrize(
    "line", ["", "<p>20 novembre 2026</p>", "<p>Mis à jour le 3 mars 2027</p>"]
)
def test_a_stated_date_that_nothing_contradicts(line: str) -> None:
    assert published(line) == (STATED, "opengraph")


def test_a_dateline_that_shows_another_day_wins() -> None:
    assert published("<p>Le 21 novembre 2026</p>") == ("2026-11-21", "dateline")


def test_a_dateline_far_below_does_not() -> None:
    assert published("<p>Un intertitre</p>" * 7 + "<p>21 novembre 2026</p>")[1] == "opengraph"


def test_a_date_of_something_else_does_not() -> None:
    assert published("<p>Sortie en salle : 3 mars 2026</p>") == (STATED, "opengraph")


def undated(body: str, head: str = "") -> tuple[str | None, str | None]:
    page = document(body, head=head).replace("article:published_time", "x")
    article = read(page)
    return article.date_published, article.provenance.get("date_published")


def test_a_meta_element_of_a_name_nobody_knows() -> None:
    head = '<meta name="x-publish-date" content="2026-03-03">'
    assert undated(STORY, head) == ("2026-03-03", "meta:x-publish-date")


def test_a_labelled_date_below_the_text() -> None:
    body = f"{STORY * 4}<p>Publié le 3 mars 2026</p>"
    assert undated(body) == ("2026-03-03", "dateline")


def test_the_first_sentence_begins_with_the_date() -> None:
    body = STORY.replace("<p>", "<p>Lyon, 3 mars 2026 – ", 1)
    assert undated(body)[0] == "2026-03-03"


def test_the_date_of_the_publication_in_a_line_of_two() -> None:
    line = "<p>Last updated 04 Jun 2027, originally created 17 Jun 2025</p>"
    assert published(line) == ("2025-06-17", "dateline")


def in_utc(url: str, stamp: str = "2026-11-21T02:15:00Z") -> tuple[str | None, str]:
    article = read(document(STORY).replace(STATED, stamp), url=url)
    return article.date_published, article.provenance["date_published"]


def test_addresses_know_the_editors_day() -> None:
    url = "https://www.rayons.example/2026/11/20/la-miche"
    assert in_utc(url) == ("2026-11-20", "url")
    assert in_utc(url, "2026-11-21T02:15:00+01:00")[1] == "opengraph"
    assert in_utc(url.replace("/20/", "/15/"))[1] == "opengraph"


@pytest.mark.parametrize(
    ("language", "stamp", "expected"),
    [
        ("nl", "2026-11-20T23:00:00Z", "2026-11-21"),
        ("nl", "2026-07-31T22:00:00.000Z", "2026-08-01"),
        ("nl", "2026-07-31T23:00:00Z", "2026-07-31T23:00:00+00:00"),
        ("nl", "2026-11-20T23:00:01Z", "2026-11-20T23:00:01+00:00"),
        ("nl", "2026-11-20T23:00:00+01:00", "2026-11-20T23:00:00+01:00"),
        ("en", "2026-11-20T23:00:00Z", "2026-11-20T23:00:00+00:00"),
    ],
)
def test_a_day_given_as_its_first_moment(language: str, stamp: str, expected: str) -> None:
    page = document(STORIES[language].html, lang=language).replace(STATED, stamp)
    assert read(page).date_published == expected


def test_menus_between_headline_and_dateline_do_not_count() -> None:
    menu = "<ul>" + '<li><a href="/rayon">Un rayon</a></li>' * 20 + "</ul>"
    assert published(f"{menu}<p>21 novembre 2026</p>") == ("2026-11-21", "dateline")


def test_the_first_publication_of_what_was_updated_since() -> None:
    line = "<p>This article was originally published on 3 March 2025 but has been {}.</p>"
    body = f"<p>4 avril 2026</p>{STORY * 4}{line}"
    assert undated(body.format("updated since")) == ("2025-03-03", "dateline")
    assert undated(body.format("read a lot"))[0] == "2026-04-04"  # elsewhere, perhaps


def test_the_day_of_creation_where_no_other_is_stated() -> None:
    element = '<span property="schema:dateCreated" content="2026-03-03T08:00:00+00:00"></span>'
    meta = f'<footer class="node__meta">{element}</footer>'
    assert undated(meta + STORY) == ("2026-03-03T08:00:00+00:00", "microdata")
    assert published(meta)[0] == STATED


@pytest.mark.parametrize(
    "data",
    [
        '{"slug": "x", "publishedAt": "2026-03-03T08:00:00.000Z"}',
        "window.page = {'published_date': '2026-03-03'};",
        r'self.push([1, "{\"datePublished\":\"2026-03-03\"}"])',
    ],
)
def test_a_date_in_the_data_of_scripts(data: str) -> None:
    assert undated(f"{STORY}<script>{data}</script>")[1] == "script"


def test_of_several_days_in_scripts_none_is_taken() -> None:
    data = '[{"published_at": "2026-03-03"}, {"published_at": "2026-03-04"}]'
    assert undated(f"{STORY}<script>{data}</script>") == (None, None)


def test_a_change_that_only_its_element_is_named_for() -> None:
    line = '<p>Odile Varennes, <time class="{}" datetime="2027-03-03">3 mars 2027</time></p>'
    assert published(line.format("updated")) == (STATED, "opengraph")
    assert published(line.format("date")) == ("2027-03-03", "dateline")
