"""Addresses from their finding to their settling, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from archive.frontier import policy
from archive.frontier.records import Candidate, Cursor, SourceState
from archive.records import Article, Refusal, Visit
from archive.store import Archive
from tests.archive.invented import FIRST

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = FIRST + timedelta(minutes=1)


def url(name: str) -> str:
    return f"https://www.rayon.example/fr/{name}"


def candidates(*names: str, **fields: Any) -> list[Candidate]:
    return [Candidate(url=url(name), **fields) for name in names]


def visit(name: str, moment: datetime = LATER, **fields: Any) -> Visit:
    values: dict[str, Any] = {"url": url(name), "status": 200, "etag": '"a"'}
    return Visit(magazine="rayon", address=url(name), visited_at=moment, **(values | fields))


def taken(archive: Archive, moment: datetime, limit: int = 100) -> list[tuple[str, str]]:
    due, _ = archive.take("rayon", moment, Cursor(), limit)
    return [(each.url.rpartition("/")[2], each.why) for each in due]


def read(article: Article, name: str, moment: datetime = LATER, **fields: Any) -> Article:
    """An article that appeared at ``FIRST``, and was read by a visit."""
    published = fields.pop("published", FIRST.isoformat())
    found = visit(name, moment, **fields)
    return replace(article, date_published=published, fetched_at=moment, visit=found)


MakeArticle = Callable[..., Article]
MakeRefusal = Callable[..., Refusal]


# ---- finding


def test_an_address_is_new_once(archive: Archive) -> None:
    first = archive.found("rayon", candidates("ciney", "namur", "ciney"), FIRST)
    assert first.standings == ["new", "new", "waiting"]
    again = archive.found("rayon", candidates("namur", "dinant"), FIRST + DAY)
    assert again.standings == ["waiting", "new"]
    other = archive.found("etal", candidates("ciney"), FIRST)
    assert other.standings == ["new"]


def test_twins_are_one_address(archive: Archive) -> None:
    archive.found("rayon", candidates("ciney"), FIRST)
    twins = [
        Candidate(url="http://rayon.example/fr/ciney/"),
        Candidate(url="https://www.rayon.example/print/fr/ciney?utm_source=x"),
    ]
    assert archive.found("rayon", twins, FIRST).standings == ["waiting", "waiting"]
    assert taken(archive, FIRST) == [("ciney", "new")]


def test_the_ordinary_page_takes_the_place_of_a_printable_one(archive: Archive) -> None:
    archive.found("rayon", candidates("print/ciney"), FIRST)
    archive.found("rayon", [Candidate(url="https://www.rayon.example/fr/print/ciney")], FIRST)
    archive.found("rayon", [Candidate(url="https://www.rayon.example/fr/ciney/amp")], FIRST)
    archive.found("rayon", candidates("ciney"), FIRST)
    assert ("ciney", "new") in taken(archive, FIRST)
    assert ("amp", "new") not in taken(archive, FIRST)


def test_another_spelling_is_tried_where_the_first_is_dead(archive: Archive) -> None:
    archive.found("rayon", [Candidate(url="http://www.rayon.example/fr/ciney")], FIRST)
    archive.store([visit("ciney", status=404, failure="http_404")])
    archive.found("rayon", candidates("ciney"), FIRST + HOUR)
    [due], _ = archive.take("rayon", FIRST + HOUR, Cursor(), 9)
    assert due.url == url("ciney")


def test_what_several_sources_say_is_merged_while_the_address_waits(archive: Archive) -> None:
    archive.found("rayon", candidates("ciney", hints={"headline": "Ciney rouvre"}), FIRST)
    said = {"headline": "Autre", "language": "fr", "alternates": {"nl": "x"}}
    archive.found("rayon", candidates("ciney", hints=said, steps=2), FIRST)
    more = {"alternates": {"de": "y"}}
    archive.found("rayon", candidates("ciney", hints=more), FIRST)
    [due], _ = archive.take("rayon", FIRST, Cursor(), 9)
    assert due.hints == {
        "headline": "Ciney rouvre",
        "language": "fr",
        "alternates": {"nl": "x", "de": "y"},
    }


def test_what_was_read_is_found_with_its_age(
    archive: Archive, make_article: MakeArticle, make_refusal: MakeRefusal
) -> None:
    moment = FIRST + 400 * DAY
    names = ("ciney", "namur", "dinant", "arlon")
    archive.found("rayon", candidates(*names), moment)
    unwanted = make_refusal(
        "namur", reason=policy.OUTSIDE_WINDOW, date_published=FIRST.date().isoformat(),
        visit=visit("namur", moment + HOUR),
    )  # fmt: skip
    undated = read(make_article("dinant"), "dinant", moment + HOUR, published=None)
    archive.store([read(make_article("ciney"), "ciney", moment + HOUR), unwanted, undated])
    born = archive.found("rayon", candidates(*names, "neuf"), moment + DAY).born
    assert [each and each.date() for each in born] == [FIRST.date(), FIRST.date(), None, None, None]


def test_what_one_backfill_did_not_want_another_may(
    archive: Archive, make_refusal: MakeRefusal
) -> None:
    moment = FIRST + 400 * DAY
    archive.found("rayon", candidates("ciney"), moment)
    unwanted = make_refusal(
        "ciney", reason=policy.OUTSIDE_WINDOW, date_published=FIRST.isoformat(),
        visit=visit("ciney", moment + HOUR),
    )  # fmt: skip
    archive.store([unwanted])
    later = moment + DAY
    assert archive.waiting("rayon", later + 999 * DAY).due == 0
    assert archive.look_wider("rayon", FIRST + HOUR, None, later) == 0
    assert archive.look_wider("rayon", None, FIRST, later) == 0
    assert archive.look_wider("rayon", FIRST - HOUR, FIRST + HOUR, later) == 1
    assert taken(archive, later) == [("ciney", "asked")]


# ---- taking


def test_the_latest_finds_come_first_in_their_order_and_revisits_last(
    archive: Archive, make_article: MakeArticle
) -> None:
    archive.found("rayon", candidates("vieux", "ciney", "namur"), FIRST)
    archive.store([read(make_article("vieux"), "vieux")])
    moment = FIRST + 2 * HOUR
    archive.found("rayon", candidates("dinant", "arlon"), moment)
    assert taken(archive, moment) == [
        ("dinant", "new"),
        ("arlon", "new"),
        ("ciney", "new"),
        ("namur", "new"),
        ("vieux", "1h"),
    ]


def test_a_run_takes_nothing_twice_and_misses_nothing_that_it_finds_meanwhile(
    archive: Archive, make_article: MakeArticle
) -> None:
    archive.found("rayon", candidates("a", "b", "c"), FIRST)
    archive.store([read(make_article(n), n) for n in "ab"])
    archive.found("rayon", candidates("d", "e"), FIRST + DAY)
    moment, cursor, order = FIRST + 2 * DAY, Cursor(), []
    archive.found("rayon", candidates("f", "g", "h"), moment)
    for number in range(9):
        due, cursor = archive.take("rayon", moment, cursor, 2)
        order += [each.url[-1] for each in due]
        if number == 3:
            archive.found("rayon", candidates("i"), moment)
    assert order == [*"fg", *"hd", *"ec", *"ab", "i"]


def test_an_address_is_due_until_it_is_settled(archive: Archive, make_article: MakeArticle) -> None:
    archive.found("rayon", candidates("ciney", "namur"), FIRST)
    assert len(taken(archive, FIRST)) == 2
    archive.store([read(make_article("ciney"), "ciney")])
    assert taken(archive, FIRST) == [("namur", "new")]


# ---- settling


def test_a_settled_article_is_due_at_its_next_age_and_asked_conditionally(
    archive: Archive, make_article: MakeArticle
) -> None:
    archive.found("rayon", candidates("ciney"), FIRST)
    article = make_article("ciney")
    archive.store([read(article, "ciney", last_modified="Mon, 02 Nov 2026 08:00:00 GMT")])
    assert taken(archive, FIRST + HOUR - HOUR / 60) == []
    [due], _ = archive.take("rayon", FIRST + HOUR, Cursor(), 9)
    assert (due.why, due.etag) == ("1h", '"a"')
    assert due.last_modified == "Mon, 02 Nov 2026 08:00:00 GMT"
    assert archive.waiting("rayon", FIRST).known == 1
    assert archive.waiting("rayon", FIRST).next_due == FIRST + HOUR


def test_a_page_that_was_not_modified_is_seen(archive: Archive, make_article: MakeArticle) -> None:
    archive.found("rayon", candidates("ciney"), FIRST)
    [stored] = archive.store([read(make_article("ciney"), "ciney")])
    assert stored.article_id is not None
    archive.mark_gone("rayon", url("ciney"), 404, LATER + HOUR)
    moment = LATER + 2 * HOUR
    [seen] = archive.store([visit("ciney", moment, status=304)])
    assert (seen.outcome, seen.reason) == ("unchanged", "not_modified")
    assert seen.article_id == stored.article_id
    kept = archive.article(stored.article_id)
    assert kept.last_seen == kept.current.last_seen == moment
    assert kept.gone_at is None
    assert taken(archive, FIRST + 6 * HOUR + DAY) == [("ciney", "6h")]


def test_an_article_that_is_gone_is_marked_and_looked_at_again(
    archive: Archive, make_article: MakeArticle
) -> None:
    archive.found("rayon", candidates("ciney"), FIRST)
    [stored] = archive.store([read(make_article("ciney"), "ciney")])
    moment = LATER + HOUR
    [gone] = archive.store([visit("ciney", moment, status=410, failure="http_410")])
    assert (gone.outcome, gone.reason) == ("failed", "http_410")
    assert stored.article_id is not None
    assert archive.article(stored.article_id).gone_status == 410
    assert taken(archive, moment + policy.GONE[0]) == [("ciney", "gone")]
    back = read(make_article("ciney"), "ciney", moment + DAY)
    archive.store([back])
    assert archive.article(stored.article_id).gone_at is None


def test_failures_are_tried_again_and_end_by_name(archive: Archive) -> None:
    archive.found("rayon", candidates("ciney"), FIRST)
    moment = LATER
    for wait in policy.FAILED:
        archive.store([visit("ciney", moment, status=503, failure="http_503")])
        assert taken(archive, moment) == []
        moment += wait
        assert taken(archive, moment) == [("ciney", "retry")]
    archive.store([visit("ciney", moment, status=503, failure="http_503")])
    assert taken(archive, moment + 999 * DAY) == []


def test_refused_pages_are_remembered_and_asked_for_whole(
    archive: Archive, make_refusal: MakeRefusal
) -> None:
    archive.found("rayon", candidates("ciney", "namur"), FIRST)
    for name, reason in (("ciney", "consent_wall"), ("namur", "listing")):
        archive.store([replace(make_refusal(name, reason=reason), visit=visit(name))])
    assert taken(archive, LATER + policy.REFUSED[0]) == [("ciney", "refused")]
    due, _ = archive.take("rayon", LATER + policy.NO_ARTICLE[0], Cursor(), 9)
    assert [(each.why, each.etag) for each in due] == [("refused", None)] * 2


def test_storing_a_batch_again_settles_nothing_twice(
    archive: Archive, make_article: MakeArticle
) -> None:
    archive.found("rayon", candidates("ciney", "namur"), FIRST)
    batch: list[Article | Visit] = [read(make_article("ciney"), "ciney")]
    batch.append(visit("namur", status=503, failure="http_503"))
    archive.store(batch)
    before = taken(archive, FIRST + DAY)
    archive.store(batch)
    assert taken(archive, FIRST + DAY) == before
    archive.store([visit("namur", FIRST, status=503, failure="http_503")])  # out of a late spool
    assert taken(archive, FIRST + DAY) == before


def test_an_address_that_leads_to_another_on_record_is_looked_at_there(
    archive: Archive, make_article: MakeArticle
) -> None:
    archive.found("rayon", candidates("ancien", "ciney", "seul"), FIRST)
    for name, target in (("ancien", "ciney"), ("ciney", "ciney"), ("seul", "ailleurs")):
        archive.store([read(make_article(target), name, url=url(target))])
    assert taken(archive, FIRST + DAY) == [("ciney", "1h"), ("seul", "1h")]


def test_a_redirect_to_an_address_on_record_is_a_duplicate_that_is_not_read(
    archive: Archive,
) -> None:
    archive.found("rayon", candidates("ancien", "ciney"), FIRST)
    assert archive.is_on_record("rayon", url("ciney/"))
    assert not archive.is_on_record("rayon", url("namur"))
    [stored] = archive.store([visit("ancien", url=url("ciney"))])
    assert (stored.outcome, stored.reason) == ("duplicate", "redirected")
    assert taken(archive, FIRST + DAY) == [("ciney", "new")]


def test_a_duplicate_stays_one(archive: Archive, make_article: MakeArticle) -> None:
    archive.found("rayon", candidates("ciney", "double"), FIRST)
    same = replace(make_article("double"), content_hash=make_article("ciney").content_hash)
    first = archive.store([read(make_article("ciney"), "ciney"), read(same, "double")])
    again = archive.store([read(same, "double", LATER + HOUR)])
    assert [stored.outcome for stored in (*first, *again)] == ["new", "duplicate", "unchanged"]
    assert taken(archive, LATER + DAY) == [("ciney", "1h")]


def test_records_that_no_visit_brought_settle_nothing(
    archive: Archive, make_article: MakeArticle
) -> None:
    archive.found("rayon", candidates("ciney"), FIRST)
    archive.store([make_article("ciney")])
    assert taken(archive, FIRST) == [("ciney", "new")]


def test_a_visit_of_an_unknown_address_is_no_error(archive: Archive) -> None:
    [stored] = archive.store([visit("ciney", status=503, failure="http_503")])
    assert (stored.outcome, stored.reason) == ("failed", "http_503")


# ---- a newer lastmod


def settle(archive: Archive, make_article: MakeArticle, *names: str, lastmod: datetime) -> None:
    archive.found("rayon", candidates(*names, lastmod=lastmod), FIRST)
    archive.store([read(make_article(name), name, published="2025-01-01") for name in names])


def test_a_newer_lastmod_brings_a_visit_forward(
    archive: Archive, make_article: MakeArticle
) -> None:
    settle(archive, make_article, "ciney", "namur", lastmod=FIRST - DAY)
    moment = FIRST + HOUR
    archive.found("rayon", candidates("ciney", lastmod=FIRST - DAY), moment)
    assert taken(archive, moment) == []
    found = archive.found("rayon", candidates("ciney", lastmod=FIRST - HOUR), moment)
    assert (found.moved, found.forward) == (1, 1)
    assert taken(archive, moment) == [("ciney", "lastmod")]
    archive.store([visit("ciney", moment, status=304)])
    archive.found("rayon", candidates("ciney", lastmod=FIRST - HOUR), moment)
    assert taken(archive, moment) == []


def test_a_lastmod_that_never_meant_an_edit_is_not_believed(
    archive: Archive, make_article: MakeArticle
) -> None:
    names = [f"article-{n}" for n in range(policy.LASTMOD_ENOUGH)]
    settle(archive, make_article, *names, lastmod=FIRST - DAY)
    day = FIRST + DAY
    assert archive.found("rayon", candidates(*names, lastmod=FIRST), day).forward == len(names)
    archive.store([visit(name, day, status=304) for name in names])
    next_day = day + DAY
    found = archive.found("rayon", candidates(*names, lastmod=day), next_day)
    assert (found.moved, found.forward) == (len(names), policy.LASTMOD_PROBE)
    assert len(taken(archive, next_day)) == policy.LASTMOD_PROBE


def test_all_can_be_looked_at_again(archive: Archive, make_article: MakeArticle) -> None:
    settle(archive, make_article, "ciney", "namur", lastmod=FIRST)
    archive.found("rayon", candidates("dinant"), FIRST)
    assert archive.look_again("rayon", FIRST + DAY) == 2
    assert taken(archive, FIRST + DAY) == [
        ("dinant", "new"),
        ("ciney", "asked"),
        ("namur", "asked"),
    ]


def test_articles_that_sources_list_are_counted_as_far_as_wanted(
    archive: Archive, make_article: MakeArticle
) -> None:
    settle(archive, make_article, "ciney", "namur", lastmod=FIRST)
    archive.found("rayon", candidates("dinant", steps=1), FIRST)
    archive.store([read(make_article("dinant"), "dinant")])
    assert archive.listed("rayon") == 2
    assert archive.listed("rayon", limit=1) == 1
    assert archive.linked("rayon") == 1


# ---- sources


def test_sources_are_kept_with_what_they_led_to(archive: Archive) -> None:
    index = SourceState(url=url("sitemap.xml"), read_at=FIRST, etag='"x"', digest="sha256:a")
    nested = SourceState(url=url("a.xml"), parent=index.url, lastmod=FIRST, is_due=True)
    archive.keep_sources("rayon", [index, nested])
    assert archive.sources("rayon", [index.url, url("b.xml")]) == {index.url: index}
    assert archive.led_to("rayon", index.url) == [nested]
    archive.keep_sources("rayon", [replace(nested, is_due=False, read_at=FIRST)])
    assert archive.led_to("rayon", index.url) == [replace(nested, is_due=False, read_at=FIRST)]
    assert archive.led_to("etal", index.url) == []
    assert FIRST.tzinfo == UTC
