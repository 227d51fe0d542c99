"""What was computed once is not computed again, until there is too much of it."""

from archive.memory import Memory


def test_computes_each_answer_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memory = Memory(length, 10)
    assert [memory[word] for word in ("lait", "pain", "lait")] == [4, 4, 4]
    assert asked == ["lait", "pain"]


def test_forgets_all_when_it_is_full() -> None:
    memory = Memory(str, 3)
    answers = [memory[number] for number in range(5)]
    assert answers == ["0", "1", "2", "3", "4"]
    assert list(memory) == [3, 4]
