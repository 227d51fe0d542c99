"""Single promos: "Lees ook: …" among the paragraphs, and boxes that are named as promotion."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from archive.records import Teaser, Zone
from tradecrawler.extract import phrases
from tradecrawler.extract.groups import STOP, TEASER_WORDS, is_solid
from tradecrawler.extract.text import count_words, is_beyond_letters, split_bullet, split_label
from tradecrawler.items import Block
from tradecrawler.magazine import Magazine, host_of

PROMO_WORDS = 35
"""The same with a cue such as "Read more on this in our special report" before it."""


def promos(blocks: Sequence[Block], dropped: dict[int, str]) -> Iterator[tuple[int, Teaser]]:
    """Single promos among the paragraphs: a cue in words, and little besides the link."""
    found = [i for i, block in enumerate(blocks) if i not in dropped and _is_promo(block)]
    dropped.update(dict.fromkeys(found, "teaser"))
    last = _last_text(blocks, dropped)
    for i in found:
        if phrases.is_button(split_bullet(blocks[i].text)[1]):
            dropped[i] = "linked line"
            continue
        line = split_bullet(blocks[i].text)[1]
        label, text = split_label(line)
        linked = blocks[i].links[0] if blocks[i].links else None
        if label is None and linked is not None and len(linked.text) < len(line):
            label, text = line.split(linked.text)[0].strip(" :–-"), linked.text
        elif label is None:
            label, text = phrases.split_cue(line)
            if text[:1].islower() or not is_title(text, None):  # "Read more about this"
                dropped[i] = "linked line"
                continue
        yield (
            i,
            Teaser(
                text=text,
                label=label or None,
                url=linked.url if linked else None,
                zone=_zone_of_one(i, blocks, dropped, last),
            ),
        )


def _is_promo(block: Block) -> bool:
    if block.kind in ("table", "code", "caption"):
        return False
    if count_words(block.text) > PROMO_WORDS or not phrases.is_promo(block.text):
        return False
    if block.links:
        return block.link_density >= 0.4
    label, text = split_label(split_bullet(block.text)[1])
    return label is not None and phrases.is_button(label) and is_title(text, None)


LINKED_WORDS = 3
"""Fewer words are a name in a row of names."""


def mark_linked_lines(
    blocks: Sequence[Block], dropped: dict[int, str], own_url: str, magazine: Magazine
) -> None:
    """Drop lines that are wholly a link to another page of the site, and head no text.

    They are no text, but as often a button ("See all offers") as another page's title, so that they
    are not kept as teasers.
    """
    for i, block in enumerate(blocks):
        if i not in dropped and _is_linked_line(block):
            heads_text = block.kind == "heading" and i + 1 < len(blocks) and is_solid(blocks[i + 1])
            if not heads_text and promotes(block, own_url, magazine):
                dropped[i] = "linked line"


def _is_linked_line(block: Block) -> bool:
    return (
        block.kind in ("paragraph", "line", "heading")
        and block.link_density >= 0.95
        and LINKED_WORDS <= count_words(block.text) <= TEASER_WORDS
        and not STOP.search(block.text)
    )


def _zone_of_one(i: int, blocks: Sequence[Block], dropped: dict[int, str], last: int) -> Zone:
    """Inside the body as long as any of the article's text follows, else after it.

    A promo that is set as one more paragraph, right below the text's last, still is inside.
    """
    if i > 0 and i - 1 not in dropped and blocks[i].path:
        above = blocks[i - 1]
        if above.kind == "paragraph" and above.path[:-1] == blocks[i].path[:-1]:
            return "body"
    return "body" if i < last else "after"


def _last_text(blocks: Sequence[Block], dropped: dict[int, str]) -> int:
    """Index of the last block that is the article's and no heading; -1 without one."""
    backwards = range(len(blocks) - 1, -1, -1)
    return next((i for i in backwards if i not in dropped and blocks[i].kind != "heading"), -1)


