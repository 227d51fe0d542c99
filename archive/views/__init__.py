"""The SQL views for analysts, one a module."""

from sqlalchemy import Connection

from archive.views import articles_flat, editions_flat, runs_flat, stories_flat, teasers_flat
from archive.views.view import Column, View

__all__ = ["VIEWS", "Column", "View", "create"]

VIEWS = (
    articles_flat.VIEW,
    teasers_flat.VIEW,
    stories_flat.VIEW,
    editions_flat.VIEW,
    runs_flat.VIEW,
)


def create(connection: Connection) -> None:
    """Create all views with their comments; the tables must be there, the views must not."""
    for view in VIEWS:
        view.create(connection)
