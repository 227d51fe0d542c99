"""The archive's schema as a chain of revisions, and what is known of the chain without reading it.

``archive.schema`` runs them. A revision that was released is never changed; until the first release
there is one, made anew from the models by ``python -m archive.migrations.initial``.
"""

from pathlib import Path

FOLDER = Path(__file__).parent

REVISIONS = ("0001",)
"""Oldest first; stands here so that opening an archive need not read the chain. Tested against
it."""

HEAD = REVISIONS[-1]
"""The revision this program reads and writes."""

VERSION_TABLE = "archive_revision"
"""Where a database says which revision it has; Alembic's own name is taken where an archive shares
its schema with another program."""
