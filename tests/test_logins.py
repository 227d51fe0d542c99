import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecrawler.logins import InvalidLogin, logins_of


def test_a_magazine_has_its_own() -> None:
    logins = logins_of(
        {
            "TRADECRAWLER_RAYON_COOKIE": "session=sesame",
            "TRADECRAWLER_RAYON_HEADERS": '{"x-subscriber": "7 7"}',
            "TRADECRAWLER_LSA_CONSO_AUTHORIZATION": "Basic c2VzYW1l",
            "TRADECRAWLER_ETAL_COOKIE": "",
            "TRADECRAWLER_COOKIE": "a=b",
            "COOKIE": "a=b",
        }
    )
    assert logins["rayon"].headers == {"Cookie": "session=sesame", "X-Subscriber": "7 7"}
    assert logins["lsa_conso"].headers == {"Authorization": "Basic c2VzYW1l"}
    assert sorted(logins) == ["lsa_conso", "rayon"]


def test_it_is_never_printed() -> None:
    login = logins_of({"TRADECRAWLER_RAYON_COOKIE": "session=sesame"})
    assert repr(login) == "{'rayon': Login(Cookie)}"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("COOKIE", "a=sesame\r\nX-Other: 1"),
        ("COOKIE", "a=sesame€"),
        ("HEADERS", "X-Subscriber: sesame"),
        ("HEADERS", '["sesame"]'),
        ("HEADERS", '{"X-Subscriber": ["sesame"]}'),
        ("HEADERS", '{"X Subscriber": "sesame"}'),
        ("HEADERS", '{"User-Agent": "sesame"}'),
    ],
)
def test_what_is_no_login_is_said_without_its_value(kind: str, value: str) -> None:
    with pytest.raises(InvalidLogin) as error:
        logins_of({f"TRADECRAWLER_RAYON_{kind}": value})
    assert f"TRADECRAWLER_RAYON_{kind}" in str(error.value)
    assert "sesame" not in str(error.value)
    assert error.value.__cause__ is None


@given(st.text(min_size=1).filter(lambda text: "\x00" not in text))
def test_any_value_is_a_login_or_is_refused(value: str) -> None:
    try:
        login = logins_of({"TRADECRAWLER_RAYON_COOKIE": value})["rayon"]
    except InvalidLogin:
        return
    assert login.headers["Cookie"].encode("latin-1")
