"""Language editions of one article: what pages declare, which pairs follow, and whole sets."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, Id


class DeclaredEdition(Base):
    """A page's word that another edition of its article lives at an address (hreflang).

    Kept by address, so that the pair is found whichever of the two is stored first.
    """

    __tablename__ = "declared_editions"

    url: Mapped[str] = mapped_column(primary_key=True)
    """As ``urls`` has it. First in the key: who says that this is an edition of theirs?"""
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    """The article whose page says so."""
    language: Mapped[str]
    """As declared by hreflang."""

    __table_args__ = (
        Index("declared_editions_article", "article_id"),  # what does this article declare?
    )


class EditionPair(Base):
    """Two articles that are editions of one, certainly or by a guess that is kept apart."""

    __tablename__ = "edition_pairs"

    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    """The one with the lower number."""
    other_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    is_certain: Mapped[bool]
    """Whether a page declares it; else it is a proposal."""

    # the evidence
    declared_by: Mapped[str] = mapped_column(String(8))
    """first, second, both or neither: which of the two declares the other."""
    score: Mapped[float | None]
    """Of a proposal, from 0 to 1 (``relatives.translations``); kept when declared later."""
    reasons: Mapped[dict[str, float]]
    """What the score is made of: date, names, numbers, image."""
    found_at: Mapped[datetime]

    __table_args__ = (
        Index("edition_pairs_other", "other_id"),  # all pairs of one article
    )


class EditionSet(Base):
    """All language editions of one article that are certain."""

    __tablename__ = "edition_sets"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    merged_into: Mapped[int | None] = mapped_column(Id, ForeignKey("edition_sets.id"))
    """The set it turned out to be part of."""

    __table_args__ = (
        Index("edition_sets_merged", "merged_into"),  # which sets went into this one
    )


class EditionMember(Base):
    """An article's set of editions; an article has one or none."""

    __tablename__ = "edition_members"

    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(
        "edition_set_id", Id, ForeignKey("edition_sets.id"), key="group_id"
    )

    __table_args__ = (
        Index("edition_members_set", "group_id"),  # all editions of one set
    )
