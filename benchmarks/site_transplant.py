"""Header teasers and a rotating promo on the pages of a whole site: what the learnt template gives.

    python -m benchmarks.site_transplant SITE.tar.xz TRUTH.jsonl.xz

Makes a magazine of a real static site whose texts are known: its pages in LANGUAGES, in random
order. Every ISSUE pages of a language are one issue, above whose articles the same three to five
teasers stand, in one markup; and among the paragraphs of every page stand three of the promos that
rotate, under a heading that says nothing. Teasers and promos are headlines of pages that are not
crawled; every tenth page gets nothing, and every seventh a list of its own, made of its words.

Each page is read and stored before the next, once with the template and once without; the table
shows quality by the number of pages that were seen before. Then what was stored early is corrected
by what was learnt since. TRUTH has one JSON object a line: path, title, lang, lead, body.
"""

import argparse
import json
import lzma
import random
import re
import statistics
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import lxml.html

from archive.records import Article
from archive.store import Archive
from benchmarks.site_crawl import f1
from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.extract.template import LookUp, Prints
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

LANGUAGES = ("fr", "nl", "de", "en")
ISSUE = 30
"""Pages of one language in one issue: a monthly puts so many articles of it on its site."""
POOL = 24
"""Promos that rotate in a language: what was most read in a season."""
SHOWN = 3
UNTOUCHED, LISTED = 10, 7
"""Every so manieth page gets nothing, or a list of its own."""
BUCKETS = ((0, 1), (1, 2), (2, 5), (5, 20), (20, 100), (100, 10_000))
"""Pages seen before: from, and up to but not including."""
LABELS = {
    "fr": ("Dossier", "Reportage", "Interview", "Enquête"),
    "nl": ("Dossier", "Reportage", "Interview", "Achtergrond"),
    "de": ("Titelthema", "Reportage", "Interview", "Hintergrund"),
    "en": ("Cover story", "Feature", "Interview", "Analysis"),
}
HEADINGS = {"fr": "Le bel été", "nl": "Van de lezer", "de": "Aus der Küche", "en": "Around us"}
"""Above the rotating promos: words that no list of phrases knows."""
MARKUPS = ("list", "linked list", "dashes", "paragraphs", "box", "mixed list")
AGAIN = 20
"""Pages that are read again at the end."""
START = datetime(2026, 1, 1, tzinfo=UTC)
MAGAZINE = Magazine(slug="site", title="", homepage="https://site.example/")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Made:
    """A page with what was put into it."""

    page: Page
    row: dict[str, Any]
    teasers: tuple[str, ...]
    promos: tuple[str, ...]
    points: tuple[str, ...]
    """Of the article's own list."""


@dataclass(slots=True)
class Score:
    """Counts of what was put in and what came out."""

    wanted: int = 0
    found: int = 0
    leaked: int = 0
    given: int = 0
    promos: int = 0
    promos_leaked: int = 0
    points: int = 0
    points_lost: int = 0
    f1: list[float] = field(default_factory=list)

    def add(self, made: Made, article: Article | None) -> None:
        """Count one page; None where it was refused."""
        text = "" if article is None else "\n".join((article.lead or "", article.body_text))
        kept = folded(text)
        names = set() if article is None else {folded(t.text) for t in article.teasers}
        names -= {folded(promo) for promo in made.promos}
        wanted = {folded(text) for text in made.teasers}
        self.wanted += len(wanted)
        self.found += len(wanted & names)
        self.given += len(names)
        self.leaked += sum(name in kept for name in wanted)
        self.promos += len(made.promos)
        self.promos_leaked += sum(folded(promo) in kept for promo in made.promos)
        self.points += len(made.points)
        self.points_lost += sum(folded(point) not in kept for point in made.points)
        lead = made.row.get("lead") or ""
        truths = ("\n".join((*made.points, own)) for own in _texts(made.row["body"], lead))
        self.f1.append(max(f1(truth, text) for truth in truths))


def _texts(body: str, lead: str) -> tuple[str, str]:
    return body, f"{lead}\n{body}"


def folded(text: str) -> str:
    """``text`` as its words, without soft hyphens."""
    return " ".join(WORD.findall(text.replace("\xad", "").casefold()))


