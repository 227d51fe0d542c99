"""From the addresses of articles to the regular expressions a declaration names them by.

Addresses of as many segments are set below each other: what is the same in all of them stays as it
is, what are numbers becomes numbers, the rest anything. Where that matches pages that are no
articles, it is narrowed; where it still does, these are named as exceptions. Which pages are
articles is not decided here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

FEW = 4
"""Names of a section that are listed; of more of them, some are not known yet."""
EACH = 2
"""Articles that each of these names must have; fewer may be chance."""
RARE = 0.01
"""Share of all articles below which addresses of one length are left out, and told of."""
GAIN = 2
"""Pages more that a narrower expression must leave out to be preferred: one is chance."""
COVERED = 0.98
"""Share of the articles that a narrower expression must match still."""
EXCEPTIONS_MAX = 30
"""Names in an expression of exceptions: a longer one nobody reads."""

_ANY = "[^/?#]+"
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-zA-Z]{2})?")
_SUFFIX = re.compile(r"\.[a-z]{2,5}$")
_SLUGS = (  # what the last segment may be made of, from anything to the narrowest
    _ANY,
    "[^/?#]+-[^/?#]+",
    "(?:[^/?#-]+-){2,}[^/?#]+",
    r"[^/?#]*\d[^/?#]*",
    r"[^/?#]+[-,_]\d+",
    r"\d+[-,_][^/?#]+",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Patterns:
    """Regular expressions to be searched in an absolute address."""

    articles: tuple[str, ...] = ()
    """Any match is an article's address."""
    others: tuple[str, ...] = ()
    """Exceptions to them."""
    uncovered: tuple[str, ...] = ()
    """Addresses of articles that none of them matches: too few of a kind."""

    def is_article(self, url: str) -> bool:
        """Whether an address is an article's by these."""
        if any(re.search(pattern, url) for pattern in self.others):
            return False
        return any(re.search(pattern, url) for pattern in self.articles)


def learn(
    articles: Iterable[str], others: Iterable[str] = (), refused: Iterable[str] = ()
) -> Patterns:
    """Return what tells the addresses of ``articles`` from those of other pages.

    ``others`` have addresses that no article has. What was ``refused`` when it was read may be an
    article's address all the same, behind a consent wall: it is no exception by its own name.
    """
    wanted = sorted(set(articles))
    named = set(others) - set(wanted)
    unwanted = sorted(named | (set(refused) - set(wanted)))
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for url in wanted:
        groups[_kind(url)].append(url)
    least = max(1.0, RARE * len(wanted))
    patterns = []
    for kind, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        if len(group) >= least:
            rivals = [url for url in unwanted if _kind(url) == kind]
            patterns.append(_by_query(group, kind[1]) if kind[1] else _by_path(group, rivals))
    found = tuple(dict.fromkeys(patterns))
    exceptions = _exceptions(found, wanted, unwanted, named)
    learnt = Patterns(articles=found, others=exceptions)
    return Patterns(
        articles=found,
        others=exceptions,
        uncovered=tuple(url for url in wanted if not learnt.is_article(url)),
    )


def _kind(url: str) -> tuple[int, str]:
    """Return how many segments a path has, and the parameter that names the page, if one does."""
    parts = urlsplit(url)
    segments = _segments(url)
    is_named = bool(segments) and not re.search(r"\.(?:php|aspx?|jsp|cfm)$", segments[-1])
    names = [name for name, value in parse_qsl(parts.query) if re.search(r"\d", value)]
    return len(segments), names[0] if names and not is_named else ""


def _segments(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.split("/") if segment]


def _by_query(group: Sequence[str], name: str) -> str:
    """``/article.php?id=12``: the path as it is, and a parameter."""
    paths = sorted({urlsplit(url).path for url in group})
    path = re.escape(paths[0]) if len(paths) == 1 else "/[^?#]*"
    return rf"://[^/]+{_plain(path)}\?(?:[^#]*&)?{re.escape(name)}=[^&#]+"


