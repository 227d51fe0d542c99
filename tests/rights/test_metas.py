import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecrawler.rights.metas import metas


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'<meta name="robots" content="noai">', [("robots", "noai")]),
        (b"<META CONTENT=noai NAME=Robots />", [("robots", "noai")]),
        (b"<meta\n name = 'robots'\n content = 'no&#97;i'>", [("robots", "noai")]),
        (b"<meta name=a content=b><meta name=c content=d>", [("a", "b"), ("c", "d")]),
        (b"<!-- <meta name=robots content=noai> --><meta name=a content=b>", [("a", "b")]),
        (b"<script>'<meta name=robots content=noai>'</script>", []),
        (b"<script>var a = 1", []),
        (b"<!-- <meta name=robots content=noai>", []),
        (b"<metadata name=robots content=noai>", []),
        (b"<meta property=og:title content=noai>", []),
        (b'<meta name="robots">', []),
        (b"<noscript><meta name=robots content=noai></noscript>", [("robots", "noai")]),
        ("\ufeff<meta name=robots content=noai>".encode("utf-16-le"), [("robots", "noai")]),
        (b"", []),
    ],
)
def test_metas(body: bytes, expected: list[tuple[str, str]]) -> None:
    assert list(metas(body)) == expected


PIECES = st.sampled_from(
    ["<meta ", "name=", "content=", '"', "'", ">", "<!--", "-->", "<script", "</script", "robots"]
)


@given(st.lists(PIECES | st.text(max_size=5)))
def test_any_bytes_are_read(pieces: list[str]) -> None:
    for name, content in metas("".join(pieces).encode()):
        assert name == name.lower()
        assert content


@pytest.mark.parametrize("piece", [b"<meta ", b"<!--", b"<script", b'<meta name="', b"<meta a="])
def test_what_is_never_closed_takes_no_time(piece: bytes) -> None:
    assert list(metas(piece * 200_000)) == []
