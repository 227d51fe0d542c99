from tradecrawler.discovery.found import Found
from tradecrawler.discovery.frontier import Frontier
from tradecrawler.items import Hints

URL = "https://www.example.org/a"


def test_an_address_is_new_once() -> None:
    frontier = Frontier()
    assert frontier.add(Found(url=URL)) == "new"
    assert frontier.add(Found(url=f"{URL}#comments")) == "known"
    assert frontier.add(Found(url=f"{URL}?utm_source=x")) == "known"


def test_hints_of_all_places_are_kept() -> None:
    frontier = Frontier()
    frontier.add(Found(url=URL, hints=Hints(headline="Du flux")))
    frontier.add(Found(url=URL, hints=Hints(headline="Autre", language="fr")))
    assert frontier.take_hints(URL) == Hints(headline="Du flux", language="fr")


def test_hints_are_forgotten_once_taken() -> None:
    frontier = Frontier()
    frontier.add(Found(url=URL, hints=Hints(language="fr")))
    frontier.take_hints(URL)
    frontier.add(Found(url=URL, hints=Hints(language="fr")))
    assert frontier.take_hints(URL) == Hints()


def test_the_limit_counts_addresses_that_are_fetched() -> None:
    frontier = Frontier(limit=1)
    assert not frontier.is_full
    assert frontier.add(Found(url=URL)) == "new"
    assert frontier.is_full
    assert frontier.add(Found(url=f"{URL}b")) == "beyond_limit"
    assert frontier.add(Found(url=f"{URL}b")) == "known"
    assert frontier.add(Found(url=URL)) == "known"


def test_what_answered_for_another_address_is_fetched() -> None:
    frontier = Frontier()
    assert not frontier.is_fetched(URL)
    frontier.answered(URL)
    assert frontier.is_fetched(URL)
    assert frontier.add(Found(url=URL)) == "known"


def test_what_is_beyond_the_limit_is_not_fetched() -> None:
    frontier = Frontier(limit=1)
    frontier.add(Found(url=URL))
    frontier.add(Found(url=f"{URL}b"))
    assert frontier.is_fetched(URL)
    assert not frontier.is_fetched(f"{URL}b")
