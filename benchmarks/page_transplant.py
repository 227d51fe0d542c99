"""Header teasers in real pages of known text: how many are found, told right, or leak.

    python -m benchmarks.page_transplant CORPUS [--seed N] [--limit N]

CORPUS has ``pages/ID.html.gz`` and ``truth.jsonl``: id, url, title, lang, and either body (the
whole text) or with and without (segments that must and must not be in the text). A list of three to
five teasers, headlines of other pages in the same language, is put above the first paragraph of
each page or above what holds it (above the first segment that is found in the page, where the whole
text is not known); every tenth page is left alone. Each page is read by itself, without an archive.
A known segment need not be where a text begins: lists that came to stand amid the text, below more
running text than a lead, are no header teasers. All lists are counted together, and besides those
above the text and those amid it by themselves.
Where the corpus does not say which pages are articles, those are left out that are refused as they
are. Printed are the share of teasers found with the same text, of those reported in
the zone header and in all zones that are true, of labels that are right, of teasers that leak into
the text; and the text's quality on the pages as they are and with teasers, with the splitter and
without.
"""

import argparse
import gzip
import json
import random
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import lxml.html

from archive.records import Article
from benchmarks.site_crawl import f1
from benchmarks.site_transplant import LABELS, MARKUPS, folded, markup
from tradecrawler.extract import NotAnArticle, extract, teasers
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

MAGAZINE = Magazine(slug="any", title="", homepage="http://any.example/")
FETCHED_AT = datetime(2026, 1, 1, tzinfo=UTC)
UNTOUCHED = 10
HEADED = {
    "fr": "Au sommaire",
    "nl": "In dit nummer",
    "de": "In dieser Ausgabe",
    "en": "In this issue",
}
LEAD = 1
"""So many paragraphs may stand between the headline and a list at the head of a text."""
RUNNING_WORDS = 20
"""A paragraph of so many words is running text."""
OPENING = 8
"""Words by which the first paragraph is known."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Made:
    """A page with its teasers: label or None, and text."""

    row: dict[str, Any]
    original: bytes
    body: bytes
    teasers: tuple[tuple[str | None, str], ...]
    is_amid: bool = False
    """Whether the teasers have come to stand amid the text."""


@dataclass(slots=True)
class Score:
    """What was counted over some pages."""

    wanted: int = 0
    found: int = 0
    in_header: int = 0
    given_header: int = 0
    given: int = 0
    labels: int = 0
    labels_right: int = 0
    leaked: int = 0
    quality: dict[str, list[float]] = field(default_factory=dict)

    def add(self, made: Made, article: Article | None) -> None:
        """Count a page with teasers; None where it is refused."""
        kept = folded(text_of(article))
        reported = article.teasers if article is not None else ()
        names = {folded(teaser.text): teaser for teaser in reported}
        header = {folded(teaser.text) for teaser in reported if teaser.zone == "header"}
        wanted = {folded(text): label for label, text in made.teasers}
        self.wanted += len(wanted)
        self.given += len(names)
        self.given_header += len(header)
        self.in_header += len(header & wanted.keys())
        self.leaked += sum(text in kept for text in wanted)
        for text, label in wanted.items():
            if text in names:
                self.found += 1
                if label is not None:
                    self.labels += 1
                    self.labels_right += folded(names[text].label or "") == folded(label)

    def judge(self, name: str, row: dict[str, Any], article: Article | None) -> None:
        """Keep how good a page's text is, under a name."""
        self.quality.setdefault(name, []).append(quality(row, text_of(article)))


def text_of(article: Article | None) -> str:
    """Lead and body."""
    return "" if article is None else "\n".join(filter(None, (article.lead, article.body_text)))


def quality(row: dict[str, Any], text: str) -> float:
    """F1 of four-word runs where the whole text is known, else the share of segments got right."""
    if row.get("body"):
        return f1(row["body"], text)
    squeezed = "".join(text.split())
    wanted = ["".join(segment.split()) in squeezed for segment in row["with"]]
    unwanted = ["".join(segment.split()) not in squeezed for segment in row["without"]]
    return statistics.fmean([*wanted, *unwanted])


def made_pages(corpus: Path, seed: int, limit: int) -> Iterator[Made]:
    """The corpus' articles in random order, with their teasers."""
    rng = random.Random(seed)
    with (corpus / "truth.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [
        row for row in rows if kind_of(row) == "article" and (row.get("body") or row.get("with"))
    ]
    rng.shuffle(rows)
    titles: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        if 4 <= len(WORD.findall(row.get("title") or "")) <= 16:
            titles.setdefault(language_of(row), []).append(row["title"].strip())
    done = 0
    for row in rows:
        if done == limit:
            return
        raw = gzip.decompress((corpus / "pages" / f"{row['id']}.html.gz").read_bytes())
        others = [title for title in titles.get(language_of(row), []) if title != row.get("title")]
        made = Made(row, raw, raw, ())
        if done % UNTOUCHED != UNTOUCHED - 1:
            found = put_in(raw, row, others, rng) if len(others) > UNTOUCHED else None
            if found is None:
                continue
            made = found
        done += 1
        yield made


def is_told_article(row: dict[str, Any]) -> bool:
    """Whether the corpus says of its pages which are articles."""
    return "type" in (row.get("meta") or {})


def kind_of(row: dict[str, Any]) -> str:
    """What the corpus says that the page is."""
    return (row.get("meta") or {}).get("type") or "article"


def language_of(row: dict[str, Any]) -> str:
    """One of the languages that there are labels in."""
    return row["lang"] if row.get("lang") in LABELS else "en"


