from tradecrawler.discovery.found import Found
from tradecrawler.discovery.learnt import ENOUGH_REFUSED, Learnt
from tradecrawler.discovery.trial import Trial

HOST = "https://www.example.org"
COUNT = 3 * ENOUGH_REFUSED


def pages(folder: str, count: int = COUNT) -> list[Found]:
    return [Found(url=f"{HOST}/{folder}/{number}") for number in range(count)]


def test_some_pages_of_each_folder_come_first() -> None:
    trial = Trial(Learnt())
    verdicts = [trial.judge(page) for page in pages("news") + pages("shop")]
    assert verdicts.count("fetch") == 2 * ENOUGH_REFUSED
    assert verdicts.count("hold") == 2 * (COUNT - ENOUGH_REFUSED)


def test_an_article_opens_its_folder() -> None:
    learnt = Learnt()
    trial = Trial(learnt)
    for page in pages("news") + pages("shop"):
        trial.judge(page)
    learnt.add_article(f"{HOST}/news/0")
    trial.open_folder_of(f"{HOST}/news/0")
    assert trial.has_opened
    assert list(trial.opened()) == pages("news")[ENOUGH_REFUSED:]
    trial.open_folder_of(f"{HOST}/news/1")
    assert not trial.has_opened
    assert trial.judge(Found(url=f"{HOST}/news/new")) == "fetch"


def test_a_folder_without_articles_is_given_up() -> None:
    learnt = Learnt()
    trial = Trial(learnt)
    for page in [page for page in pages("shop") if trial.judge(page) == "fetch"]:
        learnt.add_refused(page.url)
    assert trial.judge(Found(url=f"{HOST}/shop/new")) == "hopeless"
    assert trial.more() == ([], COUNT - ENOUGH_REFUSED)
    assert trial.more() == ([], 0)


def test_a_folder_of_which_nothing_was_learnt_is_tried_on() -> None:
    trial = Trial(Learnt())
    for page in pages("slow"):
        trial.judge(page)
    seen = []
    while (found := trial.more()) != ([], 0):
        assert found[1] == 0
        assert len(found[0]) <= ENOUGH_REFUSED
        seen += found[0]
    assert seen == pages("slow")[ENOUGH_REFUSED:]
