import pytest

from tradecrawler.discovery.learnt import ENOUGH_REFUSED, SAMPLE, Learnt, folder_of

HOST = "https://www.example.org"


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("/fr/news/une-chaine", "www.example.org/fr/news"),
        ("/fr/news/une-chaine/", "www.example.org/fr/news"),
        ("/2024/05/une-chaine", "www.example.org/0/0"),
        ("/article.php?id=7", "www.example.org/article.php"),
        ("/a", "www.example.org"),
        ("/", "www.example.org"),
    ],
)
def test_folders(url: str, folder: str) -> None:
    assert folder_of(HOST + url) == folder


def test_a_folder_without_any_article_is_given_up() -> None:
    learnt = Learnt()
    for number in range(ENOUGH_REFUSED):
        assert not learnt.is_hopeless(f"{HOST}/shop/next")
        learnt.add_refused(f"{HOST}/shop/{number}")
        learnt.add_other(f"{HOST}/news/{number}")
    assert learnt.is_hopeless(f"{HOST}/shop/next")
    assert not learnt.is_hopeless(f"{HOST}/news/next")


def test_one_article_keeps_a_folder() -> None:
    learnt = Learnt()
    learnt.add_article(f"{HOST}/news/a", "fr")
    for number in range(2 * ENOUGH_REFUSED):
        learnt.add_refused(f"{HOST}/news/{number}")
    assert learnt.has_articles(f"{HOST}/news/next")
    assert not learnt.is_hopeless(f"{HOST}/news/next")
    assert learnt.articles == {f"{HOST}/news/a": "fr"}


def test_what_is_kept_is_bounded() -> None:
    learnt = Learnt()
    for number in range(SAMPLE + 5):
        learnt.add_article(f"{HOST}/news/{number}")
        learnt.add_refused(f"{HOST}/shop/{number}")
        learnt.add_other(f"{HOST}/tags/{number}")
    assert len(learnt.articles) == len(learnt.others) == len(learnt.refused_urls) == SAMPLE
    assert learnt.read == learnt.refused == SAMPLE + 5
