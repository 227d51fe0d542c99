"""Header teasers, in-body promos and calls to action: told apart from the article's own text.

A magazine prints above an article what else is in the issue: as bullets, dashed lines, a linked
list, a headed box, inside the article's own container. A real list looks the same. What differs is
evidence of several kinds, none of which decides alone; ``likelihood`` weighs them. The same family
inside the text ("Lees ook: …") and below it (related articles, the newsletter) leaves the text too.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from archive.records import Teaser, Zone
from tradecrawler.extract import phrases
from tradecrawler.extract.boilerplate import (
    mark_ending,
    mark_furniture,
    mark_repeated,
    mark_tail,
    skip_header,
)
from tradecrawler.extract.groups import STOP, Group, groups, is_solid
from tradecrawler.extract.lead import find_lead
from tradecrawler.extract.promos import boxes, mark_linked_lines, promos, promotes
from tradecrawler.extract.remaining import Remaining
from tradecrawler.extract.review import review
from tradecrawler.extract.text import (
    count_words,
    folded,
    split_bullet,
    split_label,
    words,
)
from tradecrawler.items import Block, Document, Split
from tradecrawler.magazine import Magazine

THRESHOLD = 2.5
"""Sum of evidence from which a group of items is taken for teasers (see ``likelihood``)."""


HEADLINE_WORDS = 3
"""A headline is seldom shorter; what follows a label in a list of facts or persons is."""


RUBRICS = frozenset(
    "dossier dossiers reportage interview interviews portrait portret porträt enquête enquete "
    "fotoreportage onderzoek achtergrond hintergrund analyse analysis feature special spécial "
    "profile dubbelinterview opinion opinie meinung titelthema coverstory messe marktübersicht "
    "franchise tendance trend trends actualité actueel aktuell rencontre entretien".split()
) | {"cover story", "market report", "photo reportage", "grand entretien", "case study"}
"""What rubrics are called in the trade, folded."""


def split(document: Document, magazine: Magazine) -> Split:
    """Tell a document's body apart into lead, article, teasers and boilerplate.

    Nothing is lost: every block of the body is in exactly one of them, or is the headline. The
    article may have blocks from outside the body, where the body was found too small.
    """
    dropped, found = tell_apart(document, magazine)
    own = review(document, dropped)
    article = [document.blocks[i] for i in own]
    lead, used = find_lead(article, document, magazine)
    kept = frozenset(own)
    return Split(
        document=document,
        lead=lead.value if lead else None,
        lead_source=lead.source if lead else None,
        article=tuple(b for n, b in enumerate(article) if n not in used),
        teasers=tuple(_numbered(found)),
        boilerplate=tuple(
            document.blocks[i]
            for i in document.body
            if i not in kept and dropped.get(i) not in ("teaser", "headline")
        ),
    )


def tell_apart(
    document: Document, magazine: Magazine
) -> tuple[dict[int, str], list[tuple[int, Teaser]]]:
    """What the rules find: why some of the body's blocks are not the article's, and its teasers.

    Reasons are by the block's index in the document, teasers are with theirs in the body.
    """
    blocks = [document.blocks[i] for i in document.body]
    headline = document.metadata.headline.value if document.metadata.headline else ""
    dropped: dict[int, str] = {}  # index -> why it is not the article's
    start = skip_header(blocks, headline, dropped)
    alternates = frozenset(document.metadata.alternates.values())
    mark_furniture(blocks, start, magazine, alternates, dropped)
    mark_tail(blocks, start, dropped, items=False)
    found: list[tuple[int, Teaser]] = []
    own_url = document.page.url
    solid = [i for i, b in enumerate(blocks) if i not in dropped and is_solid(b)]
    rest = Remaining(b.text for i, b in enumerate(blocks) if i not in dropped)
    for group in list(groups(blocks, dropped)):
        zone = _zone(group, solid)
        own = [blocks[i].text for i in range(group.start, group.stop) if i not in dropped]
        for text in own:
            rest.remove(text)
        above = next(
            (blocks[i] for i in range(group.start - 1, -1, -1) if blocks[i].kind != "caption"), None
        )
        evidence = likelihood(group, rest, above, zone, own_url, magazine)
        if evidence >= THRESHOLD:
            found.extend(_teasers(group, zone))
            dropped.update(dict.fromkeys(range(group.start, group.stop), "teaser"))
            del solid[bisect_left(solid, group.start) : bisect_left(solid, group.stop)]
        else:
            for text in own:
                rest.add(text)
    found.extend(promos(blocks, dropped))
    found.extend(boxes(blocks, dropped, own_url, magazine))
    mark_linked_lines(blocks, dropped, own_url, magazine)
    mark_ending(blocks, start, dropped)
    mark_repeated(blocks, dropped)
    mark_tail(blocks, start, dropped, items=True)  # above the teasers that are gone now
    first = document.body.start
    return {first + i: why for i, why in dropped.items()}, found


def _zone(group: Group, solid: Sequence[int]) -> Zone:
    """Where a group stands, by the indexes of the running text, in order."""
    before = bisect_left(solid, group.start)
    after = bisect_left(solid, group.stop) < len(solid)
    if not after and before:
        return "after"
    return "header" if before <= 1 else "body"


def likelihood(
    group: Group,
    rest: Remaining,
    above: Block | None,
    zone: Zone,
    own_url: str,
    magazine: Magazine,
) -> float:
    """Sum of evidence that a group of items promotes other contents; 0 is undecided.

    ``rest`` is the article without the group, ``above`` the block before it that is no caption.

    For: a heading that says so, links to other pages of the site, labels (more so of known
    rubrics), bullets typed as text, a place above the text, and above all words that the article
    itself does not use. Against: sentences, long items, figures, lower case or a word or two behind
    the label, links to other sites, items that speak of what the article speaks of or are most of
    it, a paragraph above that ends with a colon.
    """
    items = group.items
    number = len(items)
    if number < 2 and group.heading is None and not _is_typed_rubric(items[0], magazine):
        return 0.0
    texts = [split_bullet(item.text)[1] for item in items]
    elsewhere = sum(promotes(item, own_url, magazine) for item in items) >= 0.6 * number
    if zone != "header" and not elsewhere and group.heading is None:
        return 0.0  # below the first paragraphs, a plain list is the article's own
    total = _place(zone, above, group.heading is not None)
    total += _vocabulary(texts, rest)
    labels, titles = zip(*map(split_label, texts), strict=True)
    if sum(label is not None for label in labels) >= 0.6 * number:
        total += 1.0
    if sum(_is_fact(title) for title in titles) >= 0.5 * number:
        total -= 3.0
    if sum(map(count_words, texts)) > rest.number:
        total -= 3.0
    known = RUBRICS | {folded(label) for label in magazine.teaser_labels}
    if sum(_is_rubric(label, known) for label in labels) >= 0.5 * number:
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


def _is_typed_rubric(item: Block, magazine: Magazine) -> bool:
    """Whether one line alone says what it is: a typed bullet and a known rubric's name."""
    bullet, text = split_bullet(item.text)
    known = RUBRICS | {folded(label) for label in magazine.teaser_labels}
    return bullet and _is_rubric(split_label(text)[0], known)


