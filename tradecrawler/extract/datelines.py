"""Dates that a page shows its reader: beside the headline, at the start of the text or at its end.

Which of them is the article's is decided in ``published``. Dates inside running text are none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tradecrawler.extract.printed import Printed, find_dates, tells_of_change
from tradecrawler.extract.text import count_words
from tradecrawler.extract.tree import PageTree, Run

ABOVE, BELOW = 4, 9
"""Runs around the headline in which a line with a date is the article's dateline."""
LINE_CHARS = 240
"""A longer line is no dateline, though it holds names, a section and the time of reading."""
OTHER_WORDS = 14
"""Words beside the date: an author with his role, a section, "6 min read"; a sentence has more."""
LEADING_CHARS = 36
"""A place and an agency may stand before the date with which a press release begins."""
LISTED = 3
"""So many lines with different dates are a list of other articles."""
SIGNED_WORDS = 6
"""Words beside a date that closes a text: "Stand:", "Erstellt am", a place."""
ALONE_CHARS, ALONE_WORDS = 40, 2
"""A date that has a line to itself: with the weekday, or a place and "den"."""
ENTRY_CHARS = 300
"""A sentence about the entry itself names its title, its author and rubrics before the date."""
_ENTRY = re.compile(
    r"(?:this (?:entry|post|article|item|story) was (?:originally |first )?"
    r"(?:posted|published|written|added)|"
    r"dies(?:er|es) (?:artikel|beitrag|eintrag|post)\b.{0,120}? (?:wurde|ist)|"
    r"cet(?:te)? (?:article|entrée|billet|publication) a été|"
    r"est[ea] (?:entrada|artículo|artigo|post) (?:fue|ha sido|foi)|"
    r"dit (?:bericht|artikel) (?:is|werd)|quest[oa] (?:articolo|voce|post) è stat[oa]|"
    r"ten (?:wpis|artykuł) (?:został|opublikowano)|(?:эта )?запись (?:была )?опубликована|"
    r"(?:denne|dette) (?:artikel|artikkelen|innlegget|indlæg) (?:ble|blev|er)|"
    r"(?:det här inlägget|den här artikeln|detta inlägg) (?:har|publicerades|postades)|"
    r"tämä (?:artikkeli|kirjoitus) (?:on )?julkaist)\b",
    re.I,
)
"""With what blogs say below an entry when it was posted, in a sentence."""
_LEAD_END = re.compile(r"\s*(?:[)\]–—:|/]|-\s|\(|$)")
_ENDED = re.compile(r"(?<![ap]\.m)(?<![ap]\. m)[.!?…]\s*$", re.I)
"""How a sentence ends, and a line with the time of day does not."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that shows a date."""

    text: str
    dates: tuple[Printed, ...]
    distance: int
    """Runs from the headline; negative above it."""

    @property
    def is_labelled_otherwise(self) -> bool:
        """Whether the date is said to be of something else: "Release: 1 March 2026"."""
        return is_of_something_else(self.text, self.dates[0])


def only_day(texts: Iterable[str], languages: tuple[str, ...]) -> str | None:
    """The first line that shows a date and hardly a word more, if all such lines show one day."""
    found: dict[str, str] = {}
    for text in texts:
        if len(text) <= ALONE_CHARS:
            dates = find_dates(text, languages)
            if len(dates) == 1 and not is_of_something_else(text, dates[0]):
                rest = f"{text[: dates[0].start]} {text[dates[0].end :]}"
                if count_words(rest) <= ALONE_WORDS:
                    found.setdefault(dates[0].iso[:10], text)
    return next(iter(found.values())) if len(found) == 1 else None


def shows_own_date(text: str, languages: tuple[str, ...]) -> bool:
    """Whether a line shows a date that may be the article's."""
    found = find_dates(text, languages)
    return bool(found) and not is_of_something_else(text, found[0])


def is_of_something_else(text: str, date: Printed) -> bool:
    """Whether the words before a date end with a label that speaks of no publication."""
    return not date.said and text[: date.start].rstrip().endswith(":")


