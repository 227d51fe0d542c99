import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecrawler.rights.tdmrep import (
    InvalidTdmFile,
    Tdm,
    parse_tdmrep,
    policy_of,
    reservation_of,
    tdm_of,
)

HOST = "https://www.rayon.example"
FILE = f"{HOST}/.well-known/tdmrep.json"
POLICY = f"{HOST}/policies/policy.json"


def said(rules: object, path: str) -> Tdm:
    return tdm_of(parse_tdmrep(json.dumps(rules).encode(), FILE), HOST + path)


def test_the_first_rule_that_matches_holds() -> None:
    rules = [
        {"location": "/libre/", "tdm-reservation": 0},
        {"location": "/", "tdm-reservation": 1, "tdm-policy": "/policies/policy.json"},
    ]
    assert said(rules, "/libre/un") == Tdm(reservation=False)
    assert said(rules, "/fr/un") == Tdm(reservation=True, policy=POLICY)


@pytest.mark.parametrize(
    ("location", "path", "expected"),
    [
        ("/fr/", "/fr/un", True),
        ("/fr/", "/nl/fr/", None),
        ("*", "/fr/un", True),
        ("/*.pdf", "/fr/un.pdf?v=1", True),
        ("/*.pdf$", "/fr/un.pdf?v=1", None),
        ("/*.pdf$", "/a.pdf/b.pdf", True),
        ("/fr/un$", "/fr/un", True),
        ("/fr/un$", "/fr/un/", None),
        ("/a+b", "/a+b", True),
        ("/a+b", "/aab", None),
        ("$", "/", None),
        ("*" * 5_000 + "a", "/" + "b" * 5_000, None),
    ],
)
def test_locations_are_as_in_robots_txt(location: str, path: str, expected: bool | None) -> None:
    assert said([{"location": location, "tdm-reservation": 1}], path).reservation is expected


def test_what_makes_no_sense_is_left_out() -> None:
    rules = [1, {}, {"location": 3}, {"location": "/"}, {"location": "/", "tdm-reservation": "yes"}]
    assert said(rules, "/un") == Tdm()
    assert said([*rules, {"location": "/", "tdm-reservation": "1"}], "/un").reservation is True


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"a": 1}', b"\xff\xfe", b"[" * 100_000])
def test_another_file_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidTdmFile):
        parse_tdmrep(body, FILE)


def test_values() -> None:
    assert [reservation_of(value) for value in (1, "0", " 1 ", True, None, "2", 1.0)] == [
        True, False, True, None, None, None, None,
    ]  # fmt: skip
    assert policy_of("javascript:alert(1)", FILE) is None
    assert policy_of("http://[", FILE) is None
    assert policy_of("  ", FILE) is None
    assert policy_of(7, FILE) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["location", "tdm-reservation", "tdm-policy"]), inner
    ),
)  # fmt: skip


@given(st.lists(JSON), st.text())
def test_any_list_is_read(rules: list[object], path: str) -> None:
    said(rules, "/" + path)