_BOX = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|read-?(?:also|more|next)|see-?also|more-?(?:stories|news)|"
    r"most-?read|promos?|teasers?|lees-?ook|a-?lire|lire-?aussi)(?=$|[\s_-])"
)


def boxes(
    blocks: Sequence[Block], dropped: dict[int, str], own_url: str, magazine: Magazine
) -> Iterator[tuple[int, Teaser]]:
    """Linked lines in boxes that are named as promotion: furniture, but worth keeping as data.

    Of what is linked to one page (its section, its title, its author, a button) the title is kept.
    """
    heading: str | None = None
    last = _last_text(blocks, dropped)
    found: dict[str, tuple[int, str | None]] = {}
    for i, block in enumerate(blocks):
        if dropped.get(i) != "chrome" or not any(_BOX.search(step) for step in block.path[-4:]):
            heading = None
        elif not block.links and (block.kind == "heading" or phrases.is_promo(block.text)):
            heading = block.text.rstrip(" :")
        elif (
            block.links
            and count_words(block.text) <= TEASER_WORDS
            and promotes(block, own_url, magazine)
        ):
            url = block.links[0].url
            if is_title(block.text, url) and (
                url not in found
                or (block.kind == "heading" and blocks[found[url][0]].kind != "heading")
            ):
                found[url] = i, heading
    for url, (i, heading) in found.items():
        dropped[i] = "teaser"
        text = split_bullet(blocks[i].text)[1]
        if phrases.is_promo(text):
            own, text = split_label(text)
            heading = own or heading
        yield i, Teaser(text=text, label=heading, url=url, zone="body" if i < last else "after")


_LISTS = re.compile(
    r"/(?:authors?|aut(?:eu|o)rs?|autor(?:en|es|as?)?|users?|members?|profiles?|people|tags?|"
    r"etiquetas?|etiquettes?|schlagworte?|stichworte?|categor(?:y|ies|ie|ia|ias)|kategorien?|"
    r"themen?|topics?)/[^/]*/?$"
)
"""Where lists of one author's articles or of those on one subject lie."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAIL = re.compile(r"\w@\w|\bwww\.|\[email\b")
_PARTS = re.compile(r"\s(?:[|/›»>·•→]|››)(?=\s|$)")
MANY_PARTS = 2
"""So many separators make a line of navigation, or a date, a section and a name."""
TITLE_WORDS = 3
"""A title that stands alone seldom has fewer words; names, sections and buttons do."""
TITLE_CHARS = 20
"""A shorter title may have so many letters, in languages that write words together."""


def is_title(text: str, url: str | None, *, among_titles: bool = False) -> bool:
    """Whether a line may be another article's title: no name, date, section or button.

    ``among_titles``: what stands beside it are titles, so that it may be a short one.
    """
    if url is not None and _LISTS.search(urlsplit(url).path):
        return False
    found = _WORD.findall(text)
    shortest = 1 if among_titles else TITLE_WORDS
    is_short = len(found) < shortest and sum(map(len, found)) < TITLE_CHARS
    if is_short and not (is_beyond_letters(text) and count_words(text) >= TITLE_WORDS):
        return False
    if _MAIL.search(text) or len(_PARTS.findall(text)) >= MANY_PARTS:
        return False
    return not (phrases.is_button(text) or phrases.is_way_on(text))


def promotes(block: Block, own_url: str, magazine: Magazine) -> bool:
    """Whether most of a block is a link to another page of the same site."""
    if block.link_density < 0.4:
        return False
    if not own_url and not block.links:  # links that nothing resolves: to the same site
        return True
    own = urlsplit(own_url)
    hosts = magazine.hosts | {host_of(own_url)}
    return any(
        (not own_url or host_of(link.url) in hosts) and urlsplit(link.url).path != own.path
        for link in block.links
    )


_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|mp3|mp4|jpe?g|png)(?:$|[?#])", re.IGNORECASE)


def promotes_page(block: Block, own_url: str, magazine: Magazine) -> bool:
    """The same, and not to a document, which is the article's own material."""
    return promotes(block, own_url, magazine) and not any(
        _FILE.search(link.url) for link in block.links
    )
