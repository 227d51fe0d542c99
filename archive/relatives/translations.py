"""Which articles may be translations of each other? By what a translation keeps. Pure.

Names and figures, the picture and the day are the same in every language. Each gives a share from 0
to 1, and the score is their weighted mean; what one of the two lacks (no picture, no figures) does
not count. Of two articles a pair is proposed only if each is the best that the other has, and by a
margin: a dossier of five articles about one company shares its names five times.

A proposal is a guess, and is kept apart from what pages declare.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from archive.relatives.tokens import read

MAX_DAYS = 3
"""Between the publication of two editions: over a weekend."""

MIN_SCORE = 0.35
"""On the demo magazine with its hreflang hidden, true pairs score .6 and more, wrong ones up to
.32; real articles share fewer figures."""

MIN_MARGIN = 0.05
"""By which the best candidate must beat the second."""

WEIGHTS: Mapping[str, float] = {"numbers": 3, "names": 3, "image": 2, "date": 1}
"""Figures and names say most; a picture may be an agency's, used twice; a day has many articles."""

MIN_FACTS = 3
"""Names and figures, together, that both articles must have in common: two are soon found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Traits:
    """What of an article its translation has too."""

    article_id: int
    language: str
    published_on: date
    image: str | None
    """File name of the lead image; None where there is none."""
    names: frozenset[str]
    """Folded; words with a capital inside a sentence."""
    numbers: frozenset[str]
    """Of two digits and more, without separators."""


class Proposal(NamedTuple):
    """Two articles that are perhaps editions of one."""

    article_id: int
    """The lower number of the two."""
    other_id: int
    score: float
    """From 0 to 1."""
    reasons: Mapping[str, float]
    """numbers, names, image, date: each from 0 to 1, those that both articles have."""


def traits(
    article_id: int, language: str, published_on: date, image_url: str | None, text: str
) -> Traits:
    """The traits of an article; ``text`` is headline, lead and body."""
    words = read(text)
    image = (image_url or "").partition("?")[0].rpartition("/")[2]
    return Traits(
        article_id=article_id,
        language=language,
        published_on=published_on,
        image=image or None,
        names=frozenset(w.text for w in words if w.kind == "name" and len(w.text) > 2),
        numbers=frozenset(w.text for w in words if w.kind == "number" and len(w.text) > 1),
    )


def propose(articles: Iterable[Traits]) -> list[Proposal]:
    """Pairs of different languages, each article in one pair a language at most."""
    everything = sorted(articles, key=lambda a: (a.published_on, a.article_id))
    rarity = _rarity(everything)
    proposals: dict[tuple[int, int], Proposal] = {}
    ranked: defaultdict[tuple[int, str], list[Proposal]] = defaultdict(list)
    for one, other in _candidates(everything):
        proposal = _compare(one, other, rarity)
        if proposal is not None:
            proposals[proposal.article_id, proposal.other_id] = proposal
            ranked[one.article_id, other.language].append(proposal)
            ranked[other.article_id, one.language].append(proposal)
    votes = Counter(pair for rivals in ranked.values() for pair in _clear_winner(rivals))
    return [proposals[pair] for pair in sorted(votes) if votes[pair] == 2]


def _candidates(articles: Sequence[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Pairs that were published within a few days, in different languages."""
    for place, one in enumerate(articles):
        for other in articles[place + 1 :]:
            if (other.published_on - one.published_on).days > MAX_DAYS:
                break
            if other.language != one.language:
                yield one, other


def _clear_winner(rivals: Sequence[Proposal]) -> Iterator[tuple[int, int]]:
    """The best of an article's candidates, if it is good and the second is not as good."""
    best, *others = sorted(rivals, key=lambda proposal: -proposal.score)
    second = others[0].score if others else 0.0
    if best.score >= MIN_SCORE and best.score - second >= MIN_MARGIN:
        yield best.article_id, best.other_id


def _compare(one: Traits, other: Traits, rarity: Mapping[str, float]) -> Proposal | None:
    """What two articles have in common; None where that is too little to say anything."""
    common = len(one.names & other.names) + len(one.numbers & other.numbers)
    is_same_image = one.image is not None and one.image == other.image
    if common < MIN_FACTS and not is_same_image:
        return None
    reasons = {"date": 1 - abs((one.published_on - other.published_on).days) / (MAX_DAYS + 1)}
    if one.numbers and other.numbers:
        reasons["numbers"] = _overlap(one.numbers, other.numbers, rarity)
    if one.names and other.names:
        reasons["names"] = _overlap(one.names, other.names, rarity)
    if one.image and other.image:
        reasons["image"] = float(is_same_image)
    weight = sum(WEIGHTS[name] for name in reasons)
    score = sum(WEIGHTS[name] * share for name, share in reasons.items()) / weight
    first, second = sorted((one.article_id, other.article_id))
    return Proposal(first, second, round(score, 4), {k: round(v, 4) for k, v in reasons.items()})


def _overlap(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Common facts by all facts, the rare ones counting more; a cosine, so 1 for equal sets."""
    common = sum(rarity[fact] for fact in one & other)
    product = sum(rarity[fact] for fact in one) * sum(rarity[fact] for fact in other)
    return common / math.sqrt(product) if product else 0.0


def _rarity(articles: Sequence[Traits]) -> dict[str, float]:
    """A fact's weight: what stands in every second article says little."""
    counts = Counter(fact for article in articles for fact in article.names | article.numbers)
    return {fact: math.log(1 + len(articles) / count) for fact, count in counts.items()}
