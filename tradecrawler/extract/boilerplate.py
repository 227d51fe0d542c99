"""What in an article's element is neither its text nor a teaser: header lines, furniture, tails."""

import re
from collections.abc import Collection, Sequence

from tradecrawler.extract import idioms, phrases
from tradecrawler.extract.groups import STOP, TEASER_WORDS, is_entry, is_item, is_solid
from tradecrawler.extract.paywall import is_paywall_notice
from tradecrawler.extract.printed import find_dates
from tradecrawler.extract.text import count_words, folded, is_script, split_bullet
from tradecrawler.items import Block
from tradecrawler.magazine import Magazine


def skip_header(blocks: Sequence[Block], headline: str, dropped: dict[int, str]) -> int:
    """Drop the headline and what short lines stand above it; index of the first block below."""
    wanted = folded(headline)
    place = _place_of_headline(blocks, wanted)
    if place is None:
        return 0
    if sum(is_solid(b) for b in blocks[:place]) > 1:  # text above it: a heading inside the article
        return 0
    for i in range(place):
        if not is_item(blocks[i]) and not is_solid(blocks[i]):
            dropped[i] = "above the headline"
    for i, block in enumerate(blocks):
        if block.kind == "heading" and folded(block.text) == wanted:
            dropped[i] = "headline"
    dropped[place] = "headline"
    return place + 1


def _place_of_headline(blocks: Sequence[Block], wanted: str) -> int | None:
    """Where the headline stands, be it behind a kicker where nothing is above it."""
    if not wanted:
        return None
    for i, block in enumerate(blocks):
        if folded(block.text) == wanted and (block.kind == "heading" or i < 5):
            return i
    for i, block in enumerate(blocks):
        if is_solid(block):
            return None
        if block.kind == "heading" and is_headline(block.text, wanted):
            return i
    return None


KICKER_WORDS = 6
"""A kicker that stands in one element with the headline has no more words."""
HEADLINE_WORDS = 3
"""Fewer words may well stand in a section's heading."""


def is_headline(text: str, wanted: str) -> bool:
    """Whether a heading is the headline, which is ``wanted`` (folded), or its kicker and that."""
    found = folded(text)
    if found == wanted:
        return True
    length = len(wanted.split())
    return (
        length >= HEADLINE_WORDS
        and found.endswith(f" {wanted}")
        and len(found.split()) - length <= KICKER_WORDS
    )


def mark_furniture(
    blocks: Sequence[Block],
    start: int,
    magazine: Magazine,
    alternates: Collection[str],
    dropped: dict[int, str],
) -> None:
    """Drop what is by its element, its words or the magazine's declaration not the text.

    ``alternates`` are the addresses of the article's other language editions.
    """
    declared = [re.compile(pattern) for pattern in magazine.boilerplate]
    solid = 0
    kept: list[int] = []  # of the blocks so far
    for i, block in enumerate(blocks):
        if i in dropped:
            continue
        if block.chrome:
            dropped[i] = "chrome"
        elif any(pattern.match(block.text) for pattern in declared):
            dropped[i] = "declared"
        elif block.kind not in ("table", "code") and (
            phrases.is_furniture(block.text) or _is_share_bar(block)
        ):
            dropped[i] = "furniture"
        elif block.kind != "code" and is_script(block.text):
            dropped[i] = "script"
        elif phrases.is_call_to_subscribe(block.text) or is_paywall_notice(block):
            dropped[i] = "call to action"
            if kept and phrases.is_question_to_reader(blocks[kept[-1]].text):
                dropped[kept.pop()] = "call to action"
            _mark_button_below(blocks, i, dropped)
        elif block.kind == "caption" or (
            block.kind in ("paragraph", "line") and phrases.is_credit(block.text)
        ):
            dropped[i] = "caption"
        elif _switches_language(block, alternates):
            dropped[i] = "language editions"
        elif solid <= 1 and i >= start and _is_dateline(block) and not _is_listed(blocks, i):
            dropped[i] = "dateline"  # above the text, or between it and the lead
        else:
            kept.append(i)
            solid += is_solid(block)


def _mark_button_below(blocks: Sequence[Block], i: int, dropped: dict[int, str]) -> None:
    """A few linked words directly below a call to action are its button."""
    if i + 1 == len(blocks):
        return
    below = blocks[i + 1]
    if (
        below.kind in ("paragraph", "line")
        and below.link_density > 0.8
        and count_words(below.text) <= phrases.MAX_INVITATION_WORDS
        and not phrases.is_promo(below.text)
    ):
        dropped[i + 1] = "call to action"


def _switches_language(block: Block, alternates: Collection[str]) -> bool:
    """Whether a line is links to the article's other language editions."""
    return (
        bool(block.links)
        and block.link_density >= 0.4
        and all(link.url in alternates for link in block.links)
    )


_NETWORKS = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:facebook|twitter|x|linkedin|pinterest|reddit|whatsapp|telegram|tumblr|"
    r"vk|ok|weibo|xing|threads|bsky|t|wa|line|getpocket|flipboard|instagram|youtube|tiktok|mastodon|"
    r"kakao|naver|hatena|mix|viber)\.(?:com|net|org|me|app|ru|jp|social)(?:[/?]|$)"
)
SHARE_WORDS = 14
"""The networks' names and what one is asked to do with them take no more."""


def _is_share_bar(block: Block) -> bool:
    """Whether a short line is little but links to social networks."""
    return (
        len(block.links) > 1
        and block.link_density >= 0.3
        and count_words(block.text) <= SHARE_WORDS
        and all(_NETWORKS.match(link.url) for link in block.links)
    )


