"""Remembers what was computed, for functions that are asked about every word of every text.

``functools.lru_cache`` notes with each answer which question came last, which takes longer than the
answer. This forgets everything when it is full, and soon knows the frequent words again.
"""

from collections.abc import Callable
from typing import TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Memory(dict[Question, Answer]):
    """Question to answer; ``memory[question]`` computes what it does not know."""

    def __init__(self, function: Callable[[Question], Answer], maxsize: int) -> None:
        """Ask ``function``, remember at most so many answers."""
        super().__init__()
        self._function = function
        self._maxsize = maxsize

    def __missing__(self, question: Question) -> Answer:
        """Compute an answer, and remember it."""
        if len(self) >= self._maxsize:
            self.clear()
        answer = self[question] = self._function(question)
        return answer
