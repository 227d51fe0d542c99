"""The words of the blocks that are still the article's, kept as groups of them leave.

Counting them anew for every group would take time in proportion to groups times blocks: minutes on
a page of a thousand lists.
"""

from collections import Counter
from collections.abc import Iterable

from tradecrawler.extract.text import count_words, vocabulary


class Remaining:
    """In how many texts each word occurs, and how many words there are in all."""

    def __init__(self, texts: Iterable[str]) -> None:
        """``texts`` are all that remain at first."""
        self._texts_with: Counter[str] = Counter()
        self.number = 0
        """Number of words, each as often as it occurs."""
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Take ``text`` in."""
        self._texts_with.update(vocabulary(text))
        self.number += count_words(text)

    def remove(self, text: str) -> None:
        """Leave out ``text``, which was taken in before."""
        for word in vocabulary(text):
            self._texts_with[word] -= 1
        self.number -= count_words(text)

    def __contains__(self, word: object) -> bool:
        """Whether ``word``, folded, occurs in any text."""
        return self._texts_with.get(word, 0) > 0  # type: ignore[call-overload, no-any-return]
