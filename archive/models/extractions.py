"""What different extractors read from one version's pages, held side by side."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.articles import version_key
from archive.models.base import Base, Id


class Extraction(Base):
    """One reading of a version; there are rows only where a version has several.

    What the promoted one says is in ``versions`` and its children too, for all to query.
    """

    __tablename__ = "extractions"

    version_id: Mapped[int] = version_key()
    number: Mapped[int] = mapped_column(primary_key=True)
    """From 1, in the order in which they came."""
    is_promoted: Mapped[bool]

    # who read it, when and why
    extractor_version: Mapped[str]
    extracted_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(String(32))
    """fetched, template, extractor, or another reason in snake_case."""

    # which page
    url: Mapped[str]
    fetched_at: Mapped[datetime]
    capture_id: Mapped[int | None] = mapped_column(Id, ForeignKey("captures.id"))

    # what it says
    content_hash: Mapped[str] = mapped_column(String(64))
    record: Mapped[dict[str, Any]]
    """The fields of ``records.Article`` that an extraction decides, under their names."""
    printed: Mapped[bytes | None]
    """The page's blocks and which were taken for text, as ``template.printed`` packs them."""
