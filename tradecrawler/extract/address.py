"""The address an article is known by: what its page claims, where that is one."""

from archive.addresses import clean_address
from tradecrawler.items import Value


def canonical_address(claimed: Value | None, url: str) -> Value:
    """The address the article is known by: what the page claims, else its own, cleaned."""
    if claimed is not None:
        return Value(value=clean_address(claimed.value), source=claimed.source)
    return Value(value=clean_address(url), source="url")
