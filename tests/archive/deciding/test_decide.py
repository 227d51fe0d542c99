"""Decisions, without any database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.deciding.decide import EXTRACTION, MAX_URL_BYTES, Decision, Kept, Printed, decide
from archive.fingerprints import fingerprint
from archive.records import Article, Capture, PrintedBlock
from tests.archive.invented import invented_article

Make = Callable[..., Article]


def kept(article: Article, **fields: object) -> Kept:
    values = {
        "content_hash": article.content_hash,
        "last_seen": article.fetched_at,
        "word_count": article.word_count,
        "is_accessible_for_free": article.is_accessible_for_free,
        "fetched_at": article.fetched_at,
        "headline_fingerprint": fingerprint(article.headline),
        "printed": Printed.of(article.printed),
        "digest": article.capture.digest if article.capture else None,
    }
    return Kept(**(values | fields))  # type: ignore[arg-type]


def test_unknown_address_and_content_is_new(make_article: Make) -> None:
    assert decide(make_article(), None) == Decision(outcome="new")


def test_unknown_address_with_known_content_is_a_duplicate(make_article: Make) -> None:
    assert decide(make_article(), None, twin=True) == Decision(outcome="duplicate")


def test_twin_does_not_matter_at_a_known_address(make_article: Make) -> None:
    later = make_article(day=1, headline="Un autre titre")
    assert decide(later, kept(make_article()), twin=True).outcome == "changed"


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_same_content_is_unchanged_whenever_it_was_fetched(make_article: Make, day: int) -> None:
    assert decide(make_article(day=day), kept(make_article())) == Decision(outcome="unchanged")


def test_other_content_later_is_changed(make_article: Make) -> None:
    later = make_article(day=1, headline="Un autre titre")
    assert decide(later, kept(make_article())) == Decision(outcome="changed")


def test_return_to_a_past_content_is_changed(make_article: Make) -> None:
    again = make_article(day=2)
    current = kept(
        make_article(day=1, headline="Un autre titre"),
        past_hashes=frozenset({again.content_hash}),
    )
    assert decide(again, current) == Decision(outcome="changed")


def test_past_content_fetched_late_is_unchanged(make_article: Make) -> None:
    late = make_article()
    current = kept(
        make_article(day=1, headline="Un autre titre"),
        past_hashes=frozenset({late.content_hash}),
    )
    assert decide(late, current) == Decision(outcome="unchanged", reason="past_version")


@pytest.mark.parametrize("late_by", [timedelta(0), timedelta(seconds=1)])
def test_unknown_content_that_is_not_newer_is_refused(
    make_article: Make, late_by: timedelta
) -> None:
    current = make_article(day=1)
    late = make_article(headline="Un autre titre", fetched_at=current.fetched_at - late_by)
    assert decide(late, kept(current)) == Decision(outcome="refused", reason="not_newer")


@pytest.mark.parametrize(
    ("before", "after", "free_before", "free_after", "expected"),
    [
        (400, 120, True, False, "paywalled_refetch"),
        (400, 279, True, False, "paywalled_refetch"),
        (400, 280, True, False, None),  # a metered article whose text is still there
        (120, 400, False, True, None),  # the paywall is gone
        (400, 200, False, False, None),
        (400, 200, True, True, None),  # an editor's cut
        (400, 119, True, True, "shrunken_refetch"),
        (400, 119, False, False, "shrunken_refetch"),
        (400, 0, True, True, "emptied_refetch"),
        (40, 0, True, True, "emptied_refetch"),
        (40, 5, True, True, None),  # a brief may become briefer
        (0, 0, True, True, None),
        (0, 300, True, True, None),
    ],
)
def test_worse_fetch_is_refused(
    make_article: Make,
    before: int,
    after: int,
    free_before: bool,
    free_after: bool,
    expected: str | None,
) -> None:
    current = make_article(word_count=before, is_accessible_for_free=free_before)
    later = make_article(
        day=1, headline="Un autre titre", word_count=after, is_accessible_for_free=free_after
    )
    decision = decide(later, kept(current))
    assert (decision.outcome, decision.reason) == ("refused" if expected else "changed", expected)


def test_address_no_index_can_hold_is_refused(make_article: Make) -> None:
    long = make_article(canonical_url="https://www.rayon.example/" + "é" * (MAX_URL_BYTES // 2))
    assert decide(long, None) == Decision(outcome="refused", reason="url_too_long")


# Another reading of one page state, or an edit?

PROMOTED = Decision(outcome="unchanged", reason=EXTRACTION, extraction="promoted")
HELD = Decision(outcome="unchanged", reason=EXTRACTION, extraction="kept")


def page(make_article: Make, day: float, blocks: str, texts: str, **fields: Any) -> Article:
    """A page that prints a block for each letter; the text is those of ``texts``."""
    printed = [
        PrintedBlock(ord(letter), place, letter, letter in texts)
        for place, letter in enumerate(blocks, 1)
    ]
    body = "\n".join(letter for letter in blocks if letter in texts)
    values: dict[str, Any] = {"body_text": body, "word_count": 60, "lead": None}
    return make_article(day=day, printed=tuple(printed), **(values | fields))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("mABCp", "ABCp"), ("mABCp", "ABC"), "unchanged"),  # a promo leaves the text
        (("mABCp", "AB"), ("mABCp", "ABC"), "unchanged"),  # a paragraph comes into it
        (("mABCp", "ABCp"), ("mABCpq", "ABC"), "unchanged"),  # … while another promo appears
        (("mABCp", "ABC"), ("mABCDp", "ABCD"), "changed"),  # the editor adds a paragraph
        (("mABCp", "ABC"), ("mABp", "AB"), "changed"),  # … cuts one
        (("mABCp", "ABC"), ("mABDp", "ABD"), "changed"),  # … writes another
        (("mABCp", "ABC"), ("mACBp", "ACB"), "changed"),  # … moves one
        (("mABCp", "ABCp"), ("mABCq", "ABC"), "changed"),  # the promo in the text has gone too
        (("", ""), ("mABC", "ABC"), "changed"),  # nothing is known of what was printed
        (("mABC", "ABC"), ("", ""), "changed"),
        (("mABC", ""), ("mABC", "ABC"), "changed"),  # no block was known to be text
    ],
)
def test_other_reading_is_told_from_an_edit(
    make_article: Make, before: tuple[str, str], after: tuple[str, str], expected: str
) -> None:
    later = page(make_article, 1, *after, content_hash="f" * 64)
    decision = decide(later, kept(page(make_article, 0, *before)))
    assert decision == (PROMOTED if expected == "unchanged" else Decision(outcome="changed"))


def test_other_headline_is_an_edit(make_article: Make) -> None:
    before = page(make_article, 0, "mABp", "ABp")
    after = page(make_article, 1, "mABp", "AB", headline="Un autre titre")
    assert decide(after, kept(before)) == Decision(outcome="changed")


def test_other_reading_of_an_older_page_is_held_only(make_article: Make) -> None:
    late = page(make_article, 0, "mABp", "AB")
    assert decide(late, kept(page(make_article, 1, "mABp", "ABp"))) == HELD


def captured(make_article: Make, day: float, digest: str, **fields: Any) -> Article:
    article = make_article(day=day, **fields)
    capture = Capture(
        url=article.url,
        fetched_at=article.fetched_at,
        status=200,
        digest=f"sha256:{digest * 64}",
        file="rayon/a.warc.gz",
        offset=int(day * 1_000),
        length=9_000,
    )
    return replace(article, capture=capture)


@pytest.mark.parametrize("day", [0, 1])
def test_same_payload_is_never_an_edit(make_article: Make, day: int) -> None:
    before = kept(captured(make_article, 0, "a"))
    again = captured(make_article, day, "a", headline="Lu autrement")
    assert decide(again, before) == PROMOTED
    assert decide(captured(make_article, 1, "b", headline="Corrigé"), before).outcome == "changed"


def test_reading_that_looks_like_a_failure_is_held_only(make_article: Make) -> None:
    before = kept(captured(make_article, 0, "a", word_count=400))
    assert decide(captured(make_article, 0, "a", body_text="", word_count=0), before) == HELD


def test_reading_that_was_rolled_back_is_unchanged(make_article: Make) -> None:
    again = make_article(day=1, headline="Lu autrement")
    current = kept(make_article(), extraction_hashes=frozenset({again.content_hash}))
    assert decide(again, current) == Decision(outcome="unchanged")


letters = st.text("ABCDEF", max_size=6).map(lambda text: "".join(dict.fromkeys(text)))


@given(letters, st.sets(st.sampled_from("ABCDEF")), st.sets(st.sampled_from("ABCDEF")))
def test_two_readings_of_one_page_are_never_an_edit(
    blocks: str, first: set[str], second: set[str]
) -> None:
    one = page(invented_article, 0, blocks, "".join(first), headline="Titre")
    other = page(invented_article, 1, blocks, "".join(second), headline="Titre")
    decision = decide(other, kept(one))
    if not first & set(blocks) or not second & set(blocks):
        return  # a page without text tells nothing
    assert decision in (PROMOTED, Decision(outcome="unchanged"))


@given(letters, letters)
def test_pages_of_other_texts_are_always_an_edit(before: str, after: str) -> None:
    """Where all that is printed is text, any difference is the editor's."""
    one = page(invented_article, 0, before, before, headline="Titre")
    other = page(invented_article, 1, after, after, headline="Titre")
    decision = decide(other, kept(one))
    assert decision.outcome == ("unchanged" if before == after else "changed")
