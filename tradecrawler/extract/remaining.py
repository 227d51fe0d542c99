"""The words of the blocks that are still the article's, kept as groups of them leave.

Counting them anew for every group would take time in proportion to groups times blocks: minutes on
a page of a thousand lists.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from tradecrawler.extract.text import REMEMBERED, count_words, vocabulary

_ENDINGS = "sen"
"""Letters of the endings that plural, case and person take in English, French, Dutch and German,
roughly: "Schadstoffe" and "Schadstoffen" are one word without them."""


class Remaining:
    """In how many texts each word's stem occurs, and how many words there are in all."""

    def __init__(self, texts: Iterable[str]) -> None:
        """``texts`` are all that remain at first."""
        self._texts_with: Counter[str] = Counter()
        self._number = 0
        # counted when somebody asks: most groups of blocks are told apart without that
        self._unsettled: Counter[str] = Counter(texts)

    def add(self, text: str) -> None:
        """Take ``text`` in."""
        self._unsettled[text] += 1

    def remove(self, text: str) -> None:
        """Leave out ``text``, which was taken in before."""
        self._unsettled[text] -= 1

    @property
    def number(self) -> int:
        """Number of words, each as often as it occurs."""
        self._settle()
        return self._number

    def __contains__(self, word: str) -> bool:
        """Whether ``word``, folded, occurs in any text, in this form or with another ending."""
        self._settle()
        return self._texts_with.get(word.rstrip(_ENDINGS), 0) > 0

    def _settle(self) -> None:
        if not self._unsettled:
            return
        for text, times in self._unsettled.items():
            self._number += times * count_words(text)
            if times == 1:
                self._texts_with.update(_stems(text))
            elif times:
                for stem in _stems(text):
                    self._texts_with[stem] += times
        self._unsettled.clear()


@lru_cache(REMEMBERED)
def _stems(text: str) -> frozenset[str]:
    """The stems of the words of ``text``."""
    return frozenset([word.rstrip(_ENDINGS) for word in vocabulary(text)])
