import pytest

from tradecrawler.spiders.arguments import InvalidArgument, positive


@pytest.mark.parametrize(("value", "expected"), [(None, None), ("7", 7), (3, 3)])
def test_whole_numbers(value: str | int | None, expected: int | None) -> None:
    assert positive("limit", value) == expected


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "", "many", 0, "²"])
def test_anything_else_names_the_argument(value: str | int) -> None:
    with pytest.raises(InvalidArgument, match="-a limit="):
        positive("limit", value)
