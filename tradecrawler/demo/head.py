"""What an article's page says of itself to machines, as completely or badly as its layout does."""

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from tradecrawler.demo import inline
from tradecrawler.demo.markup import picture_path
from tradecrawler.demo.snapshot import Snapshot
from tradecrawler.demo.source import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Where the page that is being made stands."""

    url: str
    """Absolute."""
    canonical: bool = True
    """Whether it names itself as canonical; a duplicate names nothing."""


def full(snapshot: Snapshot, source: Source, address: Address) -> str:
    """Title, canonical, alternates, OpenGraph and JSON-LD, all of them right."""
    return "\n".join(
        [
            _title(f"{source.headline} - {snapshot.masthead(source).title}"),
            _name("description", source.lead),
            *_canonical(snapshot, source, address),
            *_open_graph(snapshot, source, address),
            _script(json.dumps(_graph(snapshot, source, address), ensure_ascii=False, indent=1)),
        ]
    )


def opengraph(snapshot: Snapshot, source: Source, address: Address) -> str:
    """OpenGraph and meta alone, with relative addresses and misnamed properties."""
    relative = Address(url=address.url.removeprefix(snapshot.site.base), canonical=False)
    canonical = f'<link rel="canonical" href="{relative.url}">' if address.canonical else ""
    title = f"{source.headline} | {source.section} | {snapshot.masthead(source).title}"
    tags = (_property("article:tag", keyword) for keyword in source.keywords)
    return "\n".join(
        [
            _title(title),
            canonical,
            *_hreflang(snapshot, source, address),
            *_open_graph(snapshot, source, relative),
            _property("og:article:published_time", source.published.isoformat()),
            _property("article:modified_time", snapshot.deployed.isoformat()),
            _property("article:section", source.section),
            *tags,
            _name("generator", "Etalage 7 (https://www.etalage-cms.example)"),
        ]
    )


def app(snapshot: Snapshot, source: Source, address: Address) -> str:
    """Title, canonical, alternates and OpenGraph; dates and authors are a script's business."""
    return "\n".join(
        [
            _title(f"{source.headline} - {snapshot.masthead(source).title}"),
            *_canonical(snapshot, source, address),
            *_open_graph(snapshot, source, address),
        ]
    )


def broken(snapshot: Snapshot, source: Source, address: Address) -> str:
    """A JSON-LD block no strict parser reads, and a few meta elements."""
    article = json.dumps(_article(snapshot, source, address), ensure_ascii=False, indent=1)
    malformed = article.replace(". ", ".\n", 1).removesuffix("\n}") + ",\n}"
    return "\n".join(
        [
            _title(f"{snapshot.masthead(source).title} : {source.headline}"),
            _name("description", source.lead.replace(". ", ".\n", 1)),
            _name("keywords", ", ".join(source.keywords)) if source.keywords else "",
            *_canonical(snapshot, source, address),
            _script(malformed),
        ]
    )


def _title(text: str) -> str:
    return f"<title>{escape(text, quote=False)}</title>"


def _name(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(inline.to_plain(content))}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(inline.to_plain(content))}">'


def _script(text: str) -> str:
    return f'<script type="application/ld+json">\n{text}\n</script>'


def _canonical(snapshot: Snapshot, source: Source, address: Address) -> list[str]:
    canonical = [f'<link rel="canonical" href="{address.url}">'] if address.canonical else []
    return canonical + _hreflang(snapshot, source, address)


def _hreflang(snapshot: Snapshot, source: Source, address: Address) -> list[str]:
    if not address.canonical:
        return []
    return [
        f'<link rel="alternate" hreflang="{language}" href="{url}">'
        for language, url in snapshot.alternates(source).items()
    ]


def _open_graph(snapshot: Snapshot, source: Source, address: Address) -> list[str]:
    masthead = snapshot.masthead(source)
    image = snapshot.site.url(picture_path(source.key)) if source.image_caption else ""
    return [
        _property("og:type", "article"),
        _property("og:site_name", masthead.title),
        _property("og:title", source.headline),
        _property("og:description", source.lead),
        _property("og:url", address.url),
        _property("og:locale", f"{source.language}_BE"),
        *([_property("og:image", image)] if image else []),
    ]


def _graph(snapshot: Snapshot, source: Source, address: Address) -> dict[str, Any]:
    masthead = snapshot.masthead(source)
    organization = {
        "@type": "Organization",
        "@id": f"{snapshot.site.base}/#publisher",
        "name": masthead.title,
        "url": snapshot.site.url(masthead.home),
    }
    crumbs = [(masthead.title, masthead.home), (source.section, masthead.section(source.section))]
    breadcrumb = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": snapshot.site.url(path)}
            for n, (name, path) in enumerate(crumbs, 1)
        ],
    }
    graph = [organization, breadcrumb, _article(snapshot, source, address)]
    return {"@context": "https://schema.org", "@graph": graph}


def _article(snapshot: Snapshot, source: Source, address: Address) -> dict[str, Any]:
    walled = snapshot.is_walled(source)
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": source.headline,
        "description": inline.to_plain(source.lead),
        "datePublished": source.published.isoformat(),
        "dateModified": snapshot.modified(source).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in source.authors],
        "articleSection": source.section,
        "keywords": list(source.keywords),
        "inLanguage": f"{source.language}-BE",
        "isAccessibleForFree": not walled,
        "publisher": {"@id": f"{snapshot.site.base}/#publisher"},
    }
    if address.canonical:
        article["mainEntityOfPage"] = address.url
    if source.kicker:
        article["alternativeHeadline"] = source.kicker
    if source.image_caption:
        article["image"] = snapshot.site.url(picture_path(source.key))
    if walled:
        article["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".paywall",
        }
    return article