def near_headline(tree: PageTree, place: int, languages: tuple[str, ...]) -> list[Dateline]:
    """Datelines around the headline, the run of index ``place``; those below it first."""
    found = list(_lines(tree, place, languages))
    others = [line for line in found if line.distance > 1]
    if len({line.dates[0].iso[:10] for line in others}) >= LISTED:
        found = [line for line in found if line.distance <= 1]
    return sorted(found, key=lambda line: (line.distance < 0, abs(line.distance)))


def _lines(tree: PageTree, place: int, languages: tuple[str, ...]) -> Iterator[Dateline]:
    first = max(0, place - ABOVE)
    numbered = list(enumerate(tree.runs[first:place], first - place))
    numbered += enumerate(islice(_outside_menus(tree.runs, place + 1), BELOW), 1)
    for distance, run in numbered:
        if run.kind not in ("caption", "quote") and len(run.text) <= LINE_CHARS:
            dates = find_dates(run.text, languages)
            if dates and _is_dateline(run, dates):
                yield Dateline(run.text, tuple(dates), distance)


def _outside_menus(runs: Sequence[Run], start: int) -> Iterator[Run]:
    """The runs from ``start`` on without entries of menus, which are links and nothing else."""
    for run in islice(runs, start, None):
        if run.kind != "list_item" or run.link_chars < len(run.text):
            yield run


def _is_dateline(run: Run, dates: list[Printed]) -> bool:
    rest = run.text
    for date in reversed(dates):
        rest = f"{rest[: date.start]} {rest[date.end :]}"
    words = count_words(rest)
    if run.kind == "heading":
        return words <= SIGNED_WORDS
    return words <= SIGNED_WORDS or (words <= OTHER_WORDS and not _ENDED.search(run.text))


def leading(tree: PageTree, place: int, languages: tuple[str, ...]) -> Iterator[Dateline]:
    """Dates with which a paragraph below the headline begins: "Lyon, 1 March 2026 (ag) – …"."""
    for index in range(place + 1, min(len(tree.runs), place + BELOW + 1)):
        text = tree.runs[index].text
        found = leading_date(text, languages)
        if found is not None:
            yield Dateline(text[: found.end].strip(" ("), (found,), index - place)


def leading_date(text: str, languages: tuple[str, ...]) -> Printed | None:
    """The date with which a paragraph begins, alone or behind a place."""
    if len(text) <= LINE_CHARS // 2:
        return None
    for date in find_dates(text[: LEADING_CHARS * 2], languages)[:1]:
        before = text[: date.start].strip(" (")
        if not before or (date.start <= LEADING_CHARS and _LEAD_END.match(text[date.end :])):
            return date
    return None


def closing(tree: PageTree, place: int, languages: tuple[str, ...]) -> Iterator[Dateline]:
    """Lines anywhere below that say of a date that it is the publication's or a change's."""
    for index in range(place + BELOW + 1, len(tree.runs)):
        text = tree.runs[index].text
        if (sentence := _sentence(text, index - place, languages)) is not None:
            yield sentence
        elif len(text) <= LINE_CHARS // 2:
            dates = find_dates(text, languages)
            if dates and dates[0].said and _is_dateline(tree.runs[index], dates):
                yield Dateline(text, tuple(dates), index - place)


def updated_since(tree: PageTree, place: int, languages: tuple[str, ...]) -> Iterator[Dateline]:
    """Sentences that say when an entry was first published, and that it was updated since: what
    stands beside the headline is the update. Without that it may have been first on another site.
    """
    for index in range(place + 1, len(tree.runs)):
        text = tree.runs[index].text
        sentence = _sentence(text, index - place, languages)
        if sentence is not None and tells_of_change(text[:ENTRY_CHARS]):
            yield sentence


def _sentence(text: str, distance: int, languages: tuple[str, ...]) -> Dateline | None:
    """What a text says of its own entry's publication, if it is such a sentence."""
    dates = find_dates(text[:ENTRY_CHARS], languages)[:1] if _ENTRY.match(text) else []
    return Dateline(text, (dates[0]._replace(said="published"),), distance) if dates else None
