"""What a page says of its article outside the text: one best value per field, with its source.

Evidence is gathered from JSON-LD, microdata, RDFa, OpenGraph, vendors' meta elements, <time>, and
what stands around the headline. Which blocks are the text is decided in ``body``, not here.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from archive.addresses import is_plausible_canonical
from tradecrawler.extract import dates
from tradecrawler.extract.bylines import read_authors
from tradecrawler.extract.evidence import MAX_CONTENT, Evidence, snippet_text, source_of
from tradecrawler.extract.headings import printed_titles
from tradecrawler.extract.headline import choose_headline
from tradecrawler.extract.published import read_modified, read_published
from tradecrawler.extract.text import count_words, fold_space, folded
from tradecrawler.extract.tree import Node, PageTree
from tradecrawler.items import Metadata, Value
from tradecrawler.magazine import Magazine, host_of

SECTION_META = ("article:section", "og:article:section", "parsely-section", "dc.subject", "section")


KEYWORDS_META = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags")


DESCRIPTION_META = ("og:description", "description", "twitter:description", "dc.description")


def read(tree: PageTree, evidence: Evidence, url: str, magazine: Magazine) -> Metadata:
    """The best value of every field, for a page fetched from ``url``."""
    site_name = next(iter(evidence.meta.get("og:site_name", ())), None)
    names = _site_names(evidence, url, magazine)
    language = _language(tree, evidence)
    languages = magazine.languages
    locale = _locale(tree)
    reading = dates.reading(language.value if language else None, url, locale) or languages
    headline, alternative = choose_headline(
        _headline_candidates(tree, evidence), evidence.title, names
    )
    return Metadata(
        headline=headline,
        alternative_headline=_kicker(tree, evidence) or alternative,
        description=_text_field(evidence, "description") or evidence.first(*DESCRIPTION_META),
        authors=tuple(read_authors(tree, evidence, names, url)),
        date_published=read_published(tree, evidence, url, reading),
        date_modified=read_modified(evidence, reading),
        section=_section(tree, evidence, headline),
        keywords=tuple(_keywords(evidence)),
        image_url=_image(tree, evidence, url),
        canonical_url=_canonical(tree, evidence, url, magazine),
        declared_language=language,
        locale=locale,
        alternates=_alternates(tree, url),
        site_name=site_name,
        schema_types=evidence.types,
        is_accessible_for_free=_free(evidence),
    )


_SITE_PARTS = re.compile(r"\s+[|·•»›–—-]\s+|\s*\|\s*")


def _site_names(evidence: Evidence, url: str, magazine: Magazine) -> tuple[str, ...]:
    """What the site and its publisher are called, as far as the page and its address say."""
    host = host_of(url)
    labels = host.removeprefix("www.").rsplit(".", 1)[0]
    stated = (*evidence.meta.get("og:site_name", ()), *evidence.meta.get("application-name", ()))
    parts = [part for name in stated for part in _SITE_PARTS.split(name)]
    publisher = evidence.article.get("publisher")
    publishers = [p.get("name") for p in (publisher, evidence.things.get(_id_of(publisher)))
                  if isinstance(p, dict)]  # fmt: skip
    titles = {folded(title) for title in evidence.meta.get("og:title", ())}
    named = [name for name in (*stated, *parts, *publishers) if isinstance(name, str)]
    named = [name for name in named if folded(name) not in titles]  # filled in by mistake
    found = (magazine.title, *named, host, host.split(".")[0], labels)
    return tuple(dict.fromkeys(filter(None, found)))


def _id_of(thing: object) -> str:
    return str(thing.get("@id")) if isinstance(thing, dict) else ""


# -- headline and text fields


def _headline_candidates(tree: PageTree, evidence: Evidence) -> Iterator[Value]:
    yield from printed_titles(tree, evidence.headline_place)
    for key in ("headline", "name"):
        value = _text_field(evidence, key)
        if value is not None:
            yield value
    for text in evidence.marked.headlines:
        yield Value(value=text, source="microdata")
    for name in ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title",
                 "citation_title"):  # fmt: skip
        found = evidence.first(name)
        if found is not None:
            yield found


def _text_field(evidence: Evidence, key: str) -> Value | None:
    value = evidence.article.get(key)
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str)), None)
    if not isinstance(value, str):
        return None
    text = fold_space(snippet_text(value[:MAX_CONTENT]))
    return Value(value=text, source="json-ld") if text else None


_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|eyebrow|sur-?titre|surtitle|super-?title|dach-?zeile|roof-?line|"
    r"spitzmarke|boven-?kop|antetitulo|occhiello)(?=$|[\s_-])"
)


KICKER_WORDS = 10


def _kicker(tree: PageTree, evidence: Evidence) -> Value | None:
    """The second title: stated in JSON-LD, or printed just above the headline and named so."""
    stated = _text_field(evidence, "alternativeHeadline")
    if stated is not None:
        return stated
    place = next((i for i, r in enumerate(tree.runs) if r.kind == "heading" and r.level == 1), 0)
    for run in tree.runs[max(0, place - 3) : place]:
        if _KICKER.search(tree.nodes[run.node].names) and len(run.text.split()) <= KICKER_WORDS:
            return Value(value=run.text, source="kicker")
    return None


_HOME = re.compile(r"^(?:home(?:page)?|accueil|startseite|startpagina|inicio|start)$", re.I)


BREADCRUMB_CHARS = 240
_CRUMBS = re.compile(r"\s*[>›»→]\s*|\s+/\s+")


def _section(tree: PageTree, evidence: Evidence, headline: Value | None) -> Value | None:
    """The section as stated, else the last step of the breadcrumb above the headline."""
    stated = _text_field(evidence, "articleSection") or evidence.first(*SECTION_META)
    if stated is not None:
        return stated
    title = folded(headline.value) if headline else ""
    for run in tree.runs:
        if title and folded(run.text) == title:
            return None
        if len(run.text) > BREADCRUMB_CHARS:
            continue
        crumbs = [crumb for crumb in _CRUMBS.split(run.text) if crumb]
        if len(crumbs) >= 2 and _HOME.match(crumbs[0]):
            inner = [crumb for crumb in crumbs[1:] if folded(crumb) != title]
            return Value(value=inner[-1], source="breadcrumb") if inner else None
    return None


# -- the rest


def _keywords(evidence: Evidence) -> list[Value]:
    stated = evidence.article.get("keywords")
    texts: list[tuple[str, str]] = []
    if isinstance(stated, str):
        texts = [("json-ld", stated)]
    elif isinstance(stated, list):
        texts = [("json-ld", text) for text in stated if isinstance(text, str)]
    if not texts:
        for name in KEYWORDS_META:
            if name in evidence.meta:
                texts = [(source_of(name), text) for text in evidence.meta[name]]
                break
    found: dict[str, Value] = {}
    for source, text in texts:
        for word in re.split(r"[,;]", snippet_text(text)):
            if word.strip():
                value = Value(value=fold_space(word), source=source)
                found.setdefault(folded(word), value)
    return list(found.values())


def _image(tree: PageTree, evidence: Evidence, url: str) -> Value | None:
    stated = evidence.article.get("image")
    if isinstance(stated, list) and stated:
        stated = stated[0]
    if isinstance(stated, dict):
        stated = stated.get("url") or stated.get("contentUrl")
    if isinstance(stated, str) and stated:
        return _absolute(Value(value=stated, source="json-ld"), url)
    found = evidence.first("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
    if found is None:
        printed = _lead_figure(tree)
        found = Value(value=printed, source="figure") if printed else None
    return _absolute(found, url) if found else None


PROSE_WORDS = 20
"""A paragraph of so many words above a figure is text."""


def _lead_figure(tree: PageTree) -> str | None:
    """The image of the first figure, if no more than the lead stands between it and the title."""
    figures = (node for node in tree.nodes if node.tag == "figure")
    for figure in figures:
        sources = (image.get("src") or "" for image in figure.element.iter("img"))
        source = next((s for s in sources if s and not s.startswith("data:")), None)
        if source is not None:
            return source if _paragraphs_above(tree, figure) <= 1 else None
    return None


def _paragraphs_above(tree: PageTree, figure: Node) -> int:
    """How many paragraphs of text stand between the headline and ``figure``."""
    around = set(tree.ancestors(figure.index))
    headings = (r.node for r in tree.runs if r.kind == "heading" and r.level == 1)
    headline = next(headings, 0)
    return sum(
        run.kind == "paragraph" and count_words(run.text) >= PROSE_WORDS
        for run in tree.runs
        if headline <= run.node < figure.index and run.node not in around
    )


def _absolute(value: Value, url: str) -> Value | None:
    try:
        joined = urljoin(url, value.value)
    except ValueError:
        return None
    return Value(value=joined, source=value.source) if joined.startswith("http") else None


def _canonical(tree: PageTree, evidence: Evidence, url: str, magazine: Magazine) -> Value | None:
    """rel=canonical or og:url, believed where ``archive.addresses`` finds it plausible."""
    for element in tree.of_head("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            found = _absolute(Value(value=element.get("href", ""), source="rel=canonical"), url)
            if found and is_plausible_canonical(found.value, url, magazine.hosts):
                return found
    og = evidence.first("og:url")
    found = _absolute(og, url) if og else None
    return found if found and is_plausible_canonical(found.value, url, magazine.hosts) else None


def _language(tree: PageTree, evidence: Evidence) -> Value | None:
    stated = evidence.article.get("inLanguage")
    lang = _locale(tree)
    locale = next(iter(evidence.meta.get("og:locale", ())), None)
    for source, value in (("json-ld", stated), ("html lang", lang), ("opengraph", locale)):
        if isinstance(value, str) and re.match(r"[a-zA-Z]{2}(?:[-_]|$)", value):
            return Value(value=value[:2].lower(), source=source)
    return None


def _locale(tree: PageTree) -> str:
    return (tree.root.get("lang") or tree.root.get("xml:lang") or "").lower()


def _alternates(tree: PageTree, url: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.of_head("link"):
        if "alternate" in (element.get("rel") or "").lower() and element.get("hreflang"):
            value = _absolute(Value(value=element.get("href") or "", source=""), url)
            if value is not None:
                found.setdefault(element.get("hreflang", "").lower(), value.value)
    return found


def _free(evidence: Evidence) -> Value | None:
    stated = evidence.article.get("isAccessibleForFree")
    if stated is not None:
        free = str(stated).lower() not in ("false", "no", "0")
        return Value(value=str(free).lower(), source="json-ld")
    tier = evidence.first("article:content_tier", "content_tier")
    if tier is not None:
        return Value(value=str(tier.value.lower() == "free").lower(), source=tier.source)
    return None
