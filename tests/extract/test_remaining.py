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


def test_a_text_that_left_and_came_back_counts_once() -> None:
    remaining = Remaining(("One shop opens", "One shop opens"))
    remaining.remove("One shop opens")
    remaining.add("One shop opens")
    remaining.remove("One shop opens")
    assert "shop" in remaining
    assert remaining.number == 3
    remaining.remove("One shop opens")
    assert "shop" not in remaining
    assert remaining.number == 0
