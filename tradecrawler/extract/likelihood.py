"""How much speaks for a group of items being teasers: evidence of several kinds, added up."""

import math
from collections.abc import Sequence

from archive.records import Zone
from tradecrawler.extract import phrases
from tradecrawler.extract.facts import is_fact
from tradecrawler.extract.groups import STOP, Group
from tradecrawler.extract.list_features import TOPIC_CHARS, list_features
from tradecrawler.extract.list_model import list_model
from tradecrawler.extract.promos import promotes_page
from tradecrawler.extract.remaining import Remaining
from tradecrawler.extract.rubrics import is_rubric, known_rubrics
from tradecrawler.extract.subjects import are_headlines, content_words
from tradecrawler.extract.text import count_words, folded, split_bullet, split_label, words
from tradecrawler.extract.zones import Standing
from tradecrawler.items import Block
from tradecrawler.magazine import Magazine

THRESHOLD = 2.5
"""Sum of evidence from which a group of items is taken for teasers (see ``likelihood``)."""


FACTS_EVIDENCE = -3.0
"""Against a list of values, times and places."""
COLON_EVIDENCE = -4.0
"""Against a list right below a line that ends with a colon."""
HEADING_EVIDENCE = -1.5
"""Against a plain list right below one of the text's headings: what it heads, or part of it. Of 945
own lists of a real site in 17 languages four go so, and eleven without."""
NAMED_EVIDENCE = 1.5
"""For a plain list whose every label is a known rubric, besides what is learnt."""
HEADLINE_WORDS = 3
"""A headline is seldom shorter; what follows a label in a list of facts or persons is."""


def likelihood(
    group: Group,
    rest: Remaining,
    standing: Standing,
    own_url: str,
    magazine: Magazine,
    habit: float = 0.0,
) -> float:
    """Sum of evidence that a group of items promotes other contents; 0 is undecided.

    ``rest`` is the article without the group, ``habit`` what the magazine's template adds, where it
    is known. Below the first paragraphs, where most plain lists are the article's own, learnt
    weights judge them (``list_features``).

    For: a heading that says so, links to other pages of the site, labels (more so of known
    rubrics), bullets typed as text, a place above the text, and above all words that the article
    itself does not use. Against: sentences, long items, figures, lower case or a word or two behind
    the label, links to other sites, items that speak of what the article speaks of or are most of
    it, a paragraph above that ends with a colon.
    """
    items = group.items
    number = len(items)
    if number < 2 and group.heading is None and not _is_typed_rubric(items[0], magazine):
        return habit
    texts = [split_bullet(item.text)[1] for item in items]
    zone = standing.zone
    elsewhere = sum(promotes_page(item, own_url, magazine) for item in items) >= 0.6 * number
    known = known_rubrics(magazine)
    labels, titles = zip(*map(split_label, texts), strict=True)
    named = all(label is not None and folded(label) in known for label in labels)
    rubrics = sum(is_rubric(label, known) for label in labels) >= 0.5 * number
    facts = 0.0
    if not rubrics and (
        sum(map(is_fact, items, labels, titles)) >= 0.5 * number or _are_counted(items, titles)
    ):
        facts = FACTS_EVIDENCE
    if zone != "header" and number > 1 and group.heading is None and not elsewhere:
        if standing.above is not None and standing.above.text.endswith(":"):
            return habit + COLON_EVIDENCE
        model = list_model()
        numbers = list_features(group, rest, standing, own_url, magazine)
        told = NAMED_EVIDENCE if named else facts
        if standing.above is not None and standing.above.kind == "heading":
            told += HEADING_EVIDENCE
        return habit + told + model.score(numbers) - model.threshold + THRESHOLD
    total = habit + facts + _place(standing, group.heading is not None)
    shared = _vocabulary(texts, rest)
    if group.heading is not None and elsewhere and phrases.is_promo(group.heading):
        shared = max(shared, 0.0)  # what is related speaks of the same
    total += shared
    if sum(label is not None for label in labels) >= 0.6 * number:
        total += 1.0
    elif not elsewhere and group.heading is None and _are_points(texts, rest):
        total -= 1.0
    elif zone == "header" and are_headlines(items, texts, elsewhere):
        total += 0.5
    if named:
        total += 0.5
    if sum(map(count_words, texts)) > rest.number:
        total -= 3.0
    if _is_list_of_names(group, zone):
        total -= 2.5
    if rubrics:
        total += 1.0
    if elsewhere:
        total += 1.5
    elif sum(bool(item.links) for item in items) >= 0.6 * number:
        total -= 2.0  # to other sites
    stops = sum(bool(STOP.search(text)) for text in texts) / number
    total += 0.5 if stops == 0 else -3.0 if stops >= 0.5 else -0.5
    average = sum(map(count_words, titles)) / number
    total += 0.5 if HEADLINE_WORDS <= average <= 20 else -2.5
    if all(item.kind != "list_item" for item in items) and any(
        split_bullet(item.text)[0] for item in items
    ):
        total += 0.5
    return total


