"""Lists made for learning, put into real pages: teasers, and what looks like them and is none.

Teasers are headlines of other pages in the same language, in many markups, at any place of the
text. What is to stay is the articles' own lists, moved, set in other markups and without what
announces them; points made of the article's own sentences; and lists of other articles.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import lxml.html

from tradecrawler.extract.text import count_words, folded
from training import corpora

TITLE_WORDS = (3, 16)
"""A headline has so many words."""
TITLES = 12
"""Languages with fewer headlines have no teasers made of them."""
TEASERS, MOVED, POINTS, FOREIGN = 2, 4, 1, 1
"""Made lists of each kind, a page; of lists to be moved, as many as it has."""
NEAR = 0.25
"""Share of the teasers whose subjects are near the article's."""
LABELLED, LINKED, RESET = 0.3, 1 / 3, 0.6
"""Shares of teasers with labels, of those with links, and of own lists that are set otherwise."""
LONG_CHARS = 400
"""What announces a list is no longer."""
LABELS = {
    "fr": "À la une/Terrain/Coulisses/Marché/Portrait/Rencontre/Technique/Salon/Énergie/Droit",
    "nl": "Uitgelicht/Markt/Techniek/Achtergrond/Beurs/Op pad/Duurzaam/Personeel/Recht",
    "de": "Im Fokus/Markt/Technik/Praxis/Interview/Porträt/Recht/Personal/Vor Ort/Energie",
    "en": "Cover/Markets/Technology/People/Interview/Field notes/Policy/Supply chain/Law",
    "es": "Portada/Mercado/Tecnología/Entrevista/Opinión/Ferias/Empresa/Energía",
    "it": "Copertina/Mercato/Tecnica/Intervista/Fiere/Energia/Persone",
    "pl": "Temat numeru/Rynek/Technika/Wywiad/Opinie/Targi/Prawo",
}
MARKUPS = ("ul", "ul", "ul p", "ul span", "br", "p", "div p", "div div", "div", "td", "dd")
BULLETS = ("- ", "• ", "– ", "* ", "» ")
PARAGRAPH_WORDS = 12
"""A paragraph beside which a list is put has so many words."""
OPENING = 8
"""Words by which it is known as the article's."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What lists are made of."""

    titles: Mapping[str, Sequence[str]]
    """Headlines by language."""
    lists: Sequence[tuple[str, tuple[str, ...]]]
    """Page and items of articles' own lists."""


def language_of(row: Mapping[str, Any]) -> str:
    """Two letters; English where none is said."""
    return str(row.get("lang") or "en")[:2]


def truth_of(row: Mapping[str, Any]) -> str:
    """All that is known to be in the article, folded."""
    parts = [row.get("lead") or "", row.get("body") or "", *(row.get("with") or ())]
    return folded("\n".join(parts).replace("\xad", ""))


def shown(element: Any) -> str:
    """An element's text, on one line."""
    return " ".join(element.text_content().replace("\xad", "").split())


def parse(body: bytes) -> Any:
    """A page's tree."""
    return lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8"))


def own_paragraphs(tree: Any, truth: str, segments: Sequence[str] = ()) -> list[Any]:
    """Elements without others inside that begin with words of the article, or hold a segment."""
    return [
        element
        for element in tree.iter("p", "div")
        if element.find(".//p") is None
        and element.find(".//div") is None
        and count_words(text := folded(shown(element))) >= PARAGRAPH_WORDS
        and (" ".join(text.split()[:OPENING]) in truth or any(part in text for part in segments))
    ]


def own_lists(tree: Any, truth: str) -> list[Any]:
    """Short lists all of whose items are the article's."""
    return [
        ul
        for ul in tree.iter("ul")
        if 2 <= len(ul) <= 12
        and all(
            li.tag == "li" and li.find(".//ul") is None and is_in(shown(li), truth) for li in ul
        )
    ]


def is_in(text: str, truth: str) -> bool:
    """Whether a text, which has words, is the article's."""
    wanted = folded(text)
    return bool(wanted) and wanted in truth


def markup(lines: Sequence[tuple[str | None, str]], rng: random.Random, *, links: bool) -> str:
    """Lines, each with a label or None, in one of MARKUPS."""
    colon, bullet = rng.choice((": ", " : ")), rng.choice(BULLETS)
    kind = rng.choice(MARKUPS)

    def line(label: str | None, text: str, *, typed: bool = False) -> str:
        html = escape(text)
        if links:
            path = rng.choice(("a", "news", "2026/11"))
            html = f'<a href="/{path}/{rng.randint(1, 9999)}">{html}</a>'
        return (bullet if typed else "") + (escape(f"{label}{colon}") if label else "") + html

    if kind.startswith("ul"):
        tag = kind.split(" ")[1:]
        inside = f"<{tag[0]}>{{}}</{tag[0]}>" if tag else "{}"
        html = "".join(f"<li>{inside.format(line(*each))}</li>" for each in lines)
        return f"<ul>{html}</ul>"
    if kind == "dd":
        return "<dl>" + "".join(f"<dd>{line(*each)}</dd>" for each in lines) + "</dl>"
    typed = [line(*each, typed=True) for each in lines]
    if kind in ("br", "td"):
        text = "<br>".join(typed)
        return f"<p>{text}</p>" if kind == "br" else f"<table><tr><td>{text}</td></tr></table>"
    around, tag_of = ("", kind) if " " not in kind else kind.split(" ")
    html = "".join(f"<{tag_of}>{text}</{tag_of}>" for text in typed)
    return f"<{around}>{html}</{around}>" if around else html


def put(place: Any, html: str) -> None:
    """Put a fragment above an element."""
    for element in lxml.html.fragments_fromstring(html):
        place.addprevious(element)


