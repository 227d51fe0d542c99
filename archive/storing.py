"""One batch into the archive: what its texts say, then one transaction, then its relatives.

The steps apart, so that each can be done when there is time for it: ``prepare`` before the
transaction, ``relatives.relating.find`` after it. ``keeping`` does them one after the other,
``writers`` for several batches at once.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from archive.deciding.plan import Record
from archive.frontier import settling
from archive.records import Article, Visit
from archive.relatives import relating
from archive.results import Stored
from archive.search import index
from archive.text import storable
from archive.writing import store_batch

Batch = Sequence[Record | Visit]


def prepare(batch: Batch) -> Batch:
    """The batch as a database can hold it."""
    return [storable(record) for record in batch]


def think_ahead(dialect: str, batch: Batch) -> None:
    """Work out what follows from the texts of a prepared batch, and remember it until it is stored.

    What is not stored in the end, because it is known, was worked out in vain: see ``forget``.
    """
    articles = [record for record in batch if isinstance(record, Article)]
    index.think_ahead(dialect, articles)
    for article in articles:
        relating.sketch_of(article)


def forget() -> None:
    """Forget what was worked out ahead and not used."""
    index.forget()


def store(connection: Connection, batch: Batch, run_id: str | None) -> list[Stored]:
    """Store a prepared batch in a transaction; one result for each record, in the order given.

    Raises UnknownRun.
    """
    pages = [record for record in batch if not isinstance(record, Visit)]
    results = iter(store_batch(connection, pages, run_id))
    return settling.settle(
        connection,
        [(record, None if isinstance(record, Visit) else next(results)) for record in batch],
    )
