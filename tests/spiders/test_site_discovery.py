"""How ``site`` finds its way on invented sites of different kinds."""

import json
from typing import Any

import pytest

from tests.simulated import HOST, InventedSite, Simulation, simulate
from tradecrawler.discovery.errors import ReaderDied
from tradecrawler.discovery.learnt import ENOUGH_REFUSED
from tradecrawler.discovery.wordpress import page_of_posts
from tradecrawler.magazine import Feed, Listing, Sitemap, WordPress
from tradecrawler.spiders.site import ENOUGH, SiteSpider

HOME = "<!doctype html><html><head><title>Le Rayon | retail</title>{}</head><body>{}</body></html>"
TOWNS = "namur gand liege anvers mons bruges arlon hasselt wavre ostende".split()


def slugs(count: int, section: str = "/news") -> list[str]:
    return [f"{section}/une-epicerie-ouvre-a-{TOWNS[n % 10]}-{n}" for n in range(count)]


def site_of(paths: list[str], head: str = "", body: str = "") -> InventedSite:
    """A site with these articles, and a home page."""
    site = InventedSite({"/": HOME.format(head, body)})
    for number, path in enumerate(paths):
        site.article(path, f"Une épicerie ouvre, numéro {number}")
    return site


def crawl(site: InventedSite, **arguments: Any) -> Simulation:
    return simulate(site, SiteSpider, url=f"{HOST}/", **arguments)


def declared(done: Simulation) -> Any:
    suggestion = done.spider.suggestion()
    assert suggestion is not None
    return suggestion.magazine


def test_wordpress_is_walked_to_its_first_post() -> None:
    paths = slugs(230, "/2024/05")
    api = f"{HOST}/wp-json/"
    site = site_of(paths, f'<link rel="https://api.w.org/" href="{api}">')
    for page in (1, 2, 3):
        posts = [
            {"link": HOST + path, "date_gmt": "2024-05-05T06:00:00", "title": {"rendered": path}}
            for path in paths[100 * (page - 1) : 100 * page]
        ]
        address = page_of_posts(f"{api}wp/v2/posts", page).removeprefix(HOST)
        site.pages[address] = json.dumps(posts)
        site.headers[address] = {"X-WP-TotalPages": "3"}
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert declared(done).sources == (WordPress(url=f"{api}wp/v2/posts", language="fr", pages=1),)
    assert declared(done).article_urls == (r"://[^/]+/\d{4}/\d{1,2}/[^/?#]+/?$",)
    assert declared(done).title == "Le Rayon"


def test_nothing_but_a_list_with_pages() -> None:
    paths = slugs(60)
    menu = "<nav><a href='/news/'>Actualités</a><a href='/emploi'>Emploi</a></nav>"
    site = site_of(paths, body=menu)
    site.pages["/emploi"] = HOME.format("", "<p>Rien</p>")
    for page in range(1, 7):
        address = "/news/" if page == 1 else f"/news/?page={page}"
        following = f"<a href='/news/?page={page + 1}'>{page + 1}</a>" if page < 6 else ""
        site.listing(address, paths[10 * (page - 1) : 10 * page], menu + following)
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert done.refused == {}
    assert declared(done).sources == (Listing(url=f"{HOST}/news/", language="fr"),)


def test_archives_by_month_in_a_drop_down() -> None:
    months = [f"/{year}/{month:02}/" for year in (2023, 2024, 2025) for month in (1, 6, 11)]
    options = "".join(f"<option value='{HOST}{month}'>{month}</option>" for month in months)
    paths = [f"{month}une-epicerie-de-{TOWNS[n]}" for n, month in enumerate(months)]
    site = site_of(paths, body=f"<aside><select>{options}</select></aside>")
    for month, path in zip(months, paths, strict=True):
        site.listing(month, [path])
    assert set(crawl(site).articles) == set(paths)
    done = crawl(site, since="2024-02", until="2024-08")
    assert set(done.articles) == {"/2024/06/une-epicerie-de-" + TOWNS[4]}
    assert [path for path in done.asked if path in months] == ["/2024/06/"]


def test_load_more_that_answers_json() -> None:
    paths = slugs(40)
    more = "<button class='load-more' data-url='/ajax/news?page={}'>Charger plus</button>"
    site = site_of(paths, body="<nav><a href='/news/'>Actualités</a></nav>")
    site.listing("/news/", paths[:20], more.format(2))
    links = "".join(f"<a href='{path}'>x</a>" for path in paths[20:])
    site.pages["/ajax/news?page=2"] = HOME.format("", links)
    assert set(crawl(site).articles) == set(paths)


def test_a_sitemap_that_lists_all_is_trusted() -> None:
    paths = slugs(ENOUGH + 10)
    links = "".join(f"<a href='{path}'>x</a>" for path in paths[:8])
    site = site_of(paths, body=f"{links}<a href='/news/'>Actualités</a>")
    site.pages["/robots.txt"] = f"Sitemap: {HOST}/all.xml"
    site.sitemap("/all.xml", paths)
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert "/news/" not in done.asked
    assert declared(done).sources == (Sitemap(url=f"{HOST}/all.xml", language="fr"),)


def test_the_newest_that_a_sitemap_does_not_have_yet() -> None:
    paths = slugs(ENOUGH + 10)
    links = "".join(f"<a href='{path}'>x</a>" for path in paths[:20])
    site = site_of(paths, body=f"{links}<a href='/news/'>Actualités</a>")
    site.sitemap("/sitemap.xml", paths[2:])
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert "/news/" not in done.asked


def test_a_sitemap_that_misses_most_is_not_trusted() -> None:
    paths = slugs(3 * ENOUGH)
    links = "".join(f"<a href='{path}'>x</a>" for path in paths[:10])
    site = site_of(paths, body=f"{links}<a href='/news/'>Actualités</a>")
    site.sitemap("/sitemap.xml", paths[2 * ENOUGH :])
    site.listing("/news/", paths)
    assert set(crawl(site).articles) == set(paths)


