"""The schema of the first release, in the SQL files beside this one."""

from alembic import op

from archive.migrations import initial

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From nothing."""
    initial.create(op.get_bind())
