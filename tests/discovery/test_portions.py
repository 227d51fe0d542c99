import pickle

from tradecrawler.discovery.portions import PORTION, Portions


def test_they_travel_packed_and_stay_in_order() -> None:
    things = [f"/news/{n}" for n in range(2 * PORTION + 1)]
    there = pickle.loads(pickle.dumps(Portions(things)))
    assert len(there) == len(things)
    assert list(there) == list(there) == things  # as often as is wanted
    assert list(pickle.loads(pickle.dumps(there))) == things


def test_none_at_all() -> None:
    assert list(pickle.loads(pickle.dumps(Portions[str]()))) == []