def read_sources(folders: Sequence[Path]) -> Sources:
    """Headlines and lists of all corpora."""
    titles: dict[str, set[str]] = {}
    lists: list[tuple[str, tuple[str, ...]]] = []
    for job in (job for folder in folders for job in corpora.jobs(folder)):
        row = json.loads(job[1])
        if corpora.kind_of(row) not in (None, "article"):
            continue
        title = (row.get("title") or "").strip()
        if TITLE_WORDS[0] <= count_words(title) <= TITLE_WORDS[1]:
            titles.setdefault(language_of(row), set()).add(title)
        if row.get("body"):
            tree, truth = parse(corpora.read(job)[1].body), truth_of(row)
            lists += [(row["id"], tuple(map(shown, ul))) for ul in own_lists(tree, truth)]
    return Sources({code: sorted(found) for code, found in titles.items()}, lists)


class Maker:
    """Makes lists for one page."""

    def __init__(self, row: Mapping[str, Any], body: bytes, sources: Sources) -> None:
        """``row`` is the truth about the page, ``body`` its bytes."""
        self.row, self.body, self.sources = row, body, sources
        self.truth = truth_of(row)
        self.segments = [part for part in map(folded, row.get("with") or ()) if part]
        self.rng = random.Random(row["id"])

    def made(self) -> Iterator[tuple[str, Sequence[str], Any]]:
        """Kind and items of each made list, and the page's tree with it."""
        tree = parse(self.body)
        paragraphs = own_paragraphs(tree, self.truth, self.segments)
        if len(paragraphs) < 2:
            return
        for _ in range(TEASERS):
            if lines := self.teasers():
                yield "teasers", [text for _, text in lines], self.placed(lines, links=True)
        for _ in range(POINTS):
            if lines := self.points([shown(p) for p in paragraphs]):
                yield "points", [text for _, text in lines], self.placed(lines)
        for _ in range(FOREIGN):
            page, texts = self.rng.choice(self.sources.lists)
            if page != self.row["id"]:
                yield "foreign", texts, self.placed([(None, text) for text in texts])
        for n in range(min(MOVED, len(own_lists(tree, self.truth)))):
            if found := self.moved(n):
                yield "moved", *found

    def teasers(self) -> list[tuple[str | None, str]]:
        """Headlines of other pages."""
        rng, code = self.rng, language_of(self.row)
        titles = [t for t in self.sources.titles.get(code, ()) if t != self.row.get("title")]
        if len(titles) < TITLES:
            return []
        if rng.random() < NEAR:
            known = stems(self.truth)
            near = {t: len(stems(t) & known) / (1 + len(stems(t))) for t in titles}
            titles = sorted(titles, key=lambda title: -near[title])[: 2 * TITLES]
        is_labelled = code in LABELS and rng.random() < LABELLED
        labels = LABELS[code].split("/") if is_labelled else [None]
        return [(rng.choice(labels), text) for text in rng.sample(titles, rng.randint(3, 6))]

    def points(self, paragraphs: Sequence[str]) -> list[tuple[str | None, str]]:
        """Parts of the article's sentences, some behind one of its words."""
        rng = self.rng
        sentences = [s.split() for p in paragraphs for s in re.split(r"(?<=[.!?])\s+", p)]
        sentences = [s for s in sentences if len(s) >= 6]
        if len(sentences) < 4:
            return []
        labelled = rng.random() < 0.4
        lines: list[tuple[str | None, str]] = []
        for found in rng.sample(sentences, min(len(sentences), rng.randint(3, 5))):
            start = rng.choice((0, 0, rng.randrange(len(found) - 4)))
            words = found[start : start + rng.randint(3, 12)]
            text = " ".join(words).strip(",;:.–- ")
            long = [w.strip(",;:.()\"'") for w in rng.choice(sentences) if len(w) >= 5]
            label = rng.choice(long).capitalize() if labelled and long else None
            lines.append((label, text[:1].upper() + text[1:]))
        return lines

    def placed(self, lines: Sequence[tuple[str | None, str]], *, links: bool = False) -> Any:
        """The page with these lines above any of its paragraphs."""
        tree = parse(self.body)
        places = own_paragraphs(tree, self.truth, self.segments)
        is_linked = links and self.rng.random() < LINKED
        put(self.rng.choice(places), markup(lines, self.rng, links=is_linked))
        return tree

    def moved(self, n: int) -> tuple[Sequence[str], Any] | None:
        """The ``n``-th own list without what stands above it, or elsewhere, or set otherwise."""
        rng, tree = self.rng, parse(self.body)
        ul = own_lists(tree, self.truth)[n]
        texts = [shown(li) for li in ul]
        how = rng.choice(("stays", "alone", "anywhere"))
        place = ul
        if how == "alone" and (above := ul.getprevious()) is not None:
            if len(above.text_content()) > LONG_CHARS:  # a paragraph, or more
                return None
            above.drop_tree()
        elif how == "anywhere":
            places = [
                p
                for p in own_paragraphs(tree, self.truth, self.segments)
                if ul not in p.iterancestors() and p not in ul.iterancestors()
            ]
            if not places:
                return None
            place = rng.choice(places)
        if rng.random() < RESET or place is not ul:
            put(place, markup([(None, text) for text in texts], rng, links=False))
            ul.drop_tree()
            if any(e is ul for e in tree.iter("ul")):  # drop_tree keeps no list
                return None
        return texts, tree


@cache
def stems(text: str) -> frozenset[str]:
    """Beginnings of long words."""
    return frozenset(word[:6] for word in folded(text).split() if len(word) >= 5)
