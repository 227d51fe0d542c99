"""What extraction refuses, by name."""


class NotAnArticle(Exception):
    """The page holds no article; ``reason`` says what it holds instead.

    The caller records a refusal under that reason; the raw page stays where it is kept.
    """

    def __init__(self, reason: str, *, canonical_url: str | None = None) -> None:
        """``reason`` is snake_case, such as ``listing``; ``canonical_url`` what the page claims."""
        super().__init__(reason)
        self.reason = reason
        self.canonical_url = canonical_url