def _is_fact(title: str) -> bool:
    """Whether what follows a label starts like a value ("8 %", "de 8 à 20 heures"), not a title."""
    return title[:1].isdigit() or title[:1].islower()


def _place(zone: Zone, above: Block | None, headed: bool) -> float:
    total = {"header": 1.0, "body": -2.0, "after": -0.5}[zone]
    if headed:
        total += 2.5
    elif above is not None and above.text.rstrip().endswith(":"):
        total -= 4.0
    return total


def _vocabulary(texts: Sequence[str], rest: Remaining) -> float:
    """Evidence from the words the items share with the article: few, other contents; most, a list
    of its own points."""
    shares = []
    for text in texts:
        content = [word for word in words(text) if len(word) >= 5 or word.isdigit()]
        if content:
            shares.append(sum(_occurs(word, rest) for word in content) / len(content))
    if not shares or not rest.number:
        return 0.0
    shared = sum(shares) / len(shares)
    if shared < 0.3:
        return 2.0
    if shared < 0.45:
        return 1.0
    if shared < 0.55:
        return 0.0
    return -1.5 if shared < 0.7 else -3.0


def _occurs(word: str, rest: Remaining) -> bool:
    return word in rest or (not word.isdigit() and word.rstrip("sen") in rest)


def _is_rubric(label: str | None, known: frozenset[str] | set[str]) -> bool:
    return label is not None and (
        folded(label) in known or any(word in known for word in words(label))
    )


# -- teasers


def _teasers(group: Group, zone: Zone) -> Iterator[tuple[int, Teaser]]:
    texts = [split_bullet(item.text)[1] for item in group.items]
    labels = [split_label(text) for text in texts]
    # a colon inside one headline of several is no label
    labelled = sum(label is not None for label, _ in labels) >= 0.6 * len(labels)
    if group.heading and phrases.is_promo(group.heading):
        labelled = False  # "Lees ook" is what they all are
    for n, (item, text) in enumerate(zip(group.items, texts, strict=True)):
        rubric = not group.heading and _is_rubric(labels[n][0], RUBRICS)
        label, rest = labels[n] if labelled or rubric else (None, text)
        label = label or (group.heading and group.heading.rstrip(" :"))
        url = item.links[0].url if item.links else None
        yield group.start + n, Teaser(text=rest, label=label, url=url, zone=zone)


def _numbered(found: list[tuple[int, Teaser]]) -> Iterator[Teaser]:
    """Teasers in page order, numbered from 0 within their zone."""
    seen: dict[Zone, int] = {}
    for _, teaser in sorted(found, key=lambda pair: pair[0]):
        position = seen.get(teaser.zone, 0)
        seen[teaser.zone] = position + 1
        yield Teaser(
            text=teaser.text,
            label=teaser.label,
            url=teaser.url,
            zone=teaser.zone,
            position=position,
        )
