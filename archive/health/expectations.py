"""What a magazine's declaration promises of every crawl. Pure data; ``judging`` holds it to it."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """What must hold of what a magazine brings, whatever its history says.

    Shares are from 0 to 1. The defaults hold for any magazine: what breaks them cannot be read.
    """

    min_articles_per_week: int = 0
    """New articles of the last seven whole days, in a usual week: less is expected in seasons in
    which the press rests (``archive.health.seasons``). 0 expects nothing."""
    dated: float = 0.5
    """Least share of new articles with a date; of most magazines nearly all have one."""
    authored: float = 0.0
    """Least share of new articles with an author; agencies' texts have none, so none is usual."""
    max_refused: float = 0.9
    """Greatest share of new addresses that turn out to be no article: walls, listings, errors."""
    max_failed: float = 0.5
    """Greatest share of requested pages that do not come, those that are gone left out."""

    def __post_init__(self) -> None:
        """Refuse what cannot be met: raises ValueError."""
        if self.min_articles_per_week < 0:
            raise ValueError("min_articles_per_week: a number from 0 on is needed")
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name != "min_articles_per_week" and not 0 <= value <= 1:
                raise ValueError(f"{field.name}: a share from 0 to 1 is needed, not {value}")


ANY = Expectations()
"""What holds of every magazine."""
