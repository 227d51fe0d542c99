"""Texts that are alike: their sketches, what was found between two articles, and whole stories."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.articles import version_key
from archive.models.base import Base, Id, Number


class SketchHash(Base):
    """One hash of a version's sketch (``relatives.sketch``); rows are added and never changed."""

    __tablename__ = "sketch_hashes"

    # in this order: which are the newest versions with this hash?
    algorithm: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    """Sketches of another algorithm have nothing to do with each other."""
    hash: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    """Without a foreign key: it would be checked for each of the two dozen rows of a version."""

    __table_args__ = ({"sqlite_with_rowid": False},)  # the key is all there is


class SketchRun(Base):
    """Hashes of many versions, stored together, that wait to be put into ``sketch_hashes``.

    See ``relatives.sketch_runs``. Only on SQLite, and only while many articles are stored at once.
    """

    __tablename__ = "sketch_runs"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    algorithm: Mapped[int] = mapped_column(SmallInteger)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)
    """In ascending order, eight bytes each, the lowest first."""
    versions: Mapped[bytes] = mapped_column(LargeBinary)
    """The version of each hash, in the same way; ascending where hashes are equal."""


class PendingLookup(Base):
    """A version whose relatives were not looked for yet.

    Written with the version and gone when they were, a moment later: what is here for longer is
    what a killed writer has left.
    """

    __tablename__ = "pending_lookups"

    version_id: Mapped[int] = version_key()
    algorithm: Mapped[int] = mapped_column(SmallInteger)
    sketch: Mapped[bytes] = mapped_column(LargeBinary)
    """As ``archive.relatives.sketch`` packs it; empty for a short text."""


class Relation(Base):
    """What was found between two articles, once for each kind, with its evidence."""

    __tablename__ = "relations"

    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    """The one with the lower number."""
    other_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    """same_url, same_content, near_duplicate (one magazine) or same_story (two)."""

    # the evidence: what was compared, and what came out (``relatives.likeness``); the figures are
    # empty where nothing had to be compared
    version_id: Mapped[int] = mapped_column(Id, ForeignKey("versions.id"))
    other_version_id: Mapped[int] = mapped_column(Id, ForeignKey("versions.id"))
    algorithm: Mapped[int | None] = mapped_column(SmallInteger)
    shared_hashes: Mapped[int | None]
    resemblance: Mapped[float | None]
    containment: Mapped[float | None]
    kept: Mapped[float | None]
    """Share of the shorter text's words that stand in both."""
    found_at: Mapped[datetime]

    __table_args__ = (
        Index("relations_other", "other_id"),  # all relations of one article
    )


class Story(Base):
    """Articles that tell the same, in one magazine or in several."""

    __tablename__ = "stories"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    origin_id: Mapped[int | None] = mapped_column(Id, ForeignKey("articles.id"))
    """The article in which it first appeared."""
    merged_into: Mapped[int | None] = mapped_column(Id, ForeignKey("stories.id"))
    """The story it turned out to be part of; its members are that story's then."""

    __table_args__ = (
        Index("stories_merged", "merged_into"),  # which stories went into this one
    )


class StoryMember(Base):
    """An article's story; an article has one or none."""

    __tablename__ = "story_members"

    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column("story_id", Id, ForeignKey("stories.id"), key="group_id")

    __table_args__ = (
        Index("story_members_story", "group_id"),  # all articles of one story
    )
