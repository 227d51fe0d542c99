"""The folder of content: every article and every magazine's own file, read and cross-checked.

What of it is online in an edition is ``snapshot``'s business.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from tradecrawler.demo import house as house_files
from tradecrawler.demo import source as source_files
from tradecrawler.demo import weekly
from tradecrawler.demo.blocks import ContentError
from tradecrawler.demo.house import House
from tradecrawler.demo.mastheads import SITES, Site
from tradecrawler.demo.source import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """Everything written for one magazine, whatever the edition."""

    site: Site
    sources: tuple[Source, ...]
    """Newest first."""
    house: House


def load(folder: Traversable | None = None) -> tuple[Content, ...]:
    """All magazines' content: the bundled one, or that of ``folder``, laid out in the same way.

    Anything that does not parse or points nowhere is a ``ContentError``.
    """
    return _bundled() if folder is None else _load(folder)


@lru_cache(maxsize=1)
def _bundled() -> tuple[Content, ...]:
    return _load(files("tradecrawler.demo") / "content")


def _load(folder: Traversable) -> tuple[Content, ...]:
    contents = tuple(_magazine(folder, site) for site in SITES)
    problems = [problem for content in contents for problem in _problems(content, contents)]
    if problems:
        raise ContentError("\n".join(problems))
    return contents


def _magazine(folder: Traversable, site: Site) -> Content:
    sources = list(_sources(folder / "articles" / site.slug, site))
    sources += weekly.sources(folder / "weekly", site)
    sources.sort(key=lambda source: (source.published, source.key), reverse=True)
    house = folder / f"{site.slug}.toml"
    return Content(
        site=site,
        sources=tuple(sources),
        house=house_files.read(house.read_text("utf-8"), path=house.name)
        if house.is_file()
        else House(),
    )


def _sources(folder: Traversable, site: Site) -> Iterator[Source]:
    if not folder.is_dir():
        return
    languages = {masthead.language for masthead in site.mastheads}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        path = f"{site.slug}/{file.name}"
        key, _, rest = file.name.partition(".")
        language, _, suffix = rest.partition(".")
        if suffix != "md" or language not in languages:
            raise ContentError("articles are named <key>.<language>.md", path=path)
        yield source_files.read(file.read_text("utf-8"), path=path, key=key, language=language)


def _problems(content: Content, contents: Iterable[Content]) -> Iterator[str]:
    keys = {(source.key, source.language) for source in content.sources}
    elsewhere = {
        source.key for other in contents if other is not content for source in other.sources
    }
    for source in content.sources:
        path = f"{content.site.slug}/{source.key}.{source.language}.md"
        for promo in source.promos:
            if (promo.key, source.language) not in keys or promo.key == source.key:
                yield f"{path}: the promo leads to {promo.key!r}, which is no other article"
        if source.press_release and source.press_release not in elsewhere:
            yield f"{path}: no other magazine has the press release {source.press_release!r}"
    yield from _house_problems(content, keys)


def _house_problems(content: Content, keys: set[tuple[str, str]]) -> Iterator[str]:
    house, path = content.house, f"{content.site.slug}.toml"
    pointers = [(address.key, address.language) for address in house.addresses]
    for key, language in (*pointers, *sorted(house.misencoded)):
        if (key, language) not in keys:
            yield f"{path}: there is no article {key!r} in {language!r}"
    for issue in house.issues:
        for teaser in issue.teasers:
            if teaser.article and all(
                (teaser.article, language) not in keys for language in teaser.wordings
            ):
                yield f"{path}: issue {issue.number} leads to {teaser.article!r}, no article"
    slugs = [(page.language, page.slug) for page in house.odd_pages]
    slugs += [(address.language, address.slug) for address in house.addresses]
    slugs += [(source.language, source.slug) for source in content.sources]
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield f"{path}: the slug {slug[1]!r} is taken twice in {slug[0]!r}"