_SIGNED = re.compile(
    r"^\W*(?:(?:by|par|von|door|di|por)\s+[^\W\d_]|(?:published|posted|updated|last updated|publié|"
    r"mis à jour|gepubliceerd|geplaatst|bijgewerkt|veröffentlicht|aktualisiert|stand)\b)",
    re.IGNORECASE,
)


DATELINE_WORDS = 25
"""Byline, date, reading time and share links on one line are no longer."""


def _is_dateline(block: Block) -> bool:
    """Whether a short line above the text is its date or byline, and no sentence."""
    if count_words(block.text) > DATELINE_WORDS or is_entry(block):
        return False
    found = find_dates(block.text)
    beside = block.text
    if len(found) == 1 and block.kind != "list_item":
        beside = f"{beside[: found[0].start].rstrip(_SIGNS)} {beside[found[0].end :]}".strip()
        most = LABEL_WORDS if found[0].said else ALONE_WORDS
        if count_words(beside) <= most or is_signed(beside.removesuffix(".")):
            return True
    if STOP.search(block.text):
        return False
    if is_signed(block.text) and not split_bullet(block.text)[0]:
        return True
    return bool(found) and not is_item(block)


def _is_listed(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line stands behind a typed bullet, next to another one that does and has no date:
    a title among titles."""
    if not split_bullet(blocks[i].text)[0]:
        return False
    return any(
        split_bullet(other.text)[0] and other.path == blocks[i].path and not find_dates(other.text)
        for other in (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2])
    )


_SIGNS = " |·•–—-,"
"""What sets a name apart from the date in one line."""
ALONE_WORDS = 2
"""So many words may stand beside the date in a line of its own: the weekday, a "г." for the year,
whose stop ends no sentence."""


LABEL_WORDS = 6
"""The same where a word says that the date is of the publication or of a change."""


def is_signed(text: str) -> bool:
    """Whether a line begins like a byline, or is one."""
    return bool(_SIGNED.match(text) or idioms.SIGNED.match(text) or idioms.BYLINE.match(text))


ENDING_SHARE = 0.15
"""What stands below an ending has little running text of its own; more, and the line heads one of
the article's sections."""


READ_WORDS = 50
"""So much running text stands above readers' comments, which may be longer than it."""
HEADING_CHARS = 80
"""What heads them is no longer."""
SIGNED = 12
"""How many blocks below their heading the first of them is signed."""
QUOTED_WORDS = 4
"""A shorter quote may stand in any text by chance."""


def mark_repeated(blocks: Sequence[Block], dropped: dict[int, str]) -> None:
    """Drop pull quotes: they set a sentence of the text apart, which is there twice then."""
    quotes = [
        i
        for i, b in enumerate(blocks)
        if i not in dropped
        and b.kind == "quote"
        and count_words(b.text) >= QUOTED_WORDS
        and not split_bullet(b.text)[0]  # a dash says who is quoted
    ]
    if not quotes:
        return
    text = "\n".join(
        f" {folded(b.text)} "
        for i, b in enumerate(blocks)
        if i not in dropped and b.kind not in ("quote", "heading")
    )
    dropped.update((i, "pull quote") for i in quotes if f" {folded(blocks[i].text)} " in text)


def mark_ending(blocks: Sequence[Block], start: int, dropped: dict[int, str]) -> None:
    """Drop everything from the first line on that heads what stands below an article."""
    prose = [
        count_words(b.text) if i >= start and i not in dropped and is_solid(b) else 0
        for i, b in enumerate(blocks)
    ]
    above, below = 0, sum(prose)
    for i, block in enumerate(blocks):
        if (
            above >= READ_WORDS
            and dropped.get(i, "furniture") == "furniture"
            and _heads_comments(blocks, i)
        ):
            for j in range(i, len(blocks)):
                dropped.setdefault(j, "ending")
            return
        is_last = bool(above) and below <= ENDING_SHARE * above
        heads = _heads_ending(block) and not (below and _heads_names(blocks[i : i + 3]))
        if is_last and dropped.get(i, "furniture") == "furniture" and heads:
            for j in range(i, len(blocks)):
                dropped.setdefault(j, "ending")
            return
        above += prose[i]
        below -= prose[i]


def _heads_comments(blocks: Sequence[Block], i: int) -> bool:
    if len(blocks[i].text) > HEADING_CHARS or not phrases.is_comments_heading(blocks[i].text):
        return False
    below = blocks[i + 1 : i + SIGNED]
    return phrases.is_closed(blocks[i].text) or any(phrases.is_of_reader(b.text) for b in below)


def _heads_ending(block: Block) -> bool:
    return block.kind in ("heading", "paragraph", "line", "quote") and phrases.is_ending(block.text)


def _heads_names(blocks: Sequence[Block]) -> bool:
    """Whether a line such as "Recommended books" stands above items without any link, which then
    are what the article itself recommends."""
    return (
        phrases.is_promo(blocks[0].text)
        and len(blocks) > 2
        and all(block.kind == "list_item" and not block.link_density for block in blocks[1:])
    )


def mark_tail(blocks: Sequence[Block], start: int, dropped: dict[int, str], *, items: bool) -> None:
    """From the end upwards, drop what hangs below the text: headings, short and linked lines.

    Lists stay: they may be teasers, or the article's sources. So do, unless ``items``, linked
    lines that may be teasers, as long as those have not been told apart.
    """
    for i in range(len(blocks) - 1, start - 1, -1):
        if i in dropped:
            continue
        block = blocks[i]
        linked = (
            block.link_density > 0.8
            and count_words(block.text) <= TEASER_WORDS
            and not STOP.search(block.text)  # a last sentence may well be a link
        )
        if (
            block.kind == "heading"
            or phrases.is_invitation(block.text)
            or (
                linked
                and block.kind not in ("table", "list_item")
                and (items or not is_item(block))
            )
        ):
            dropped[i] = "tail"
        else:
            return
