"""``tradearchive``: reads what is in an archive; makes, upgrades, checks one. A module a group.

Every command takes ``--db``, any SQLAlchemy URL, and most ``--json`` for programs. A failure is one
line on standard error and exit code 1.
"""

import typer

from archive.cli import exporting, health, histories, reading, runs, upkeep

app = typer.Typer(
    help="Read an archive of trade-press articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command("list")(reading.list_articles)
app.command()(reading.show)
app.command(context_settings={"ignore_unknown_options": True})(  # a word to exclude begins with -
    reading.search
)
app.command()(reading.teasers)
app.command()(reading.stats)
app.command()(runs.runs)
app.command()(runs.run)
app.command()(health.health)
app.command()(histories.versions)
app.command()(histories.extractions)
app.command()(histories.promote)
app.command()(exporting.export)
app.command()(upkeep.init)
app.command()(upkeep.upgrade)
app.command()(upkeep.reindex)
app.command("reindex-captures")(upkeep.reindex_captures)
app.command()(upkeep.check)