def _by_path(group: Sequence[str], rivals: Sequence[str]) -> str:
    """Return the widest expression that matches the fewest ``rivals``."""
    columns = list(zip(*(_segments(url) for url in group), strict=True))
    suffix = _common_suffix(columns[-1]) if columns else ""
    best, fewest = "", len(rivals) + GAIN
    for slug in _SLUGS:
        for few in (FEW, EXCEPTIONS_MAX):
            names = [_column(values, few) for values in columns[:-1]]
            last = _last(columns[-1], slug, suffix) if columns else ""
            pattern = rf"://[^/]+/{'/'.join([*names, last])}{'' if suffix else '/?'}$"
            matched = sum(bool(re.search(pattern, url)) for url in rivals)
            if matched <= fewest - GAIN and _covers(pattern, group):
                best, fewest = pattern, matched
    return best


def _covers(pattern: str, group: Sequence[str]) -> bool:
    return sum(bool(re.search(pattern, url)) for url in group) >= COVERED * len(group)


def _column(values: Sequence[str], few: int) -> str:
    """Return what matches the segments at one place of all addresses."""
    if (numbers := _numbers(values)) is not None:
        return numbers
    distinct = sorted(set(values))
    is_listed = len(distinct) <= few and len(values) >= EACH * len(distinct)
    if len(distinct) == 1 or is_listed:
        return _any_of(distinct)
    if all(map(_LANGUAGE.fullmatch, distinct)):
        return "[a-z]{2}" if all(len(value) == 2 for value in distinct) else _LANGUAGE.pattern
    return _ANY


def _last(values: Sequence[str], slug: str, suffix: str) -> str:
    """Return what matches the last segments, in which every article has another one."""
    stems = [value.removesuffix(suffix) for value in values]
    distinct = set(stems)
    if len(distinct) == 1 and len(values) > 1:  # …/slug/index.html
        return re.escape(values[0])
    numbers = _numbers(stems) if slug == _ANY else None
    return f"{numbers or slug}{re.escape(suffix)}"


def _numbers(values: Sequence[str]) -> str | None:
    """Return the numbers that all values are; None where one is none."""
    if not all(value.isascii() and value.isdecimal() for value in values):
        return None
    lengths = {len(value) for value in values}
    if lengths == {4}:
        return r"\d{4}"
    return r"\d{1,2}" if lengths <= {1, 2} else r"\d+"


def _common_suffix(values: Collection[str]) -> str:
    """Return ``.html`` where all values end so, or whatever it is."""
    matches = {match.group() if (match := _SUFFIX.search(value)) else "" for value in values}
    return matches.pop() if len(matches) == 1 else ""


def _any_of(names: Sequence[str]) -> str:
    escaped = [_plain(re.escape(name)) for name in names]
    return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})"


def _plain(pattern: str) -> str:
    """Take the needless backslash off hyphens, which ``re.escape`` puts before them."""
    return pattern.replace(r"\-", "-")


def _exceptions(
    patterns: Collection[str],
    articles: Sequence[str],
    others: Sequence[str],
    by_name: Collection[str],
) -> tuple[str, ...]:
    """Return expressions for those of ``others`` that the patterns match, and for no article.

    By the first name of a section in which no article is, or else, for those in ``by_name``, by the
    last segment.
    """
    matched = [url for url in others if any(re.search(p, url) for p in patterns)]
    sections = {segment for url in articles for segment in _segments(url)[:-1]}
    slugs = {segment for url in articles for segment in _segments(url)[-1:]}

    def named(segments: list[str], known: set[str], pick: Callable[[list[str]], list[str]]) -> str:
        return next((s for s in pick(segments) if s not in known and not s.isdecimal()), "")

    folders, pages = set(), set()
    for url in matched:
        segments = _segments(url)
        if folder := named(segments, sections, lambda all_: all_[:-1]):
            folders.add(folder)
        elif url in by_name and (page := named(segments, slugs, lambda all_: all_[-1:])):
            pages.add(page)
    found = [rf"/{_any_of(sorted(folders)[:EXCEPTIONS_MAX])}/"] if folders else []
    if pages:
        found.append(rf"/{_any_of(sorted(pages)[:EXCEPTIONS_MAX])}/?$")
    return tuple(found)