def markup(kind: str, teasers: Sequence[tuple[str | None, str]], rng: random.Random) -> str:
    """Teasers, each a label or None and a text, in one of MARKUPS."""

    def line(n: int, *, is_linked: bool) -> str:
        label, text = teasers[n]
        shown = escape(text)
        if is_linked:
            shown = f'<a href="/mag/{rng.randint(1000, 9999)}">{shown}</a>'
        return f"{escape(label)} : {shown}" if label else shown

    numbers = range(len(teasers))
    if kind == "list":
        return f"<ul>{''.join(f'<li>{line(n, is_linked=False)}</li>' for n in numbers)}</ul>"
    if kind == "linked list":
        return f"<ul>{''.join(f'<li>{line(n, is_linked=True)}</li>' for n in numbers)}</ul>"
    if kind == "dashes":
        return f"<p>{'<br>'.join(f'- {line(n, is_linked=False)}' for n in numbers)}</p>"
    if kind == "paragraphs":
        return f"<div>{''.join(f'<p>• {line(n, is_linked=True)}</p>' for n in numbers)}</div>"
    if kind == "box":
        return f"<div>{''.join(f'<p>{line(n, is_linked=True)}</p>' for n in numbers)}</div>"
    return f"<ul>{''.join(f'<li>{line(n, is_linked=n % 2 == 1)}</li>' for n in numbers)}</ul>"


