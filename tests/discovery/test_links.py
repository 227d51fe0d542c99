import json

from tradecrawler.discovery.links import read_links

URL = "https://www.example.org/news"
PAGE = """<!doctype html><nav><a href="/frais">Frais</a><a href="/une-epicerie-ouvre-a-namur">x</a>
</nav><main><a href="/rubrique-sans-menu">x</a><a href="/category/prix/">Prix</a>
<a href="https://elsewhere.example/a">x</a><a href="/news?page=2" rel="next">2</a></main>
<select><option value="/2019/05/">Mai 2019</option></select>"""


def paths(urls: list[str]) -> list[str]:
    return [url.removeprefix("https://www.example.org") for url in urls]


def test_lists_are_what_menus_and_addresses_say() -> None:
    page = read_links(PAGE.encode(), URL)
    assert page is not None
    assert paths([link.url for link in page.links]) == [
        "/frais", "/une-epicerie-ouvre-a-namur", "/rubrique-sans-menu", "/category/prix/",
        "/news?page=2",
    ]  # fmt: skip
    assert paths(list(page.lists)) == ["/frais", "/category/prix/", "/news?page=2", "/2019/05/"]
    assert page.next_page == URL + "?page=2"


def test_what_a_button_loads() -> None:
    more = json.dumps({"html": "<a href='/news/un'>x</a>", "next_url": "/api/more?offset=24"})
    page = read_links(more.encode(), URL)
    assert page is not None
    assert paths([link.url for link in page.links]) == ["/news/un"]
    assert paths([page.next_page or ""]) == ["/api/more?offset=24"]


def test_nothing_is_no_page() -> None:
    assert read_links(b"", URL) is None
