"""Header teasers, in-body promos and calls to action: told apart from the article's own text.

A magazine prints above an article what else is in the issue: as bullets, dashed lines, a linked
list, a headed box, inside the article's own container. A real list looks the same. What differs is
evidence of several kinds, none of which decides alone (``likelihood``). The same family
inside the text ("Lees ook: …") and below it (related articles, the newsletter) leaves the text too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archive.fingerprints import fingerprint, in_language
from archive.records import PrintedBlock, Teaser, Zone
from tradecrawler.extract import phrases
from tradecrawler.extract.above import announced_lists, lists_above
from tradecrawler.extract.boilerplate import (
    mark_ending,
    mark_furniture,
    mark_repeated,
    mark_tail,
    skip_header,
)
from tradecrawler.extract.groups import Group, groups, is_solid
from tradecrawler.extract.lead import find_lead
from tradecrawler.extract.likelihood import (
    THRESHOLD,
    likelihood,
)
from tradecrawler.extract.places import places
from tradecrawler.extract.promos import boxes, is_title, mark_linked_lines, promos, promotes
from tradecrawler.extract.remaining import Remaining
from tradecrawler.extract.review import review
from tradecrawler.extract.rubrics import RUBRIC_SHARE, is_rubric, known_rubrics
from tradecrawler.extract.template import UNKNOWN, Known
from tradecrawler.extract.text import folded, split_bullet, split_label
from tradecrawler.extract.zones import Standing, find_zones
from tradecrawler.items import Block, Document, Split
from tradecrawler.magazine import Magazine


def split(document: Document, magazine: Magazine, known: Known = UNKNOWN) -> Split:
    """Tell a document's body apart into lead, article, teasers and boilerplate.

    Nothing is lost: every block of the body is in exactly one of them, or is the headline. The
    article may have blocks from outside the body, where the body was found too small. ``known`` is
    what the archive has learnt of the magazine's template.
    """
    dropped, found = tell_apart(document, magazine, known)
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
        printed=tuple(_printed(document, known, kept)),
    )


def _printed(document: Document, known: Known, kept: frozenset[int]) -> Iterator[PrintedBlock]:
    """What the archive learns from; nothing where it was not asked."""
    prints = known.prints.blocks
    if not prints:
        return
    more = [i for i in sorted(kept) if i not in prints]  # short ones beyond the body
    blocks, code = document.blocks, known.prints.language
    numbers = [in_language(fingerprint(blocks[i].text), code) for i in more]
    added = zip(numbers, places(document, more), strict=True)
    for i, (print_, place) in sorted({**prints, **dict(zip(more, added, strict=True))}.items()):
        yield PrintedBlock(print_, place, blocks[i].text, i in kept)


def tell_apart(
    document: Document, magazine: Magazine, known: Known = UNKNOWN
) -> tuple[dict[int, str], list[tuple[int, Teaser]]]:
    """What the rules find: why some of the body's blocks are not the article's, and its teasers.

    Reasons and teasers are by the block's index in the document. A list of teasers may stand right
    above the body's element.
    """
    blocks = document.blocks[document.body.start : document.body.stop]
    dropped: dict[int, str] = {}  # index -> why it is not the article's
    start = skip_header(blocks, _headline(document), dropped)
    alternates = frozenset(document.metadata.alternates.values())
    mark_furniture(blocks, start, magazine, alternates, dropped)
    mark_tail(blocks, start, dropped, items=False)
    own_url = document.page.url
    first = document.body.start
    standing = known.standing(blocks, first, dropped)
    dropped.update((i, "template") for i in standing if is_solid(blocks[i]))  # no text above a list
    rest = Remaining(b.text for i, b in enumerate(blocks) if i not in dropped)
    found = list(_in_groups(blocks, dropped, rest, document, magazine, known))
    found.extend(promos(blocks, dropped))
    found.extend(_in_lines(blocks, dropped, document, magazine, known))
    for i in standing:
        dropped.setdefault(i, "template")
    found.extend(boxes(blocks, dropped, own_url, magazine))
    mark_linked_lines(blocks, dropped, own_url, magazine)
    mark_ending(blocks, start, dropped)
    mark_repeated(blocks, dropped)
    mark_tail(blocks, start, dropped, items=True)  # above the teasers that are gone now
    dropped.update((i, "template") for i in known.orphans(blocks, first, dropped))
    reasons = {first + i: why for i, why in dropped.items()}
    found = [(first + i, teaser) for i, teaser in found]
    has_header = any(teaser.zone == "header" for _, teaser in found)
    for i, teaser in _above(document, rest, magazine, known, reasons, only_announced=has_header):
        reasons[i] = "teaser"
        if teaser is not None:
            found.append((i, teaser))
    return reasons, found


def _in_groups(
    blocks: Sequence[Block],
    dropped: dict[int, str],
    rest: Remaining,
    document: Document,
    magazine: Magazine,
    known: Known,
) -> Iterator[tuple[int, Teaser]]:
    """The teasers among groups of items; what is theirs is ``dropped`` and leaves ``rest``, the
    words of the article."""
    own_url = document.page.url
    at = find_zones(blocks, dropped, _headline(document))
    last: tuple[Group, Block | None] | None = None  # the article's own list above, and its line
    for group in list(groups(blocks, dropped)):
        zone = at.zone_of(group)
        own = [blocks[i].text for i in range(group.start, group.stop) if i not in dropped]
        for text in own:
            rest.remove(text)
        over = range(group.start - 1, -1, -1)
        above = next((blocks[i] for i in over if i not in dropped), None)
        if last is not None and _goes_on(last[0], group):
            above = last[1]  # what announces the first of several lists announces all
        under = range(group.stop, len(blocks))
        below = next((blocks[i] for i in under if i not in dropped), None)
        standing = Standing(zone, at.paragraphs_above(group), above, below)
        habit = known.of_group(group, document.body.start, zone, rest.number, own_url, magazine)
        if likelihood(group, rest, standing, own_url, magazine, habit) < THRESHOLD:
            for text in own:
                rest.add(text)
            last = group, above
            continue
        dropped.update(dict.fromkeys(range(group.start, group.stop), "teaser"))
        at.drop(group)
        for i, teaser in _teasers(group, zone, document, magazine, recurs=habit > 0):
            if teaser is None:
                dropped[i] = "linked line"
            else:
                yield i, teaser


def _goes_on(one: Group, other: Group) -> bool:
    """Whether a plain list stands right below another one."""
    return (
        one.stop == other.start
        and other.heading is None
        and one.items[-1].kind == other.items[0].kind == "list_item"
        and not any(item.links for item in other.items)
    )


def _in_lines(
    blocks: Sequence[Block],
    dropped: dict[int, str],
    document: Document,
    magazine: Magazine,
    known: Known,
) -> Iterator[tuple[int, Teaser]]:
    """Single linked lines that the magazine printed elsewhere too: teasers, if they are titles."""
    at = find_zones(blocks, dropped, _headline(document))
    own_url, rubrics = document.page.url, known_rubrics(magazine)
    for i in known.lines(blocks, document.body.start, dropped, own_url, magazine):
        line = split_bullet(blocks[i].text)[1]
        label, text = split_label(line)
        if not is_rubric(label, rubrics):
            label, text = None, line
        url = blocks[i].links[0].url
        if is_title(text, url) and len({link.url for link in blocks[i].links}) == 1:
            dropped[i] = "teaser"
            zone = at.zone_of(Group(i, i + 1, [blocks[i]]))
            yield i, Teaser(text=text, label=label, url=url, zone=zone)
        else:
            dropped[i] = "linked line"


def _above(
    document: Document,
    rest: Remaining,
    magazine: Magazine,
    known: Known,
    reasons: Mapping[int, str],
    *,
    only_announced: bool,
) -> Iterator[tuple[int, Teaser | None]]:
    """The blocks of a list of teasers above the body's element, by the document's indexes; None for
    those that are no teaser, such as its heading.

    Where the body has header teasers, only a list that says what it is is another one.
    """
    own_url = document.page.url
    solid = (document.blocks[i] for i in document.body if is_solid(document.blocks[i]))
    standing = Standing("header", below=next(solid, None))
    plain = () if only_announced else lists_above(document)
    for group in (*plain, *announced_lists(document, known_rubrics(magazine))):
        if any(reasons.get(i) == "teaser" for i in range(group.start, group.stop)):
            continue
        habit = known.of_group(group, 0, "header", rest.number, own_url, magazine)
        if likelihood(group, rest, standing, own_url, magazine, habit) >= THRESHOLD:
            told = dict(_teasers(group, "header", document, magazine, recurs=habit > 0))
            yield from ((i, told.get(i)) for i in range(group.start, group.stop))
            return


def _headline(document: Document) -> str:
    return document.metadata.headline.value if document.metadata.headline else ""


# -- teasers


def _teasers(
    group: Group, zone: Zone, document: Document, magazine: Magazine, *, recurs: bool
) -> Iterator[tuple[int, Teaser | None]]:
    """Each item with its index; None for what is the way to a list or a button, and no title.

    Far from the header, what leads to another site is none either, nor is a link in a list inside
    the text that nothing announces: such lists may as well be tools, persons or offers,
    unless they are known to recur, or somebody typed their bullets.
    """
    texts = [split_bullet(item.text)[1] for item in group.items]
    parts = [split_label(text) for text in texts]
    headline, own_url = _headline(document), document.page.url
    known = known_rubrics(magazine)
    labelled = _is_labelled(group, [label for label, _ in parts], known)
    first = group.stop - len(group.items)
    trail = _is_trail(group, headline) or (group.heading is None and len(texts) > MOST)
    urls = [item.links[0].url if item.links else None for item in group.items]
    titles = sum(map(is_title, texts, urls))
    among_titles = zone == "header" and titles > len(texts) / 2
    typed = all(split_bullet(item.text)[0] for item in group.items)
    for n, (item, text) in enumerate(zip(group.items, texts, strict=True)):
        rubric = not group.heading and folded(parts[n][0] or "") in known
        label, rest = parts[n] if labelled or rubric else (None, text)
        own = label is not None
        label = label or (group.heading and group.heading.rstrip(" :"))
        url = urls[n]
        is_weak = zone != "header" and (
            (url is not None and not promotes(item, own_url, magazine))
            or (zone == "body" and url is not None and label is None and not (recurs or typed))
        )
        names_page = own or is_title(text, url, among_titles=among_titles)
        if trail or is_weak or folded(text) == folded(headline) or not names_page:
            yield first + n, None
        else:
            yield first + n, Teaser(text=rest, label=label, url=url, zone=zone)


def _is_labelled(group: Group, labels: Sequence[str | None], known: frozenset[str]) -> bool:
    """Whether what stands before the colons is labels: a colon inside a headline makes none.

    Of several items most have one where it is a rubric's name, and all where no name is known.
    """
    if group.heading and phrases.is_promo(group.heading):
        return False  # "Lees ook" is what they all are
    number = sum(label is not None for label in labels)
    if sum(is_rubric(label, known) for label in labels) >= RUBRIC_SHARE * len(labels):
        return number >= 0.6 * len(labels)
    return number == len(labels) > 1


def _is_trail(group: Group, headline: str) -> bool:
    """Whether linked items lead to the page itself: home, section, this article."""
    return (
        group.heading is None
        and bool(group.items[0].links)
        and folded(group.items[-1].text) == folded(headline)
    )


MOST = 12
"""More teasers, or a longer list without a heading, are a directory or an archive, which promotes
nothing."""


def _numbered(found: list[tuple[int, Teaser]]) -> Iterator[Teaser]:
    """Teasers in page order, numbered from 0 within their zone."""
    numbers = Counter(teaser.zone for _, teaser in found)
    seen: dict[Zone, int] = {}
    for _, teaser in sorted(found, key=lambda pair: pair[0]):
        if teaser.zone != "header" and numbers[teaser.zone] > MOST:
            continue
        position = seen.get(teaser.zone, 0)
        seen[teaser.zone] = position + 1
        yield Teaser(
            text=teaser.text,
            label=teaser.label,
            url=teaser.url,
            zone=teaser.zone,
            position=position,
        )