def magazine_pages(
    sources: dict[str, bytes], rows: Sequence[dict[str, Any]], kind: str, rng: random.Random
) -> Iterator[Made]:
    """The pages of one magazine, in the order in which they are crawled."""
    own = [row for row in rows if row["lang"] in LANGUAGES and row["path"] in sources]
    rng.shuffle(own)
    crawled, others = own[: len(own) * 2 // 3], own[len(own) * 2 // 3 :]
    titles = {code: sorted({r["title"] for r in others if r["lang"] == code}) for code in LANGUAGES}
    pools = {code: rng.sample(found, min(POOL, len(found) // 2)) for code, found in titles.items()}
    fresh = {code: [t for t in titles[code] if t not in pools[code]] for code in LANGUAGES}
    seen: dict[str, int] = dict.fromkeys(LANGUAGES, 0)
    issues: dict[str, list[tuple[str | None, str]]] = {}
    labelled = rng.random() < 2 / 3
    for n, row in enumerate(crawled):
        code = row["lang"]
        if seen[code] % ISSUE == 0:
            texts = rng.sample(fresh[code], min(len(fresh[code]), rng.randint(3, 5)))
            issues[code] = [(rng.choice(LABELS[code]) if labelled else None, t) for t in texts]
        seen[code] += 1
        promos = rng.sample(pools[code], SHOWN)
        made = _put_in(sources[row["path"]], row, kind, issues[code], promos, n, rng)
        if made is not None:
            yield made


def _put_in(
    raw: bytes,
    row: dict[str, Any],
    kind: str,
    teasers: list[tuple[str | None, str]],
    promos: list[str],
    number: int,
    rng: random.Random,
) -> Made | None:
    """One page with its teasers above the first paragraph; None where that is not found."""
    url = f"https://site.example{row['path']}"
    at = START + timedelta(minutes=number)
    if number % UNTOUCHED == UNTOUCHED - 1:
        return Made(Page(url=url, body=raw, fetched_at=at), row, (), (), ())
    tree = lxml.html.document_fromstring(raw, parser=lxml.html.HTMLParser(encoding="utf-8"))
    paragraphs = _paragraphs(tree, row["body"])
    if len(paragraphs) < 3:
        return None
    rotating = "".join(f"<li>{escape(promo)}</li>" for promo in promos)
    box = f"<div><h4>{HEADINGS[row['lang']]}</h4><ul>{rotating}</ul></div>"
    paragraphs[2].addprevious(lxml.html.fragment_fromstring(box))
    points: tuple[str, ...] = ()
    if number % LISTED == LISTED - 1:
        points = tuple(_points(row["body"]))
        items = "".join(f"<li>{escape(point)}</li>" for point in points)
        paragraphs[1].addnext(lxml.html.fragment_fromstring(f"<ul>{items}</ul>"))
    above = markup(kind, teasers, rng)
    paragraphs[0].addprevious(lxml.html.fragment_fromstring(above))
    body = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    page = Page(url=url, body=body, fetched_at=at)
    return Made(page, row, tuple(text for _, text in teasers), tuple(promos), points)


def _paragraphs(tree: Any, text: str) -> list[Any]:
    """The paragraphs of ``tree`` that are the article's, by its text."""
    wanted = folded(text)
    found = (
        e
        for e in tree.iter("p")
        if len(WORD.findall(e.text_content())) >= 8 and e.getparent().tag != "blockquote"
    )
    return [e for e in found if folded(e.text_content()) in wanted]


def _points(text: str) -> Iterator[str]:
    """Three points of the article's own: the openings of three of its sentences."""
    sentences = [s.split() for s in re.split(r"(?<=[.!?])\s+", text)]
    long = [s for s in sentences if len(s) >= 9]
    for words in long[:: max(1, len(long) // 3)][:3]:
        yield " ".join(words[:9]).strip(",;:.")


def look_up(archive: Archive, magazine: Magazine, page: Page) -> LookUp:
    """Asks ``archive`` about this page's prints."""

    def ask(prints: Prints) -> Any:
        return archive.template(magazine.slug, page.url, prints.fingerprints(), prints.places())

    return ask


Result = tuple[Made, Article | None]


def read(made: Made, archive: Archive, *, learns: bool) -> Article | None:
    """The article on a page; None where it is refused."""
    ask = look_up(archive, MAGAZINE, made.page) if learns else None
    try:
        return extract(made.page, MAGAZINE, ask)
    except NotAnArticle:
        return None


def crawl(pages: Sequence[Made], *, learns: bool) -> tuple[list[Result], list[Result]]:
    """Read and store every page, then read the first ones again with what was learnt since."""
    with tempfile.TemporaryDirectory() as folder, Archive.open(f"sqlite:///{folder}/a.db") as kept:
        results = []
        for made in pages:
            article = read(made, kept, learns=learns)
            if article is not None:
                kept.store([article])
            results.append((made, article))
        again = [(made, read(made, kept, learns=learns)) for made in pages[:AGAIN]]
    return results, again


def scored(scores: list[Score], results: Sequence[Result], again: Sequence[Result]) -> None:
    """Add to a score for each of BUCKETS, and one for what is read again."""
    for seen, (made, article) in enumerate(results):
        bucket = next(n for n, (low, high) in enumerate(BUCKETS) if low <= seen < high)
        scores[bucket].add(made, article)
    for made, article in again:
        scores[-1].add(made, article)


def show(name: str, scores: Sequence[Score]) -> None:
    """Print a table."""
    print(f"\n{name}\n")
    columns = "pages seen before", "found", "precision", "leaked", "promos leaked", "points lost"
    print(f"| {' | '.join(columns)} | F1 |\n|{'---|' * 7}")
    for (low, high), score in zip((*BUCKETS, (-1, AGAIN)), scores, strict=True):
        label = f"the first {AGAIN}, read again" if low < 0 else str(low)
        label += f"-{high - 1}" if 0 <= low < high - 1 < 9_999 else "+" if high == 10_000 else ""
        print(
            f"| {label} | {_share(score.found, score.wanted)} | {_share(score.found, score.given)}"
            f" | {_share(score.leaked, score.wanted)} | {_share(score.promos_leaked, score.promos)}"
            f" | {_share(score.points_lost, score.points)} | {statistics.fmean(score.f1):.3f} |"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def main() -> None:
    """Make a magazine in each markup, crawl it with and without the template, print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=200, help="at most so many of a magazine")
    args = parser.parse_args()
    with lzma.open(args.truth, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with tarfile.open(args.site) as packed:
        sources = dict(_sources(packed, {row["path"] for row in rows}))
    tables = {name: [Score() for _ in (*BUCKETS, AGAIN)] for name in ("without", "with")}
    for n, kind in enumerate(MARKUPS):
        rng = random.Random(f"{args.seed} {n}")
        pages = list(magazine_pages(sources, rows, kind, rng))[: args.pages]
        for name, scores in tables.items():
            scored(scores, *crawl(pages, learns=name == "with"))
        print(f"{kind}: {len(pages)} pages", flush=True)
    for name, scores in tables.items():
        show(f"{name} the template", scores)


def _sources(packed: tarfile.TarFile, paths: set[str]) -> Iterator[tuple[str, bytes]]:
    """Path on the site to page."""
    for member in packed:
        name = "/" + member.name.removeprefix("./").removesuffix("index.html")
        if member.isfile() and name in paths and (file := packed.extractfile(member)) is not None:
            yield name, file.read()


if __name__ == "__main__":
    main()
