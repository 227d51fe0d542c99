from tradecrawler.discovery.learnt import Learnt
from tradecrawler.discovery.suggestion import suggest
from tradecrawler.discovery.tally import Tally
from tradecrawler.magazine import Listing, Magazine, Sitemap

HOME = "https://www.example.org/"
SITE = Magazine(slug="example_org", title="Example", homepage=HOME)


def test_a_declaration_of_what_was_read() -> None:
    learnt, tally = Learnt(), Tally()
    urls = [f"{HOME}{code}/news/article-{n}" for code in ("fr", "nl") for n in range(60)]
    for url in urls:
        tally.add(Sitemap(url=HOME + "sitemap.xml"), url)
        learnt.add_article(url, url.removeprefix(HOME)[:2], ["fr-BE", "nl-BE", "x-default"])
    learnt.add_article(f"{HOME}fr/news/article-en-breton", "br")
    learnt.add_other(f"{HOME}fr/tags/prix")
    found = suggest(SITE, learnt, tally)
    assert found is not None
    assert found.articles == 121
    assert found.uncovered == ()
    assert found.magazine == Magazine(
        slug="example_org",
        title="Example",
        homepage=HOME,
        languages=("fr", "nl"),
        sources=(Sitemap(url=HOME + "sitemap.xml"),),
        article_urls=("://[^/]+/(?:fr|nl)/news/[^/?#]+/?$",),
    )


def test_a_site_without_sources_is_listed_by_its_home_page() -> None:
    learnt = Learnt()
    learnt.add_article(HOME + "news/a")
    found = suggest(SITE, learnt, Tally())
    assert found is not None
    assert found.magazine.sources == (Listing(url=HOME),)


def test_without_articles_there_is_nothing_to_declare() -> None:
    assert suggest(SITE, Learnt(), Tally()) is None


def test_editions_that_were_not_read_are_languages_too() -> None:
    learnt = Learnt()
    for number in range(50):
        learnt.add_article(f"{HOME}news/{number}", "fr", ["fr", "de_CH", "zh-Hant", "x-default"])
    learnt.add_article(HOME + "news/x", "fr", ["en"])
    found = suggest(SITE, learnt, Tally())
    assert found is not None
    assert found.magazine.languages == ("de", "fr", "zh")
