from hypothesis import given
from hypothesis import strategies as st

from archive.records import Reserved
from tradecrawler.rights.reserved import reserved_of
from tradecrawler.rights.tdmrep import Tdm

URL = "https://www.rayon.example/fr/un"
HTML = ("Content-Type", "text/html; charset=utf-8")


def page(*metas: str) -> bytes:
    return f"<!doctype html><html><head>{''.join(metas)}</head><body>Un</body></html>".encode()


def test_header_and_page_are_put_together() -> None:
    body = page('<meta name="robots" content="noarchive">')
    found = reserved_of(URL, [HTML, ("x-robots-tag", "noai")], body, robots="allowed")
    assert found == Reserved(robots="allowed", directives=("noai", "noarchive"))
    assert found.names == ("noai", "noarchive")


def test_the_page_wins_over_the_header_and_the_header_over_the_file() -> None:
    file = Tdm(reservation=True, policy="https://www.rayon.example/policy")
    free, closed = ("tdm-reservation", "0"), ("TDM-Reservation", "1")
    meta = '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="/meta">'
    assert reserved_of(URL, [HTML], page(), tdm=file).tdm_policy == file.policy
    by_header = reserved_of(URL, [HTML, free], page(), tdm=file)
    assert by_header.tdm_reservation is False
    assert by_header.tdm_policy is None
    by_page = reserved_of(URL, [HTML, free], page(meta), tdm=file)
    assert by_page.tdm_reservation is True
    assert by_page.tdm_policy == "https://www.rayon.example/meta"
    assert by_page.names == ("tdm-reservation",)
    assert reserved_of(URL, [closed], b"%PDF").tdm_reservation is True


def test_what_a_feed_quotes_is_not_its_own() -> None:
    body = b"<rss><description><![CDATA[<meta name=robots content=noai>]]></description></rss>"
    assert reserved_of(URL, [("Content-Type", "application/rss+xml")], body) == Reserved()
    assert reserved_of(URL, [], page("<meta name=robots content=noai>")).directives == ("noai",)


@given(st.lists(st.tuples(st.text(), st.text())), st.binary())
def test_any_response_is_read(headers: list[tuple[str, str]], body: bytes) -> None:
    assert reserved_of(URL, headers, b"<html>" + body).robots is None