def put_in(
    raw: bytes, row: dict[str, Any], titles: Sequence[str], rng: random.Random
) -> Made | None:
    """The page with a list above its first paragraph; None where that is not found."""
    tree = lxml.html.document_fromstring(raw, parser=lxml.html.HTMLParser(encoding="utf-8"))
    openings = [row["body"]] if row.get("body") else row["with"]
    found = (first_paragraph(tree, folded(text).split()[:OPENING]) for text in openings)
    places = [place for place in found if place is not None]
    place = min(places, key=list(tree.iter()).index, default=None)
    if place is None:
        return None
    is_amid = not row.get("body") and is_below_text(tree, place, row.get("title") or "")
    parent = place.getparent()
    if rng.random() < 0.5 and parent.tag not in ("html", "body") and parent.getparent() is not None:
        place = parent
    code = language_of(row)
    is_labelled = rng.random() < 2 / 3
    chosen = [
        (rng.choice(LABELS[code]) if is_labelled else None, title)
        for title in rng.sample(sorted(set(titles)), rng.randint(3, 5))
    ]
    kind = rng.choice(MARKUPS)
    box = markup(kind, chosen, rng)
    if kind == "box":
        box = box.replace("<div>", f"<div><h3>{HEADED[code]}</h3>", 1)
    place.addprevious(lxml.html.fragment_fromstring(box))
    body = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return Made(row, raw, body, tuple(chosen), is_amid)


def is_below_text(tree: Any, place: Any, title: str) -> bool:
    """Whether more than a lead stands between the headline and ``place``; where no headline is
    found, this is not known, and no."""
    above = [element for element in tree.iter() if isinstance(element.tag, str)]
    above = above[: above.index(place)]
    headings = [i for i, element in enumerate(above) if element.tag in ("h1", "h2", "h3")]
    texts = {i: folded(above[i].text_content()) for i in headings}
    wanted = folded(title)
    told = [
        i for i, text in texts.items() if wanted and text and (text in wanted or wanted in text)
    ]
    start = max(told or [i for i in headings if above[i].tag == "h1"], default=None)
    if start is None:
        return False
    return sum(len(own_text(e).split()) >= RUNNING_WORDS for e in above[start + 1 :]) > LEAD


def own_text(element: Any) -> str:
    """The folded text of an element that is no part of a block inside it; "" for no block."""
    if element.tag not in ("p", "div", "td", "blockquote"):
        return ""
    parts = [element.text or ""]
    for child in element:
        if child.tag in ("a", "b", "i", "em", "strong", "span", "font"):
            parts.append(child.text_content())
        parts.append(child.tail or "")
    return folded(" ".join(parts))


def first_paragraph(tree: Any, opening: Sequence[str]) -> Any:
    """The innermost block that begins with these words, or else the first that has them."""
    if not opening:
        return None
    wanted = " ".join(opening)
    begins = holds = None
    for element in tree.iter("p", "div", "section", "article", "td"):
        text = folded(element.text_content())
        if text.startswith(wanted):
            begins = element
        elif element.tag == "p" and holds is None and wanted in text:
            holds = element
    found = begins if begins is not None else holds
    is_root = found is None or found.getparent() is None or found.tag in ("html", "body")
    return None if is_root else found


def read(body: bytes, url: str, *, splits: bool = True) -> Article | None:
    """The article on a page; None where it is refused. Without splitter, no list is told apart."""
    page = Page(url=url, body=body, fetched_at=FETCHED_AT)
    try:
        if splits:
            return extract(page, MAGAZINE)
        with mock.patch.object(teasers, "THRESHOLD", float("inf")):
            return extract(page, MAGAZINE)
    except NotAnArticle:
        return None


def print_shares(title: str, score: Score) -> None:
    """Print what came out, in shares."""
    shares = {
        "found": (score.found, score.wanted),
        "precision, zone header": (score.in_header, score.given_header),
        "precision, all zones": (score.found, score.given),
        "labels right": (score.labels_right, score.labels),
        "leaked into the text": (score.leaked, score.wanted),
    }
    print(f"  lists counted: {title}, {score.wanted} teasers")
    for name, (part, whole) in shares.items():
        print(f"    {name:<24} {part / max(1, whole):.3f}")


def main() -> None:
    """Make the pages, read them, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=300)
    args = parser.parse_args()
    every, score, amid = Score(), Score(), Score()
    pages = refused = 0
    for made in made_pages(args.corpus, args.seed, args.limit):
        url = made.row.get("url") or ""
        if not is_told_article(made.row) and read(made.original, url) is None:
            refused += 1
            continue
        pages += 1
        article = read(made.body, url)
        if made.teasers:
            every.add(made, article)
            (amid if made.is_amid else score).add(made, article)
        if made.teasers and not made.is_amid:
            score.judge("with teasers, split", made.row, article)
            score.judge("with teasers, not split", made.row, read(made.body, url, splits=False))
        score.judge("originals, split", made.row, read(made.original, url))
        score.judge("originals, not split", made.row, read(made.original, url, splits=False))
    print(f"{args.corpus.name}, seed {args.seed}: {pages} pages, {every.wanted} teasers")
    print(f"  {'pages left out, refused as no article without teasers':<24} {refused}")
    for title, part in (("all", every), ("above the text", score), ("amid the text", amid)):
        if part.wanted:
            print_shares(title, part)
    for name, values in score.quality.items():
        print(f"  text, {name:<24} {statistics.fmean(values):.4f}")


if __name__ == "__main__":
    main()
