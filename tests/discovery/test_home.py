from tradecrawler.discovery.home import Home, read_home

URL = "https://www.example.org/"
API = '<https://www.example.org/wp-json/>; rel="https://api.w.org/"'
PAGE = """<!doctype html><title>Rayon</title><link rel="alternate" type="application/rss+xml"
href="/rss"><a href="/une-epicerie-ouvre-a-namur">x</a><a href="/contact">Contact</a>"""


def test_a_home_page() -> None:
    home = read_home(PAGE.encode(), URL, API, is_html=True)
    assert home.title == "Rayon"
    assert [found.url for found in home.articles.values()] == [URL + "une-epicerie-ouvre-a-namur"]
    assert home.feeds == (URL + "rss",)
    assert home.posts == URL + "wp-json/wp/v2/posts"


def test_one_that_is_no_html() -> None:
    assert read_home(b"{}", URL, "", is_html=False) == Home()
