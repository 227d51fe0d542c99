"""The declaration that a site's pages suggest, once enough of them were read."""

from collections import Counter
from dataclasses import dataclass

from tradecrawler.discovery.learnt import Learnt
from tradecrawler.discovery.patterns import learn
from tradecrawler.discovery.tally import Tally
from tradecrawler.magazine import Listing, Magazine

_LANGUAGE_SHARE = 0.02
"""Share of the articles that are in a language the magazine publishes in; fewer are quotations,
or misread."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A declaration for review."""

    magazine: Magazine
    articles: int
    """Articles that were read."""
    uncovered: tuple[str, ...] = ()
    """Addresses of articles that the declaration leaves out."""


def suggest(undeclared: Magazine, learnt: Learnt, tally: Tally) -> Suggestion | None:
    """Return the declaration for a site that was crawled undeclared; None without any article."""
    patterns = learn(learnt.articles, learnt.others, learnt.refused_urls)
    if not patterns.articles:
        return None
    return Suggestion(
        magazine=Magazine(
            slug=undeclared.slug,
            title=undeclared.title,
            homepage=undeclared.homepage,
            languages=_languages(learnt),
            sources=tally.worth_declaring(patterns, learnt.articles)
            or (Listing(url=undeclared.homepage),),
            article_urls=patterns.articles,
            other_urls=patterns.others,
        ),
        articles=learnt.read,
        uncovered=patterns.uncovered,
    )


def _languages(learnt: Learnt) -> tuple[str, ...]:
    """Return the languages that articles are in, or name editions in."""
    read = Counter(code for code in learnt.articles.values() if code is not None)
    found = [code for code, n in read.items() if n >= _LANGUAGE_SHARE * read.total()]
    found += [code for code, n in learnt.editions.items() if n >= _LANGUAGE_SHARE * learnt.read]
    return tuple(sorted(set(found)))
