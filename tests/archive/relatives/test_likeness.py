"""Whether two texts tell the same story, by their words."""

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from archive.relatives.alignment import Replaced
from archive.relatives.likeness import compare
from benchmarks import prose

RELEASE = (
    "Le nouveau service repose sur une demi-palette en épicéa équipée d'une puce. La location est"
    " facturée 1,90 euro par semaine et par support, nettoyage et réparation compris. Aucun dépôt"
    " de garantie n'est demandé en dessous de cinquante unités. L'entreprise a investi 12,5"
    " millions d'euros dans 480 000 supports et dans deux ateliers, à Lokeren et à Marche. Les"
    " ateliers emploieront 46 personnes."
)


@given(st.integers(0, 10_000), st.sampled_from(sorted(prose.EDITS)))
def test_an_edited_text_tells_the_same(seed: int, name: str) -> None:
    text = prose.text(seed % 40)
    assert compare(text, prose.EDITS[name](text, random.Random(seed))).is_same_story


@given(st.integers(0, 10_000))
def test_a_template_filled_in_anew_tells_something_else(seed: int) -> None:
    likeness = compare(prose.report(seed), prose.report(seed + 3))
    assert likeness.kept > 0.5
    assert likeness.is_template
    assert not likeness.is_same_story


@given(st.integers(0, 10_000))
def test_a_follow_up_with_the_same_background_is_another_story(seed: int) -> None:
    text = prose.text(seed % 40)
    assert not compare(text, prose.follow_up(text, random.Random(seed))).is_same_story


@given(st.integers(0, 10_000))
def test_briefs_do_not_collapse(seed: int) -> None:
    assert not compare(prose.brief(seed), prose.brief(seed + 1)).is_same_story
    assert not compare(prose.brief(seed), prose.brief(seed)).is_same_story  # too short to tell


@given(st.text(), st.text())
def test_order_does_not_matter_and_nothing_breaks(one: str, other: str) -> None:
    likeness = compare(one, other)
    assert likeness == compare(other, one)
    assert 0 <= likeness.resemblance <= likeness.containment <= 1
    assert 0 <= likeness.kept <= 1


@given(st.integers(0, 10_000))
def test_a_text_is_like_itself(seed: int) -> None:
    likeness = compare(prose.text(seed), prose.text(seed))
    assert (likeness.resemblance, likeness.containment) == (1, 1)
    assert likeness.numbers.replaced == likeness.names.replaced == likeness.words.replaced == 0
    assert likeness.is_same_story


def test_a_text_that_repeats_itself_is_like_itself() -> None:
    likeness = compare(RELEASE + "\n" + RELEASE, RELEASE + "\n" + RELEASE)
    assert likeness.kept == 1
    assert likeness.is_same_story


def test_the_same_release_with_other_figures_is_another_one() -> None:
    other = re.sub(r"\d", lambda digit: str((int(digit.group()) + 3) % 10), RELEASE)
    likeness = compare(RELEASE, other)
    assert likeness.numbers == Replaced(kept=0, replaced=4)
    assert not likeness.is_same_story


def test_the_same_release_about_other_places_is_another_one() -> None:
    other = RELEASE.replace("Lokeren", "Ciney").replace("Marche", "Rochefort")
    assert compare(RELEASE, other).names == Replaced(kept=0, replaced=2)
    assert not compare(RELEASE, other).is_same_story


def test_one_corrected_figure_is_a_correction() -> None:
    likeness = compare(RELEASE, RELEASE.replace("46 personnes", "64 personnes"))
    assert likeness.numbers == Replaced(kept=3, replaced=1)
    assert likeness.is_same_story


def test_figures_left_out_are_not_replaced() -> None:
    shorter = RELEASE.replace("12,5 millions d'euros dans ", "").replace("46 ", "plusieurs ")
    assert compare(RELEASE, shorter).is_same_story
