"""The articles of the later editions: five templates a language, filled anew for every week.

Folder ``content/weekly``: ``<magazine>/<key>.<language>.md`` are article files with ``$name`` where
a name, a word or a figure stands, ``<magazine>.toml`` has those of each edition. The days of an
edition's week are known here: ``$monday`` to ``$friday``.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources.abc import Traversable
from string import Template
from typing import Any

from tradecrawler.demo.blocks import ContentError, Span
from tradecrawler.demo.mastheads import Site
from tradecrawler.demo.source import Source, read

FIRST_MONDAY = date(2026, 11, 9)
"""Of the week of edition 1."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def sources(folder: Traversable, site: Site) -> Iterator[Source]:
    """All weekly articles of a site; none where the folder has no templates for it."""
    values, templates = folder / f"{site.slug}.toml", folder / site.slug
    if not values.is_file():
        return
    editions = tomllib.loads(values.read_text("utf-8"))["editions"]
    for file in sorted(templates.iterdir(), key=lambda file: file.name):
        key, language, _ = file.name.split(".")
        template = Template(file.read_text("utf-8"))
        for table in editions:
            path = f"weekly/{site.slug}/{file.name} in edition {table['edition']}"
            try:
                text = template.substitute(table | _days(table["edition"]))
            except (KeyError, ValueError) as error:
                raise ContentError(f"cannot be filled: {error}", path=path) from error
            yield _source(text, path, f"{key}-{table['edition']}", language, table)


def _source(text: str, path: str, key: str, language: str, table: Mapping[str, Any]) -> Source:
    """An article that is online from its edition on."""
    source = read(text, path=path, key=key, language=language)
    return replace(source, editions=Span(first=table["edition"], last=None))


def _days(edition: int) -> dict[str, str]:
    """The days of an edition's week, by name."""
    monday = FIRST_MONDAY + timedelta(weeks=edition - 1)
    return {name: str(monday + timedelta(days=n)) for n, name in enumerate(_DAYS)}