def test_a_news_sitemap_or_a_feed_lists_the_newest_alone() -> None:
    paths = slugs(3 * ENOUGH)
    items = "".join(f"<item><link>{path}</link></item>" for path in paths[: 2 * ENOUGH])
    site = site_of(
        paths,
        "<link rel=alternate type='application/rss+xml' href='/rss'>",
        "<a href='/news/'>Actualités</a>",
    )
    site.pages["/rss"] = f"<rss version='2.0'><channel>{items}</channel></rss>"
    site.pages["/news-sitemap.xml"] = "".join(
        ["<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"]
        + [
            f"<url><loc>{HOST}{path}</loc><news:news><news:title>T</news:title></news:news></url>"
            for path in paths[: 2 * ENOUGH]
        ]
        + ["</urlset>"]
    )
    site.listing("/news/", paths)
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert Feed(url=f"{HOST}/rss", language="fr") in declared(done).sources


def test_a_shop_is_given_up_after_a_few_pages() -> None:
    paths, products = slugs(2 * ENOUGH_REFUSED), slugs(500, "/produits")
    site = site_of(paths)
    for product in products:
        site.listing(product, [], "<p>En stock</p>")
    site.sitemap("/sitemap.xml", products + paths)
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert sum(path in products for path in done.asked) == ENOUGH_REFUSED
    assert done.counts["discovery/skipped/folder_without_articles"] == 500 - ENOUGH_REFUSED
    assert declared(done).article_urls == ("://[^/]+/news/[^/?#]+/?$",)


def test_editions_that_only_pages_name_are_found() -> None:
    paths = slugs(ENOUGH, "/fr/news")
    site = site_of(paths)
    for path in paths:
        other = path.replace("/fr/", "/nl/")
        site.article(other, f"Kruidenier opent {other}")
        page = site.pages[path]
        assert isinstance(page, str)
        link = f"<link rel='alternate' hreflang='nl' href='{HOST}{other}'></head>"
        site.pages[path] = page.replace("</head>", link)
    site.sitemap("/sitemap.xml", paths)
    done = crawl(site)
    assert len(done.articles) == 2 * ENOUGH
    assert declared(done).article_urls == ("://[^/]+/(?:fr|nl)/news/[^/?#]+/?$",)


def test_a_backfill_of_a_list_ends_where_it_is_too_old() -> None:
    site = site_of([], body="<a href='/news/'>Actualités</a>")
    pages = 60
    for page in range(1, pages + 1):
        year = 2026 - page // 5
        paths = [f"/news/une-epicerie-ouvre-a-{town}-{page}" for town in TOWNS[:5]]
        for path in paths:
            site.article(path, f"Épicerie {path}", f"{year}-05-05T08:00:00+02:00")
        address = "/news/" if page == 1 else f"/news/page/{page}/"
        site.listing(address, paths, f"<a href='/news/page/{page + 1}/'>Suivant</a>")
    done = crawl(site, since="2024")
    assert {2024, 2025, 2026} <= {int((a.date_published or "")[:4]) for a in done.articles.values()}
    walked = sum("page" in path for path in done.asked)
    assert 14 <= walked <= 20


def test_a_list_that_never_ends_is_left() -> None:
    paths = slugs(5)
    site = site_of(paths, body="<a href='/news/'>Actualités</a>")
    for page in range(1, 50):
        address = "/news/" if page == 1 else f"/news/?page={page}"
        site.listing(address, paths, f"<a rel='next' href='/news/?page={page + 1}'>2</a>")
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert sum("?page=" in path for path in done.asked) == 1


@pytest.mark.parametrize("home", ["", None])
def test_a_site_without_a_home_page(home: str | None) -> None:
    paths = slugs(ENOUGH)
    site = site_of(paths)
    site.sitemap("/sitemap.xml", paths)
    if home is None:
        del site.pages["/"]
    else:
        site.pages["/"] = home
    assert set(crawl(site).articles) == set(paths)


def test_a_site_without_articles_suggests_nothing() -> None:
    done = crawl(site_of([]))
    assert done.articles == {}
    assert done.spider.suggestion() is None


def test_the_limit_is_kept() -> None:
    paths = slugs(ENOUGH)
    site = site_of(paths)
    site.sitemap("/sitemap.xml", paths)
    assert len(crawl(site, limit=5).articles) == 5


def test_what_a_backfill_does_not_want_holds_nothing_up() -> None:
    old, young = slugs(2 * ENOUGH_REFUSED, "/2019/05"), slugs(3, "/2024/05")
    site = site_of([], body="".join(f"<a href='{path}'>x</a>" for path in young))
    site.sitemap("/sitemap.xml", [*old, *young])
    for path in young:
        site.article(path, f"Ouverture de {path}", "2024-05-05T08:00:00+02:00")
    done = crawl(site, since="2024")
    assert set(done.articles) == set(young)
    assert done.counts["discovery/skipped/outside_window"] == len(old)


def test_a_home_page_that_cannot_be_read_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    read = SiteSpider.read

    async def dying(spider: SiteSpider, function: Any, *arguments: Any, url: str) -> Any:
        if url == f"{HOST}/":
            raise ReaderDied(f"reader_died: {url}")
        return await read(spider, function, *arguments, url=url)

    monkeypatch.setattr(SiteSpider, "read", dying)
    paths = slugs(ENOUGH)
    site = site_of(paths)
    site.sitemap("/sitemap.xml", paths)
    done = crawl(site)
    assert set(done.articles) == set(paths)
    assert done.counts["discovery/failed/reader_died"] == 1
