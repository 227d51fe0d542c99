"""What rubrics are called."""

from tradecrawler.extract.rubrics import is_rubric, known_rubrics
from tradecrawler.magazine import Magazine


def test_a_magazine_adds_its_own() -> None:
    magazine = Magazine(
        slug="any", title="", homepage="http://any.example/", teaser_labels=("Coup de loupe",)
    )
    known = known_rubrics(magazine)
    assert is_rubric("Coup de Loupe", known)
    assert is_rubric("Grand dossier", known)
    assert not is_rubric("Moutarde", known)
    assert not is_rubric(None, known)
