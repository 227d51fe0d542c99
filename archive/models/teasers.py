"""What magazines promoted beside their articles."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.articles import version_key
from archive.models.base import Base


class Teaser(Base):
    """What a version's page promoted besides the article."""

    __tablename__ = "teasers"

    version_id: Mapped[int] = version_key()
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    """Order over the whole page, from 0."""
    zone: Mapped[str] = mapped_column(String(16))
    """header, body or after."""
    position: Mapped[int]
    """Order within the zone, from 0."""
    label: Mapped[str | None]
    text: Mapped[str]
    url: Mapped[str | None]
