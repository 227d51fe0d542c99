from tradecrawler.extract.remaining import Remaining


def test_words_stay_as_long_as_one_text_has_them() -> None:
    remaining = Remaining(("One shop opens", "Another shop closes"))
    remaining.remove("One shop opens")
    assert "shop" in remaining
    assert "opens" not in remaining
    assert remaining.number == 3
    remaining.add("One shop opens")
    assert "opens" in remaining
    assert remaining.number == 6
