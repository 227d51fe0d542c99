"""Recorded pages: one page of a magazine, and what is to be read from it, in a folder.

    tests/magazines/<slug>/<date>/page.html.gz    the body as it came
                                  meta.json       address, status, content type, when it was fetched
                                  expected.json   the article's fields, or why it is none

Somebody reads ``expected.json`` once; from then on a test tells when the page is read otherwise.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.records import Article
from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

FIELDS = (
    "canonical_url",
    "headline",
    "alternative_headline",
    "lead",
    "body_text",
    "authors",
    "date_published",
    "date_modified",
    "section",
    "keywords",
    "language",
    "image_url",
    "alternates",
    "is_accessible_for_free",
    "teasers",
)
"""Fields that are expected, in the order in which one reads them; what is counted or derived from
them is left out, and so is ``body_html``, which nobody reads."""

PAGE, META, EXPECTED = "page.html.gz", "meta.json", "expected.json"


def write_page(folder: Path, page: Page, magazine: Magazine) -> None:
    """Write a page and what ``magazine`` reads from it now into a new folder.

    Raises FileExistsError where there is such a folder.
    """
    folder.mkdir(parents=True)
    # the same page makes the same file, whenever it is written
    (folder / PAGE).write_bytes(gzip.compress(page.body, mtime=0))
    meta = {
        "url": page.url,
        "status": page.status,
        "content_type": page.content_type,
        "fetched_at": page.fetched_at.isoformat(timespec="seconds"),
    }
    _write(folder / META, meta)
    write_expected(folder, read_as(page, magazine))


def write_expected(folder: Path, expected: Mapping[str, Any]) -> None:
    """Write what is to be read from the page in ``folder``."""
    _write(folder / EXPECTED, expected)


def read_page(folder: Path) -> Page:
    """Return the page in ``folder``."""
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    return Page(
        url=meta["url"],
        status=meta["status"],
        headers=(("Content-Type", meta["content_type"]),) if meta["content_type"] else (),
        fetched_at=datetime.fromisoformat(meta["fetched_at"]),
        body=gzip.decompress((folder / PAGE).read_bytes()),
    )


def read_expected(folder: Path) -> dict[str, Any] | None:
    """Return what is to be read from the page in ``folder``; None where nobody has said so yet."""
    file = folder / EXPECTED
    if not file.exists():
        return None
    expected: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return expected


def read_as(page: Page, magazine: Magazine) -> dict[str, Any]:
    """Return what ``magazine`` reads from a page, as JSON has it: the fields, or ``refused``."""
    try:
        article = extract(page, magazine)
    except NotAnArticle as refusal:
        return {"refused": refusal.reason}
    fields: dict[str, Any] = json.loads(json.dumps(_fields(article)))
    return fields


def new_folder(parent: Path, page: Page) -> Path:
    """Return a name for another recorded page: the day it was fetched, with a number if need be."""
    day = f"{page.fetched_at:%Y-%m-%d}"
    names = [day, *(f"{day}-{number}" for number in range(2, 1_000))]
    return next(parent / name for name in names if not (parent / name).exists())


def _fields(article: Article) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in FIELDS}
    values["body_text"] = article.body_text.split("\n")  # a paragraph a line
    values["alternates"] = dict(article.alternates)
    values["teasers"] = [asdict(teaser) for teaser in article.teasers]
    return values


def _write(file: Path, values: Mapping[str, Any]) -> None:
    text = json.dumps(values, ensure_ascii=False, indent=2)
    file.write_text(f"{text}\n", encoding="utf-8")
