from tradecrawler.discovery.walk import OLD_IN_A_ROW, Walk, key

URL = "https://www.example.org/news/{}"


def keys(*numbers: int) -> list[int]:
    return [key(URL.format(number)) for number in numbers]


def test_a_page_that_names_nothing_new_ends_the_walk() -> None:
    walk = Walk()
    assert walk.add_page(keys(1, 2))
    assert walk.add_page(keys(2, 3))
    assert not walk.add_page(keys(3, 2))
    assert not walk.add_page(keys())


def test_old_articles_end_the_walk_when_nothing_young_is_among_them() -> None:
    walk = Walk()
    count = 3 * OLD_IN_A_ROW
    walk.add_page(keys(*range(count)))
    for n in range(OLD_IN_A_ROW - 1):
        walk.add_age(key(URL.format(n)), is_too_old=True)
    walk.add_age(key(URL.format(OLD_IN_A_ROW)), is_too_old=False)
    assert not walk.is_past
    for n in range(OLD_IN_A_ROW + 1, 2 * OLD_IN_A_ROW + 1):
        walk.add_age(key(URL.format(n)), is_too_old=True)
    assert walk.is_past


def test_articles_of_other_lists_and_repetitions_tell_nothing() -> None:
    walk = Walk()
    walk.add_page(keys(1))
    for _ in range(2 * OLD_IN_A_ROW):
        walk.add_age(key(URL.format(1)), is_too_old=True)
        walk.add_age(key(URL.format(2)), is_too_old=True)
    assert not walk.is_past