def _are_points(texts: Sequence[str], rest: Remaining) -> bool:
    """Whether every item names something of which the article speaks as well, be the rest
    of its words its own: key points do, and the issue's other headlines do not. In a long text some
    word or other of any headline occurs."""
    if rest.number > USUAL_WORDS:
        return False
    return all(any(len(w) >= TOPIC_CHARS and w in rest for w in words(text)) for text in texts)


def _is_typed_rubric(item: Block, magazine: Magazine) -> bool:
    """Whether one line alone says what it is: a typed bullet and a known rubric's name."""
    bullet, text = split_bullet(item.text)
    return bullet and is_rubric(split_label(text)[0], known_rubrics(magazine))


def _are_counted(items: Sequence[Block], titles: Sequence[str]) -> bool:
    """Whether nearly all items begin with a figure and none is linked: ingredients, parts."""
    return sum(title[:1].isdigit() for title in titles) >= 0.8 * len(titles) and not any(
        item.links for item in items
    )


def _is_list_of_names(group: Group, zone: Zone) -> bool:
    """Whether inside the text a heading such as "Recommended books" stands above items without any
    link: these are what the article recommends."""
    if zone != "body" or group.heading is None or phrases.is_issue_heading(group.heading):
        return False
    return bool(group.items[0].path) and not any(item.link_density for item in group.items)


def _place(standing: Standing, headed: bool) -> float:
    total = {"header": 1.0, "body": -2.0, "after": -0.5}[standing.zone]
    if headed:
        total += 2.5
    elif standing.above is not None and standing.above.text.endswith(":"):
        total += COLON_EVIDENCE
    return total


def _vocabulary(texts: Sequence[str], rest: Remaining) -> float:
    """Evidence from the words the items share with the article: few, other contents; most, a list
    of its own points."""
    shares = []
    for text in texts:
        content = content_words(text)
        if content:
            shares.append(sum(word in rest for word in content) / len(content))
    if not shares or not rest.number:
        return 0.0
    shared = sum(shares) / len(shares) - _by_chance(rest.number)
    if shared < 0.3:
        return 2.0
    if shared < 0.45:
        return 1.0
    if shared < 0.55:
        return 0.0
    return -1.5 if shared < 0.7 else -3.0


CHANCE_PER_DOUBLING = 0.12
"""How much more of its words a headline shares with another subject's article of twice the length:
of 768 lists of headlines above real articles, the share that 95 of 100 stay below rose from 0.2 at
500 words to 0.3 at 1,500 and 0.6 at 6,000, as did that of the articles' own lists."""
USUAL_WORDS = 1500
MOST_BY_CHANCE = 0.3


def _by_chance(number: int) -> float:
    """What share of a headline's words an article of ``number`` words has by its mere length, above
    what one of usual length has."""
    if number <= USUAL_WORDS:
        return 0.0
    return min(MOST_BY_CHANCE, CHANCE_PER_DOUBLING * math.log2(number / USUAL_WORDS))
