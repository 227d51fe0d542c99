from tradecrawler.extract.address import canonical_address
from tradecrawler.items import Value


def test_the_claimed_address_comes_first_and_is_cleaned_too() -> None:
    claimed = Value(value="https://rayons.example/b?utm_source=x", source="rel=canonical")
    assert canonical_address(claimed, "https://rayons.example/a") == Value(
        value="https://rayons.example/b", source="rel=canonical"
    )
    assert canonical_address(None, "https://rayons.example/a#x") == Value(
        value="https://rayons.example/a", source="url"
    )
